"""Reads CSV as people have it: any usual encoding and separator, title rows, NUL bytes, odd lengths.

In goes a binary file; out come (row number as a spreadsheet counts, cells). Memory stays flat: one
line is never longer than `_LONGEST_LINE`.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice
from typing import BinaryIO

from ikrar.errors import InputError
from ikrar.sheets.header import HEADER_WITHIN, Find, Header, Row

SEPARATORS = ",;\t|"
_LONGEST_LINE = 1 << 20
Swallows = Callable[
    [list[str]], bool
]  # whether a row of several lines holds a row that is not its own
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(file: BinaryIO) -> str:
    """The encoding of the whole file: what its first bytes say, else UTF-8 if it is, else cp1252."""
    file.seek(0)
    head = file.read(4096)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name
    if len(head) >= 4 and (guess := _utf16_without_mark(head)):
        return guess
    for name in ("utf-8", "cp1252"):
        if _decodes(file, name):
            return name
    return "latin-1"


def _utf16_without_mark(head: bytes) -> str | None:
    """Latin text in UTF-16 has a NUL in every other byte."""
    half = len(head) // 2
    if head[1::2].count(0) > half * 0.7:
        return "utf-16-le"
    return "utf-16-be" if head[0::2].count(0) > half * 0.7 else None


def _decodes(file: BinaryIO, name: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(name)()
    try:
        while block := file.read(1 << 20):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        while line := text.readline(_LONGEST_LINE):
            yield line.replace("\0", "") if "\0" in line else line
    finally:
        if not text.closed:
            text.detach()  # the file belongs to the caller


def rows(
    file: BinaryIO, *, encoding: str, separator: str, swallows: Swallows | None = None,
    strict: bool = False,
) -> Iterator[Row]:  # fmt: skip
    """All rows, blank ones included, so that numbers agree with what a spreadsheet shows.

    InputError where a quote is never closed, or a row of several lines `swallows` others; if `strict`, also where something
    stands between a closing quote and the separator.
    """
    number, before, lines = 0, 0, _Lines(file, encoding)
    reader = csv.reader(lines, delimiter=separator, strict=strict)
    try:
        for cells in reader:
            is_long = reader.line_num > before + 1
            if lines.are_over or (is_long and swallows is not None and swallows(cells)):
                raise _open_quote(number)
            number, before = number + 1, reader.line_num
            yield number, cells
    except csv.Error as error:
        raise _open_quote(number) from error


class _Lines:
    """Lines that tell when they are over: a row that needed more has a quote that is never closed."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self.are_over, self._lines = False, _lines(file, encoding)

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        try:
            return next(self._lines)
        except StopIteration:
            self.are_over = True
            raise


def _open_quote(row: int) -> InputError:
    return InputError(
        f"The file cannot be read after row {row}. There may be a quotation mark that is not closed. Correct that row,"
        " then upload again.",
        id_=f"Berkas tidak terbaca sesudah baris {row}. Mungkin ada tanda kutip yang tidak ditutup. Perbaiki baris itu,"
        " lalu unggah lagi.",
    )


def best_separator(
    file: BinaryIO, *, encoding: str, find: Find[Header]
) -> tuple[str, Header] | None:
    """The separator under which the header names most columns; None when no header is found."""
    best: tuple[str, Header] | None = None
    for separator in SEPARATORS:
        header = find(first_rows(file, encoding=encoding, separator=separator))
        if header is not None and (best is None or len(header) > len(best[1])):
            best = separator, header
    return best


def first_rows(
    file: BinaryIO, *, encoding: str, separator: str, strict: bool = False
) -> Iterator[Row]:
    """The rows among which a header is looked for, as far as they can be read."""
    found = rows(file, encoding=encoding, separator=separator, strict=strict)
    try:
        yield from islice(found, HEADER_WITHIN)
    except InputError:
        return
