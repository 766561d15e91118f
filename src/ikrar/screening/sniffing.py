"""What kind of file this is, told by its name and its first bytes, and what is wrong with it.

The beginning of a file comes in; its kind, or an InputError that says what to do, goes out.
"""

import codecs
import csv
import io
from enum import StrEnum
from pathlib import Path
from typing import Final

from ikrar.errors import InputError

HEAD: Final = 256 * 1024


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
_FOREIGN: Final = {
    b"PK\x03\x04": "an Excel workbook or a ZIP archive. Open it and save the sheet as “CSV UTF-8”",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook. Open it and save the sheet as “CSV UTF-8”",
    b"%PDF": "a PDF. Copy the posts into a text file, one a line",
    b"\x1f\x8b": "compressed. Unpack it on the way: gunzip -c FILE | ikrar screen -",
    b"\x28\xb5\x2f\xfd": "compressed. Unpack it on the way: zstd -dc FILE | ikrar screen -",
    b"BZh": "compressed. Unpack it on the way: bunzip2 -c FILE | ikrar screen -",
    b"\xfd7zXZ": "compressed. Unpack it on the way: xz -dc FILE | ikrar screen -",
}
_DELIMITERS: Final = ",;\t|"


def kind_of(name: str, head: bytes, text_column: str) -> Kind:
    """Tell the kind of a file by its beginning and, where that leaves a choice, its name.

    Without a telling name: `{` begins JSON lines, a first line that names the text column is the header
    of a CSV, and all else is plain text. Raises InputError for files that hold no posts.
    """
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    for magic, what in _FOREIGN.items():
        if head.startswith(magic):
            raise InputError(f"{name} is {what.replace('FILE', name)}.")
    if head.count(b"\0") * 100 > len(head):  # one that strayed into a post is none of a program's
        raise InputError(f"{name} is a binary file, not text. Give CSV, JSONL, Parquet or text.")
    kind = _BY_SUFFIX.get(Path(name).suffix.lower()) or _kind_of_text(head, text_column)
    if kind is Kind.PARQUET:
        raise InputError(f"{name} is not a Parquet file, whatever its name says.")
    if kind is Kind.JSONL and head.lstrip().startswith(b"["):
        raise InputError(
            f"{name} is one JSON list. JSON lines are needed, one object a line: jq -c '.[]' {name}"
        )
    return kind


def _kind_of_text(head: bytes, text_column: str) -> Kind:
    if head.lstrip().startswith((b"{", b"[")):
        return Kind.JSONL
    return Kind.CSV if text_column in header(head, delimiter_of(head, text_column)) else Kind.TEXT


def delimiter_of(head: bytes, text_column: str) -> str:
    """The sign between columns: the one with which the header names the text, else the commonest."""
    headers = {sign: header(head, sign) for sign in _DELIMITERS}
    return max(headers, key=lambda sign: (text_column in headers[sign], len(headers[sign])))


def header(head: bytes, delimiter: str) -> list[str]:
    """Names of the columns, read from the first row."""
    text = head.decode("utf-8", "replace")
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:  # a field longer than any name
        return []


def not_utf8(path: Path | None, name: str) -> str:
    """Say where a file stops being UTF-8 and how to mend it."""
    place = _first_bad_byte(path) if path else None
    where = f": {place}" if place else ""
    return (
        f"{name} is not UTF-8{where}. Save it as “CSV UTF-8”, or convert it, for instance: "
        f"iconv -f WINDOWS-1252 -t UTF-8 {name} > utf8-{Path(name).name}"
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
