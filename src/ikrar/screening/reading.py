"""Posts out of files: CSV, JSON lines, Parquet, or plain text with one post a line.

A path or a stream comes in; pages go out, each a table with the column `text` and, where the file has
dates, `date`. A page has at most 65,536 posts and about 32 MB of text, so memory stays flat whatever
the file's size; where pages end depends on the file alone. Nothing in the file is trusted: what is no
text, no UTF-8 or no table is refused with the place where it went wrong.
"""

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ikrar.errors import InputError
from ikrar.screening import sniffing
from ikrar.screening.posts import COLUMNS, Columns
from ikrar.screening.sniffing import HEAD, Kind

PAGE_ROWS: Final = 65_536
PAGE_BYTES: Final = 32 * 1024 * 1024
BLOCK: Final = 8 * 1024 * 1024
LONGEST_LINE: Final = 64 * 1024 * 1024
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")


class Source(io.RawIOBase):
    """Bytes of a file or stream, as UTF-8 without a byte order mark, and how far it has been read."""

    def __init__(self, stream: BinaryIO, name: str, path: Path | None = None) -> None:
        self.name, self.path, self.position = name, path, 0
        self.size = path.stat().st_size if path else None
        self._stream = stream
        self.head = self._ahead = read_fully(stream, HEAD)
        if self.head.startswith(_UTF16):
            self._stream = _from_utf16(self.head, stream)
            with _saying(self):
                self.head = self._ahead = read_fully(self._stream, HEAD)
        if self.head.startswith(b"\xef\xbb\xbf"):
            self.head = self._ahead = self.head[3:]

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        """Fill `target` unless the stream ends: where blocks end must not depend on a pipe's mood."""
        data = self._ahead[: len(target)]
        self._ahead = self._ahead[len(data) :]
        data += read_fully(self._stream, len(target) - len(data))
        target[: len(data)] = data
        self.position += len(data)
        return len(data)

    def close(self) -> None:
        """Close the file; a stream that somebody else opened stays open."""
        if self.path and not self.closed:
            self._stream.close()
        super().close()

    def fraction(self) -> float | None:
        """How much of the file has been read, 0..1, or None where nobody knows its size."""
        return min(1.0, self.position / self.size) if self.size else None


def _from_utf16(head: bytes, stream: BinaryIO) -> BinaryIO:
    joined = pa.PythonFile(_Joined(head, stream), "r")
    return cast("BinaryIO", pa.transcoding_input_stream(joined, "utf-16", "utf-8"))


