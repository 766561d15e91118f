"""How allauth behaves here: nobody opens an account by themselves, single sign-on finds its employee,
and whoever looks after others' data proves who they are twice.

Trusted: the agency's own single sign-on, for the claims `nip`, `preferred_username` (18 digits only) and a
verified `email`. Not trusted: an unverified email.
"""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ikrar.people.actions import create_user
from ikrar.people.models import Employee, User
from ikrar.people.queries import agency_or_none, find_employee
from ikrar.people.states import RoleName, Standing
from ikrar.server.context import roles_of
from ikrar.server.secrets import seal, unseal

NEEDS_SECOND_FACTOR = {
    RoleName.ADMINISTRATOR, RoleName.PERSONNEL, RoleName.INSPECTOR,
    RoleName.TASKFORCE, RoleName.DECIDER, RoleName.CUSTODIAN, RoleName.UPG, RoleName.COMMUNICATIONS,
}  # fmt: skip
NIP_DIGITS = 18


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Only what is worth reading: nobody needs to be told that they have just logged in."""
        template = kwargs.get("message_template") or (args[0] if args else "")
        if template not in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            super().add_message(request, level, *args, **kwargs)


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Somebody from the agency's single sign-on is welcome if the roster knows them."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        employee = employee_of_claims(claims_of(sociallogin))
        if employee is None:
            page = render(request, "socialaccount/no_employee.html", status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, account_of(employee))


def claims_of(sociallogin: Any) -> dict[str, Any]:
    """What the single sign-on says about the person: userinfo, else the identity token."""
    data = sociallogin.account.extra_data or {}
    claims: dict[str, Any] = data.get("userinfo") or data.get("id_token") or data
    return claims


def employee_of_claims(claims: dict[str, Any]) -> Employee | None:
    """The employee that the claims name, by NIP first; None if unknown, ambiguous, erased or left."""
    employee = _by_nip(claims) or _by_email(claims)
    if employee is None or employee.erased_at or employee.standing == Standing.LEFT:
        return None
    return employee


def _by_nip(claims: dict[str, Any]) -> Employee | None:
    nip = str(claims.get("nip") or "")
    username = str(claims.get("preferred_username") or "")
    if not nip and len(username) == NIP_DIGITS and username.isascii() and username.isdigit():
        nip = username
    return find_employee(nip) if nip else None


def _by_email(claims: dict[str, Any]) -> Employee | None:
    email = str(claims.get("email") or "").strip()
    # `is True`: some providers send the word "false", which would pass for yes
    if not email or claims.get("email_verified") is not True:
        return None
    found = list(Employee.objects.filter(email__iexact=email, erased_at=None)[:2])
    return found[0] if len(found) == 1 else None


def account_of(employee: Employee) -> User:
    """The employee's account; made without a password the first time they come."""
    user = User.objects.filter(employee=employee).first()
    if user is not None:
        return user
    return create_user(
        employee.nip, password=None, email=employee.email, employee=employee, by=None
    )


# ---------------------------------------------------------------- second factor


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The last second factor of someone who needs one stays."""

    def encrypt(self, text: str) -> str:
        return seal(text, secret=settings.SECRET_KEY)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text, secret=settings.SECRET_KEY)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        user = authenticator.user
        roles = set(user.roles.values_list("name", flat=True))
        if not _is_asked() or not roles & NEEDS_SECOND_FACTOR:
            return True
        return bool(second_factors(user).exclude(pk=authenticator.pk).exists())


def second_factors(user: User) -> Any:
    """What the user proves themselves with, recovery codes aside."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)


Answer = Callable[[HttpRequest], HttpResponse]


def second_factor(get_response: Answer) -> Answer:
    """Lead whoever needs a second factor to the page where it is set up, and nowhere else."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _must_set_up(request):
            messages.warning(request, _("Peran Anda memerlukan langkah kedua saat masuk."))
            return redirect("mfa_index")
        return get_response(request)

    return middleware


def _must_set_up(request: HttpRequest) -> bool:
    if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
        return False
    if request.path.startswith(_open_doors()) or not roles_of(request) & NEEDS_SECOND_FACTOR:
        return False
    return not second_factors(request.user).exists() and _is_asked()


def _is_asked() -> bool:
    agency = agency_or_none()
    return settings.SECOND_FACTOR_REQUIRED and not (agency and agency.is_demo)


def _open_doors() -> tuple[str, ...]:
    """The account pages themselves, the language, health, static files, and the API, which knows no login."""
    account = reverse("account_login").removesuffix("login/")
    return account, reverse("set_language"), reverse("healthz"), settings.STATIC_URL, "/api/"
