"""Libraries of debunked claims, from tables and feeds."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar.errors import InputError
from ikrar.sources import debunks
from tests.engines.sheets.files import as_xlsx
from tests.engines.sources.making import attempt, csv_text, put

HEAD = ["Judul", "Narasi", "Tanggal", "Kategori", "Tautan"]
ROWS = [["[SALAH] Contoh", "Klaim contoh, hubungi 0812-3456-7890", "14/02/2024", "Salah", "https://contoh.id/1"],
        ["Kedua", "", "2024-02-15 23:59", "", "javascript:alert(1)"]]  # fmt: skip


def read(path):
    library = debunks.read(path)
    library.claims.validate(full=True)
    assert library.claims.schema == debunks.SCHEMA
    return library.claims.to_pylist(), [
        (problem.row, problem.message_en) for problem in library.problems
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "english.csv"])
def test_tables(tmp_path, name):
    head = ["title", "claim", "date", "verdict", "link"] if name == "english.csv" else HEAD
    table = [["Pustaka"], head, *ROWS]
    data = as_xlsx(table).getvalue() if name.endswith("xlsx") else csv_text(table, ";")
    (first, second), problems = read(put(tmp_path, name, data))
    assert (first["title"], first["text"], first["on"]) == (
        "[SALAH] Contoh",
        "Klaim contoh, hubungi [nomor]",
        date(2024, 2, 14),
    )
    assert (first["verdict"], first["link"]) == ("Salah", "https://contoh.id/1")
    assert (second["text"], second["on"], second["link"]) == ("Kedua", date(2024, 2, 15), "")
    assert [row for row, _words in problems] == [4]
    assert first["key"] != second["key"]


@pytest.mark.parametrize(
    "link",
    ["ftp://contoh.id/x", "//contoh.id", "contoh.id", "https://", "https://a b", "https://ani@contoh.id/", "data:text/html,x", 'https://contoh.id/"><x', "HTTPS:/x"],
)  # fmt: skip
def test_links_that_lead_elsewhere_go(tmp_path, link):
    (claim,), problems = read(
        put(tmp_path, "a.csv", csv_text([HEAD, ["a", "b", "2024-02-14", "x", link]]))
    )
    assert claim["link"] == ""
    assert len(problems) == 1


def test_days_that_cannot_be_read_are_told(tmp_path):
    claims, problems = read(
        put(
            tmp_path,
            "a.csv",
            csv_text(
                [HEAD, *[["a", "b", day, "", ""] for day in ("", "?", "31/02/2024", "2999-01-01")]]
            ),
        )
    )
    assert [claim["on"] for claim in claims] == [None] * 4
    assert [row for row, _words in problems] == [3, 4, 5]


def test_a_feed(tmp_path):
    text = """<rss version="2.0"><channel><item><title>[SALAH] Judul</title><description>Isi</description><category>Salah</category>
    <category>Contoh</category><link>https://contoh.id/1</link><pubDate>Wed, 14 Feb 2024 20:30:00 +0000</pubDate></item></channel></rss>"""
    (claim,), problems = read(put(tmp_path, "a.xml", text))
    assert claim["on"] == date(2024, 2, 15)  # in Jakarta
    assert (claim["title"], claim["text"], claim["verdict"]) == (
        "[SALAH] Judul",
        "[SALAH] Judul\nIsi",
        "Salah, Contoh",
    )
    assert claim["link"] == "https://contoh.id/1"
    assert not problems


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("a,b\n1,2\n", "titles or claims"),
        ('{"text": 1}', "CSV or .xlsx"),
        ("", "Accepted"),
        ("<rss", "no RSS"),
    ],
)
def test_what_is_no_library(tmp_path, data, words):
    with pytest.raises(InputError, match=words) as told:
        read(put(tmp_path, "a.csv", data))
    assert told.value.id_


def test_too_many_claims(tmp_path, monkeypatch):
    monkeypatch.setattr(debunks, "MOST", 1)
    with pytest.raises(InputError, match="more than 1 claims"):
        read(put(tmp_path, "a.csv", csv_text([HEAD, *ROWS])))


@pytest.mark.parametrize("bad", ['"terbuka', "a,b,c,d,e,f,g", ",,,,", '"x"y'])
def test_a_bad_row_costs_no_good_row(tmp_path, bad):
    lines = csv_text([HEAD, *ROWS]).splitlines()
    claims, _problems = read(put(tmp_path, "a.csv", "\n".join([*lines[:2], bad, lines[2], bad])))
    assert [
        claim["title"] for claim in claims if claim["title"] in {"[SALAH] Contoh", "Kedua"}
    ] == ["[SALAH] Contoh", "Kedua"]


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff\u2060", "\x01"])
def test_a_claim_of_signs_that_cannot_be_seen_is_none(tmp_path, unseen):
    table = [HEAD, ROWS[0], [unseen, unseen, "2024-02-15", "Salah", "https://contoh.id/2"]]
    claims, problems = read(put(tmp_path, "a.csv", csv_text(table)))
    assert [claim["title"] for claim in claims] == ["[SALAH] Contoh"]
    assert [row for row, _words in problems] == [3]


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"judul,tanggal\n", b"<rss><channel><item><title>", b"PK\x03\x04"]),
)
@settings(max_examples=150, deadline=None)
def test_no_bytes_crash(tmp_path_factory, data, head):
    path = put(tmp_path_factory.getbasetemp(), "x.csv", head + data)
    if found := attempt(read, path):
        assert all(claim["title"] or claim["text"] for claim in found[0])
