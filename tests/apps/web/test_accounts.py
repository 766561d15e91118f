"""Logging in: by NIP, email or single sign-on; a second step for whoever looks after others' data."""

import re

import pytest
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from ikrar.people.models import User
from ikrar.people.states import Standing
from ikrar.server import accounts
from tests.cast import PASSWORD, make_employee

WHO = ["ani", "budi", "citra", "dodi", "eka", "fajar"]
ASKED = {"citra", "eka", "fajar"}


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def log_in(client, login: str, password: str = PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


# ---------------------------------------------------------------- password


@pytest.mark.parametrize("login", ["ani", "ani@contoh.test", "ANI@contoh.test", " ani "])
def test_log_in_by_name_or_email(client, cast, login):
    assert log_in(client, login).url == "/"
    assert client.session["_auth_user_id"] == str(cast.ani.pk)


def test_log_in_by_nip(client, cast):
    cast.ani.username = cast.ani.employee.nip
    cast.ani.save()
    log_in(client, cast.ani.employee.nip)
    assert client.session["_auth_user_id"] == str(cast.ani.pk)


def test_a_wrong_password_is_said_in_words_and_keeps_the_name(client, cast):
    page = log_in(client, "ani", "salah")
    assert page.status_code == 200
    assert "Ada yang perlu diperbaiki" in page.text
    assert 'value="ani"' in page.text
    assert "_auth_user_id" not in client.session


def test_guessing_is_slowed_down(client, cast):
    answers = [log_in(client, "ani", f"salah-{n}") for n in range(8)]
    last = log_in(client, "ani")
    assert "_auth_user_id" not in client.session, "the limit must hold for the right password too"
    assert last.status_code in {200, 429}
    assert answers[0].status_code == 200


def test_nobody_opens_an_account_by_themselves(client, cast):
    page = client.get(reverse("account_signup"))
    assert "Akun dibuat oleh administrator" in page.text
    client.post(reverse("account_signup"), {"username": "x", "password1": PASSWORD})
    assert User.objects.count() == len(WHO)


def test_leaving_asks_once_and_leads_home(client, cast):
    client.force_login(cast.ani)
    assert "Tetap masuk" in client.get(reverse("account_logout")).text
    assert "_auth_user_id" in client.session
    assert client.post(reverse("account_logout")).url == "/"
    assert "_auth_user_id" not in client.session


def test_a_forgotten_password_can_be_replaced_once(client, cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client.post(reverse("account_reset_password"), {"email": "ani@contoh.test"}, follow=True)
    (letter,) = mail.outbox
    link = re.search(r"http://testserver(/\S+)", letter.body)[1]
    form = client.get(link, follow=True)
    assert "Kata sandi baru" in form.text
    new = "kata-sandi-yang-lain-7"
    here = form.redirect_chain[-1][0]
    done = client.post(here, {"password1": new, "password2": new}, follow=True)
    assert "Kata sandi tersimpan" in done.text
    assert "Tautan tidak berlaku lagi" in client.get(link, follow=True).text
    log_in(client, "ani", new)
    assert client.session["_auth_user_id"] == str(cast.ani.pk)


def test_the_forgotten_page_tells_nobody_who_has_an_account(client, cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    url = reverse("account_reset_password")
    known = client.post(url, {"email": "ani@contoh.test"}, follow=True)
    unknown = client.post(url, {"email": "tidak-ada@contoh.test"}, follow=True)
    assert "Periksa surel Anda" in known.text
    assert known.redirect_chain == unknown.redirect_chain


# ---------------------------------------------------------------- second factor


@pytest.fixture
def strict(settings):
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.mark.parametrize("who", WHO)
def test_who_is_led_to_set_up_a_second_factor(client, cast, strict, who):
    client.force_login(getattr(cast, who))
    answer = client.get("/capaian/")
    assert (answer.status_code == 302) == (who in ASKED)
    if who in ASKED:
        assert answer.url == reverse("mfa_index")
        assert "Peran Anda memerlukan langkah kedua" in client.get(answer.url).text


def test_nothing_can_be_sent_before_it_is_set_up(client, cast, strict):
    client.force_login(cast.eka)
    assert client.post("/capaian/").url == reverse("mfa_index")


@pytest.mark.parametrize("name", ["mfa_index", "account_change_password", "healthz"])
def test_pages_that_are_needed_for_it_stay_open(client, cast, strict, name):
    client.force_login(cast.eka)
    assert client.get(reverse(name)).status_code != 302


def test_a_demo_goes_without(client, cast, strict):
    cast.agency.is_demo = True
    cast.agency.save()
    client.force_login(cast.eka)
    assert client.get("/capaian/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, cast, strict):
    Authenticator.objects.create(
        user=cast.eka, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x"}
    )
    client.force_login(cast.eka)
    assert client.get("/capaian/").status_code == 302


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_a_second_factor_is_set_up_and_then_asked_for(client, cast, strict):
    log_in(client, "eka")
    ask = client.get(reverse("mfa_activate_totp"), follow=True)
    assert "Pastikan ini Anda" in ask.text
    page = client.post(ask.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    assert "Pindai gambar ini" in page.text
    secret = page.context["form"].secret
    done = client.post(reverse("mfa_activate_totp"), {"code": _code(secret)}, follow=True)
    assert "Kode pemulihan" in done.text
    assert client.get("/capaian/").status_code == 200

    client.logout()
    answer = log_in(client, "eka")
    assert answer.url == reverse("mfa_authenticate")
    assert "Langkah kedua" in client.get(answer.url).text
    assert "_auth_user_id" not in client.session
    wrong = client.post(answer.url, {"code": "000000"})
    assert "Ada yang perlu diperbaiki" in wrong.text


def test_the_last_second_factor_of_someone_asked_stays(cast, strict):
    adapter = accounts.SecondFactorAdapter()
    for user in (cast.eka, cast.ani):
        TOTP.activate(user, generate_totp_secret())
    assert not adapter.can_delete_authenticator(Authenticator.objects.get(user=cast.eka))
    assert adapter.can_delete_authenticator(Authenticator.objects.get(user=cast.ani))


def test_one_of_two_may_go(cast, strict):
    TOTP.activate(cast.eka, generate_totp_secret())
    key = Authenticator.objects.create(
        user=cast.eka, type=Authenticator.Type.WEBAUTHN, data={"name": "kunci"}
    )
    assert accounts.SecondFactorAdapter().can_delete_authenticator(key)


# ---------------------------------------------------------------- single sign-on


APP = {
    "provider_id": "oidc", "name": "SSO Contoh", "client_id": "a", "secret": "b",
    "settings": {"server_url": "https://sso.contoh.test"},
}  # fmt: skip


@pytest.fixture
def sign_on(settings):
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [APP]}}


def arrival(**claims) -> SocialLogin:
    account = SocialAccount(provider="oidc", uid="abc", extra_data={"userinfo": claims})
    return SocialLogin(user=User(username="dari-luar"), account=account)


def arrive(rf, **claims) -> SocialLogin:
    request, login = rf.get("/"), arrival(**claims)
    request.user, request.session = AnonymousUser(), SessionStore()
    accounts.SocialAccountAdapter().pre_social_login(request, login)
    return login


@pytest.mark.parametrize(
    "claims",
    [
        {"nip": "199001012015032001"},
        {"preferred_username": "199001012015032001"},
        {"email": "Ani@Contoh.test", "email_verified": True},
    ],
)
def test_sign_on_finds_its_employee(rf, cast, sign_on, claims):
    assert arrive(rf, **claims).user == cast.ani
    assert SocialAccount.objects.get().user == cast.ani


def test_the_first_visit_makes_an_account_without_a_password(rf, cast, sign_on):
    gita = make_employee(cast.unit, "199202022016032009", "Gita Contoh")
    user = arrive(rf, nip=gita.nip).user
    assert user.employee == gita
    assert user.username == gita.nip
    assert not user.has_usable_password()
    assert not user.roles.exists()


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"nip": "000000000000000000"},
        {"email": "ani@contoh.test"},
        {"email": "ani@contoh.test", "email_verified": False},
        {"email": "ani@contoh.test", "email_verified": "false"},
        {"email": "tidak-ada@contoh.test", "email_verified": True},
        {"preferred_username": "PPNPN-7"},
    ],
)
def test_sign_on_politely_refuses_whom_the_roster_does_not_know(rf, cast, claims):
    make_employee(cast.unit, "PPNPN-7", "Hadi Contoh", kind="ppnpn")
    with pytest.raises(ImmediateHttpResponse) as refused:
        arrive(rf, **claims)
    assert refused.value.response.status_code == 403
    assert "belum dikenal" in refused.value.response.text
    assert not SocialAccount.objects.exists()


