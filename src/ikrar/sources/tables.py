"""CSV and XLSX into records: the rows of a table whose header says, or a person said, what its columns mean.

A row that cannot be read is told and left out; it never takes its neighbours along, as an open quotation mark would.
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO, Final

from ikrar.errors import InputError
from ikrar.sheets import package, workbook
from ikrar.sheets.delimited import SEPARATORS
from ikrar.sources import columns, reasons
from ikrar.sources.columns import Header
from ikrar.sources.decoding import lines
from ikrar.sources.model import Items, Mapping, Problem, Record

MOST_LINES: Final = 500  # of one row
_HEAD: Final = 400
Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was opened; `items` reads it from its beginning, as often as it is called."""

    columns: tuple[str, ...]
    mapping: Mapping
    items: Callable[[], Items]
    close: Callable[[], None] = lambda: None


def open_csv(file: BinaryIO, mapping: Mapping | None) -> Table:
    """The table in a delimited file; the separator is the one under which the header tells most."""
    head = list(islice(lines(file), _HEAD))
    best: tuple[str, Header] | None = None
    for separator in SEPARATORS:
        found = (row for row in mended(iter(head), separator) if not isinstance(row, Problem))
        header = columns.find_header(found, mapping)
        if header is not None and (best is None or len(header) > len(best[1])):
            best = separator, header
    header = columns.meant(best[1] if best else None)
    separator = best[0] if best else ","
    assert header.mapping is not None
    pick = _picker(header)

    def items() -> Items:
        for row in mended(lines(file), separator, width=len(header.columns)):
            if isinstance(row, Problem):
                yield row
            elif row[0] > header.row and (found := pick(*row)) is not None:
                yield found

    return Table(header.columns, header.mapping, items)


def _picker(header: Header) -> Callable[[int, list[str]], Record | Problem | None]:
    """What makes a record of a row; None of a blank one."""
    width, mapping = len(header.columns), header.mapping
    assert mapping is not None
    text, at, author, key = (
        width if name is None else header.columns.index(name)
        for name in (mapping.text, mapping.at, mapping.author, mapping.key)
    )

    def pick(number: int, cells: list[str]) -> Record | Problem | None:
        if len(cells) > width and any(map(str.strip, cells[width:])):
            return reasons.TOO_WIDE.at(number)
        if len(cells) <= width:
            if not any(map(str.strip, cells)):
                return None
            cells += [""] * (width + 1 - len(cells))
        else:
            cells[width] = ""
        return Record(number, cells[text], cells[at], cells[author], cells[key])

    return pick


def mended(
    found: Iterator[str], separator: str, *, width: int | None = None
) -> Iterator[Row | Problem]:
    """The rows of a delimited file, numbered as a spreadsheet does; a row that never ends costs its first line only.

    A row of several lines counts only where it is well formed and has `width` cells, if that is known.
    """
    number, line = 0, _Lines(found)
    while True:
        try:
            for cells in csv.reader(line, delimiter=separator, strict=True):
                line.end_row(is_whole=_fits(cells, width))
                number += 1
                yield number, cells
        except csv.Error:
            first, *rest = line.taken
            line.put_back(rest)
            number += 1
            yield _alone(number, first, separator, width)
        else:
            return


def _fits(cells: Sequence[str], width: int | None) -> bool:
    return width is None or (len(cells) >= width and not any(map(str.strip, cells[width:])))


class _Lines:
    """Lines for `csv`, which can be given back: those of the row that is being read."""

    def __init__(self, found: Iterator[str]) -> None:
        self.taken: list[str] = []
        self._ahead: list[str] = []
        self._found = found

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= MOST_LINES:
            raise csv.Error
        line = self._ahead.pop() if self._ahead else next(self._found) + "\n"
        self.taken.append(line)
        return line

    def end_row(self, *, is_whole: bool) -> None:
        """Go on to the next row; a row of several lines must be whole."""
        if len(self.taken) > 1 and not is_whole:
            raise csv.Error
        self.taken.clear()

    def put_back(self, rest: Sequence[str]) -> None:
        self._ahead += reversed(rest)
        self.taken.clear()


def _alone(number: int, line: str, separator: str, width: int | None) -> Row | Problem:
    """A line that is no row by the rules of quoting: read without them, or as far as they can be followed."""
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        try:
            cells = next(csv.reader([line.rstrip("\n")], delimiter=separator, quoting=quoting), [])
        except csv.Error:
            continue
        if _fits(cells, width):
            return number, cells
    return reasons.BROKEN_ROW.at(number)


def open_xlsx(file: BinaryIO, mapping: Mapping | None) -> Table:
    """The table on the sheet whose header tells most. InputError where the workbook cannot be opened."""
    package.refuse_other_formats(file)
    book = workbook.open_workbook(package.open_package(file))
    try:
        sheet = workbook.best_sheet(book, lambda rows: columns.find_header(rows, mapping))
        header = columns.meant(sheet.header if sheet else None)
    except InputError:
        book.close()
        raise
    assert header.mapping is not None
    assert sheet is not None
    pick = _picker(header)

    def items() -> Items:
        number = header.row
        try:
            for number, cells in workbook.rows(book, sheet.part, wanted=None, dates=book.dates):
                if number > header.row and (found := pick(number, workbook.in_line(cells))):
                    yield found
        except InputError:
            yield reasons.SHEET_ENDS.at(number + 1)

    return Table(header.columns, header.mapping, items, book.close)
