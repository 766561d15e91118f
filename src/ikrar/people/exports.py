"""Cells and rows for files that people open in a spreadsheet: nothing in them runs, no number is rounded.

A text that begins like a formula gets an apostrophe in front, and so does a long number in CSV; a roster
import takes both off again.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

CHUNK = 2_000
_DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%", "\t", "\r", "\n")
_LONG = 12  # digits; a spreadsheet keeps 15


def safe_cell(value: object) -> str:
    """The value as text that no spreadsheet runs."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" \xa0").startswith(_DANGEROUS) else text


def csv_cell(value: object) -> str:
    """As `safe_cell`, and an NIP stays 18 digits."""
    text = safe_cell(value)
    return f"'{text}" if len(text) >= _LONG and text.isdecimal() else text


def csv_rows(header: Sequence[object], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """CSV in UTF-8 with the mark that spreadsheets need, in pieces of `CHUNK` rows."""
    buffer = io.StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer)
    writer.writerow([csv_cell(cell) for cell in header])
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
