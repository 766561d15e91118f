"""Lists as files: CSV streamed row by row, XLSX with every cell as text.

What a person typed may begin like a formula; such a cell is defused, so that opening the file runs
nothing (CSV injection). XLSX keeps an NIP of 18 digits whole, where a spreadsheet would round a CSV.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.writer.excel import save_workbook

from ikrar.errors import NotPossible

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
XLSX_ROWS = 100_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Row = Sequence[object]


def defuse(value: object) -> str:
    """Text that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text


def as_csv(name: str, head: Row, rows: Iterable[Row]) -> StreamingHttpResponse:
    """Stream a CSV; the byte order mark tells spreadsheets that it is UTF-8."""
    return StreamingHttpResponse(
        _csv_lines(head, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _csv_lines(head: Row, rows: Iterable[Row]) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([defuse(cell) for cell in head])
    for row in rows:
        writer.writerow([defuse(cell) for cell in row])
        if buffer.tell() > 32_768:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def as_xlsx(name: str, head: Row, rows: Iterable[Row]) -> HttpResponse:
    """Write a workbook of one sheet, row by row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Ikrar")
    sheet.append([defuse(cell) for cell in head])
    for number, row in enumerate(rows):
        if number >= XLSX_ROWS:
            raise NotPossible(
                _(
                    "Daftar ini terlalu panjang untuk XLSX. Unduh CSV, atau pilih unit yang lebih kecil."
                )
            )
        sheet.append([defuse(cell) for cell in row])
    buffer = io.BytesIO()
    save_workbook(book, buffer)
    return HttpResponse(
        buffer.getvalue(),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
    )
