"""Reads XLSX row by row with flat memory: zip, XML events, shared strings on disk.

In goes an opened package; out come (row number, cells). A cell that the file keeps as a number comes
out as `Numeric`, so that an NIP in it can be refused instead of rounded; a date as ISO text where that is
asked for. A formula is what it last showed, as text. Ready-made readers hold a whole sheet (1 GB for 500,000 rows) or take minutes.
"""

import posixpath
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Generic

from ikrar.errors import InputError
from ikrar.sheets.dates import Dates, dates_of
from ikrar.sheets.header import HEADER_WITHIN, Find, Header, Row
from ikrar.sheets.package import (
    MAX_DEPTH,
    broken,
    elements,
    local,
    parse_part,
    small_part,
    strict_parser,
)
from ikrar.sheets.strings import LONGEST_CELL, MOST_RUNS, SharedStrings

Cells = dict[int, str]
MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384


class Numeric(str):
    """The text of a cell that the spreadsheet keeps as a number."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Header]):
    """A sheet that has a header, and where its header is."""

    part: str
    name: str
    header: Header


@dataclass(frozen=True, slots=True)
class Workbook:
    """The parts that matter: sheets in their order, shared strings."""

    archive: zipfile.ZipFile
    sheets: tuple[tuple[str, str], ...]  # (name, part)
    strings: SharedStrings
    dates: Dates

    def close(self) -> None:
        self.strings.close()
        self.archive.close()


def open_workbook(archive: zipfile.ZipFile) -> Workbook:
    """Read the table of contents, the shared strings and the styles of dates."""
    contents = small_part(archive, "xl/workbook.xml")
    targets, shared = {}, None
    for a in elements(small_part(archive, "xl/_rels/workbook.xml.rels"), "Relationship"):
        if a.get("TargetMode") != "External":
            part = posixpath.normpath(posixpath.join("/xl", a.get("Target", ""))).lstrip("/")
            targets[a.get("Id", "")] = part
            if a.get("Type", "").endswith("/sharedStrings"):
                shared = part
    sheets = {  # each part once, however often it is named
        targets[a["id"]]: a.get("name", "")
        for a in elements(contents, "sheet")
        if a.get("id") in targets
    }
    known = set(archive.namelist())
    if shared not in known:
        shared = None
    found = tuple((name, part) for part, name in sheets.items() if part in known)
    dates = dates_of(archive, contents)
    return Workbook(archive, found, SharedStrings(archive, shared), dates)


def best_sheet(book: Workbook, find: Find[Header]) -> Sheet[Header] | None:
    """The sheet whose header names most columns; None when none has a header."""
    best: Sheet[Header] | None = None
    for name, part in book.sheets:
        header = find(_first_rows(book, part))
        if header is not None and (best is None or len(header) > len(best.header)):
            best = Sheet(part, name, header)
    return best


def _first_rows(book: Workbook, part: str) -> Iterator[Row]:
    for number, cells in rows(book, part, wanted=None):
        if number > HEADER_WITHIN:
            return
        yield number, in_line(cells)


def in_line(cells: Cells) -> list[str]:
    """The cells of a row as a list, with "" between them; what is far out on the right is left there."""
    width = min(max(cells, default=-1) + 1, 2000)
    return [cells.get(i, "") for i in range(width)]


def rows(
    book: Workbook, part: str, *, wanted: Collection[int] | None, dates: Dates | None = None
) -> Iterator[tuple[int, Cells]]:
    """Rows of a sheet; only cells of the `wanted` columns are looked at (None: all)."""
    reader = _Reader(book.strings, wanted, dates or Dates())
    parser = strict_parser()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.pieces.append
    try:
        for _chunk in parse_part(book.archive, part, parser):
            if len(reader.pieces) > LONGEST_CELL or reader.depth > MAX_DEPTH:
                raise broken()
            yield from reader.done
            reader.done.clear()
    except InputError:
        yield from reader.done  # what stands before the damage
        raise


@dataclass(slots=True)
class _Reader:
    """Turns XML events into rows. Runs tens of millions of times per file, hence the plain style."""

    strings: SharedStrings
    wanted: Collection[int] | None
    dates: Dates
    pieces: list[str] = field(default_factory=list)
    done: list[tuple[int, Cells]] = field(default_factory=list)
    depth: int = 0
    _row: int = 0
    _column: int = -1
    _cells: Cells = field(default_factory=dict)
    _is_wanted: bool = False
    _type: str = "n"
    _style: str = ""
    _text: str = ""
    _inline: list[str] = field(default_factory=list)
    _is_hint: bool = False
    _columns: dict[str, int] = field(default_factory=dict)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if ":" in name:
            name = local(name)
        if name == "c":
            ref = attributes.get("r")
            column = self._column + 1 if ref is None else self._column_of(ref)
            if column >= MAX_COLUMNS:
                raise broken()
            self._column = column
            self._is_wanted = self.wanted is None or column in self.wanted
            if self._is_wanted:
                self._type = attributes.get("t", "n")
                self._style = attributes.get("s", "")
                self._text = ""
                self._inline.clear()
                self._is_hint = False
        elif name == "rPh":
            self._is_hint = True
        elif name == "row":
            self._row = _row_number(attributes.get("r"), self._row)
            self._column, self._cells = -1, {}
        self.pieces.clear()

    def end(self, name: str) -> None:
        self.depth -= 1
        if ":" in name:
            name = local(name)
        if self._is_wanted:
            if name == "v":
                self._text = "".join(self.pieces)
            elif name == "t":
                self._add_run()
            elif name == "rPh":
                self._is_hint = False
            elif name == "c":
                if value := self._value():
                    self._cells[self._column] = value
                self._is_wanted = False
        elif name == "row":
            self.done.append((self._row, self._cells))

    def _add_run(self) -> None:
        if self._is_hint:
            return  # how to pronounce it
        if len(self._inline) >= MOST_RUNS:
            raise broken()
        self._inline.append("".join(self.pieces))

    def _value(self) -> str:
        kind = self._type
        if kind == "s":
            if not (self._text.isascii() and self._text.strip().isdigit()):
                return ""
            return self.strings[int(self._text)]
        if kind == "inlineStr":
            return "".join(self._inline)
        if kind != "n" or not self._text:
            return self._text
        is_date = self._style in self.dates.styles
        return (is_date and self.dates.shown(self._text)) or Numeric(self._text)

    def _column_of(self, ref: str) -> int:
        letters = ref.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = _column_number(letters)
        return column


def _column_number(letters: str) -> int:
    """Count columns from 0, which is "A", to the last, "XFD"."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise broken()
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _row_number(text: str | None, previous: int) -> int:
    number = previous + 1 if text is None else int(text) if text.isascii() and text.isdigit() else 0
    if number <= previous:
        raise broken()
    if number > MAX_ROWS:
        raise InputError(
            "This spreadsheet has more than 1,048,576 rows. Split it into several files.",
            id_="Lembar kerja ini melebihi 1.048.576 baris. Bagi menjadi beberapa berkas.",
        )
    return number
