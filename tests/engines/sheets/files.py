"""Spreadsheets for tests, honest ones and others."""

import csv
import io
import struct
import zipfile
import zlib


def csv_of(table: list[list[object]], *, delimiter=",", encoding="utf-8") -> io.BytesIO:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(table)
    return io.BytesIO(text.getvalue().encode(encoding))


def as_xlsx(table: list[list[object]], *, title="Daftar", before=None) -> io.BytesIO:
    """`table` row by row; numbers become number cells. `before`: another sheet in front."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    if before is not None:
        sheet.title = "Petunjuk"
        for line in before:
            sheet.append(line)
        sheet = book.create_sheet()
    sheet.title = title
    for line in table:
        sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def with_part(file: io.BytesIO, name: str, data: bytes) -> io.BytesIO:
    """A copy of an XLSX in which one part is another's."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, data if part == name else old.read(part))
    out.seek(0)
    return out


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
LINKS, STRINGS = "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"


def bomb(size: int, *, told: int | None = None) -> io.BytesIO:
    """An XLSX whose sheet is `size` zeros, packed to a thousandth; it says that they are `told`.

    Made in no time: one packed block many times, then the directory is told how it was packed.
    """
    packer, block = zlib.compressobj(9, zlib.DEFLATED, -15), 16 << 20
    one = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(BOOK, '<workbook xmlns:r="r"><sheet r:id="a"/></workbook>')
        archive.writestr(LINKS, f'<R><Relationship Id="a" Target="/{SHEET}"/></R>')
        archive.writestr(zipfile.ZipInfo(SHEET), one * (size // block) + packer.flush())
    data = bytearray(file.getvalue())
    for place, offset in (
        (data.index(SHEET.encode()) - 30, 8),
        (data.rindex(SHEET.encode()) - 46, 10),
    ):
        at = place + offset
        data[at : at + 2] = struct.pack("<H", zipfile.ZIP_DEFLATED)
        data[at + 14 : at + 18] = struct.pack("<I", size if told is None else told)
    return io.BytesIO(bytes(data))


def sheet(inner: bytes) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData>'.encode() + inner + b"</sheetData></worksheet>"
