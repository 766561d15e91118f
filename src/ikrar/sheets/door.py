"""One door for any sheet: bytes of CSV or XLSX in, numbered rows of text out, whatever they are called.

For lists whose columns their reader knows. Where a header must be looked for on several sheets, see `workbook.best_sheet`
and `delimited.best_separator`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from ikrar.errors import InputError
from ikrar.sheets import delimited, package, workbook
from ikrar.sheets.header import Row

_ONE_COLUMN = "\x1f"  # a separator that nobody types
_SAID = re.compile(r"sep=([,;\t|])\s*")  # the first line that spreadsheets understand


def rows(source: BinaryIO | Path | str, name: str = "") -> Iterator[Row]:
    """The rows of the first sheet that has any: (number that a spreadsheet shows, cells), blank rows left out.

    A date is ISO text, any other number what the file keeps (`workbook.Numeric` in XLSX). `name` may tell that columns are
    separated by tabs (.tsv). InputError where there is nothing to read, at the row from which it cannot be read.
    """
    with _opened(source) as file:
        if file.seek(0, 2) == 0:
            raise InputError("This file is empty.", id_="Berkas ini kosong.")
        package.refuse_other_formats(file)
        found = _workbook(file) if package.is_zip(file) else _delimited(file, name)
        filled = ((number, cells) for number, cells in found if any(map(str.strip, cells)))
        yield from chain([_first(filled)], filled)


def _first(filled: Iterator[Row]) -> Row:
    for row in filled:
        return row
    raise InputError("This file has no filled rows.", id_="Berkas ini tidak berisi satu baris pun.")


@contextmanager
def _opened(source: BinaryIO | Path | str) -> Iterator[BinaryIO]:
    if isinstance(source, (Path, str)):
        with Path(source).open("rb") as file:
            yield file
    else:
        yield source


def _workbook(file: BinaryIO) -> Iterator[Row]:
    book = workbook.open_workbook(package.open_package(file))
    try:
        for _name, part in book.sheets:
            is_blank = True
            for number, cells in workbook.rows(book, part, wanted=None, dates=book.dates):
                is_blank = is_blank and not cells
                yield number, workbook.in_line(cells)
            if not is_blank:
                return
    finally:
        book.close()


def _delimited(file: BinaryIO, name: str) -> Iterator[Row]:
    encoding = delimited.encoding_of(file)
    separator = likely_separator(file, encoding=encoding, name=name)
    for number, cells in delimited.rows(file, encoding=encoding, separator=separator):
        if number > 1 or not _SAID.fullmatch(separator.join(cells)):
            yield number, cells


def likely_separator(file: BinaryIO, *, encoding: str, name: str = "") -> str:
    """The separator that cuts most of the first rows into equally many cells, with no quoted cell among its pieces; one that
    is not there for one column.
    """
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    best, most = _ONE_COLUMN, (0, False, 0)
    for separator in delimited.SEPARATORS:
        found = list(delimited.first_rows(file, encoding=encoding, separator=separator))
        if found and (said := _SAID.fullmatch(separator.join(found[0][1]))):
            return said[1]
        widths = Counter(len(cells) for _number, cells in found if any(cells))
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        strict = delimited.first_rows(file, encoding=encoding, separator=separator, strict=True)
        worth = count, list(strict) == found, width
        if width > 1 and count * 2 >= widths.total() and worth > most:
            best, most = separator, worth
    return best
