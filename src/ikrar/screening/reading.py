"""Posts out of files: CSV, JSON lines, Parquet, or plain text with one post a line.

A path or a stream comes in; pages go out, each a table with the column `text` and, where the file has
dates, `date`. A page has at most 65,536 posts and about 32 MB of text, so memory stays flat whatever
the file's size; where pages end depends on the file and on what was asked alone. Nothing in the file is trusted: what is no
text, no UTF-8 or no table is refused with the place where it went wrong.
"""

import io
import re
import secrets
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ikrar.errors import InputError, NotPossible
from ikrar.screening import sniffing
from ikrar.screening.posts import Columns, is_text, present, unread
from ikrar.screening.sniffing import HEAD, STDIN, Kind

PAGE_ROWS: Final = 65_536
PAGE_BYTES: Final = 32 * 1024 * 1024
BATCH_ROWS: Final = 1024  # of a Parquet file
BLOCK: Final = 8 * 1024 * 1024
LONGEST_LINE: Final = 64 * 1024 * 1024
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_EXCEL: Final = re.compile(rb"\Asep=[,;\t|]\r?\n")
_END: Final = "\x04" + secrets.token_hex()  # no file can have it


class Source(io.RawIOBase):
    """Bytes of a file or stream, as UTF-8 without a byte order mark, and what has been seen of them.

    `path` is None where the bytes come only once, as from a pipe; `unread_days` counts the dates that are
    there but cannot be read.
    """

    def __init__(self, stream: BinaryIO, name: str, path: Path | None = None) -> None:
        self.name = STDIN if name == "-" else name
        self.path = path if path and path.is_file() else None
        self.size = self.path.stat().st_size if self.path else None
        self.position = self.unread_days = 0
        self._unread_day = self.without_days = self.read_as_text = ""
        self._opened = stream if path else None
        self._reading, self._is_ended = threading.Lock(), False
        self._stream = stream
        self.head = self._ahead = read_fully(stream, HEAD)
        if self.head.startswith(_UTF16):
            self._stream = _from_utf16(self.head, stream)
            with _saying(self):
                self.head = self._ahead = read_fully(self._stream, HEAD)
        # the mark of UTF-8, and the line by which Excel tells itself the separator (sep=;)
        self.head = self._ahead = _EXCEL.sub(b"", self.head.removeprefix(b"\xef\xbb\xbf"))

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        """Fill `target` unless the stream ends: where blocks end must not depend on a pipe's mood."""
        with self._reading:
            if self._is_ended:
                return 0
            data = self._ahead[: len(target)]
            self._ahead = self._ahead[len(data) :]
            data += read_fully(self._stream, len(target) - len(data))
            target[: len(data)] = data
            self.position += len(data)
            self._is_ended = len(data) < len(target)
            return len(data)

    def close(self) -> None:
        """Close the file; a stream that somebody else opened stays open."""
        if self._opened:
            self._opened.close()
        super().close()

    def end(self) -> None:
        """Give no more to Arrow's thread that reads ahead, and let it out of Python: dropped there, it takes the process down."""
        if self._reading.acquire(timeout=1):
            time_to_leave, self._is_ended = 0.01 if self._is_ended else 0.2, True
            self._reading.release()
            time.sleep(time_to_leave)

    def append(self, tail: bytes) -> None:
        """Let `tail` follow the last byte."""
        self._stream = cast("BinaryIO", _Joined(self._stream, io.BytesIO(tail)))

    def count_days(self, dates: pa.ChunkedArray) -> None:
        """Count those that cannot be read into `unread_days`."""
        bad = dates.filter(unread(dates))
        if len(bad) and not self.unread_days:
            kind = bad.type
            self._unread_day = f"“{bad[0].as_py()[:40]}”" if is_text(kind) else f"a value of {kind}"
        self.unread_days += len(bad)

    def look_for_days(self, names: list[str], columns: Columns) -> None:
        """Note in `without_days` what to tell of a table that has other columns, but none of dates."""
        others = [name[:80] for name in names[:40] if name != columns.text]
        if others and columns.date not in names:
            self.without_days = (
                f"No post has a day: {self.name} has no column “{columns.date}”, but {', '.join(others)}. If one of "
                "these holds dates, name it with --date-column; one day for all posts is given with --on."
            )

    def look_for_columns(self, columns: Columns) -> None:
        """Note in `read_as_text` what to tell of plain text that begins as a table does."""
        if names := sniffing.columns_of(self.head, columns.text):
            self.read_as_text = (
                f"{self.name} was read as plain text, one post a line, though it looks like a table with "
                f"the columns {', '.join(name[:80] for name in names[:40])}. To read it as one, name the "
                "column of the posts with --text-column."
            )

    def about_days(self) -> str:
        """What to tell of dates that could not be read; nothing where all could."""
        if not self.unread_days:
            return ""
        return (
            f"{self.name} has dates that cannot be read ({self.unread_days:,}), for instance "
            f"{self._unread_day}. Their posts count as without a day. Write dates as 2024-02-14."
        )

    def fraction(self) -> float | None:
        """How much of the file has been read, 0..1, or None where nobody knows its size."""
        return min(1.0, self.position / self.size) if self.size else None


