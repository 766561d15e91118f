"""Posts of every shape become two Arrow columns; a day that cannot be read is none, text that is none is refused."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.errors import InputError
from ikrar.screening import posts
from ikrar.screening.posts import COLUMNS, Columns

ON = date(2024, 2, 14)


def texts(given, on=None):
    return posts.read(given, COLUMNS, on)[0].to_pylist()


def days(column, on=None):
    table = pa.table({"text": ["a"] * len(column), "date": column})
    return posts.read(table, COLUMNS, on)[1].to_pylist()


@pytest.mark.parametrize(
    "given",
    [
        ["a", None, "é😀"],
        ("a", None, "é😀"),
        pa.array(["a", None, "é😀"]),
        pa.array(["a", None, "é😀"], pa.large_string()),
        pa.array(["a", None, "é😀"], pa.string_view()),
        pa.array(["a", None, "é😀"]).dictionary_encode(),
        pa.chunked_array([["a"], [], [None, "é😀"]]),
        pa.array(["x", "a", None, "é😀", "y"])[1:4],
        pa.chunked_array([pa.array(["x", "a"])[1:], pa.array([None, "é😀", "y"])[:2]]),
        pa.table({"text": ["a", None, "é😀"], "other": [1, 2, 3]}),
        pa.table({"text": ["x", "a", None, "é😀"]})[1:],
    ],
)
def test_every_shape_of_posts(given):
    text, day = posts.read(given, COLUMNS, ON)
    assert text.type == pa.large_string()
    assert day.type == pa.date32()
    assert text.to_pylist() == ["a", "", "é😀"]
    assert day.to_pylist() == [ON] * 3


@pytest.mark.parametrize(
    "given", [[], pa.array([], pa.string()), pa.chunked_array([], pa.string()), pa.nulls(0)]
)
def test_no_posts(given):
    text, day = posts.read(given, COLUMNS, ON)
    assert len(text) == len(day) == 0
    data, offsets = posts.buffers(text)
    assert offsets.tolist() == [0]
    assert data.size


def test_one_string_is_one_post():
    assert texts("halo") == ["halo"]
    assert texts("") == [""]


def test_half_surrogates_become_one_character_each():
    assert texts(["a\ud83db", None, "\udc00", "😀"]) == ["a\ufffdb", "", "\ufffd", "😀"]


@given(st.lists(st.none() | st.text(st.characters()), max_size=5))
def test_mending_keeps_the_number_of_characters(given):
    found = texts(given)
    assert [len(text) for text in found] == [len(text or "") for text in given]


@pytest.mark.parametrize(
    "given", [None, 5, [1], b"bytes", ["a", 5], ["\ud800", 5], [["a"]], {"a": 1}.items()]
)
def test_what_is_no_text_is_refused(given):
    with pytest.raises(InputError, match="must be text"):
        posts.read(given, COLUMNS, None)


def test_text_that_is_not_utf8_is_refused():
    column = pa.array([b"\xff"]).view(pa.string())
    with pytest.raises(InputError, match="not UTF-8"):
        posts.read(column, COLUMNS, None)


@pytest.mark.parametrize("column", [pa.array([b"\xff"]), pa.array([["a"]]), pa.array([{"a": 1}])])
def test_a_column_of_something_else_is_refused(column):
    with pytest.raises(InputError, match=f"holds {column.type}, not text"):
        posts.read(column, COLUMNS, None)


def test_a_missing_column_names_those_that_are_there():
    with pytest.raises(InputError, match=r"no column 'text'\. The columns are: isi, tanggal"):
        posts.read(pa.table({"isi": ["a"], "tanggal": ["b"]}), COLUMNS, None)
    with pytest.raises(InputError, match="none"):
        posts.read(pa.table({}), COLUMNS, None)


def test_columns_of_other_names():
    table = pa.table({"isi": ["a", "b"], "tanggal": ["2024-02-13", ""], "text": ["x", "y"]})
    text, day = posts.read(table, Columns(text="isi", date="tanggal"), ON)
    assert text.to_pylist() == ["a", "b"]
    assert day.to_pylist() == [date(2024, 2, 13), ON]


# ---------------------------------------------------------------- days


@pytest.mark.parametrize(
    "column",
    [
        pa.array([ON]),
        pa.array([ON]).cast(pa.date64()),
        pa.array([ON]).dictionary_encode(),
        pa.array([datetime(2024, 2, 14, 23, 59)]),
        pa.array([datetime(2024, 2, 14, 5, tzinfo=UTC)], pa.timestamp("ns", tz="UTC")),
        pa.array([datetime(2024, 2, 14)], pa.timestamp("s")),
        pa.array(["2024-02-14"]),
        pa.array([" 2024-02-14 "]),
        pa.array(["2024-02-14"], pa.large_string()),
        pa.array(["2024-02-14"], pa.string_view()),
        pa.array(["2024-02-14T12:00:00+07:00"]),
        pa.array(["2024-02-14 12:00:00"]),
        pa.array(["2024-02-14"]).dictionary_encode(),
        pa.array(["Wed Feb 14 13:22:54 +0000 2024"]),
        pa.chunked_array([["2024-02-14"], []]),
    ],
)
def test_every_form_of_a_day(column):
    assert days(column) == [ON]


EMPTY = [
    pa.array([None], pa.string()),
    pa.array([None], pa.date32()),
    pa.array([None], pa.timestamp("s")),
    pa.array([None], pa.int64()),
    pa.array([None], pa.string_view()),
    pa.array([""]),
    pa.array([" "]).dictionary_encode(),
    pa.nulls(1),
]
UNREADABLE = [
    pa.array(["kemarin"]),
    pa.array(["kemarin"], pa.string_view()),
    pa.array(["1712011200000"]),
    pa.array(["2024-02-30"]),
    pa.array(["14/02/2024"]),
    pa.array(["2024-02-13 18:30 PST"]),
    pa.array(["2024-02-13T18:30:00 [America/New_York]"]),
    pa.array(["2024-02-13 13:30 PM"]),
    pa.array(["2024-02-13 25:00"]),
    pa.array(["2024-02-13 18:30 +99"]),
    pa.array(["2024-02-13 siang"]),
    pa.array(["Wed Feb 14 2024"]),
    pa.array([20240214]),
    pa.array([[20240214]]),
    pa.array([10**12], pa.timestamp("s")),
    pa.array([-(10**11)], pa.timestamp("s")),
    pa.array([5_000_000], pa.date32()),
    pa.array([-1_000_000], pa.date32()),
]


@pytest.mark.parametrize("column", EMPTY)
def test_an_empty_date_is_the_one_given(column):
    assert days(column) == [None]
    assert days(column, ON) == [ON]
    assert posts.unread(pa.chunked_array([column])).to_pylist() == [False]


@pytest.mark.parametrize("column", UNREADABLE)
def test_a_day_that_cannot_be_read_is_no_day(column):
    assert days(column) == days(column, ON) == [None]
    assert posts.unread(pa.chunked_array([column])).to_pylist() == [True]


@given(st.lists(st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-3][0-9](T?[0-9]{2}:00Z?)?") | st.text()))
def test_unread_are_those_that_are_no_days(given):
    column = pa.array(given, pa.string())
    unread = posts.unread(pa.chunked_array([column])).to_pylist()
    for text, day, is_unread in zip(given, days(column), unread, strict=True):
        assert is_unread == (bool(text.strip()) and day is None)


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["2024-02-13T18:30:00Z"]),
        pa.array(["2024-02-13 18:30:00+00:00"]),
        pa.array(["2024-02-13 18:30:00 +0000"]),
        pa.array(["2024-02-13 18:30:00 UTC"]),
        pa.array(["2024-02-14 00:30:00 WIB"]),
        pa.array(["2024-02-13 18:30:00 +0000 UTC"]),
        pa.array(["2024-02-13 18:30:00 GMT+0000"]),
        pa.array(["2024-02-13t18:30:00z"]),
        pa.array(["2024-02-13T18:30Z[UTC]"]),
        pa.array(["2024-02-13 11:30 PM UTC"]),
        pa.array(["2024-02-14 12:30 am"]),
        pa.array(["2024-02-13 18:30:00.123 UTC+0"]),
        pa.array(["2024-02-13 23:30 wib+06:00"]),
        pa.array(["2024-02-13 11:30:00 -0600 CST"]),
        pa.array(["2024-02-14 00.30 WIB"]),
        pa.array(["Tue Feb 13 18:30:00 +0000 2024"]),
        pa.array([datetime(2024, 2, 13, 18, 30, tzinfo=UTC)], pa.timestamp("ns", "UTC")),
        pa.array([datetime(2024, 2, 13, 18, 30, tzinfo=UTC)], pa.timestamp("s", "Asia/Jakarta")),
        pa.array([datetime(2024, 2, 14, 1, 30)], pa.timestamp("us")),
        pa.array(["2024-02-14T01:30:00"]),
    ],
    ids=lambda column: f"{column.type} {column[0]}",
)
def test_a_moment_with_a_zone_is_taken_on_its_day_in_jakarta(column):
    assert days(column) == [date(2024, 2, 14)]


def test_each_row_keeps_its_own_day():
    column = ["2024-02-13", None, "x", "2024-02-13", "Sat Sep 02 13:22:54 +0000 2023"]
    first, last = date(2024, 2, 13), date(2023, 9, 2)
    assert days(pa.array(column), ON) == [first, ON, None, first, last]
    assert days(pa.array(column)[1:], ON) == [ON, None, first, last]
    edges = [date.min, date.max]
    assert days(pa.array(edges)) == edges


# ---------------------------------------------------------------- buffers


@given(st.lists(st.text(), max_size=8), st.integers(0, 3), st.integers(0, 3))
def test_buffers_are_those_of_the_texts(given, skip, drop):
    column = pa.array(given, pa.string())[skip : max(skip, len(given) - drop)]
    text = posts.read(column, COLUMNS, None)[0]
    data, offsets = posts.buffers(text)
    assert data.dtype == np.uint8
    assert offsets.dtype == np.int64
    assert not data.flags.writeable
    assert not offsets.flags.writeable
    cut = [bytes(data[a:b]).decode() for a, b in pairwise(offsets)]
    assert cut == column.to_pylist()


@pytest.mark.parametrize("column", [
    pa.table({"text": [1, 2]}), [True], pa.array([date(2024, 1, 1)]),
    pa.Table.from_arrays([pa.array(["a"]), pa.array(["b"])], names=["text", "text"]),
    pa.Table.from_arrays([pa.array(["a"])] * 3, names=["text", "date", "date"]),
])  # fmt: skip
def test_a_column_that_holds_no_text_is_refused(column):
    with pytest.raises(InputError):
        posts.read(column, COLUMNS, None)


@pytest.mark.parametrize(
    "column",
    [
        pa.array([Decimal("1.5")]),
        pa.array([1, 2]).dictionary_encode(),
        pa.chunked_array([[1], [2]]),
        pa.array([b"\xff"]).dictionary_encode(),
    ],
)
def test_numbers_in_any_dress_are_no_posts(column):
    for posted in (column, pa.table({"text": column})):
        with pytest.raises(InputError, match=r"holds .*, not text"):
            posts.read(posted, COLUMNS, None)


@pytest.mark.parametrize("given", [{"text": ["a"]}, {"a", "b"}, {}, {"a": 1}.keys()])
def test_keys_of_a_dictionary_are_no_posts(given):
    with pytest.raises(InputError, match="must be text"):
        posts.read(given, COLUMNS, None)


def test_a_day_that_is_no_date_is_refused():
    with pytest.raises(InputError, match="not str"):
        posts.read(["a"], COLUMNS, "2024-01-10")


def test_seconds_since_1970_are_no_day():
    found = posts.unread(
        pa.chunked_array([["1701012312", "1701012312.0", "20240214", "1701012312,5"]])
    )
    assert found.to_pylist() == [True, True, False, True]
