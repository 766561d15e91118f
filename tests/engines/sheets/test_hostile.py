"""Files made to harm: each is refused in words, soon, and without eating the machine's memory."""

import contextlib
import io
import struct
import threading
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ikrar import sheets
from ikrar.errors import InputError
from ikrar.sheets import workbook
from tests.engines.sheets.files import (
    BOOK,
    LINKS,
    SHEET,
    STRINGS,
    as_xlsx,
    bomb,
    csv_of,
    sheet,
    with_part,
)

GOOD = as_xlsx([["Nama", "Unit", "Hari"], ["Ani Contoh", "Bagian", "Senin"]]).getvalue()


def read(file):
    return list(sheets.rows(file))


def replaced(part: str, data: bytes) -> io.BytesIO:
    return with_part(io.BytesIO(GOOD), part, data)


class Memory:
    """The most that this process held while the block ran, above what it held before; in MiB."""

    def __enter__(self):
        try:
            Path("/proc/self/clear_refs").write_text("5")
        except OSError:
            pytest.skip("the peak of memory cannot be reset here")
        self.before, self.started = self._read("VmRSS"), time.process_time()
        return self

    def __exit__(self, *_error):
        self.grown = (self._read("VmHWM") - self.before) / 1024
        self.seconds = time.process_time() - self.started

    def _read(self, name):
        text = Path("/proc/self/status").read_text()
        return int(text.split(f"{name}:")[1].split()[0])


# ---------------------------------------------------------------- bombs


def test_a_bomb_of_one_gigabyte_costs_nothing():
    file = bomb(1 << 30)
    assert len(file.getvalue()) < 1_200_000
    with Memory() as used, pytest.raises(InputError, match="expand to 1024 MB"):
        read(file)
    assert used.seconds < 2
    assert used.grown < 16


def test_a_bomb_that_lies_about_its_size_is_cut_off():
    """With its directory saying that the part is small, no more than that is unpacked."""
    file = bomb(1 << 30, told=1000)
    with Memory() as used, pytest.raises(InputError, match="damaged"):
        read(file)
    assert used.seconds < 2
    assert used.grown < 32


BILLION_LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)


@pytest.mark.parametrize("part", [SHEET, BOOK, LINKS])
def test_billion_laughs(part):
    body = sheet(b'<row><c t="inlineStr"><is><t>&j;</t></is></c></row>')
    with Memory() as used, pytest.raises(InputError, match="damaged"):
        read(replaced(part, BILLION_LAUGHS + body))
    assert used.seconds < 1
    assert used.grown < 16


def test_billion_laughs_in_shared_strings():
    with pytest.raises(InputError, match="damaged"):
        read(with_strings(BILLION_LAUGHS + b"<sst><si><t>&j;</t></si></sst>"))