def _from_utf16(head: bytes, stream: BinaryIO) -> BinaryIO:
    joined = pa.PythonFile(_Joined(io.BytesIO(head), stream), "r")
    return cast("BinaryIO", pa.transcoding_input_stream(joined, "utf-16", "utf-8"))


class _Joined(io.RawIOBase):
    """Two streams, one after the other."""

    def __init__(self, first: BinaryIO, rest: BinaryIO) -> None:
        self._first, self._rest = first, rest

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        data = self._first.read(len(target)) or self._rest.read(len(target)) or b""
        target[: len(data)] = data
        return len(data)


def read_fully(stream: "BinaryIO | Source", size: int) -> bytes:
    """Read `size` bytes, or what there is, over as many short reads as a pipe gives."""
    parts = []
    while size > 0 and (part := stream.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def open_source(path: Path) -> Source:
    """Open a file. Raises InputError where that cannot be done."""
    try:
        return Source(path.open("rb"), str(path), path)
    except IsADirectoryError as error:
        raise InputError(f"{path} is a folder. Give one file of it.") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}. Check the path.") from error


def pages(source: Source, columns: Columns, rows: int | None = None) -> Iterator[pa.Table]:
    """Yield the posts of `source` in order, in pages of at most so many rows; at least one, which may be empty. Closes it.

    Raises InputError naming what is wrong with the file and where.
    """
    readers = {Kind.CSV: _csv, Kind.JSONL: _jsonl, Kind.PARQUET: _parquet, Kind.TEXT: _text}
    kind = sniffing.kind_of(source.name, source.head, columns)
    if kind is Kind.TEXT:
        source.look_for_columns(columns)
    has_none = True
    with source, _saying(source):
        for page in _paged(readers[kind](source, columns), rows or PAGE_ROWS):
            has_none = False
            if "date" in page.column_names:
                source.count_days(page["date"])
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


def _paged(tables: Iterator[pa.Table], rows: int) -> Iterator[pa.Table]:
    """Cut or join tables of any size into pages of at most so many rows."""
    held: pa.Table | None = None
    for table in tables:
        held = table if held is None else pa.concat_tables([held, table])
        while (cut := _page_rows(held.slice(0, rows))) < held.num_rows:
            yield held.slice(0, cut).combine_chunks()
            held = held.slice(cut)
    if held is not None and held.num_rows:
        yield held.combine_chunks()


def _page_rows(table: pa.Table) -> int:
    """How many of the first rows make a page."""
    lengths = pc.fill_null(pc.binary_length(table["text"]), 0).to_numpy().astype(np.int64)
    fits = int(np.searchsorted(np.cumsum(lengths), PAGE_BYTES, side="right"))
    return min(max(fits, 1), len(lengths))


def _csv(source: Source, columns: Columns) -> Iterator[pa.Table]:
    from pyarrow import csv

    delimiter = sniffing.delimiter_of(source.head, columns.text)
    names = sniffing.whole_header(source.name, source.head, delimiter)
    wanted = present(columns, source.name, names)
    source.look_for_days(names, columns)
    # Arrow takes the end of a file for a closing quotation mark, which would then swallow this row too
    source.append(("\n" + delimiter.join([_END] * len(names)) + "\n").encode())
    rows, is_closed, reader = 0, False, None
    torn: list[str] = []
    try:
        reader = csv.open_csv(
            source,
            csv.ReadOptions(block_size=BLOCK, use_threads=False),  # else rows have no number
            csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, invalid_row_handler=_noting(torn)
            ),
            csv.ConvertOptions(
                include_columns=wanted, column_types=dict.fromkeys(wanted, pa.string())
            ),
        )
        for batch in reader:
            found = pa.Table.from_batches([batch]).rename_columns(["text", "date"][: len(wanted)])
            is_closed = bool(len(found)) and found["text"][-1].as_py() == _END
            rows += len(found)
            yield found[:-1] if is_closed else found
    except pa.ArrowInvalid as error:
        raise InputError(_csv_problem(source, str(error), torn)) from error
    finally:
        if not is_closed:
            source.end()
    if not is_closed:
        raise InputError(
            f"{source.name}: in row {rows:,}, the last, a quotation mark is opened and never closed. "
            "Close it; a mark inside a quoted text is written twice."
        )