def test_an_address_that_two_people_share_names_nobody(cast):
    make_employee(cast.unit, "199303032017032003", "Ani Kedua", email="ani@contoh.test")
    claims = {"email": "ani@contoh.test", "email_verified": True}
    assert accounts.employee_of_claims(claims) is None


def test_someone_who_left_stays_out(cast):
    cast.ani.employee.standing = Standing.LEFT
    cast.ani.employee.save()
    assert accounts.employee_of_claims({"nip": cast.ani.employee.nip}) is None


def test_sign_on_never_opens_a_form_to_sign_up(rf, cast):
    assert not accounts.SocialAccountAdapter().is_open_for_signup(rf.get("/"), arrival())


def test_the_button_appears_when_sign_on_is_configured(client, cast, settings):
    assert "Masuk dengan" not in client.get(reverse("account_login")).text
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [APP]}}
    assert "Masuk dengan SSO Contoh" in client.get(reverse("account_login")).text


def test_one_persons_tries_behind_a_proxy_lock_nobody_else_out(client, cast, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(61):
        client.post(
            reverse("account_login"),
            {"login": f"tidak-ada-{n}", "password": "x"},
            headers={"x-forwarded-for": "203.0.113.9"},
        )
    fields = {"login": "ani", "password": PASSWORD}
    here = {"x-forwarded-for": "203.0.113.9"}
    elsewhere = {"x-forwarded-for": "203.0.113.10"}
    assert client.post(reverse("account_login"), fields, headers=here).status_code == 200
    assert "_auth_user_id" not in client.session
    assert client.post(reverse("account_login"), fields, headers=elsewhere).status_code == 302


def test_an_office_behind_one_address_can_log_in_together(client, cast):
    for _n in range(45):
        assert log_in(client, "ani").status_code == 302
        client.logout()