class _Joined(io.RawIOBase):
    """A stream with what was read ahead put before it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = io.BytesIO(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        data = self._head.read(len(target)) or self._rest.read(len(target)) or b""
        target[: len(data)] = data
        return len(data)


def read_fully(stream: "BinaryIO | Source", size: int) -> bytes:
    """Read `size` bytes, or what there is, over as many short reads as a pipe gives."""
    parts = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def present(columns: Columns, source: str, names: list[str]) -> list[str]:
    """Those of the two columns that `names` has; a date column of the usual name may be missing.

    Raises InputError where one that is needed is missing.
    """
    for name in [columns.text, *([columns.date] if columns.date != COLUMNS.date else [])]:
        if name not in names:
            option = "--text-column" if name == columns.text else "--date-column"
            have = ", ".join(names[:40]) + (", …" if len(names) > 40 else "")
            raise InputError(
                f"{source} has no column “{name}”. It has: {have}. Name the right one: {option}"
            )
    return [columns.text, columns.date] if columns.date in names else [columns.text]


def open_source(path: Path) -> Source:
    """Open a file. Raises InputError where that cannot be done."""
    try:
        return Source(path.open("rb"), str(path), path)
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder. Give one file of it.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}. Check the path.") from error


def pages(source: Source, columns: Columns) -> Iterator[pa.Table]:
    """Yield the posts of `source` in order, in pages; at least one, which may have no rows. Closes it.

    Raises InputError naming what is wrong with the file and where.
    """
    readers = {Kind.CSV: _csv, Kind.JSONL: _jsonl, Kind.PARQUET: _parquet, Kind.TEXT: _text}
    kind = sniffing.kind_of(source.name, source.head, columns.text)
    has_none = True
    with source, _saying(source):
        for page in _paged(readers[kind](source, columns)):
            has_none = False
            yield page
    if has_none:
        yield pa.table({"text": pa.array([], pa.string())})


@contextmanager
def _saying(source: Source) -> Iterator[None]:
    """Say in which encoding a file should be."""
    try:
        yield
    except UnicodeDecodeError as error:
        if error.encoding.startswith("utf-16"):
            raise InputError(f"{source.name} begins as UTF-16 and then is not.") from error
        raise InputError(sniffing.not_utf8(source.path, source.name)) from error


def _paged(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """Cut or join tables of any size into pages."""
    held: pa.Table | None = None
    for table in tables:
        held = table if held is None else pa.concat_tables([held, table])
        while (cut := _page_rows(held)) < held.num_rows:
            yield held.slice(0, cut).combine_chunks()
            held = held.slice(cut)
    if held is not None and held.num_rows:
        yield held.combine_chunks()


def _page_rows(table: pa.Table) -> int:
    """How many of the first rows make a page."""
    lengths = pc.fill_null(pc.binary_length(table["text"]), 0).to_numpy().astype(np.int64)
    fits = int(np.searchsorted(np.cumsum(lengths), PAGE_BYTES, side="right"))
    rows: int = table.num_rows
    return min(max(fits, 1), PAGE_ROWS, rows)


def _csv(source: Source, columns: Columns) -> Iterator[pa.Table]:
    from pyarrow import csv

    delimiter = sniffing.delimiter_of(source.head, columns.text)
    names = sniffing.header(source.head, delimiter)
    if not any(names):
        raise InputError(f"{source.name} is empty: not even a header with the names of columns.")
    wanted = present(columns, source.name, names)
    if len(source.head) < HEAD and not source.head.count(b"\n") + source.head.count(b"\r"):
        return  # a header and nothing else
    try:
        for batch in csv.open_csv(
            source,
            csv.ReadOptions(block_size=BLOCK),
            csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            csv.ConvertOptions(
                include_columns=wanted, column_types=dict.fromkeys(wanted, pa.string())
            ),
        ):
            yield pa.Table.from_batches([batch]).rename_columns(["text", "date"][: len(wanted)])
    except pa.ArrowInvalid as error:
        raise InputError(_csv_problem(source, str(error))) from error


def _csv_problem(source: Source, said: str) -> str:
    """What pyarrow says about a CSV, in words for the person who brought it."""
    if "UTF8" in said:
        return sniffing.not_utf8(source.path, source.name)
    if "straddl" in said:
        return (
            f"{source.name} has a row longer than {BLOCK >> 20} MB. Probably a quotation mark is "
            "opened and never closed; a mark inside a quoted text is written twice."
        )
    problem = " ".join(said.removeprefix("CSV parse error: ").split())[:200]
    return (
        f"{source.name} is not the table that its header promises: {problem} "
        "Texts with a comma or a new line need quotation marks around them, which must be closed."
    )


def line_blocks(source: Source) -> Iterator[tuple[int, bytes]]:
    """Yield the number of the first line and whole lines of about 8 MB. Raises InputError."""
    number, rest = 1, b""
    while block := read_fully(source, BLOCK):
        whole, newline, tail = (rest + block).rpartition(b"\n")
        if len(tail) > LONGEST_LINE:
            raise InputError(f"{source.name}: line {number:,} is longer than 64 MB.")
        if newline:
            yield number, whole
            number += whole.count(b"\n") + 1
        rest = tail
    if rest:
        yield number, rest


def _text(source: Source, _: Columns) -> Iterator[pa.Table]:
    for _number, block in line_blocks(source):
        posts = [line.removesuffix("\r") for line in block.decode().split("\n")]
        yield pa.table({"text": pa.array(posts, pa.string())})


def _jsonl(source: Source, columns: Columns) -> Iterator[pa.Table]:
    from ikrar.screening.jsonl import table

    is_first = True
    for number, block in line_blocks(source):
        block.decode()  # Arrow takes any bytes for text
        yield table(block, number, source.name, columns, is_first=is_first)
        is_first = False


def _parquet(source: Source, columns: Columns) -> Iterator[pa.Table]:
    from pyarrow import parquet

    try:
        with tempfile.TemporaryFile(prefix="ikrar-") as copy:
            file = parquet.ParquetFile(source.path or _copied(source, copy))
            wanted = present(columns, source.name, file.schema_arrow.names)
            total = max(1, file.metadata.num_rows)
            for batch in file.iter_batches(_batch_rows(file, columns), columns=wanted):
                source.position += int(batch.num_rows / total * (source.size or 0))
                texts = _as_text(batch[columns.text], source.name, columns.text)
                dates = [batch[columns.date]] if len(wanted) > 1 else []
                yield pa.table([texts, *dates], ["text", "date"][: len(wanted)])
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError(f"{source.name} is a damaged Parquet file: {error}") from error


def _copied(source: Source, copy: Any) -> Any:
    """Parquet is read from its end, so a stream is kept in a nameless file first."""
    while block := read_fully(source, BLOCK):
        copy.write(block)
    copy.seek(0)
    return copy


def _batch_rows(file: Any, columns: Columns) -> int:
    """So many rows that a batch has about a page of text, by what the file says of itself."""
    metadata = file.metadata
    index = file.schema_arrow.names.index(columns.text)
    size = sum(
        metadata.row_group(n).column(index).total_uncompressed_size
        for n in range(metadata.num_row_groups)
    )
    average: int = max(1, size // max(1, metadata.num_rows))
    return max(16, min(PAGE_ROWS, PAGE_BYTES // average))


def _as_text(array: pa.Array, source: str, name: str) -> pa.Array:
    kind = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
    checks = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    if not any(is_kind(kind) for is_kind in (*checks, pa.types.is_null, pa.types.is_binary)):
        raise InputError(f"{source}: the column “{name}” holds {kind}, not text. --text-column")
    return array.cast(pa.string())