@pytest.mark.parametrize(
    "doctype",
    [b'<!DOCTYPE x SYSTEM "file:///etc/passwd">', b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'],
)  # fmt: skip
def test_nothing_outside_the_file_is_read(doctype):
    body = sheet(b'<row><c t="inlineStr"><is><t>&e;</t></is></c></row>')
    with pytest.raises(InputError, match="damaged"):
        read(replaced(SHEET, doctype + body))


def with_strings(data: bytes) -> io.BytesIO:
    """The good workbook with shared strings of ours, which its first cells show."""
    out = io.BytesIO()
    cells = b"".join(b'<c t="s"><v>%d</v></c>' % n for n in range(3))
    with zipfile.ZipFile(io.BytesIO(GOOD)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.namelist():
            if part == LINKS:
                link = b'<Relationship Id="s" Type="x/sharedStrings" Target="sharedStrings.xml"/>'
                kept = old.read(part).replace(b"</Relationships>", link + b"</Relationships>")
                new.writestr(part, kept)
            elif part not in (SHEET, STRINGS):
                new.writestr(part, old.read(part))
        new.writestr(SHEET, sheet(b"<row>" + cells + b"</row>"))
        new.writestr(STRINGS, data)
    out.seek(0)
    return out


MANY = 9 << 20  # below the size from which the ratio counts


def many(piece: bytes, *, before: bytes = b"", after: bytes = b"") -> bytes:
    return before + piece * (MANY // len(piece)) + after


@pytest.mark.parametrize(
    ("part", "data"),
    [
        (BOOK, many(b"<a/>", before=b"<workbook>", after=b"</workbook>")),
        (BOOK, many(b'<sheet id="rId1"/>', before=b"<workbook>", after=b"</workbook>")),
        (LINKS, many(b'<Relationship Id="a"/>', before=b"<R>", after=b"</R>")),
        (SHEET, sheet(many(b"<c><v>1</v></c>", before=b"<row>", after=b"</row>"))),
        (SHEET, sheet(many(b"<t>aaaaaaaa</t>", before=b'<row><c t="inlineStr">', after=b"</c></row>"))),
        (SHEET, sheet(many(b"x", before=b"<!--", after=b"-->"))),
        (SHEET, sheet(many(b"x", before=b'<row a="', after=b'"/>'))),
        (SHEET, many(b"<a>")),
        (SHEET, sheet(many(b"<row/>"))),
    ],
    ids=["elements", "sheets", "links", "cells", "runs", "comment", "attribute", "depth", "rows"],
)  # fmt: skip
def test_endless_pieces_stay_small(part, data, monkeypatch):
    monkeypatch.setattr(workbook, "MAX_ROWS", 100_000)
    with Memory() as used, pytest.raises(InputError):
        read(replaced(part, data))
    assert used.seconds < 5
    assert used.grown < 64


def test_an_endless_cell_stays_small():
    data = sheet(many(b"x", before=b'<row><c t="str"><v>', after=b"</v></c></row>"))
    with Memory() as used:
        ((_number, (cell,)),) = read(replaced(SHEET, data))
    assert len(cell) == MANY
    assert used.grown < 64


def test_a_sheet_named_a_thousand_times_is_read_once(monkeypatch):
    names = b"".join(b'<sheet name="S%d" r:id="rId1"/>' % n for n in range(1000))
    book = b'<workbook xmlns:r="r"><sheets>' + names + b"</sheets></workbook>"
    file, opened = replaced(BOOK, book), []
    real = zipfile.ZipFile.open

    def counted(self, name, *args, **options):
        opened.append(str(name))
        return real(self, name, *args, **options)

    monkeypatch.setattr(zipfile.ZipFile, "open", counted)
    assert len(read(file)) == 2
    assert len([name for name in opened if "sheet1" in name]) <= 2


# ---------------------------------------------------------------- broken XML, each by its kind


@pytest.mark.parametrize("name", ["bogus", "utf-7", "utf-32", "idna", "base64", "gb18030"])
@pytest.mark.parametrize("part", [SHEET, BOOK])
def test_strange_encodings(part, name):
    with pytest.raises(InputError, match="damaged"):
        read(replaced(part, f'<?xml version="1.0" encoding="{name}"?><a/>'.encode()))


@pytest.mark.parametrize(
    "inner",
    [
        b'<row r="2"><c r="\xc3\x9f1" t="str"><v>x</v></c></row>',  # upper case of two letters
        b'<row r="2"><c r="\xc3\xa91" t="str"><v>x</v></c></row>',
        b'<row r="2"><c r="1" t="str"><v>x</v></c></row>',
        b'<row r="2"><c r="XFE1" t="str"><v>x</v></c></row>',
        b'<row r="0"/>', b'<row r="-1"/>', b'<row r="1e3"/>', b'<row r="5"/><row r="5"/>',
        b'<row r="' + b"9" * 5000 + b'"/>',
        b'<row><c t="s"><v>' + b"9" * 5000 + b"</v></c></row>",
        b'<row><c t="s"><v>0</v></c></row>',
        b"<row><c></row>",
    ],
)  # fmt: skip
def test_wrong_cells_and_rows(inner):
    with pytest.raises(InputError, match=r"damaged|1,048,576"):
        read(replaced(SHEET, sheet(inner)))


@pytest.mark.parametrize(
    "strings",
    [b"<sst><si><rPh/></si></sst>", b"<sst><si><rPh><t>x</t><t>y</t></rPh><t>NIP</t></si></sst>", b"<sst/>", b"<sst>"],
)  # fmt: skip
def test_odd_shared_strings(strings):
    with pytest.raises(InputError):
        read(with_strings(strings))


# ---------------------------------------------------------------- odd archives


def test_an_archive_with_a_password():
    data = bytearray(GOOD)
    place = -1
    while (place := data.find(b"PK\x01\x02", place + 1)) >= 0:
        data[place + 8] |= 1
    with pytest.raises(InputError, match="password"):
        read(io.BytesIO(bytes(data)))


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, 97])
def test_other_methods_of_packing(method):
    """Marked as packed in another way, the parts are refused, whatever the unpacker raises."""
    data = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            data[place + offset : place + offset + 2] = struct.pack("<H", method)
    with pytest.raises(InputError, match="damaged"):
        read(io.BytesIO(bytes(data)))


@pytest.mark.parametrize("is_large", [False, True])
def test_a_directory_of_half_a_million_parts_is_not_read(is_large):
    """Zipfile makes an object of each; the end of the file tells how long the directory is."""
    count = 500_000
    entry = struct.pack("<4s6H3I5H2IB", b"PK\x01\x02", *[0] * 6, 0, 0, 0, 1, *[0] * 4, 0, 0, 65)
    directory, end = entry * count, b""
    if is_large:
        end = struct.pack(
            "<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, len(directory), 0
        )
        end += struct.pack("<4sIQI", b"PK\x06\x07", 0, len(directory), 1)
    told = 0 if is_large else len(directory)
    end += struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 0, 0, told, 0, 0)
    file = io.BytesIO(b"PK\x03\x04" + directory + end)
    with Memory() as used, pytest.raises(InputError, match="damaged"):
        read(file)
    assert used.grown < 16


