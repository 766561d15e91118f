"""Around every page: language, health, headers, errors, and the doors one may open."""

import re

import pytest
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError
from django.urls import path
from django.utils import timezone

from ikrar.errors import InputError, NotAllowed, NotFound, NotPossible, VerificationError
from ikrar.server import context, urls
from ikrar.web import views

# ---------------------------------------------------------------- language


def test_indonesian_until_chosen_otherwise(client, cast):
    page = client.get("/", headers={"accept-language": "en-US,en;q=0.9"})
    assert '<html lang="id">' in page.text


def test_switching_language_keeps_the_page(client, cast):
    answer = client.post("/bahasa/", {"language": "en", "next": "/capaian/?x=1"})
    assert answer.status_code == 302
    assert answer.url == "/capaian/?x=1"
    assert '<html lang="en">' in client.get("/capaian/").text


@pytest.mark.parametrize("outside", ["https://jahat.example/", "//jahat.example", "javascript:x"])
def test_switching_language_never_leads_outside(client, cast, outside):
    assert client.post("/bahasa/", {"language": "en", "next": outside}).url == "/"


def test_following_a_link_changes_no_language(client, cast):
    assert client.get("/bahasa/", {"language": "en"}).status_code == 405


def test_an_unknown_language_changes_nothing(client, cast):
    client.post("/bahasa/", {"language": "xx", "next": "/"})
    assert '<html lang="id">' in client.get("/").text


# ---------------------------------------------------------------- health


def test_well_when_the_database_answers_and_the_key_is_there(client, db, settings, tmp_path):
    key = tmp_path / "log-key"
    key.write_text("RAHASIA")
    answer = client.get("/sehat/")
    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "database": True, "log_key": True}
    assert "no-store" in answer["Cache-Control"]
    assert str(tmp_path) not in answer.text


def test_unwell_without_the_key(client, db):
    answer = client.get("/sehat/")
    assert answer.status_code == 503
    assert answer.json()["log_key"] is False


def test_unwell_without_the_database(client, db, monkeypatch):
    class Broken:
        def cursor(self):
            raise DatabaseError

    monkeypatch.setattr(views, "connection", Broken())
    answer = client.get("/sehat/")
    assert answer.status_code == 503
    assert answer.json()["database"] is False


# ---------------------------------------------------------------- headers


def test_pages_of_the_logged_in_are_kept_nowhere(client, cast):
    assert client.get("/")["Cache-Control"] == "private, no-cache"
    client.force_login(cast.ani)
    assert client.get("/")["Cache-Control"] == "private, no-store"


def test_nothing_from_elsewhere_and_nothing_inline(client, cast):
    answer = client.get("/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", answer.text)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', answer.text)


def test_a_form_sent_by_a_browser_names_its_origin(client, db):
    # with "no-referrer" browsers send `Origin: null` and Django refuses every form
    assert client.get("/")["Referrer-Policy"] == "same-origin"


# ---------------------------------------------------------------- errors

RAISED: dict[str, Exception] = {
    "input": InputError("Berkas kosong."),
    "allowed": NotAllowed("Bukan peran Anda."),
    "found": NotFound("Tidak ada."),
    "possible": NotPossible("Sudah ditutup."),
    "proof": VerificationError("Bukti tidak cocok."),
    "bug": ZeroDivisionError("rahasia"),
    "suspicious": SuspiciousOperation("x"),
}


def _raise(request, what):
    raise RAISED[what]


class Addresses:
    urlpatterns = [path("salah/<str:what>/", _raise), *urls.urlpatterns]


@pytest.fixture
def errors(settings, client, cast):
    settings.ROOT_URLCONF = Addresses
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize(
    ("what", "status"),
    [("input", 400), ("allowed", 403), ("found", 404), ("possible", 409), ("proof", 422)],
)
def test_a_deliberate_error_is_a_page_that_says_what_happened(errors, what, status):
    answer = errors.get(f"/salah/{what}/")
    assert answer.status_code == status
    assert str(RAISED[what]) in answer.text
    assert "<h1>" in answer.text


def test_a_bug_tells_nothing(errors):
    answer = errors.get("/salah/bug/")
    assert answer.status_code == 500
    assert "rahasia" not in answer.text
    assert "Ini kesalahan kami" in answer.text


def test_a_strange_request_has_a_page(errors):
    answer = errors.get("/salah/suspicious/")
    assert answer.status_code == 400
    assert "tidak dapat kami baca" in answer.text


def test_a_wrong_address_has_a_page(client, cast):
    answer = client.get("/tidak-ada/")
    assert answer.status_code == 404
    assert "Halaman tidak ditemukan" in answer.text


def test_a_stale_form_has_a_page(cast):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/bahasa/", {"language": "en"})
    assert answer.status_code == 403
    assert "Formulir sudah terlalu lama terbuka" in answer.text
    assert "salin dahulu yang sudah Anda tulis" in answer.text, "a reload would lose it"


# ---------------------------------------------------------------- around the page


def test_before_there_is_an_agency_every_page_still_opens(client, db):
    page = client.get("/")
    assert page.status_code == 200
    assert "ikrar init" in page.text


def test_the_phase_of_the_day(client, cast):
    cast.agency.is_demo, cast.agency.today = True, "2024-02-13"
    cast.agency.save()
    page = client.get("/").text
    assert "Saat pemilu" in page
    assert "1 hari menuju pemungutan suara" in page
    assert "Data peragaan" in page
    assert "13 Februari 2024" in page


def test_the_day_of_the_vote(client, cast):
    cast.agency.is_demo, cast.agency.today = True, "2024-02-14"
    cast.agency.save()
    assert "hari pemungutan suara" in client.get("/").text


def test_a_pack_that_cannot_be_read_costs_the_chip_only(client, cast):
    cast.agency.pack = "tidak-ada"
    cast.agency.save()
    page = client.get("/")
    assert page.status_code == 200
    assert 'class="chip"' not in page.text


@pytest.mark.parametrize("who", ["ani", "budi", "citra", "dodi", "eka", "fajar"])
def test_desks_are_for_those_with_a_role(client, cast, who):
    client.force_login(getattr(cast, who))
    has_desk = "Meja kerja" in client.get("/").text
    assert has_desk == (who in {"budi", "citra", "eka", "fajar"})


def test_a_door_that_is_not_built_is_absent():
    assert context.address("tidak_ada") == ""


def test_only_the_longest_address_is_current(rf, cast):
    request = rf.get("/pegawai/unit/")
    request.user = cast.fajar
    current = [desk.label for desk in context.house(request)["desks"] if desk.current]
    assert len(current) <= 1


def test_the_frame_costs_two_queries_at_most(rf, cast, django_assert_max_num_queries):
    request = rf.get("/")
    request.user = cast.fajar
    with django_assert_max_num_queries(2):
        around = context.house(request)
        list(around["doors"])
        list(around["desks"])


def test_times_are_shown_in_the_agency_zone(client, cast):
    cast.agency.time_zone = "Asia/Jayapura"
    cast.agency.save()
    context.forget_zone()
    try:
        client.get("/")
        assert timezone.get_current_timezone_name() == "Asia/Jayapura"
    finally:
        context.forget_zone()
        timezone.deactivate()


def test_a_zone_that_nobody_knows_changes_nothing():
    assert context._read_zone("Tidak/Ada") is None
    assert context._read_zone("../etc") is None
