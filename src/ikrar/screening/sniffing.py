"""What kind of file this is, told by its name and its first bytes, and what is wrong with it.

The beginning of a file comes in; its kind, or an InputError that says what to do, goes out.
"""

import codecs
import csv
import io
import re
import shlex
from collections.abc import Iterable
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Final

from ikrar.errors import InputError
from ikrar.screening.posts import COLUMNS, Columns

HEAD: Final = 256 * 1024
STDIN: Final = "Standard input"  # as messages, which begin with it, call it


class Kind(StrEnum):
    """How posts are laid out in a file."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    TEXT = "txt"


_BY_SUFFIX: Final = {
    ".csv": Kind.CSV, ".tsv": Kind.CSV, ".jsonl": Kind.JSONL, ".ndjson": Kind.JSONL,
    ".json": Kind.JSONL, ".parquet": Kind.PARQUET, ".pq": Kind.PARQUET, ".txt": Kind.TEXT,
}  # fmt: skip
# an object or a list; not a post that begins with [HOAKS] or {pagi}
_JSON: Final = re.compile(rb"""\s*(?:\{\s*["'}]|\[\s*[{"\[\]])""")
_FOREIGN: Final = {
    b"PK\x03\x04": "an Excel workbook or a ZIP archive. Open it and save the sheet as “CSV UTF-8”.",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook. Open it and save the sheet as “CSV UTF-8”.",
    b"%PDF": "a PDF. Copy the posts into a text file, one a line.",
    b"\x1f\x8b": "compressed. Unpack it on the way: gunzip -c{file} | ikrar screen -",
    b"\x28\xb5\x2f\xfd": "compressed. Unpack it on the way: zstd -dc{file} | ikrar screen -",
    b"BZh": "compressed. Unpack it on the way: bunzip2 -c{file} | ikrar screen -",
    b"\xfd7zXZ": "compressed. Unpack it on the way: xz -dc{file} | ikrar screen -",
}
_DELIMITERS: Final = ",;\t|"
# what columns of posts are called; two of them in the first line of what has no name make it a header
_USUAL: Final = frozenset({
    "text", "teks", "isi", "tweet", "full_text", "content", "konten", "caption", "comment", "komentar", "post",
    "unggahan", "date", "tanggal", "created_at", "timestamp", "waktu", "id", "id_str", "no", "nomor", "username",
    "user", "author", "akun", "url", "link",
})  # fmt: skip
_SAMPLE: Final = 20  # rows after the first that say whether it is a header
_NAME: Final = re.compile(r"[^\W\d][\w.()/#-]*( [\w.()/#-]+){0,2}")
_NUMBER: Final = re.compile(r"\d[\d.,:/+TZ -]*")  # or a date


def kind_of(name: str, head: bytes, columns: Columns) -> Kind:
    """Tell the kind of a file by its beginning and, where that leaves a choice, its name.

    Without a telling name: an object begins JSON lines ([HOAKS] does not), a first line that names the text column or looks like
    the header of a table begins a CSV, and all else is plain text; a `.txt` is a CSV where the table has
    the text column. Whoever names a column of their own has one, so no plain text.
    Raises InputError for files that hold no posts.
    """
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    for magic, what in _FOREIGN.items():
        if head.startswith(magic):
            raise InputError(f"{name} is {what.format(file=_operand(name))}")
    if head.count(b"\0") * 100 > len(head):  # one that strayed into a post is none of a program's
        raise InputError(
            f"{name} is a binary file, not text, or in UTF-16 or UTF-32 without a mark: then save it as UTF-8. Give CSV, "
            "JSONL, Parquet or text."
        )
    kind = _BY_SUFFIX.get(Path(name).suffix.lower()) or _kind_of_text(head, columns.text)
    if kind is Kind.TEXT and _is_table(head, columns.text):
        kind = Kind.CSV  # a table that Excel saved as text
    if kind is Kind.PARQUET:
        raise InputError(f"{name} is not a Parquet file, whatever its name says.")
    if kind is Kind.JSONL and head.lstrip().startswith(b"["):
        raise InputError(
            f"{name} is one JSON list. JSON lines are needed, one object a line: "
            f"jq -c '.[]'{_operand(name)} | ikrar screen -"
        )
    return Kind.CSV if kind is Kind.TEXT and columns != COLUMNS else kind


def _operand(name: str) -> str:
    """The file as an operand of a command for a shell; none where the command stands in a pipe."""
    return "" if name == STDIN else f" {shlex.quote(name)}"


def _kind_of_text(head: bytes, text_column: str) -> Kind:
    if _JSON.match(head):
        return Kind.JSONL
    names = header(head, delimiter_of(head, text_column))
    return Kind.CSV if text_column in names or columns_of(head, text_column) else Kind.TEXT


def _is_table(head: bytes, text_column: str) -> bool:
    """Whether the rows have the cells that a first row with the text column promises."""
    names, *rows = _rows(head, delimiter_of(head, text_column)) or [[]]
    return text_column in names and len(names) > 1 and _are_most(map(len, rows), len(names))


def columns_of(head: bytes, text_column: str) -> list[str]:
    """Names of columns where a text reads as a table, though the posts go by another name; else none.

    Two usual names are enough. Other short names need rows of as many cells, and where commas part
    them two more signs: a third column, a usual name, a column of numbers or dates.
    """
    delimiter = delimiter_of(head, text_column)
    names, *rows = _rows(head, delimiter) or [[]]
    told = {name.strip().casefold() for name in names}
    if len(names) < 2 or len(told) < len(names):
        return []
    if all(name.replace(".", "").isidentifier() for name in told) and len(told & _USUAL) > 1:
        return names if _are_most((_is_split(row) for row in rows), True) else []
    alike = [row for row in rows if len(row) == len(names)]
    are_short = all(len(name) <= 40 and _NAME.fullmatch(name) for name in names)
    if not (alike and are_short and _are_most(map(len, rows), len(names))):
        return []
    numbers = any(map(_are_numbers, zip(*alike, strict=True)))
    signs = [len(names) > 2, bool(told & _USUAL), numbers]
    return names if delimiter != "," or sum(signs) > 1 else []


def _are_most(found: Iterable[object], wanted: object) -> bool:
    """Whether more than half are as wanted; also where there are none."""
    are = [one == wanted for one in found]
    return not are or sum(are) * 2 > len(are)


def _is_split(row: list[str]) -> bool:
    return len(row) > 1 or any(sign in row[0] for sign in _DELIMITERS)


def _are_numbers(column: tuple[str, ...]) -> bool:
    """Whether there are two cells or more, each a number or a date."""
    return len(column) > 1 and all(_NUMBER.fullmatch(cell.strip()) for cell in column)


def delimiter_of(head: bytes, text_column: str) -> str:
    """The sign between columns: the one with which the header names the text, else the commonest."""
    headers = {sign: header(head, sign) for sign in _DELIMITERS}
    return max(headers, key=lambda sign: (text_column in headers[sign], len(headers[sign])))


def header(head: bytes, delimiter: str) -> list[str]:
    """Names of the columns, read from the first row that is not blank; they may be cut with `head`."""
    return _first_row(io.StringIO(head.decode("utf-8", "replace"), newline=""), delimiter)


def whole_header(name: str, head: bytes, delimiter: str) -> list[str]:
    """Names of all columns. Raises InputError where there is no header or it does not end in `head`."""
    if not head.strip():
        raise InputError(f"{name} is empty: not even a header with the names of columns.")
    text = io.StringIO(head.decode("utf-8", "replace"), newline="")
    names = _first_row(text, delimiter)
    if not names or (len(head) >= HEAD - len(codecs.BOM_UTF8) and not text.read(1)):
        raise InputError(
            f"{name} has a header, the row with the names of columns, longer than 256 KB, or one name "
            "longer than 128 KB. Shorten it; close every quotation mark that it opens."
        )
    return names


def _first_row(text: io.StringIO, delimiter: str) -> list[str]:
    try:
        return next(filter(None, csv.reader(text, delimiter=delimiter)), [])
    except csv.Error:  # a field longer than any name
        return []


def _rows(head: bytes, delimiter: str) -> list[list[str]]:
    """The first rows that are not blank and whole."""
    whole = head if len(head) < HEAD - len(codecs.BOM_UTF8) else head.rpartition(b"\n")[0]
    text = io.StringIO(whole.decode("utf-8", "replace"), newline="")
    try:
        return list(islice(filter(None, csv.reader(text, delimiter=delimiter)), _SAMPLE + 1))
    except csv.Error:  # a field longer than any name
        return []


def not_utf8(path: Path | None, name: str) -> str:
    """Say where a file stops being UTF-8 and how to mend it; `path` where it can be read once more."""
    place = _first_bad_byte(path) if path else None
    where = f": {place}" if place else ""
    target = "| ikrar screen -"
    if name != STDIN:
        target = f"> {shlex.quote('utf8-' + Path(name).name)}"
    return (
        f"{name} is not UTF-8{where}. Save it as “CSV UTF-8”, or convert it, for instance: "
        f"iconv -f WINDOWS-1252 -t UTF-8{_operand(name)} {target}"
    )


def _first_bad_byte(path: Path) -> str | None:
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            try:
                decoder.decode(block)
            except UnicodeDecodeError as error:
                before = error.object[: error.start]
                line += before.count(b"\n")
                return f"byte 0x{error.object[error.start]:02x} in line {line:,}"
            line += block.count(b"\n")
    return None
