"""In English the whole answer is English, but for the author's own words."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from ikrar.checks import views
from ikrar.checks.words import ROLES
from ikrar.screening.labels import LABELS
from ikrar.screening.reasons import sentence
from tests.apps.checks.steps import answer_with, finding
from tests.house.test_english_pages import indonesian_in

pytestmark = pytest.mark.django_db
REASONS = [sentence(code) for code in (*range(1, 71), *range(100, 114))]


@pytest.fixture(autouse=True)
def _language_is_put_back():
    with translation.override(translation.get_language()):
        yield


@pytest.fixture
def post(cast):
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    def send(text, **fields):
        return client.post("/cek/", {"text": text, "on": "", "role": "asn"} | fields)

    return send


def assert_english(page):
    assert page["Content-Language"] == "en"
    assert indonesian_in(page.content.decode()) == {}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("on", ["2023-10-04", "2023-11-08", "2024-02-12", "2030-01-01"])
def test_every_finding_on_every_day(post, monkeypatch, role, on):
    answer_with(monkeypatch, *(finding(label, (0, 4)) for label in LABELS))
    page = post("coblos yang mana", on=on, role=role)
    assert page.text.count('class="card found"') == 8
    assert_english(page)


def test_every_reason(post, monkeypatch):
    answer_with(monkeypatch, finding(LABELS[0], reasons=REASONS))
    assert_english(post("coblos yang mana"))


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("", {}),
        ("x" * 20_001, {}),
        ("a", {"on": "x", "role": "x"}),
        ("a", {}),
        ("✌️", {}),
        ("你好吗朋友", {}),
    ],
)
def test_every_refusal_and_remark(post, text, fields):
    assert_english(post(text, **fields))


def test_what_another_site_sends(post, monkeypatch):
    monkeypatch.setattr(views, "is_from_elsewhere", lambda _request: True)
    page = post("coblos yang mana")
    assert page.status_code == 403
    assert_english(page)


def test_too_many_and_too_much(post, monkeypatch):
    assert_english(post("x" * 2_000_000))
    monkeypatch.setattr(views, "CHECKS", 0)
    assert_english(post("coblos yang mana"))


def test_a_change_of_language_takes_the_draft_along(cast):
    client = Client()
    draft = {"text": "Teks saya yang panjang", "on": "2024-01-05", "role": "pejabat"}
    page = client.post("/cek/", draft | {"language": "en"})
    assert page.status_code == 200
    assert_english(page)
    assert "Teks saya yang panjang</textarea>" in page.text
    assert 'value="2024-01-05"' in page.text
    assert 'class="card marked"' not in page.text, "checked without being asked to"
    assert_english(client.get("/cek/"))


def test_an_answer_is_told_again_in_the_other_language(cast):
    client = Client()
    draft = {"text": "Selamat pagi semua.", "on": "", "role": "asn"}
    assert 'name="answered"' not in client.get("/cek/").text
    assert 'name="answered"' in client.post("/cek/", draft).text
    page = client.post("/cek/", draft | {"answered": "1", "language": "en"})
    assert_english(page)
    assert 'class="card marked"' in page.text
    page = client.post("/cek/", draft | {"answered": "1", "language": "de"})
    assert page["Content-Language"] == "en", "a language that there is not changes nothing"
    assert settings.LANGUAGE_COOKIE_NAME not in page.cookies
