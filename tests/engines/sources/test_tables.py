"""CSV, XLSX, JSON lines and Parquet: the same posts come out of each, and bad rows cost only themselves."""

import io
import json
import random
from datetime import UTC, date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar import sources
from ikrar.errors import InputError
from ikrar.sources import Kind, Mapping
from ikrar.sources.mended import mended
from ikrar.sources.model import Problem
from tests.engines.sheets.files import as_xlsx, bomb
from tests.engines.sources.making import at, attempt, csv_text, put, read, texts

HEAD = ["id", "teks", "tanggal", "penulis"]
ROWS = [["1", "Halo semua, ya", "14/02/2024 09.30", "Ani"], ["2", "Baris\nkedua", "2024-02-15", "Budi"],
        ["3", "Ketiga", "1707877800", "Ani"]]  # fmt: skip
MOMENTS = [at("2024-02-14T09:30"), at("2024-02-15"), at("2024-02-14T09:30")]


def as_jsonl(head, rows):
    return "".join(json.dumps(dict(zip(head, row, strict=True))) + "\n" for row in rows)


def as_parquet(head, rows):
    file = io.BytesIO()
    pq.write_table(pa.table({name: [row[n] for row in rows] for n, name in enumerate(head)}), file)
    return file.getvalue()


FILES = {
    "a.csv": csv_text([HEAD, *ROWS]),
    "b.csv": csv_text([HEAD, *ROWS], ";"),
    "c.tsv": csv_text([["Unduhan"], [], HEAD, *ROWS], "\t"),
    "utf16.csv": csv_text([HEAD, *ROWS]).encode("utf-16"),
    "a.xlsx": as_xlsx([HEAD, *ROWS], before=[["Petunjuk"]]).getvalue(),
    "a.jsonl": as_jsonl(HEAD, ROWS),
    "a.json": json.dumps([dict(zip(HEAD, row, strict=True)) for row in ROWS], indent=2),
    "pretty.json": "\n".join(
        json.dumps(dict(zip(HEAD, row, strict=True)), indent=2) for row in ROWS
    ),
    "a.parquet": as_parquet(HEAD, ROWS),
}


@pytest.mark.parametrize("name", FILES)
def test_every_table_gives_the_same_posts(tmp_path, name):
    posts, problems = read(put(tmp_path, name, FILES[name]))
    assert [post["text"] for post in posts] == [row[1] for row in ROWS]
    assert [post["at"] for post in posts] == MOMENTS
    first, second, third = (post["author"] for post in posts)
    assert first == third != second
    assert 0 not in {first, second}
    assert not problems
    assert posts == read(put(tmp_path, "a.csv", FILES["a.csv"]))[0]


@pytest.mark.parametrize("name", FILES)
def test_previews(tmp_path, name):
    shown = sources.preview(put(tmp_path, name, FILES[name]))
    assert shown.kind.is_table
    assert shown.columns == tuple(HEAD)
    assert shown.mapping == Mapping("teks", "tanggal", "penulis", "id")
    assert shown.day_order == "dmy"
    assert shown.sample == tuple(zip([row[1] for row in ROWS], MOMENTS, strict=True))


@pytest.mark.parametrize("make", [lambda head, rows: csv_text([head, *rows]), as_jsonl, as_parquet])
def test_a_person_says_what_columns_mean(tmp_path, make):
    path = put(tmp_path, "t.data.csv", make(["a", "b", "c"], [["x", "Halo", "2024-02-14"]]))
    with path.open("rb") as file:
        kind = sources.sniff(file.read(), path.name)
    shown = sources.preview(path)
    assert (shown.columns, shown.mapping, shown.sample) == (("a", "b", "c"), None, ())
    with pytest.raises(InputError, match="a, b, c") as told:
        read(path)
    assert "a, b, c" in told.value.id_
    posts, problems = read(path, kind, mapping=Mapping("b", at="c"))
    assert (posts[0]["text"], posts[0]["at"], posts[0]["author"]) == ("Halo", at("2024-02-14"), 0)
    assert not problems
    assert read(path, kind, mapping=Mapping("b"))[1] == []
    with pytest.raises(InputError, match="no column “z”"):
        read(path, kind, mapping=Mapping("b", at="z"))


def test_columns_without_names_or_with_the_same(tmp_path):
    path = put(tmp_path, "a.csv", "x,,x,\n1,2,3,\n")
    assert sources.preview(path).columns == ("x", "(2)", "x (3)")
    assert texts(path, Kind.CSV, mapping=Mapping("x (3)")) == ["3"]


