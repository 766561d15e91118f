"""The rows of a delimited file that may be damaged: one that cannot be read never takes its neighbours along.

An open quotation mark would swallow what follows. Here a row of several lines counts only where it is well formed and as
wide as the header; else its first line is read alone, and the next one begins anew.
"""

import csv
from collections.abc import Iterator, Sequence
from typing import Final

from ikrar.sheets.header import Row
from ikrar.sources import reasons
from ikrar.sources.model import Problem

MOST_LINES: Final = 500  # of one row
_PATIENCE: Final = (
    (5_000_000, MOST_LINES),
    (50_000_000, 20),
)  # lines read twice so far, lines of one row


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
        self._found, self._twice, self._most = found, 0, MOST_LINES

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.taken) >= self._most:
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
        """Let `rest` come again. Where that happens all the time, rows are expected to be short."""
        self._ahead += reversed(rest)
        self.taken.clear()
        self._twice += len(rest)
        self._most = next((most for until, most in _PATIENCE if self._twice < until), 1)


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
