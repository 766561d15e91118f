"""Every kind of file a person may bring: its posts come out, or words that say what to do."""

import codecs
import csv
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ikrar.errors import InputError
from ikrar.screening import reading
from ikrar.screening.posts import Columns
from ikrar.screening.reading import Source, open_source, pages

USUAL = Columns()
patient = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(data, name="posts.csv", columns=USUAL):
    found = pa.concat_tables(
        list(pages(Source(io.BytesIO(data), name), columns)), promote_options="default"
    )
    return found.to_pydict()


def refusal(data, name="posts.csv", columns=USUAL):
    with pytest.raises(InputError) as refused:
        read(data, name, columns)
    return str(refused.value)


def written(rows, **options):
    out = io.StringIO(newline="")
    csv.writer(out, **options).writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_of_every_make(delimiter, encoding, end):
    texts = ['Ayo, "coblos"; satu\nbaris dua 😀', "", "tanpa|apa\tpun"]
    rows = [["id", "text", "date"], *([str(n), t, "2024-01-02"] for n, t in enumerate(texts))]
    data = written(rows, delimiter=delimiter, lineterminator=end).encode(encoding)
    assert read(data) == {"text": texts, "date": ["2024-01-02"] * 3}


@patient
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"))))
def test_csv_reads_as_python_does(texts):
    data = written([["text", "id"], *([t, "1"] for t in texts)], lineterminator="\n")
    assert read(data.encode())["text"] == texts


@patient
@given(st.lists(st.one_of(st.none(), st.text())))
def test_json_lines_read_as_python_does(texts):
    data = "".join(json.dumps({"id": n, "text": t}) + "\n" for n, t in enumerate(texts))
    found = read(data.encode() or b'{"text": ""}', "posts.jsonl")["text"][: len(texts)]
    for said, text in zip(found, texts, strict=True):
        assert said is None if text is None else len(said) == len(text)
        if text is not None:
            assert said == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def test_half_surrogates_do_not_stop_a_file():
    data = b'{"text": "a \\ud83d b"}\n{"text": "\\ud83d\\ude00"}\n'
    assert read(data, "x.jsonl")["text"] == ["a \ufffd b", "😀"]


def test_json_lines_with_mixed_fields_and_blank_lines():
    data = b'{"text": "a", "date": 3, "x": 1}\n\n{"x": {"y": []}, "text": null}\n{"x": "s"}'
    assert read(data, "x.ndjson") == {"text": ["a", None, None], "date": ["3", None, None]}


def test_plain_text_is_one_post_a_line():
    assert read(b"satu\r\ndua\n\nempat", "x.txt")["text"] == ["satu", "dua", "", "empat"]
    assert read("\ufeffsatu\u2028dua\n".encode(), "x.txt")["text"] == ["satu\u2028dua"]


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"ayo coblos 02\n", ["ayo coblos 02"]),
        (b"id;text\n1;halo\n", ["halo"]),
        (b'{"text": "halo"}\n', ["halo"]),
        (b"", []),
    ],
)
def test_standard_input_tells_its_kind(data, texts):
    assert read(data, "-")["text"] == texts


def test_a_stray_zero_byte_makes_no_binary_file():
    assert read(b"text\n" + b"halo\n" * 50 + b"a\0b\n")["text"][-1] == "a\0b"


def test_files_without_posts_have_none():
    assert read(b"", "x.txt") == read(b"", "x.jsonl") == {"text": []}
    assert read(b"text,date\n")["text"] == read(b"text,date")["text"] == []


def parquet(table):
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.binary(),
             pa.dictionary(pa.int32(), pa.string())],
)  # fmt: skip
def test_parquet_of_every_make(kind):
    table = pa.table({"x": [1, 2], "text": pa.array(["a", None], pa.string()).cast(kind)})
    assert read(parquet(table), "posts.parquet")["text"] == ["a", None]
    assert read(parquet(table), "-")["text"] == ["a", None]


