"""The door of sheets: any encoding, separator and sheet gives the same numbered rows of text."""

import contextlib
import csv
import io
import random
import re
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ikrar import sheets
from ikrar.errors import InputError
from ikrar.sheets import package
from ikrar.sheets.workbook import Numeric
from tests.engines.sheets.files import LINKS, SHEET, as_xlsx, bomb, csv_of, sheet, with_part

TABLE = [["Tanggal", "Judul", "Isi"], ["14/02/2024", "Héran", "Satu, dua; tiga"], ["", "", "Baris\nkedua"]]  # fmt: skip
ROWS = [(1, TABLE[0]), (2, TABLE[1]), (3, TABLE[2])]


def read(data, name=""):
    return list(sheets.rows(io.BytesIO(data), name))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])  # fmt: skip
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators(encoding, separator):
    data = csv_of(TABLE, delimiter=separator, encoding=encoding).getvalue()
    assert read(data) == ROWS


def test_bytes_that_are_no_encoding_are_still_read():
    assert read(b"a;b\nH\x81ran\xff;x\n")[1][1][1] == "x"


def test_an_xlsx_gives_the_same_rows():
    assert list(sheets.rows(as_xlsx(TABLE))) == ROWS


def test_a_path_is_opened_and_closed(tmp_path):
    path = tmp_path / "daftar.csv"
    path.write_bytes(csv_of(TABLE).getvalue())
    assert list(sheets.rows(path)) == list(sheets.rows(str(path))) == ROWS


def test_the_first_sheet_that_has_rows_is_read():
    file = as_xlsx([["a"], ["b"]], before=[])
    assert list(sheets.rows(file)) == [(1, ["a"]), (2, ["b"])]


def test_dates_are_text_and_numbers_say_that_they_are_numbers():
    moment = datetime(2024, 2, 14, 9, 30, 15)
    ((_1, cells),) = sheets.rows(
        as_xlsx([[date(2024, 2, 14), moment, 45336, "45336", 1.5, None, "x"]])
    )
    assert cells == ["2024-02-14", "2024-02-14 09:30:15", "45336", "45336", "1.5", "", "x"]
    assert [isinstance(cell, Numeric) for cell in cells[2:5]] == [True, False, True]


def test_a_workbook_that_counts_from_1904():
    book = as_xlsx([[date(2024, 2, 14)]])
    with zipfile.ZipFile(book) as archive:
        contents = archive.read("xl/workbook.xml").decode()
    contents = re.sub("<workbookPr[^>]*>", '<workbookPr date1904="1"/>', contents).encode()
    ((_1, cells),) = sheets.rows(with_part(book, "xl/workbook.xml", contents))
    assert cells == ["2028-02-15"]


@pytest.mark.parametrize("days", ["-1", "0", "1e9", "nan", "inf", "x"])
def test_a_number_that_is_no_day_stays_a_number(days):
    cell = f'<c r="A1" s="1"><v>{days}</v></c>'.encode()
    file = with_part(as_xlsx([[date(2024, 2, 14)]]), SHEET, sheet(b"<row>" + cell + b"</row>"))
    assert list(sheets.rows(file)) == [(1, [days])]


def test_blank_rows_are_left_out_and_counted():
    assert read(b"a,b\n\n , \nc,d\n") == [(1, ["a", "b"]), (4, ["c", "d"])]


def test_nul_bytes_and_ragged_rows():
    assert read(b"a,b\n3,4\nx\0y\n1,2,3\n")[1:] == [
        (2, ["3", "4"]),
        (3, ["xy"]),
        (4, ["1", "2", "3"]),
    ]


def test_sentences_with_commas_are_one_column():
    lines = b"Satu, dua, tiga\nEmpat\nLima, enam\nTujuh\nDelapan\n"
    assert [cells for _row, cells in read(lines)] == [
        [line] for line in lines.decode().splitlines()
    ]


def test_what_excel_says_about_the_separator_is_followed():
    assert read(b"sep=;\r\na,b;c\r\n") == [(2, ["a,b", "c"])]


def test_tabs_by_name():
    assert read(b"a, b\tc\n", "x.TSV") == [(1, ["a, b", "c"])]


def test_a_quote_that_is_never_closed_is_told_with_its_row():
    with pytest.raises(InputError, match="after row 2"):
        read(b"a,b\nc,d\n" + b'"' + b"x" * 200_000)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\n", "no filled rows"),
        (as_xlsx([]).getvalue(), "no filled rows"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        (b"<html><table><tr><td>NIP</td></tr></table></html>", "web page"),
        (b"%PDF-1.7", "not a spreadsheet"),
        (b"PK\x03\x04rusak", "damaged"),
    ],
)
def test_other_files_are_told_what_to_do(data, words):
    with pytest.raises(InputError, match=words) as told:
        read(data)
    assert told.value.id_


def test_entities_and_document_types_are_refused():
    doctype = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    body = sheet(b'<row><c t="inlineStr"><is><t>&b;</t></is></c></row>')
    with pytest.raises(InputError, match="damaged"):
        list(sheets.rows(with_part(as_xlsx(TABLE), SHEET, doctype + body)))


def test_a_zip_bomb_is_refused_before_it_is_opened(monkeypatch):
    def never(*_args, **_options):
        raise AssertionError("unpacked")

    file = bomb(1 << 30)
    monkeypatch.setattr(zipfile.ZipFile, "open", never)
    with pytest.raises(InputError, match="expand to 1024 MB"):
        list(sheets.rows(file))


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_promised():
    archive = package.open_package(bomb(64 << 20, told=1000))
    with pytest.raises(package.UNREADABLE), archive.open("xl/worksheets/sheet1.xml") as part:
        assert len(part.read()) <= 1000


SEEDS = [csv_of(TABLE).getvalue(), as_xlsx(TABLE).getvalue()]


@given(st.binary(max_size=2000) | st.text(alphabet='ab,;\t|"\n= ', max_size=500).map(str.encode))
def test_no_bytes_crash_the_door(data):
    with contextlib.suppress(InputError):
        read(data)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 1), st.integers(0, 2**32))
def test_no_damaged_file_crashes_the_door(which, seed):
    dice, data = random.Random(seed), bytearray(SEEDS[which])
    for _ in range(dice.randint(1, 12)):
        place = dice.randrange(len(data))
        data[place : place + dice.randint(0, 4)] = dice.randbytes(dice.randint(0, 4))
    with contextlib.suppress(InputError):
        read(bytes(data))


@pytest.mark.parametrize("part", ["xl/styles.xml", LINKS])
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=300))
def test_no_damaged_part_crashes_the_door(part, data):
    with contextlib.suppress(InputError):
        list(sheets.rows(with_part(io.BytesIO(SEEDS[1]), part, data)))


@pytest.mark.parametrize("data", [b'"0";",";",0"\n', b'"a";",,,,";"b"\n', b'"x"|";;;"|"y;y"\n'])
def test_a_separator_inside_quoted_cells_is_none(data):
    ((_number, cells),) = read(data)
    assert len(cells) == 3


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@given(
    table=st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8),
    separator=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8-sig", "utf-16"]),
)
@settings(max_examples=120, deadline=None)
def test_a_quoted_table_is_read_as_it_was_written(table, separator, encoding):
    text = io.StringIO()
    csv.writer(text, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(table)
    filled = [cells for cells in table if any(cell.strip() for cell in cells)]
    assume(filled)
    assert [cells for _number, cells in read(text.getvalue().encode(encoding))] == filled
