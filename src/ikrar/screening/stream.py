"""A file larger than memory in, findings out, page by page.

`screened` is the stream itself, for whoever wants tables; `screen_file` writes it to a file that no
interruption can tear, and goes on where an earlier run stopped. The judge is a parameter, so that the
same stream serves tests. Files are not trusted; see `reading`.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ikrar import __version__, packs
from ikrar.screening import roots
from ikrar.screening.posts import COLUMNS, Columns, is_text, read
from ikrar.screening.reading import Source, pages
from ikrar.screening.writing import Output

Judge = Callable[[pa.Table], pa.Table]
Progress = Callable[[int], None]
EXPLAINED_ROWS: Final = 4096  # of a page: a finding with its explanation is 1.4 kB, held several times while it is written


@dataclass(frozen=True, slots=True)
class Options:
    """With what posts are screened: the election, the day where a post has none, whose pledge it is."""

    pack: str = "pemilu-2024"
    on: date | None = None
    role: str = "asn"
    columns: Columns = COLUMNS
    explain: bool = False


def judge(options: Options) -> Judge:
    """The engine with these options: a page of posts in, its table out, explained if that was asked."""
    from ikrar.screening.engine import screen
    from ikrar.screening.explained import with_explanations

    how: dict[str, Any] = {"pack": options.pack, "on": options.on, "role": options.role}

    def screened_page(page: pa.Table) -> pa.Table:
        found = screen(page, **how)
        return with_explanations(found, page, **how) if options.explain else found

    return screened_page


def screened(
    source: Source, options: Options, judged: Judge | None = None
) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Yield each page of posts with what was found in it; `row` counts from 0 over the whole file.

    Raises InputError where the file cannot be read.
    """
    judged, first = judged or judge(options), 0
    for page in _pages(source, options):
        yield page, _numbered(judged(page), first)
        first += page.num_rows


def screen_file(
    source: Source, options: Options, output: Output, *, judged: Judge | None = None,
    progress: Progress = lambda _: None,
) -> int:  # fmt: skip
    """Screen all posts of `source` into `output` and return how many there are.

    Pages that `output` already has are read and compared, not screened again. Raises InputError and
    NotPossible; also then, and when killed, what `output` has so far can be gone on with.
    """
    judged, first, done = judged or judge(options), 0, 0
    try:
        for page in _pages(source, options):
            if done < len(output.pieces):
                output.check(done, digest(page))
            else:
                output.add(_numbered(judged(page), first), digest(page))
            done += 1
            first += page.num_rows
            progress(first)
        output.finish(done)
    finally:
        output.close()
    return first


def _pages(source: Source, options: Options) -> Iterator[pa.Table]:
    return pages(source, options.columns, EXPLAINED_ROWS if options.explain else None)


def run_of(source: Source, options: Options) -> dict[str, Any]:
    """What has to be the same for a run to be gone on with; a few facts that JSON can hold."""
    chosen = asdict(options) | {"on": options.on and options.on.isoformat()}
    said = packs.load(options.pack).fingerprint()
    lists = {"word lists": roots.fingerprint(), "what the pack says": said}
    return {"ikrar": __version__, "weights": weights(), **lists, "size": source.size, **chosen}


def weights() -> str:
    """Which weights judge."""
    from ikrar.screening import model

    return model.load().version


def digest(page: pa.Table) -> str:
    """A name for the posts and dates of a page: the same posts, the same name."""
    found = hashlib.blake2b(digest_size=12)
    for name in page.column_names:
        column = page[name]
        if not is_text(column.type):  # not every type of a date can be written as text, its day can
            column = read(page, COLUMNS, date.min)[1]
        column = column.cast(pa.string())
        array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        lengths = pc.fill_null(pc.binary_length(array), -1)
        found.update(np.asarray(lengths, np.int64).tobytes())
        found.update(_bytes_of(pc.fill_null(array, "")))
    return found.hexdigest()


def _bytes_of(texts: pa.Array) -> memoryview | bytes:
    """All texts of an array, one after the other."""
    _, offsets, values = texts.buffers()
    if values is None or not len(texts):
        return b""
    ends = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return memoryview(values)[ends[0] : ends[-1]]


def _numbered(found: pa.Table, first: int) -> pa.Table:
    rows = pa.array(np.arange(first, first + found.num_rows, dtype=np.int64))
    return found.set_column(found.column_names.index("row"), "row", rows)
