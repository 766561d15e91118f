"""The page `/cek/` without a token: what our own form sends is checked, what another site sends is only shown."""

import pytest
from django.core.cache import cache
from django.test import Client

from ikrar.checks import views

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_counts():
    cache.clear()


ELSEWHERE = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
    {"origin": "https://jahat.example"},
    {"origin": "http://testserver.jahat.example"},
    {"origin": "http://testserver:81"},
    {"origin": "null"},
    {"origin": "http://["},
]


@pytest.mark.parametrize("headers", ELSEWHERE)
@pytest.mark.parametrize("more", [{}, {"language": "en"}, {"language": "en", "answered": "1"}])
def test_what_another_site_sends_is_shown_but_not_checked(client, cast, monkeypatch, headers, more):
    spent = []
    monkeypatch.setattr(views, "spend", lambda *how, **most: spent.append(how) or 0)
    page = client.post("/cek/", {"text": "Teks saya", "role": "asn"} | more, headers=headers)
    assert page.status_code == 403
    assert "Teks ini dikirim dari situs lain, jadi belum diperiksa." in page.text
    assert "Teks saya</textarea>" in page.text
    assert 'class="card marked"' not in page.text
    assert page["Content-Language"] == "id"
    assert not spent
    assert not page.cookies


OWN = [
    {},
    {"sec-fetch-site": "same-origin"},
    {"sec-fetch-site": "none"},
    {"sec-fetch-site": "same-origin", "origin": "null"},
    {"origin": "http://testserver"},
    {"origin": "https://ikrar.contoh.example"},
]


@pytest.mark.parametrize("headers", OWN)
def test_our_own_form_needs_no_token_and_no_cookie(cast, settings, headers):
    settings.CSRF_TRUSTED_ORIGINS = ["https://ikrar.contoh.example"]
    strict = Client(enforce_csrf_checks=True)
    page = strict.get("/cek/")
    assert "csrfmiddlewaretoken" not in page.text
    assert not page.cookies
    draft = {"text": "Selamat pagi.", "role": "asn"}
    page = strict.post("/cek/", draft, headers=headers)
    assert page.status_code == 200
    assert 'class="card marked"' in page.text
    page = strict.post("/cek/", draft | {"language": "en"}, headers=headers)
    assert page["Content-Language"] == "en"
    assert page.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
