"""Files that are broken, or mean to be: each is refused with words that hold, or read in full."""

import csv
import gzip
import io
import json
import os
import threading
from datetime import date, datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.errors import InputError, NotPossible
from ikrar.screening import reading, stream
from ikrar.screening.posts import Columns
from ikrar.screening.reading import Source, open_source, pages
from ikrar.screening.sniffing import HEAD


def read(source, columns=Columns()):  # noqa: B008
    found = pa.concat_tables(list(pages(source, columns)), promote_options="default")
    return found.to_pydict()


def stdin(data):
    return Source(io.BytesIO(data), "-")


def file(data, name="posts.csv"):
    return Source(io.BytesIO(data), name)


def refusal(source, columns=Columns()):  # noqa: B008
    with pytest.raises(InputError) as refused:
        read(source, columns)
    return str(refused.value)


def parquet(**columns):
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


@pytest.fixture
def pipe(tmp_path):
    """Makes a named pipe that gives some bytes once."""
    writers = []

    def made(data):
        path = tmp_path / "pipe"
        os.mkfifo(path)
        writers.append(threading.Thread(target=path.write_bytes, args=[data]))
        writers[-1].start()
        return path

    yield made
    for writer in writers:
        writer.join(10)
        assert not writer.is_alive()


# ---------------------------------------------------------------- CSV


@pytest.mark.parametrize(
    "rows",
    [
        b'1,"halo\n2,b\n3,c\n',
        b'1,a\n2,"halo ""kau""\n3,c',
        b'1,a\n2,"',
        b'1,a\n2,"halo""',
        b'1,"' + b"a\n" * (reading.BLOCK // 4),
        b'1,"' + b"a\n" * (reading.BLOCK // 2 + 1),
    ],
    ids=len,
)
def test_a_quotation_mark_never_closed_is_refused_at_any_size(rows):
    assert "opened and never closed" in refusal(file(b"id,text\n" + rows))


def test_also_in_a_column_that_is_not_read():
    assert "row 2, the last" in refusal(file(b'text,note\na,b\nc,"d\ne,f\n'))


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n", b"\r", b"\n\n"])
@pytest.mark.parametrize("last", [b'a"b', b'"a"b"', b'"a""b"', b'a""b"', b'"a""b"""', b'"a\nb"'])
def test_stray_quotation_marks_refuse_nothing(last, end):
    assert len(read(file(b"id,text\n1,x\n2," + last + end))["text"]) == 2


def test_a_long_last_row_without_a_line_end_is_read(monkeypatch):
    monkeypatch.setattr(reading, "BLOCK", 1000)
    for length in range(600, 640):
        texts = read(file(b"text\n" + b"a" * 600 + b"\n" + b"b" * length))["text"]
        assert texts == ["a" * 600, "b" * length]


def test_blank_lines_before_the_header_are_skipped():
    assert read(file(b"\n\r\n\nid,text\n1,a\n"))["text"] == ["a"]
    assert read(stdin(b"\n\nid,text\n1,a\n"))["text"] == ["a"]


LONG_HEADERS = [
    b"x" * (HEAD // 2 + 1) + b",text",
    b"x," * HEAD + b"text",
    b"\xef\xbb\xbf" + b"x" * HEAD,
]


@pytest.fixture
def _as_python_has_it():
    """The longest name, which readers of other files raise for the whole process."""
    raised = csv.field_size_limit(128 * 1024)
    yield
    csv.field_size_limit(raised)


@pytest.mark.usefixtures("_as_python_has_it")
@pytest.mark.parametrize("header", LONG_HEADERS, ids=len)
def test_a_header_too_long_is_not_called_empty(header):
    assert "longer than" in refusal(file(header + b"\n" + b"a,a\n"))


def test_a_text_column_that_is_there_twice_is_refused():
    assert "more than one column “text”" in refusal(file(b"text,text\na,b\n"))
    assert "more than one column “date”" in refusal(file(b"text,date,date\na,b,c\n"))
    assert read(file(b"id,id,text\n1,2,a\n"))["text"] == ["a"]


@pytest.mark.parametrize("source", [stdin, lambda data: file(data, "x.txt"), file])
@pytest.mark.parametrize("columns", [Columns("isii"), Columns("isi", "hari")])
def test_a_column_that_was_named_must_be_there(source, columns):
    assert "It has: id, isi" in refusal(source(b"id,isi\n1,a\n"), columns)
    assert read(source(b"id,isi\n1,a\n"), Columns("isi"))["text"] == ["a"]


# ---------------------------------------------------------------- Parquet


def test_a_temporary_folder_that_fails_is_not_called_a_damaged_file(tmp_path, monkeypatch):
    monkeypatch.setattr(reading.tempfile, "tempdir", str(tmp_path / "missing"))
    data = parquet(text=["a"])
    with pytest.raises(NotPossible, match=r"Standard input cannot be kept .*No such file.*TMPDIR"):
        read(stdin(data))
    path = tmp_path / "posts.parquet"
    path.write_bytes(data)
    assert read(open_source(path))["text"] == ["a"]  # needs no copy


def test_a_damaged_file_is_told_in_one_line():
    data = parquet(text=["a"] * 9)
    told = refusal(stdin(data[:4] + b"\0" * 60 + data[64:]))
    assert told.startswith("Standard input is a damaged Parquet file (")
    assert told.endswith("). Write or fetch it again.")
    assert "\n" not in told


@pytest.mark.parametrize("kind", [pa.binary(), pa.large_binary()])
def test_bytes_are_text_where_they_are_utf8(kind):
    assert read(stdin(parquet(text=pa.array([b"a"], kind))))["text"] == ["a"]


def bytes_as(kind):
    return pa.array([b"halo", b"\xff"]).view(pa.string()).cast(kind)


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string()])
def test_parquet_text_that_is_not_utf8_is_refused(kind):
    assert "“text” holds bytes that are not UTF-8" in refusal(file(parquet(text=bytes_as(kind))))
    data = parquet(text=["a", "b"], date=bytes_as(kind))
    assert "“date” holds bytes that are not UTF-8" in refusal(file(data))
    assert "not UTF-8" in refusal(file(parquet(text=[b"\xff"])))


def test_a_parquet_column_that_is_there_twice_is_refused():
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays([pa.array(["a"])] * 2, names=["text", "text"]), out)
    assert "more than one column “text”" in refusal(file(out.getvalue()))


