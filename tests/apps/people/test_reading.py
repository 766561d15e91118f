"""Files as people have them are read; files that cannot be read are refused in words."""

import contextlib
import io
import random
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar.errors import InputError
from ikrar.people.roster.people import Person, Refused, Rules, read_person
from ikrar.people.roster.read import open_table
from ikrar.people.roster.standing import WORDS, standing_of
from ikrar.people.states import Kind, Standing
from tests.apps.people.files import (
    HEADER,
    MARKER_NIK,
    as_csv,
    as_xlsx,
    nip,
    row,
    xlsx_of,
)
from tests.engines.sheets.files import with_part

LIMIT = 50 * 1024 * 1024


def read(file, limit=LIMIT):
    with open_table(file, max_bytes=limit) as table:
        return table.header, list(table.rows)


def people(file):
    header, rows = read(file)
    rules = Rules(
        date(2024, 2, 14), b"k" * 32, dict(header.names), is_ppnpn_list=not header.has_nip
    )
    return [read_person(fields, rules) for _number, fields in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_separators(encoding, delimiter):
    header, rows = read(as_csv([row(1, NAMA="Éka Contoh")], delimiter=delimiter, encoding=encoding))
    assert rows[0][0] == 2
    assert rows[0][1]["name"] == "Éka Contoh"
    assert header.has_nip


def test_cp1252_is_read_as_such():
    _header, rows = read(as_csv([row(1, NAMA="Né “Contoh”")], encoding="cp1252"))
    assert rows[0][1]["name"] == "Né “Contoh”"


def test_bytes_that_are_no_encoding_are_still_read():
    file = io.BytesIO(as_csv([row(1)]).getvalue().replace(b"Peraga 1", b"Per\x81ga\xff"))
    assert len(read(file)[1]) == 1


def test_title_rows_above_and_counting_row_below_the_header():
    counting = {name: f"({number})" for number, name in enumerate(HEADER, 1)}
    file = as_csv([counting, row(1)], above=[["DAFTAR PEGAWAI"], [], ["Tahun 2024", "", ""]])
    header, rows = read(file)
    assert header.row == 4
    assert [number for number, _fields in rows] == [6]


def test_header_beyond_twenty_rows_is_not_looked_for():
    with pytest.raises(InputError, match="judul kolom"):
        read(as_csv([row(1)], above=[["judul"]] * 20))
    assert read(as_csv([row(1)], above=[["judul"]] * 19))[0].row == 20


def test_quoted_newlines_nul_bytes_and_ragged_rows():
    body = (
        as_csv([row(1, NAMA="Dua\nBaris"), row(2)]).getvalue().replace(b"Peraga 2", b"Per\0aga 2")
    )
    _header, rows = read(io.BytesIO(body + b"\r\n\r\n" + nip(3).encode() + b",Pendek\r\n"))
    assert [fields["name"].split() for _n, fields in rows] == [
        ["Dua", "Baris"], ["Peraga", "2", "Contoh"], ["Pendek"],
    ]  # fmt: skip


def test_unwanted_columns_do_not_come_out():
    for file in (as_csv([row(1)]), xlsx_of([row(1)])):
        header, rows = read(file)
        assert "nik" not in header.columns
        assert MARKER_NIK not in str(rows)
        assert "RAHASIA" not in str(rows)


def test_api_names_and_common_variants():
    file = as_csv(
        [
            {
                "nipBaru": nip(1),
                "nama": "Ani",
                "unorNama": "U",
                "kedudukanPnsNama": "CLTN",
                "jabatanNama": "J",
            }
        ],
        header=["nipBaru", "nama", "golRuangAkhir", "jabatanNama", "unorNama", "kedudukanPnsNama"],
    )
    ((person, _warnings),) = people(file)
    assert (person.standing, person.position) == (Standing.UNPAID_LEAVE, "J")


def test_ppnpn_lists_give_a_number_of_our_own():
    header = ["NMPPPNPN", "NIKPPNPN", "NPWP", "UNIT_KERJA", "EMAIL"]
    rows = [{"NMPPPNPN": "Peraga", "NIKPPNPN": MARKER_NIK, "NPWP": "1", "UNIT_KERJA": "Bagian"}]
    (person, _w), (same, _v) = people(as_csv(rows * 2, header=header))
    assert person.kind == Kind.PPNPN
    assert person.nip == same.nip
    assert person.nip.startswith("P-")
    assert MARKER_NIK not in repr(person)
    ((refused, _w),) = people(as_csv([{**rows[0], "NIKPPNPN": "123"}], header=header))
    assert "16 angka" in refused.message


def test_xlsx_numbers_are_never_an_nip():
    table = [HEADER, [row(1)[name] for name in HEADER], [row(2)[name] for name in HEADER]]
    table[2][0] = 199001012015031002
    (good, _w), (refused, _v) = people(as_xlsx(table))
    assert isinstance(good, Person)
    assert isinstance(refused, Refused)
    assert "tersimpan sebagai angka" in refused.message
    assert refused.nip == ""


def test_xlsx_birth_date_cells_are_dates():
    table = [HEADER, [row(1)[name] for name in HEADER], [row(2)[name] for name in HEADER]]
    table[1][2], table[2][2] = date(1990, 1, 1), date(1991, 1, 1)
    (good, _w), (refused, _v) = people(as_xlsx(table))
    assert isinstance(good, Person)
    assert "Tanggal lahir" in refused.message


def test_the_sheet_with_the_header_is_found():
    header, rows = read(xlsx_of([row(1)], before=[["Petunjuk"], ["NAMA"]]))
    assert len(rows) == 1
    assert header.row == 1


def test_formula_cells_are_what_they_last_showed():
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>NIP</t></is></c><c r="B1" t="inlineStr"><is><t>NAMA</t></is></c>'
        b'<c r="C1" t="inlineStr"><is><r><t>UNIT </t></r><r><t>KERJA</t></r></is></c></row>'
        b'<row r="2"><c r="A2" t="str"><f>CONCAT("1990","0101201503","1001")</f><v>199001012015031001</v></c>'
        b'<c r="B2" t="str"><f>cmd|"calc"!A1</f><v>=cmd|calc</v></c><c r="C2" t="inlineStr"><is><t>U</t></is></c></row>'
        b"</sheetData></worksheet>"
    )
    ((person, _w),) = people(with_part(xlsx_of([]), "xl/worksheets/sheet1.xml", sheet))
    assert (person.nip, person.name, person.unit[1]) == (nip(1), "=cmd|calc", "U")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "kosong"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "kata sandi"),
        (b"<html><table><tr><td>NIP</td></tr></table></html>", "halaman web"),
        (b"%PDF-1.7", "bukan lembar kerja"),
        (b"PK\x03\x04rusak", "rusak"),
        (b"halo\ndunia\n", "judul kolom"),
        (b"NIP BARU,ALAMAT\n1,2\n", "judul kolom"),
    ],
)
def test_other_files_are_told_what_to_do(data, words):
    with pytest.raises(InputError, match=words):
        read(io.BytesIO(data))


