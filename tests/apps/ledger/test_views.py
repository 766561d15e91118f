"""The log over HTTP: files for tools, a page for people; read-only, no cookie, no session."""

import pytest

from ikrar.ledger.actions import create_log
from ikrar.ledger.models import Log


def test_the_checkpoint_is_plain_text_and_never_stale(log, fill, client):
    fill(3)
    answer = client.get("/log/checkpoint")
    assert answer.content.decode() == log.note
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_key_is_served_as_it_is_exported(log, client):
    answer = client.get("/log/log.vkey")
    assert answer.content.decode() == log.vkey + "\n"


def test_of_the_internal_log_nothing_is_open_but_key_and_checkpoint(log, client):
    assert client.get("/log/internal/checkpoint").status_code == 404
    internal = create_log("internal", origin="contoh.test/internal")
    assert client.get("/log/internal/checkpoint").content.decode() == internal.note
    assert client.get("/log/internal/log.vkey").content.decode() == internal.vkey + "\n"
    for path in ("tile/0/000", "tile/entries/000", "internal/tile/entries/000"):
        assert client.get(f"/log/internal/{path}").status_code == 404
    assert internal.note.splitlines()[0] in client.get("/log/").content.decode()


def test_full_tiles_are_kept_for_ever_and_partial_ones_for_an_hour(fill, client):
    fill(300)
    for path in ("tile/0/000", "tile/entries/000"):
        answer = client.get(f"/log/{path}")
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for path in ("tile/0/001.p/44", "tile/entries/001.p/44", "tile/1/000.p/1"):
        assert client.get(f"/log/{path}").headers["Cache-Control"] == "public, max-age=3600"


@pytest.mark.parametrize(
    "path",
    [
        "tile/",
        "tile/0",
        "tile/0/0",
        "tile/0/000/",
        "tile/00/000",
        "tile/0/000.p/256",
        "tile/0/000.p/045",
        "tile/0/000.p/46",
        "tile/0/x000/000",
        "tile/0/001",
        "tile/64/000",
        "tile/1/000.p/1",
        "tile/-1/000",
        "tile/entries/001",
        "tile/entries/../0/000",
        "tile/0/999/999",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/0/000%0A",
        "tile/0/%D9%A0%D9%A0%D9%A0",
        "tile/0/000%00",
        "tile/" + "x" * 5000,
    ],
)
def test_any_other_path_is_a_plain_404(fill, client, path):
    fill(45)
    answer = client.get(f"/log/{path}")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_before_there_is_a_log_the_files_are_a_plain_404(db, client):
    for path in ("checkpoint", "log.vkey", "tile/0/000"):
        answer = client.get(f"/log/{path}")
        assert answer.status_code == 404
        assert b"ikrar init" in answer.content or path.startswith("tile")


@pytest.mark.parametrize("path", ["", "checkpoint", "log.vkey", "tile/0/000.p/3"])
def test_nothing_can_be_sent_to_the_log(fill, client, path):
    fill(3)
    for method in (client.post, client.put, client.delete, client.patch):
        assert method(f"/log/{path}").status_code == 405
    assert client.head(f"/log/{path}").status_code == 200


@pytest.mark.parametrize(
    ("path", "count"),
    [("checkpoint", 1), ("log.vkey", 1), ("tile/0/000.p/3", 2), ("tile/entries/000.p/3", 2)],
)
def test_files_need_few_queries_and_set_no_cookie(
    fill, client, django_assert_num_queries, path, count
):
    fill(3)
    client.cookies["ikrar_sesi"] = "apa-saja"
    with django_assert_num_queries(count):
        answer = client.get(f"/log/{path}")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_the_page_explains_and_shows_what_to_compare(log, fill, client, settings):
    settings.SITE_URL = "https://ikrar.contoh.go.id"
    fill(1200)
    page = client.get("/log/").content.decode()
    assert "1.200" in page
    assert log.vkey in page
    for line in log.note.splitlines():
        assert line in page
    assert "ikrar verify sertifikat.pdf --key log.vkey" in page
    assert "https://ikrar.contoh.go.id/log/checkpoint" in page


def test_the_page_before_there_is_a_log_says_so(db, client):
    page = client.get("/log/").content.decode()
    assert "Belum ada buku catatan" in page
    assert not Log.objects.exists()


def test_the_page_needs_few_queries(fill, client, django_assert_num_queries):
    fill(3)
    with django_assert_num_queries(5):  # both logs, waiting, time; agency for the header
        client.get("/log/")