def test_parquet_keeps_its_dates(tmp_path):
    from datetime import date

    path = tmp_path / "posts.parquet"
    path.write_bytes(parquet(pa.table({"text": ["a"], "date": [date(2024, 1, 2)]})))
    (page,) = pages(open_source(path), Columns())
    assert page.to_pydict() == {"text": ["a"], "date": [date(2024, 1, 2)]}


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "x.csv", "empty"),
        (b"\xff\xfe", "x.csv", "empty"),
        (b"id,isi\n1,a\n", "x.csv", "has no column “text”. It has: id, isi"),
        (b'{"id": 1}\n', "x.jsonl", "has no column “text”. It has: id"),
        (parquet(pa.table({"isi": ["a"]})), "x.parquet", "It has: isi"),
        (parquet(pa.table({"text": [1]})), "x.parquet", "holds int64, not text"),
        (parquet(pa.table({"text": ["a"]}))[:-9], "x.parquet", "damaged"),
        (b"text\na\n", "x.parquet", "not a Parquet file"),
        (b"text,id\na,1\nb,c,d\n", "x.csv", "row 2 after the header has 3 cells for 2 columns"),
        (b'text,id\n"a,1\nb,2\n', "x.csv", "quotation marks"),
        (b'text,id\n"' + b"a\n" * 15_000_000, "x.csv", "never closed"),
        ("text\ncafé\n".encode("latin-1"), "x.csv", "not UTF-8"),
        ("satu\ncafé\n".encode("latin-1"), "x.txt", "not UTF-8"),
        (b'{"text": "caf\xe9"}\n', "x.jsonl", "not UTF-8"),
        (b'{"text": "a"}\n\n{"text: "b"}\n', "x.jsonl", "line 3 is not JSON"),
        (b'{"text": "a"}\n["b"]\n', "x.jsonl", "line 2 is JSON, but no object"),
        (b'{"text": "a"}\n{"text": 12}\n', "x.jsonl", "line 2: “text” is a number, not text"),
        (b'{"text": {"isi": "rahasia"}}\n', "x.jsonl", "line 1: “text” is an object, not text"),
        (b'{"text": ' + b"[" * 100_000, "x.jsonl", "line 1 is not JSON"),
        (b'[{"text": "a"}]', "x.json", "one JSON list"),
        (b"PK\x03\x04....", "x.xlsx", "CSV UTF-8"),
        (b"%PDF-1.7", "x.pdf", "is a PDF"),
        (b"\x1f\x8b\x08", "x.csv.gz", "gunzip -c x.csv.gz | ikrar screen -"),
        (b"\x7fELF\0\0\0", "x", "binary"),
        (b"x" * (65 << 20), "x.txt", "longer than 64 MB"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_cannot_be_read_is_said(data, name, words):
    assert words in refusal(data, name)


def test_the_place_of_a_foreign_byte_is_named(tmp_path):
    path = tmp_path / "posts.csv"
    path.write_bytes(b"text\n" + b"halo\n" * 400_000 + "café\n".encode("cp1252"))
    with pytest.raises(InputError, match=r"byte 0xe9 in line 400,002.*iconv -f WINDOWS-1252"):
        list(pages(open_source(path), Columns()))


def test_a_date_column_of_another_name_must_be_there():
    assert "--date-column" in refusal(b"text,date\na,b\n", columns=Columns(date="tanggal"))
    found = read(b"isi,tanggal\na,2024-01-01\n", columns=Columns("isi", "tanggal"))
    assert found == {"text": ["a"], "date": ["2024-01-01"]}


def test_folders_and_missing_files(tmp_path):
    with pytest.raises(InputError, match="is a folder"):
        open_source(tmp_path)
    with pytest.raises(InputError, match="Check the path"):
        open_source(tmp_path / "nothing.csv")


def test_pages_depend_on_rows_and_bytes(monkeypatch):
    monkeypatch.setattr(reading, "PAGE_ROWS", 10)
    monkeypatch.setattr(reading, "PAGE_BYTES", 100)
    texts = ["a"] * 25 + ["b" * 60] * 3 + ["c" * 1000] + ["d"]
    data = "".join(t + "\n" for t in texts).encode()
    for block in (7, 64, 1 << 20):
        monkeypatch.setattr(reading, "BLOCK", block)
        found = list(pages(Source(io.BytesIO(data), "x.txt"), Columns()))
        assert [page.num_rows for page in found] == [10, 10, 6, 1, 1, 1, 1]
        assert [text for page in found for text in page["text"].to_pylist()] == texts


def test_a_post_of_a_megabyte_and_a_pipe_that_drips():
    class Drip(io.RawIOBase):
        def __init__(self, data):
            self.data = io.BytesIO(data)

        def readable(self):
            return True

        def read(self, size=-1):
            return self.data.read(min(size, 1013))

    texts = ["x" * 1_000_000, "y"]
    data = ("text\n" + "\n".join(texts) + "\n").encode()
    (page,) = pages(Source(Drip(data), "-"), Columns())
    assert page["text"].to_pylist() == texts


def test_utf16_with_half_a_character_is_said():
    assert "UTF" in refusal(codecs.BOM_UTF16_LE + "text\nabc".encode("utf-16-le") + b"\x00\xd8")


def test_position_follows_the_file(tmp_path):
    path = Path(tmp_path / "posts.txt")
    path.write_text("halo\n" * 1000)
    source = open_source(path)
    assert source.fraction() == 0
    list(pages(source, Columns()))
    assert source.fraction() == 1


@pytest.mark.parametrize(
    "post", ["[HOAKS] surat suara tercoblos", "{pagi} ayo", "[ya", "{", "[1/2] utas"]
)
def test_a_post_that_begins_with_a_bracket_is_no_json(post):
    found = list(pages(Source(io.BytesIO(f"{post}\nhalo\n".encode()), "-"), Columns()))
    assert found[0]["text"].to_pylist()[:2] == [post, "halo"]


def test_what_stands_once_in_a_parquet_file_and_is_said_often_takes_a_page_at_a_time(tmp_path):
    path = tmp_path / "posts.parquet"
    said = pa.chunked_array([pa.array(["kata biasa " * 4000] * 5000)] * 2)
    pq.write_table(pa.table({"before": pa.array([{"a": 1, "b": 2}] * 10_000), "text": said}), path)
    assert path.stat().st_size < 100_000
    with pq.ParquetFile(path) as file:
        assert reading._batch_rows(file, Columns()) == reading.BATCH_ROWS
    found = [(len(page), page.nbytes) for page in pages(open_source(path), Columns())]
    assert sum(rows for rows, _ in found) == 10_000
    assert max(size for _, size in found) < 2 * reading.PAGE_BYTES