def test_names_of_columns_in_any_dress(tmp_path):
    path = put(
        tmp_path, "a.csv", " Full_Text ,Created At,User ID\nHalo,Wed Feb 14 02:30:00 +0000 2024,7\n"
    )
    assert sources.preview(path).mapping == Mapping("Full_Text", "Created At", "User ID")
    assert read(path)[0][0]["at"] == at("2024-02-14T09:30")


def test_dates_and_numbers_of_a_workbook(tmp_path):
    table = [["text", "tanggal"], ["a", date(2024, 2, 14)], ["b", datetime(2024, 2, 14, 9, 30)], ["c", 45336], ["d", 1707877800], [12, "14 Februari 2024"]]  # fmt: skip
    posts, _problems = read(put(tmp_path, "a.xlsx", as_xlsx(table).getvalue()))
    days = [
        at("2024-02-14"),
        at("2024-02-14T09:30"),
        at("2024-02-14"),
        at("2024-02-14T09:30"),
        at("2024-02-14"),
    ]
    assert [(post["text"], post["at"]) for post in posts] == list(
        zip(["a", "b", "c", "d", "12"], days, strict=True)
    )


def test_types_of_parquet(tmp_path):
    moment = datetime(2024, 2, 14, 2, 30, tzinfo=UTC)
    columns = {
        "aware": (pa.array([moment, None], pa.timestamp("ms", "UTC")), [moment, None]),
        "naive": (pa.array([datetime(2024, 2, 14, 9, 30), None]), [moment, None]),
        "day": (pa.array([date(2024, 2, 14), None]), [at("2024-02-14"), None]),
        "seconds": (pa.array([1707877800, None]), [moment, None]),
        "float": (pa.array([1707877800.0, float("nan")]), [moment, None]),
        "coded": (pa.array(["2024-02-14 09:30", None]).dictionary_encode(), [moment, None]),
        "list": (pa.array([[1], None]), [None, None]),
    }
    for name, (column, moments) in columns.items():
        file = io.BytesIO()
        pq.write_table(pa.table({"text": ["a", "b"], "at": column}), file)
        posts, _problems = read(put(tmp_path, "a.parquet", file.getvalue()))
        assert [post["at"] for post in posts] == moments, name


def test_bytes_that_are_no_text_in_parquet(tmp_path):
    file = io.BytesIO()
    raw = pa.array([b"h\xe9 \0", b"baik"])
    pq.write_table(pa.table({"text": raw}), file)
    assert texts(put(tmp_path, "a.parquet", file.getvalue())) == ["hé", "baik"]


def test_damaged_parquet(tmp_path):
    data = as_parquet(HEAD, ROWS)
    for damaged in (
        data[:-40] + bytes(40),
        b"PAR1" + bytes(100),
        data[:4] + b"\xff" * 60 + data[64:],
    ):
        path = put(tmp_path, "a.parquet", damaged)
        if found := attempt(read, path):
            assert found[0] or found[1]


def test_names_inside_names_of_json(tmp_path):
    line = {
        "full_text": "Halo",
        "user": {"id": 5, "screen_name": "ani"},
        "created_at": 1707877800123,
        "deep": [1],
    }
    path = put(tmp_path, "a.jsonl", json.dumps(line) + "\n")
    shown = sources.preview(path)
    assert shown.columns == ("full_text", "user.id", "user.screen_name", "created_at")
    assert shown.mapping == Mapping("full_text", "created_at", "user.id")


@pytest.mark.parametrize("value", [None, True, [], {}, 12, 1.5, "x", "\ud83d"])
def test_values_of_json_that_are_no_text(tmp_path, value):
    posts, problems = read(
        put(tmp_path, "a.jsonl", json.dumps({"text": value}) + '\n{"text": "b", "date": []}\n')
    )
    assert [post["text"] for post in posts][-1] == "b"
    assert len(posts) + len([row for row, _words in problems if row == 1]) >= 2


BAD_CSV = ['"terbuka,2024-02-14,x', "a,b,c,d,e,f", '"a"b,c', '"x\n"y,z', "\x00\x00", '"' * 3, '"a,b,c,d\n\n\n"', ",,,", '"' + "x" * 200_000]  # fmt: skip
BAD_JSON = ['{"teks": "a', "[1, 2]", "nil", '{"teks": 1e999}', "{" * 5000, '"teks"', '{"a": [1, {"b": "}, {"]}', "\x00", "12", '{"teks":"\ud800"']  # fmt: skip


