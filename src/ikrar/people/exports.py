"""Rows into CSV or XLSX for people who open them in a spreadsheet, streamed: half a million rows in seconds.

The first row is the header. Nothing in a cell runs: what begins like a formula gets an apostrophe in front;
in CSV so does a long number, which a spreadsheet would round. A roster import takes both off again.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from ikrar.errors import InputError

Rows = Iterable[Sequence[object]]
CHUNK = 2_000
XLSX_ROWS = 1_048_576

# full-width signs too: some spreadsheets take them for the plain ones
_DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%", "\t", "\r", "\n")
_LONG = 12  # digits; a spreadsheet keeps 15
# signs that no XML may hold; dropped first, or what stands behind one would come to the front
_NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])


def safe_cell(value: object) -> str:
    """The value as text that no spreadsheet runs."""
    text = "" if value is None else str(value).translate(_NO_XML)
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_DANGEROUS) else text


def csv_cell(value: object) -> str:
    """As `safe_cell`, and an NIP stays 18 digits."""
    text = safe_cell(value)
    return f"'{text}" if len(text) >= _LONG and text.isdecimal() else text


def as_csv(rows: Rows) -> Iterator[bytes]:
    """CSV with commas, in UTF-8 with a byte order mark, which Excel needs to read names rightly."""
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer)
    for number, row in enumerate(rows, 1):
        writer.writerow([csv_cell(cell) for cell in row])
        if number % CHUNK == 0:
            yield _take(buffer)
    yield _take(buffer)


def _take(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data


class _Sink(io.RawIOBase):
    """A stream that only remembers what was written since the last `take`."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        data = b"".join(self.parts)
        self.parts.clear()
        return data


def as_xlsx(rows: Rows) -> Iterator[bytes]:
    """One sheet of text cells. Written by hand: a library takes minutes for what this does in seconds."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as package:
        for name, content in _PARTS.items():
            package.writestr(name, _HEAD + content)
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write((_HEAD + _SHEET).encode())
            for chunk in _chunks(rows):
                sheet.write("".join(map(_xml_row, chunk)).encode())
                yield sink.take()
            sheet.write(b"</sheetData></worksheet>")
    yield sink.take()


def _chunks(rows: Rows) -> Iterator[list[Sequence[object]]]:
    chunk: list[Sequence[object]] = []
    for number, row in enumerate(rows, 1):
        if number > XLSX_ROWS:
            raise InputError(_("Lembar XLSX memuat paling banyak 1.048.576 baris. Pilih CSV."))
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    yield chunk


def _xml_row(row: Sequence[object]) -> str:
    cells = (
        f'<c t="inlineStr"><is><t xml:space="preserve">{escape(safe_cell(c))}</t></is></c>'
        for c in row
    )
    return f"<row>{''.join(cells)}</row>"


_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SHEET = (
    f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>'
)
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Ikrar" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}
