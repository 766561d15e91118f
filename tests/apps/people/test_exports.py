import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.people.exports import CHUNK, as_csv, as_xlsx, safe_cell
from ikrar.people.nip import clean


def read(header, rows):
    data = b"".join(as_csv([header, *rows]))
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", "|x", "%x"]
)
def test_nothing_runs(text):
    assert safe_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["Ani Contoh", "", None, "a=b", "4.000"])
def test_other_text_is_left_alone(text):
    assert safe_cell(text) == (text or "")


def test_a_number_survives_a_round_trip():
    assert clean(read(["NIP"], [["199001012015031001"]])[1][0]) == "199001012015031001"


def test_streams_in_pieces():
    pieces = list(as_csv([n] for n in range(CHUNK * 3)))
    assert len(pieces) == 4


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4),
        max_size=5,
    )
)
def test_no_cell_begins_like_a_formula(rows):
    for cells in read(["judul"], rows)[1:]:
        for cell in cells:
            assert not cell.lstrip(" \xa0").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_workbook_can_be_read_back_as_it_was():
    from ikrar.people.roster.read import open_table

    rows = [["NIP", "NAMA"], ["199001012015031001", "=cmd|' /C calc'!A0"]]
    with open_table(io.BytesIO(b"".join(as_xlsx(rows))), max_bytes=10**6) as table:
        ((_row, fields),) = table.rows
    assert fields == {"nip": "199001012015031001", "name": "'=cmd|' /C calc'!A0"}
