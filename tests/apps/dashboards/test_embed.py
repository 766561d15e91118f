"""A figure in a frame on another site: it may be framed, and it knows nobody."""

import pytest

from ikrar.people.models import Agency
from tests.apps.dashboards import steps

SLUGS = ("ikrar", "penolakan", "tanya-jawab", "perkara", "memilih", "tenang", "hasil")


@pytest.fixture
def shown(world):
    steps.pledged(world.cast)
    steps.tell()
    return world


@pytest.mark.parametrize("slug", SLUGS)
def test_may_be_framed_by_anybody_and_sets_nothing(client, shown, slug):
    answer = client.get(f"/barometer/sematan/{slug}/")
    assert answer.status_code == 200
    assert "X-Frame-Options" not in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "default-src 'none'" in policy
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "public, max-age=600"
    for word in ("<form", "<script", "csrf", "/akun/"):
        assert word not in answer.text


@pytest.mark.parametrize("path", ["/barometer/", "/barometer/kamus-data/", "/capaian/", "/"])
def test_nothing_else_may_be_framed(client, shown, path):
    answer = client.get(path)
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_who_looks_makes_no_difference(client, shown, as_user):
    theirs = as_user(shown.cast.eka).get("/barometer/sematan/ikrar/")
    assert theirs.content == client.get("/barometer/sematan/ikrar/").content
    assert not theirs.cookies


def test_a_figure_that_is_not_there(client, shown):
    answer = client.get("/barometer/sematan/tidak-ada/")
    assert answer.status_code == 404
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_the_page_shows_what_to_paste(client, shown):
    page = client.get("/barometer/").text
    for slug in ("ikrar", "memilih", "tenang", "hasil"):
        assert f"/barometer/sematan/{slug}/" in page
    assert "&lt;iframe src=" in page


def test_in_english(client, shown):
    assert 'lang="en"' in client.get("/barometer/sematan/memilih/?bahasa=en").text
    assert 'lang="id"' in client.get("/barometer/sematan/memilih/?bahasa=xx").text


def test_names_are_shown_as_they_are(client, shown):
    Agency.objects.update(name="<b>Kementerian & Contoh</b>")
    page = client.get("/barometer/sematan/ikrar/").text
    assert "&lt;b&gt;Kementerian &amp; Contoh" in page
    assert "<b>" not in page
