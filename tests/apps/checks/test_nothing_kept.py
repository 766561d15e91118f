"""A draft leaves no trace: not in the database, the log, the cache, a session, a cookie or a file.

One journey through every answer that the page can give, with a word that occurs nowhere else; then that
word is looked for everywhere, with every logger of the program talking as much as it can.
"""

import io
import logging
import tempfile
from contextlib import closing

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ikrar.checks import views
from ikrar.screening.labels import Label
from tests.apps.checks.steps import answer_with, finding

pytestmark = pytest.mark.django_db
MARKER = "zqxwvrahasia"
DRAFT = f"Ayo pilih nomor 2, {MARKER} goblok, besok ada amplop. \u200b{MARKER}"


@pytest.fixture
def everything_is_said(caplog):
    """Every logger at DEBUG and heard, those too that are quiet in the settings."""
    names = ["", *logging.root.manager.loggerDict]
    caplog.set_level(logging.DEBUG)
    before = [(logging.getLogger(name), logging.getLogger(name).level) for name in names]
    for logger, _level in before:
        logger.setLevel(logging.DEBUG)
    yield caplog
    for logger, level in before:
        logger.setLevel(level)


@pytest.fixture
def places(settings, tmp_path, monkeypatch):
    """Cache, data and temporary files in one folder of this test's own."""
    for name in ("cache", "temporary"):
        (tmp_path / name).mkdir()
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": tmp_path / "cache",
        }
    }
    caches.__dict__.pop("settings", None)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path


def journey(client: Client, monkeypatch: pytest.MonkeyPatch) -> list:
    """The form, an answer with findings, one without, each refusal, a failure; in both languages."""

    def post(text: str, **fields):
        return client.post("/cek/", {"text": text, "on": "2023-10-04", "role": "asn"} | fields)

    file = SimpleUploadedFile("a.txt", MARKER.encode() * 80_000)
    seen = [client.get("/cek/"), post(DRAFT), post(DRAFT, on="2024-02-14", role="pejabat")]
    seen += [post(DRAFT, on="salah", role="x"), post(DRAFT, file=file), post(DRAFT * 2_000)]
    client.post("/bahasa/", {"language": "en", "next": "/cek/"})
    seen.append(post(DRAFT))
    with monkeypatch.context() as patch:
        answer_with(patch, *(finding(label, (0, 40), (19, 31)) for label in Label))
        seen.append(post(DRAFT))
        patch.setattr(views, "CHECKS", 0)
        seen.append(post(DRAFT))
    with monkeypatch.context() as patch:
        patch.setattr("ikrar.screening.engine.screen", _fail)
        seen.append(post(DRAFT))
    client.raise_request_exception = False
    with monkeypatch.context() as patch:
        patch.setattr("ikrar.checks.queries.check", _fail_in_the_view)
        seen.append(post(DRAFT))
    return seen


def _fail(texts: list[str], **how) -> None:
    raise ValueError(f"cannot read {texts!r}")


def _fail_in_the_view(draft, **how) -> None:
    words = draft.text  # a local variable that a report of variables would show
    raise RuntimeError(str(len(words)))


def everything_in_the_database() -> str:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows.append(repr(cursor.fetchall()))
    assert len(rows) > 20
    return "\n".join(rows)


def files_with(word: str, folder) -> list[str]:
    """Files whose bytes hold the word, unpacked where the cache packs them."""
    import zlib

    found = []
    for path in folder.rglob("*"):
        if not path.is_file():
            continue
        data = path.read_bytes()
        bodies = [data, *(_unpacked(zlib, data, place) for place in _packed_at(data))]
        if any(word.encode() in body for body in bodies):
            found.append(path.name)
    return found


def _packed_at(data: bytes) -> list[int]:
    return [i for i in range(len(data) - 1) if data[i : i + 2] in {b"x\x9c", b"x\xda", b"x\x01"}]


def _unpacked(zlib, data: bytes, place: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data[place:])
    except zlib.error:
        return b""


def test_a_draft_leaves_no_trace(cast, places, everything_is_said, monkeypatch, capfd):
    client = Client(headers={"user-agent": "peramban"})
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    with closing(handler), CaptureQueriesContext(connection) as queries:
        logging.root.addHandler(handler)
        seen = journey(client, monkeypatch)
        logging.root.removeHandler(handler)
    assert [page.status_code for page in seen] == [200, 200, 200, 400, 200, 400, 200, 200, 429, 503, 500]  # fmt: skip
    assert sum(MARKER in page.text for page in seen) == 9, "the journey did not carry the word"
    assert "django.template" in everything_is_said.text, "the log was not listened to"
    written = capfd.readouterr()
    for where in (said.getvalue(), everything_is_said.text, written.out, written.err):
        assert MARKER not in where
    assert MARKER not in everything_in_the_database()
    assert MARKER not in repr(queries.captured_queries)
    assert files_with(MARKER, places) == []
    assert MARKER not in repr(client.cookies)
    assert "ikrar_sesi" not in client.cookies


def test_no_session_and_no_row_is_made(cast, places):
    client, before = Client(), everything_in_the_database()
    with CaptureQueriesContext(connection) as queries:
        client.post("/cek/", {"text": DRAFT, "on": "", "role": "asn"})
    writes = [q["sql"] for q in queries.captured_queries if not q["sql"].startswith("SELECT")]
    assert writes == []
    assert everything_in_the_database() == before


def test_the_address_is_kept_as_a_hash(cast, places):
    Client().post("/cek/", {"text": DRAFT, "on": "", "role": "asn"}, REMOTE_ADDR="203.0.113.77")
    assert list((places / "cache").iterdir())
    assert files_with("203.0.113.77", places) == []


def test_the_search_would_find_it(cast, places):
    """Each way to look is tried on something that was kept on purpose."""
    caches["default"].set("a", MARKER * 10)
    (places / "temporary" / "b").write_text(MARKER)
    assert len(files_with(MARKER, places)) == 2
    cast.agency.name = MARKER
    cast.agency.save()
    assert MARKER in everything_in_the_database()
