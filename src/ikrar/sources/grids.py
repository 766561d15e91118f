"""CSV and XLSX as a header and the rows below it, whatever the columns mean.

In: a file, and a function that tells how many of some names it knows. Out: the table whose header it knows best, among
separators, sheets and first rows. Cells are padded to the width of the header; blank rows are left out.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Final

from ikrar.errors import InputError
from ikrar.sheets import package, workbook
from ikrar.sheets.delimited import SEPARATORS
from ikrar.sheets.header import HEADER_WITHIN, Row
from ikrar.sources import reasons
from ikrar.sources.decoding import lines
from ikrar.sources.mended import mended
from ikrar.sources.model import Problem

Known = Callable[[tuple[str, ...]], int]
_HEAD: Final = 400  # lines among which a header is looked for


@dataclass(frozen=True, slots=True)
class Header:
    """Where the names of columns stand, and how many of them are `known`. Longer is better."""

    row: int
    columns: tuple[str, ...]
    known: int

    def __len__(self) -> int:
        return self.known * 1000 + min(len(self.columns), 999)


@dataclass(frozen=True, slots=True)
class Grid:
    """An opened table. `rows` reads it from below its header, as often as it is called."""

    header: Header
    rows: Callable[[], Iterator[Row | Problem]]
    close: Callable[[], None] = lambda: None

    @property
    def columns(self) -> tuple[str, ...]:
        return self.header.columns


def open_csv(file: BinaryIO, known: Known) -> Grid:
    """The table in a delimited file."""
    head = list(islice(lines(file), _HEAD))
    best, separator = Header(0, (), 0), ","
    for sign in SEPARATORS:
        found = (row for row in mended(iter(head), sign) if not isinstance(row, Problem))
        header = find_header(found, known)
        if header is not None and len(header) > len(best):
            best, separator = header, sign

    def rows() -> Iterator[Row | Problem]:
        width = len(best.columns)
        for row in mended(lines(file), separator, width=width):
            if isinstance(row, Problem):
                yield row
            elif row[0] > best.row and (padded := _padded(*row, width)) is not None:
                yield padded

    return Grid(best, rows)


def open_xlsx(file: BinaryIO, known: Known) -> Grid:
    """The table in a workbook. InputError where that cannot be opened."""
    package.refuse_other_formats(file)
    book = workbook.open_workbook(package.open_package(file))
    try:
        sheet = workbook.best_sheet(book, lambda rows: find_header(_readable(rows), known))
    except InputError:
        book.close()
        raise
    if sheet is None:
        return Grid(Header(0, (), 0), lambda: iter(()), book.close)
    part, header = sheet.part, sheet.header

    def rows() -> Iterator[Row | Problem]:
        number = header.row
        try:
            for number, cells in workbook.rows(book, part, wanted=None, dates=book.dates):
                row = _padded(number, workbook.in_line(cells), len(header.columns))
                if number > header.row and row is not None:
                    yield row
        except InputError:
            yield reasons.SHEET_ENDS.at(number + 1)

    return Grid(header, rows, book.close)


def _readable(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows before a damage. InputError where there is none."""
    has_begun = False
    try:
        for row in rows:
            has_begun = True
            yield row
    except InputError:
        if not has_begun:
            raise


def find_header(rows: Iterable[Row], known: Known) -> Header | None:
    """Among the first rows the one of which most is known, else the first that is filled."""
    best: Header | None = None
    for number, cells in islice(rows, HEADER_WITHIN):
        columns = named(cells)
        found = Header(number, columns, known(columns))
        if columns and (best is None or found.known > best.known):
            best = found
    return best


def named(cells: Sequence[str]) -> tuple[str, ...]:
    """Names of columns, each once: one without a name, or with that of another, gets its number."""
    width = max((n for n, cell in enumerate(cells, 1) if cell.strip()), default=0)
    names: list[str] = []
    for number, cell in enumerate(cells[:width], 1):
        name = " ".join(cell.split())[:120]
        if not name or name in names:
            name = f"{name} ({number})".strip()
        names.append(name)
    return tuple(names)


def _padded(number: int, cells: list[str], width: int) -> Row | Problem | None:
    """A row with `width` cells and an empty one after them; None for a blank row."""
    if len(cells) > width and any(map(str.strip, cells[width:])):
        return reasons.TOO_WIDE.at(number)
    if not any(map(str.strip, cells)):
        return None
    if len(cells) > width:
        cells[width] = ""
    else:
        cells += [""] * (width + 1 - len(cells))
    return number, cells
