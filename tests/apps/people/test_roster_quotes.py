"""A quote that is not closed hides nobody; any table in any encoding is read or refused."""

import contextlib
import csv
import io
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ikrar.errors import InputError
from ikrar.people.roster.people import Rules, read_person
from ikrar.people.roster.read import open_table
from tests.apps.people.files import as_csv, row


def read(file):
    with open_table(file, max_bytes=1 << 20) as table:
        rules = Rules(date(2024, 2, 14), b"k" * 32, dict(table.header.names))
        return [(number, read_person(fields, rules)[0]) for number, fields in table.rows]


def test_a_quote_that_is_never_closed_hides_nobody():
    """Python's reader takes the rest of the file into one cell; those people must not get lost."""
    lines = as_csv([row(n) for n in range(1, 6)]).getvalue().splitlines(keepends=True)
    lines[3] = lines[3].replace(b"Peraga", b'"Peraga').replace(b"," + b'"', b',"')
    with pytest.raises(InputError, match="sesudah baris 3"):
        read(io.BytesIO(b"".join(lines)))


def test_two_stray_quotes_hide_nobody():
    lines = as_csv([row(n) for n in range(1, 6)]).getvalue().splitlines(keepends=True)
    lines[2] = lines[2].replace(b"Peraga", b'"Peraga')
    lines[4] = lines[4].replace(b"Contoh,", b'Contoh",', 1)
    with pytest.raises(InputError, match="sesudah baris 2"):
        read(io.BytesIO(b"".join(lines)))


def test_honest_cells_of_several_lines_are_read():
    fields = {"NAMA": "Ani\nContoh", "UNOR NAMA": "Bagian,\nSatu 2024"}
    ((_number, person),) = read(as_csv([row(1, **fields)]))
    assert (person.name, person.unit[1]) == ("Ani Contoh", "Bagian, Satu 2024")


def test_a_last_line_without_end_is_read():
    assert len(read(io.BytesIO(as_csv([row(1), row(2)]).getvalue().rstrip()))) == 2


@given(
    rows=st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=5), max_size=8),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    above=st.integers(0, 3),
)
@example([["1\n" + "9" * 18]], ",", "utf-8", 0)
@settings(max_examples=120, deadline=None)
def test_any_table_is_read_or_refused(rows, delimiter, encoding, above):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows([["DAFTAR"]] * above)
    writer.writerow(["NIP", "NAMA", "UNIT KERJA", "KEDUDUKAN HUKUM", "TANGGAL LAHIR"])
    writer.writerows(rows)
    with contextlib.suppress(InputError):
        for number, _person in read(io.BytesIO(text.getvalue().encode(encoding, "replace"))):
            assert number > above + 1
