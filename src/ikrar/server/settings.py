"""Settings from the environment, with defaults that run. Every variable is listed in docs/settings.md.

What comes in: IKRAR_* and DATABASE_URL. What is trusted: this process's environment.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from ikrar.server.databases import database
from ikrar.server.secrets import secret_key


def _flag(name: str, *, default: bool = False) -> bool:
    return os.environ.get(name, str(int(default))).strip().lower() in {"1", "true", "yes", "on"}


def _words(name: str, default: str = "") -> list[str]:
    return [word for word in os.environ.get(name, default).replace(",", " ").split() if word]


PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("IKRAR_DATA", "var")).resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = _flag("IKRAR_DEBUG")
SECRET_KEY = os.environ.get("IKRAR_SECRET_KEY") or secret_key(DATA_DIR / "secret-key")
ALLOWED_HOSTS = _words("IKRAR_HOSTS", "localhost 127.0.0.1 [::1]")
CSRF_TRUSTED_ORIGINS = _words("IKRAR_TRUSTED_ORIGINS")
SITE_URL = os.environ.get("IKRAR_URL", "http://127.0.0.1:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    # so that nothing of it is ever loaded from elsewhere
    "ninja",
    # before allauth, whose pages it dresses
    "ikrar.web",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "ikrar.ledger",
    "ikrar.people",
    "ikrar.vault",
    "ikrar.cases",
    "ikrar.checks",
    "ikrar.advice",
    "ikrar.gifts",
    "ikrar.reports",
    "ikrar.pledges",
    "ikrar.programme",
    "ikrar.monitoring",
    "ikrar.dashboards",
]

MIDDLEWARE = [
    "ikrar.server.api.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "ikrar.server.errors.ErrorMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ikrar.web.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ikrar.web.headers.cache_headers",
    "allauth.account.middleware.AccountMiddleware",
    "ikrar.server.context.agency_zone",
    "ikrar.server.accounts.second_factor",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "ikrar.server.urls"
# the door of reports in a process of its own: it serves /lapor/ and nothing else, and knows no login or session
REPORTS_ONLY = _flag("IKRAR_REPORTS_ONLY")
if REPORTS_ONLY:
    ROOT_URLCONF = "ikrar.server.urls_reports"
    _LEFT_OUT = (
        "Session",
        "Authentication",
        "Message",
        "Account",
        "second_factor",
        "ApiMiddleware",
    )
    MIDDLEWARE = [name for name in MIDDLEWARE if not any(part in name for part in _LEFT_OUT)]
    # allauth does not start without its middleware
    INSTALLED_APPS = [name for name in INSTALLED_APPS if not name.startswith("allauth")]
WSGI_APPLICATION = "ikrar.server.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ikrar.server.context.house",
            ],
            "builtins": ["ikrar.web.templatetags.ikrar"],
        },
    }
]

DATABASES = {
    "default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'ikrar.sqlite3'}")
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "ikrar.server.accounts.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "ikrar.server.accounts.SocialAccountAdapter"
ACCOUNT_FORMS = {
    "login": "ikrar.server.account_forms.LoginForm",
    "reauthenticate": "ikrar.server.account_forms.ReauthenticateForm",
    "change_password": "ikrar.server.account_forms.ChangePasswordForm",
    "reset_password": "ikrar.server.account_forms.ResetPasswordForm",
    "reset_password_from_key": "ikrar.server.account_forms.ResetPasswordKeyForm",
}
MFA_FORMS = {
    "authenticate": "ikrar.server.account_forms.AuthenticateForm",
    "reauthenticate": "ikrar.server.account_forms.ReauthenticateCodeForm",
    "activate_totp": "ikrar.server.account_forms.ActivateTOTPForm",
    "add_webauthn": "ikrar.server.account_forms.AddKeyForm",
    "edit_webauthn": "ikrar.server.account_forms.EditKeyForm",
}
# a whole office may share one address on the morning of the ceremony; one account stays at five tries
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,5/5m/key"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
MFA_ADAPTER = "ikrar.server.accounts.SecondFactorAdapter"
SECOND_FACTOR_REQUIRED = True  # for the roles in server/accounts.py; a demo agency goes without
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Ikrar"
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, list[dict[str, object]]]] = {
    "openid_connect": {"APPS": []}
}
if os.environ.get("IKRAR_OIDC_URL"):
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"] = [
        {
            "provider_id": "oidc",
            "name": os.environ.get("IKRAR_OIDC_NAME", "SSO"),
            "client_id": os.environ["IKRAR_OIDC_CLIENT_ID"],
            "secret": os.environ["IKRAR_OIDC_SECRET"],
            "settings": {"server_url": os.environ["IKRAR_OIDC_URL"]},
        }
    ]

CACHES = {
    "default": {
        # shared by all workers, so that login rate limits hold whichever worker answers
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        # counts of calls live here for a minute; beyond this a third of all entries is dropped
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    }
}

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Bahasa Indonesia")), ("en", _("Inggris"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/statis/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_MANIFEST_STRICT = False

# a form may also lead to the single sign-on: browsers check where its answer redirects to
_SIGN_ON = "{0.scheme}://{0.netloc}".format(urlsplit(os.environ.get("IKRAR_OIDC_URL", "")))
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *([_SIGN_ON] if os.environ.get("IKRAR_OIDC_URL") else [])],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# to ourselves only; with "no-referrer" browsers send `Origin: null` and every form would be refused
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS and _flag("IKRAR_SSL_REDIRECT")
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if _flag("IKRAR_BEHIND_PROXY") else None
)
# whose tries are counted: behind a proxy the last address it names, else everybody would share one limit
ALLAUTH_TRUSTED_PROXY_COUNT = int(_flag("IKRAR_BEHIND_PROXY"))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "ikrar_sesi"
CSRF_COOKIE_HTTPONLY = True
# gone with the browser's window: nothing that stays on a reporter's device says that they were here
CSRF_COOKIE_AGE = None
SESSION_COOKIE_AGE = 8 * 3600
X_FRAME_OPTIONS = "DENY"

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("IKRAR_SMTP_HOST")
    else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = os.environ.get("IKRAR_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("IKRAR_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("IKRAR_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("IKRAR_SMTP_PASSWORD", "")
EMAIL_USE_TLS = _flag("IKRAR_SMTP_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("IKRAR_MAIL_FROM", "ikrar@localhost")

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
ROSTER_MAX_BYTES = 200 * 1024 * 1024
MONITORING_MAX_BYTES = 2 * 1024 * 1024 * 1024
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

IKRAR_LOG_KEY = os.environ.get("IKRAR_LOG_KEY", str(DATA_DIR / "log-key"))
IKRAR_LOG_ORIGIN = os.environ.get("IKRAR_LOG_ORIGIN", "")
IKRAR_LINK_DAYS = int(os.environ.get("IKRAR_LINK_DAYS", "14"))
IKRAR_PACK_DIRS = _words("IKRAR_PACK_DIRS")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("IKRAR_LOG_LEVEL", "WARNING")},
    # a refusal names the page or site that somebody came from
    "loggers": {"django.security.csrf": {"level": "ERROR"}},
}