def test_a_zip_of_something_else():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("pegawai.csv", csv_of([["a", "b"]]).getvalue())
    with pytest.raises(InputError, match=r"not an [.]xlsx spreadsheet"):
        read(file)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["row", "c", "is", "t", "r", "rPh", "v", "si", "f"]),
            st.dictionaries(
                st.sampled_from(["r", "t"]),
                st.sampled_from(["A1", "B1", "1", "2", "s", "n", "inlineStr", "str", "ß", ""]),
            ),
            st.sampled_from(["", "NIP", "NAMA", "0", "1", "١", "199001012015031001"]),
            st.booleans(),
        ),
        max_size=25,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_well_formed_sheet_is_read_or_refused(elements):
    """Tags of the format in any order and depth, which a damaged byte seldom makes."""
    data, left_open = [], []
    for name, attributes, text, closes in elements:
        marks = "".join(f' {key}="{value}"' for key, value in attributes.items())
        data.append(f"<{name}{marks}>{text}")
        left_open.append(name)
        if closes:
            data.append(f"</{left_open.pop()}>")
    data += [f"</{name}>" for name in reversed(left_open)]
    content = "".join(data).encode()
    for file in (replaced(SHEET, sheet(content)), with_strings(b"<sst>" + content + b"</sst>")):
        with contextlib.suppress(InputError):
            read(file)


@pytest.mark.parametrize("make", [csv_of, as_xlsx])
def test_a_reader_can_be_left_at_any_row(make):
    """Whoever stops early gets the file back open, and a second reading works."""
    file = make([[f"baris {n}", "x"] for n in range(50)])
    found = sheets.rows(file)
    next(found)
    found.close()
    assert not file.closed
    assert len(read(file)) == 50
    assert threading.active_count() < 20