@pytest.mark.parametrize("bad", BAD_CSV)
@pytest.mark.parametrize("quoted", [False, True])
def test_a_bad_row_costs_no_good_row(tmp_path, bad, quoted):
    good = [f"{n},{text},2024-02-14,Ani" for n, text in enumerate(['"Halo, ""semua"""', "polos", '"dua\nbaris"'] if quoted else ["satu", "dua", "tiga"])]  # fmt: skip
    found = texts(
        put(tmp_path, "a.csv", "\n".join([",".join(HEAD), good[0], bad, good[1], bad, good[2], ""]))
    )
    expected = ['Halo, "semua"', "polos", "dua\nbaris"] if quoted else ["satu", "dua", "tiga"]
    assert [text for text in found if text in expected] == expected


@pytest.mark.parametrize("bad", BAD_JSON)
@pytest.mark.parametrize("place", [0, 1, 3])
def test_a_bad_line_costs_no_good_line(tmp_path, bad, place):
    lines = FILES["a.jsonl"].splitlines()
    lines.insert(place, bad)
    found = texts(put(tmp_path, "a.jsonl", "\n".join(lines)), Kind.JSONL)
    assert [text for text in found if text in {row[1] for row in ROWS}] == [row[1] for row in ROWS]


def test_a_shifted_row_is_told_not_taken(tmp_path):
    posts, problems = read(
        put(
            tmp_path,
            "a.csv",
            "text,date,author\nHalo, apa kabar,2024-02-14,Ani\nbaik,2024-02-14,Ani,,\n",
        )
    )
    assert [post["text"] for post in posts] == ["baik"]
    assert [(row, "more columns" in words) for row, words in problems] == [(2, True)]


def test_a_workbook_that_breaks_off(tmp_path):
    from tests.engines.sheets.files import SHEET, sheet, with_part

    cell = b'<c t="inlineStr"><is><t>%s</t></is></c>'
    rows = b"".join(b"<row>" + cell % text + b"</row>" for text in (b"text", b"satu", b"dua"))
    file = with_part(as_xlsx([["x"]]), SHEET, sheet(rows + b'<row r="1"></row>'))
    posts, problems = read(put(tmp_path, "a.xlsx", file.getvalue()))
    assert [post["text"] for post in posts] == ["satu", "dua"]
    assert "cannot be read from this row on" in problems[0][1]


def test_a_bomb_is_refused(tmp_path):
    with pytest.raises(InputError, match="expand"):
        read(put(tmp_path, "a.xlsx", bomb(1 << 30).getvalue()), Kind.XLSX)


def test_quotes_that_never_close_take_no_time():
    lines = ['"terbuka'] * 200_000
    found = list(mended(iter(lines), ",", width=3))
    assert len(found) == 200_000
    assert all(isinstance(row, Problem) for row in found)


CELL = st.text(st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=6), st.sampled_from(",;\t|"))
@settings(max_examples=150, deadline=None)
def test_a_whole_table_is_mended_into_itself(table, separator):
    lines = csv_text(table, separator).replace("\r\n", "\n").split("\n")[:-1]
    assert [cells for _number, cells in mended(iter(lines), separator, width=3)] == table


LINE = st.text(
    st.sampled_from('",;\t x')
    | st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]),
    max_size=12,
)


@given(LINE)
@settings(max_examples=80, deadline=None)
def test_whatever_stands_between_good_rows_costs_none(tmp_path_factory, bad):
    text = f"teks,tanggal\nsatu,2024-02-14\n{bad}\ndua,2024-02-14\n{bad}\n"
    found = texts(
        put(tmp_path_factory.getbasetemp(), "a.csv", text + "tiga,2024-02-14\n" * 2), Kind.CSV
    )
    assert [text for text in found if text in {"satu", "dua", "tiga"}] == [
        "satu",
        "dua",
        "tiga",
        "tiga",
    ]


@given(st.sampled_from(sorted(FILES)), st.integers(0, 2**32))
@settings(max_examples=80, deadline=None)
def test_no_damaged_table_crashes(tmp_path_factory, name, seed):
    dice = random.Random(seed)
    data = bytearray(FILES[name].encode() if isinstance(FILES[name], str) else FILES[name])
    for _ in range(dice.randint(1, 9)):
        place = dice.randrange(len(data))
        data[place : place + dice.randint(0, 4)] = dice.choice(
            [b"", b'"', b"\n", b"{", b"\xff", b"\0", dice.randbytes(3)]
        )
    attempt(read, put(tmp_path_factory.getbasetemp(), name, bytes(data)))