@pytest.mark.parametrize(
    "dates",
    [
        pa.array([[1], None]),
        pa.array([{"a": 1}, None]),
        pa.array([b"\xff", None]),
        pa.array([datetime(2024, 1, 10), None], pa.timestamp("us", "Mars/Phobos")),
        pa.array([date(2024, 1, 10), None]),
        pa.nulls(2),
    ],
    ids=lambda dates: str(dates.type),
)
def test_a_page_has_a_digest_whatever_its_dates_are(dates):
    (page,) = pages(file(parquet(text=["a", "b"], date=dates)), Columns())
    assert stream.digest(page) == stream.digest(page)
    assert stream.digest(page) != stream.digest(page.drop_columns("date"))


# ---------------------------------------------------------------- pipes and messages


def test_a_pipe_is_read_once(pipe):
    assert "is not UTF-8. Save" in refusal(open_source(pipe("text\ncafé\n".encode("cp1252"))))


def test_a_pipe_may_hold_parquet(pipe):
    assert read(open_source(pipe(parquet(text=["a"]))))["text"] == ["a"]


@pytest.mark.parametrize(
    ("data", "command"),
    [
        (gzip.compress(b"a"), "gunzip -c{} | ikrar screen -"),
        (b'[{"text": "a"}]', "jq -c '.[]'{} | ikrar screen -"),
        (b"text\ncaf\xe9\n", "iconv -f WINDOWS-1252 -t UTF-8{} "),
    ],
    ids=["gunzip", "jq", "iconv"],
)
def test_advice_can_be_run(data, command):
    said = refusal(stdin(data))
    assert said.startswith("Standard input is ")
    assert command.format("") in said
    assert said.endswith("| ikrar screen -")
    said = refusal(file(data, "a b;c"))
    assert command.format(" 'a b;c'") in said
    assert not said.endswith(".")


# ---------------------------------------------------------------- JSON lines


@pytest.mark.parametrize("post", [{"text": "a"}, {"text": "a", "date": "2024-01-10"}])
def test_an_object_over_several_lines_is_refused_alike(post):
    data = json.dumps(post, indent=1).encode()
    assert "posts.jsonl, line 1 is not JSON" in refusal(file(data, "posts.jsonl"))
    two = json.dumps(post).encode() * 2
    assert "posts.jsonl, line 1 is not JSON" in refusal(file(two, "posts.jsonl"))


@given(
    st.lists(st.sampled_from([b"", b" \r", b'{"text": "a"}', b' {"date": "x", "text": null}\r']))
)
def test_blank_lines_between_objects_are_skipped(lines):
    found = read(file(b'{"text": "a"}\n' + b"\n".join(lines), "posts.jsonl"))
    assert len(found["text"]) == 1 + sum(bool(line.strip()) for line in lines)


# ---------------------------------------------------------------- dates


def test_dates_that_cannot_be_read_are_told():
    source = file(b"text,date\na,14/02/2024\nb,\nc,2024-01-10\nd,kemarin\n")
    assert source.about_days() == ""
    read(source)
    assert source.unread_days == 2
    assert (
        "posts.csv has dates that cannot be read (2), for instance “14/02/2024”"
        in source.about_days()
    )


def test_dates_of_another_type_are_told():
    source = file(parquet(text=["a", "b"], date=[20240214, None]))
    read(source)
    assert "dates that cannot be read (1), for instance a value of int64" in source.about_days()


def test_the_number_of_a_torn_row_is_told_however_far_it_is(monkeypatch):
    monkeypatch.setattr(reading, "BLOCK", 1000)
    rows = b'a,1\n"b\nb",2\n' * 500
    said = refusal(file(b"\ntext,id\n" + rows + b"rahasia,3,\n"))
    assert "row 1,001 after the header has 3 cells for 2 columns" in said