def test_too_large_is_refused_by_size():
    with pytest.raises(InputError, match="melebihi batas"):
        read(as_csv([row(1)]), limit=10)


def test_an_open_quote_is_told_with_its_row():
    file = as_csv([row(1)]).getvalue() + b'"' + b"x" * 200_000
    with pytest.raises(InputError, match="sesudah baris 2"):
        read(io.BytesIO(file))


SEEDS = [as_csv([row(1), row(2)]).getvalue(), xlsx_of([row(1), row(2)]).getvalue()]


@given(
    st.binary(max_size=2000)
    | st.text(alphabet="NIPAMA,;\t|\"\n1234567890=' ", max_size=500).map(str.encode)
)
def test_no_bytes_crash_the_reader(data):
    with contextlib.suppress(InputError):
        people(io.BytesIO(data))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 1), st.integers(0, 2**32))
def test_no_damaged_file_crashes_the_reader(which, seed):
    dice, data = random.Random(seed), bytearray(SEEDS[which])
    for _ in range(dice.randint(1, 12)):
        place = dice.randrange(len(data))
        data[place : place + dice.randint(0, 4)] = dice.randbytes(dice.randint(0, 4))
    with contextlib.suppress(InputError):
        people(io.BytesIO(bytes(data)))


SHEET = zipfile.ZipFile(io.BytesIO(SEEDS[1])).read("xl/worksheets/sheet1.xml")
SNIPPETS = [b"<row>", b"</row>", b'<c r="A1">', b'r="ZZZZ1"', b'r="-1"', b't="s"', b"<v>99999</v>", b"<v>x</v>", b"<is>",
            b"</c>", b"<rPh>", b"<t>", b"</t>", b'<c r="XFD9" t="b">', b"\xff", b"]]>", b"&#0;"]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(SHEET)), st.sampled_from(SNIPPETS)), min_size=1, max_size=4
    )
)
def test_no_damaged_sheet_crashes_the_reader(cuts):
    data = bytearray(SHEET)
    for place, snippet in cuts:
        data[place:place] = snippet
    with contextlib.suppress(InputError):
        people(with_part(io.BytesIO(SEEDS[1]), "xl/worksheets/sheet1.xml", bytes(data)))


@pytest.mark.parametrize(("standing", "words"), WORDS.items())
def test_words_of_standing(standing, words):
    assert {standing_of(word.upper()) for word in words} == {standing}


def test_a_word_that_is_not_known_counts_and_warns():
    ((person, warnings),) = people(as_csv([row(1, **{"KEDUDUKAN HUKUM NAMA": "Entah apa"})]))
    assert person.standing == Standing.UNKNOWN
    assert person.standing_text == "Entah apa"
    assert "tidak dikenal" in warnings[0][1]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"NAMA": " \u200b "}, "Nama kosong"),
        ({"NAMA": "x" * 201}, "200 huruf"),
        ({"UNOR NAMA": ""}, "Unit kerja kosong"),
        ({"JENIS KELAMIN": "P"}, "Jenis kelamin"),
        ({"TANGGAL LAHIR": "1990-01-02"}, "Tanggal lahir"),
        ({"NIP BARU": "1.99E+17"}, "pangkat"),
    ],
)
def test_refused_rows_say_why(fields, words):
    ((refused, _warnings),) = people(as_csv([row(1, **fields)]))
    assert words in refused.message


def test_a_wrong_address_is_left_out_and_told():
    ((person, warnings),) = people(as_csv([row(1, **{"EMAIL GOV": "bukan surel"})]))
    assert person.email == ""
    assert "surel" in warnings[0][1]


@pytest.mark.parametrize(
    ("word", "kind"),
    [("PNS Daerah", Kind.PNS), ("CPNS", Kind.CPNS), ("", Kind.PNS), ("P3K Paruh Waktu", Kind.PPPK)],
)
def test_kinds_are_told_apart(word, kind):
    number = "199001012023242014" if kind == Kind.PPPK else nip(1)
    fields = {"JENIS PEGAWAI NAMA": word, "NIP BARU": number, "JENIS KELAMIN": ""}
    ((person, _warnings),) = people(as_csv([row(1, **fields)]))
    assert person.kind == kind
