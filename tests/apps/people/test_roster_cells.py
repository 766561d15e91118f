"""Cells that harm a roster: numbers that lost digits, merged cells, hints of pronunciation."""

import io
from datetime import date

import pytest

from ikrar.people.roster.people import Rules, read_person
from ikrar.people.roster.read import open_table
from tests.apps.people.files import HEADER, as_csv, as_xlsx, nip, row, xlsx_of
from tests.engines.sheets.files import SHEET, sheet, with_part


def read(file):
    with open_table(file, max_bytes=1 << 20) as table:
        rules = Rules(date(2024, 2, 14), b"k" * 32, dict(table.header.names))
        return [(number, read_person(fields, rules)[0]) for number, fields in table.rows]


HEAD = b"".join(b'<c t="inlineStr"><is><t>%s</t></is></c>' % name.encode() for name in HEADER)


def test_hints_of_pronunciation_are_no_text():
    """Also where they hold no text, or two."""
    cells = (
        b'<c t="inlineStr"><is><t>%s</t></is></c>' % nip(1).encode()
        + b'<c t="inlineStr"><is><rPh/><t>Ani</t><rPh><t>x</t><t>y</t></rPh><r><t> Contoh</t></r></is></c>'
        + b'<c r="K2" t="inlineStr"><is><t>Bagian</t></is></c>'
    )
    rows = b'<row r="1">' + HEAD + b'</row><row r="2">' + cells + b"</row>"
    ((_number, person),) = read(with_part(xlsx_of([row(1)]), SHEET, sheet(rows)))
    assert person.name == "Ani Contoh"


def test_a_csv_that_begins_like_a_zip():
    file = as_csv([{**row(1), "PKWT": "1"}], header=["PKWT", *HEADER])
    assert file.getvalue().startswith(b"PK")
    assert [number for number, _person in read(file)] == [2]


def test_merged_cells_say_what_to_do():
    from openpyxl import load_workbook

    book = load_workbook(xlsx_of([row(1), row(2), row(3)]))
    book.active.merge_cells("K2:K4")
    file = io.BytesIO()
    book.save(file)
    (_2, first), (_3, second), (number, _third) = read(file)
    assert first.unit[1] == "Bagian Contoh"
    assert number == 4
    assert "digabung" in second.message


@pytest.mark.parametrize("value", [199001012015031000, 1.99001012015031e17, 199001012015031])
def test_number_cells_are_refused_with_the_reason(value):
    line = [value if name == "NIP BARU" else row(1)[name] for name in HEADER]
    ((_number, refused),) = read(as_xlsx([HEADER, line]))
    assert "tersimpan sebagai angka" in refused.message


@pytest.mark.parametrize(
    ("text", "words"),
    [("1.99001012015031E+17", "pangkat"), ("1,99001E+17", "pangkat"), ("199001012015031000.0", "sebagai angka"),
     ("199001012015031001,0", "sebagai angka"), ("199001012015031000", "berakhiran 000")],
)  # fmt: skip
def test_numbers_in_csv_are_refused_with_the_reason(text, words):
    ((_number, refused),) = read(as_csv([row(1, **{"NIP BARU": text})]))
    assert words in refused.message
    assert "teks" in refused.message


def test_a_reader_can_be_left_at_any_row():
    """Whoever stops early gets the file back open, and a second reading works."""
    for file in (as_csv([row(n) for n in range(1, 50)]), xlsx_of([row(n) for n in range(1, 50)])):
        with open_table(file, max_bytes=1 << 20) as table:
            next(table.rows)
        assert not file.closed
        assert len(read(file)) == 49