def test_a_torn_row_is_told_without_its_text():
    for torn in (b"NIK rahasia, koma,2024-01-01,4\n", b"rahasia,2024-01-01,\n"):
        said = refusal(file(b"text,date\na,2024-01-01\n" + torn))
        assert "rahasia" not in said
        assert "cells for 2 columns. Texts with the separator" in said


def test_a_table_without_dates_says_which_columns_it_has():
    for data in (b"id,text,tanggal\n1,a,2024-01-10\n", parquet(id=[1], text=["a"], tanggal=["x"])):
        source = file(data)
        read(source)
        assert "has no column “date”, but id, tanggal." in source.without_days
    for data in (b"text,date\na,2024-01-10\n", b"text\na\n", parquet(text=["a"])):
        source = file(data)
        read(source)
        assert source.without_days == ""


def test_json_lines_without_dates_say_which_fields_they_have(monkeypatch):
    source = file(b'{"id": 1, "text": "a", "tanggal": "2024-01-10"}\n', "posts.jsonl")
    read(source)
    assert "has no column “date”, but id, tanggal." in source.without_days
    monkeypatch.setattr(reading, "BLOCK", 20)
    for data in (
        b'{"text": "a"}\n',
        b'{"text": "a", "x": 1}\n{"text": "b", "date": "2024-01-10"}\n',
    ):
        source = file(data, "posts.jsonl")
        read(source)
        assert source.without_days == "", "a date may come late"


@pytest.mark.parametrize(
    "table",
    [
        "Nama Akun,Isi Unggahan,Tanggal Unggah\nbudi,a,2024-01-10\nani,b,2024-01-11\n",
        "nomor urut;pesan\n1;a, b\n2;c\n",
        "pengirim\tpesan\nbudi\ta\n",
        "id,pesan,jam\n1,a,b\n2,c, d,e\n3,f,g\n",
    ],
)
def test_a_table_without_usual_names_is_no_plain_text(table):
    assert "has no column “text”" in refusal(stdin(table.encode()))
    source = file(table.encode(), "posts.txt")
    assert read(source)["text"] == table.split("\n")[:-1]
    assert "was read as plain text, one post a line, though it looks like" in source.read_as_text
    assert table.split("\n")[0].replace("\t", ",").replace(";", ",").replace(",", ", ") in (
        source.read_as_text
    )


@pytest.mark.parametrize(
    "posts",
    [
        ["iya,bener", "mantap,pak"],
        ["user,admin", "sama,aja"],
        ["no,id", "kok"],
        ["Ayo coblos nomor 2, menang satu putaran!", "Rapat pukul 09.00, ruang B; bawa KTP"],
        ["gaji naik,mantap", "2024,ganti presiden", "2025,jangan"],
        ["dukung 01,02,03", "1,2,3", "4,5,6"],
        ["info: tanggal, jam", "14 Februari, 07.00", "15 Februari, 08.00"],
    ],
)
def test_short_posts_with_commas_are_plain_text(posts):
    for name in ("-", "posts.txt"):
        source = file("\n".join(posts).encode(), name)
        assert read(source)["text"] == posts
        assert source.read_as_text == ""


def test_a_post_that_begins_with_the_word_text_makes_no_table_of_a_text_file():
    posts = ["text,tolong dibalas ya", "halo semua"]
    assert read(file("\n".join(posts).encode(), "posts.txt"))["text"] == posts


@pytest.mark.parametrize("head", ["id,teks,tanggal", "Text,Date", "no;isi;tanggal", " id, teks "])
def test_a_table_without_a_name_is_no_plain_text(head):
    assert "has no column “text”" in refusal(file(f"{head}\n1,a,b\n".encode(), "-"))


@pytest.mark.parametrize(
    "post", ["Halo, semua", "isi, id dan lain-lain", "tanggal, isi, apa saja ya?"]
)
def test_posts_with_commas_are_plain_text(post):
    assert read(file(f"{post}\nkedua, juga\n".encode(), "-"))["text"] == [post, "kedua, juga"]


def test_a_table_that_was_saved_as_text_is_read_as_one():
    data = "id\ttext\tdate\n1\tayo coblos\t2024-01-10\n".encode("utf-16")
    found = read(file(data, "unggahan.txt"))
    assert found == {"text": ["ayo coblos"], "date": ["2024-01-10"]}


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_line_by_which_excel_tells_the_separator_is_passed_over(mark):
    data = mark + b"sep=;\r\nid;text;date\r\n1;ayo, coblos;2024-01-10\r\n"
    assert read(file(data)) == {"text": ["ayo, coblos"], "date": ["2024-01-10"]}
    assert read(file(b"sep=apa\nhalo\n", "posts.txt"))["text"][0] == "sep=apa"


def test_text_of_another_width_is_told_to_be_saved_as_utf8():
    assert "then save it as UTF-8" in refusal(file("text\nhalo\n".encode("utf-16-le")))