def _noting(torn: list[str]) -> Callable[[Any], str]:
    """Has Arrow stop at a row with cells too many or too few, and notes which one that is in `torn`."""

    def stop(row: Any) -> str:
        place = f"row {row.number - 1:,} after the header"
        torn.append(f"{place} has {row.actual_columns} cells for {row.expected_columns} columns")
        return "error"

    return stop


def _csv_problem(source: Source, said: str, torn: list[str]) -> str:
    """What pyarrow says about a CSV, in words for the person who brought it; no text of a row."""
    if "UTF8" in said:
        return sniffing.not_utf8(source.path, source.name)
    if "straddl" in said:
        return (
            f"{source.name} has a row longer than {BLOCK >> 20} MB. Probably a quotation mark is "
            "opened and never closed; a mark inside a quoted text is written twice."
        )
    problem = torn[0] if torn else "a row is torn"
    return (
        f"{source.name} is not the table that its header promises: {problem}. Texts with the separator "
        "or a new line in them need quotation marks around them, which must be closed; and no row may end in one separator "
        "more than the header."
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
    from ikrar.screening import jsonl

    for number, block in line_blocks(source):
        block.decode()  # Arrow takes any bytes for text
        found = jsonl.table(block, number, source.name, columns)
        empty = [name for name in found.column_names if found[name].null_count == len(found)]
        if number == 1 and len(found) and empty:  # see whether any line names that column
            names = jsonl.names(block, source.name)
            present(columns, source.name, names)
            source.look_for_days(names, columns)
        if "date" not in empty:
            source.without_days = ""
        yield found


def _parquet(source: Source, columns: Columns) -> Iterator[pa.Table]:
    from pyarrow import parquet

    with _whole_file(source) as whole:
        try:
            with parquet.ParquetFile(whole) as file:
                wanted = present(columns, source.name, file.schema_arrow.names)
                source.look_for_days(file.schema_arrow.names, columns)
                total = max(1, file.metadata.num_rows)
                for batch in file.iter_batches(_batch_rows(file, columns), columns=wanted):
                    source.position += int(batch.num_rows / total * (source.size or 0))
                    texts = _as_text(batch[columns.text], source.name, columns.text)
                    dates = [batch[name] for name in wanted[1:]]
                    if dates and is_text(dates[0].type):
                        dates = [_as_text(dates[0], source.name, columns.date)]
                    yield pa.table([texts, *dates], ["text", "date"][: len(wanted)])
        except (pa.ArrowInvalid, OSError) as error:
            raise InputError(
                f"{source.name} is a damaged Parquet file ({' '.join(str(error).split())}). Write or fetch it again."
            ) from error


@contextmanager
def _whole_file(source: Source) -> Iterator[Any]:
    """Parquet is read from its end, so a stream is kept in a nameless file first. Raises NotPossible."""
    if source.path:
        yield source.path
        return
    with ExitStack() as kept:
        try:
            copy = kept.enter_context(tempfile.TemporaryFile(prefix="ikrar-"))
            while block := read_fully(source, BLOCK):
                copy.write(block)
            copy.seek(0)
        except OSError as error:
            raise NotPossible(
                f"{source.name} cannot be kept while it is read: {error.strerror or error}. Make room in "
                "the temporary folder, name another by TMPDIR, or give the file by its name."
            ) from error
        yield copy


def _batch_rows(file: Any, columns: Columns) -> int:
    """So many rows that a batch has about a page of text, by what the file says; few: what is said again stands there once."""
    metadata = file.metadata
    paths = [metadata.schema.column(i).path for i in range(metadata.num_columns)]
    if columns.text not in paths:
        return 16
    size = sum(
        metadata.row_group(n).column(paths.index(columns.text)).total_uncompressed_size
        for n in range(metadata.num_row_groups)
    )
    average: int = max(1, size // max(1, metadata.num_rows))
    return max(16, min(BATCH_ROWS, PAGE_BYTES // average))


def _as_text(array: pa.Array, source: str, name: str) -> pa.Array:
    kind = array.type.value_type if pa.types.is_dictionary(array.type) else array.type
    is_bytes = pa.types.is_binary(kind) or pa.types.is_large_binary(kind)
    if not (is_text(kind) or pa.types.is_null(kind) or is_bytes):
        raise InputError(
            f"{source}: the column “{name}” holds {kind}, not text. Name another with --text-column."
        )
    try:
        text = array.cast(pa.string())
        text.validate(full=True)
    except pa.ArrowInvalid as error:
        raise InputError(
            f"{source}: the column “{name}” holds bytes that are not UTF-8. Decode them, then write the "
            "file again."
        ) from error
    return text
