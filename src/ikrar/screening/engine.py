"""Posts in, findings out; this file reads as the list of the steps.

Each post is one UTF-8 string; nothing of it is kept. The same post gives the same scores, whoever is named in it, on
whatever day and beside whatever other posts. A finding is a question to a human, never a verdict.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ikrar import packs
from ikrar.errors import InputError
from ikrar.packs.pack import Pack
from ikrar.screening import findings, model, posts, reasons
from ikrar.screening.labels import LABELS
from ikrar.screening.law import lawbook, stage_of
from ikrar.screening.marks import Marks

Posts: TypeAlias = str | Path | Sequence[str | None] | pa.Array | pa.ChunkedArray | pa.Table
SCORES: Final = pa.struct([(label, pa.float32()) for label in LABELS])
PAGE: Final = 8192  # posts that are summed at once
# that a thread keeps, each with a memo of 30 MB: posts of two elections may come in turn
READERS: Final = 2

_threads = threading.local()


@dataclass(frozen=True, slots=True)
class Bench:
    """What judges: a pack, and the folder of the weights, which are those that ship unless said."""

    pack: Pack
    weights: Path = model.SHIPPED


Judging: TypeAlias = str | Pack | Bench  # a pack by its name, a pack, or a pack with weights


def screen(
    texts: Posts,
    *,
    pack: Judging = "pemilu-2024",
    on: date | None = None,
    role: str = "asn",
    columns: posts.Columns = posts.COLUMNS,
) -> pa.Table:
    """Screen posts, or the posts of a file (a Path): one row a post, in order.

    Columns: row int64 · phase string or null · scores struct of 14 float32 in 0..1 · labels list<string> · findings
    list<struct>, see `findings.FINDING`; spans are half-open offsets in characters of the original post. `on` is
    the day of posts that bear none; without any day the law is not asked about phases. InputError where there is no
    text column or the role is unknown, NotFound where the pack is.
    """
    if isinstance(texts, Path):
        from ikrar.screening.reading import open_source, pages

        texts = pa.concat_tables(pages(open_source(texts), columns), promote_options="default")
        columns = posts.COLUMNS
    bench = _bench(pack)
    pack = bench.pack
    text, days = posts.read(texts, columns, on)
    judge = _judge(bench)
    scored = judge.score(text)
    given = judge.model.given(scored)
    marks = judge.mark(text, scored, given)
    found = findings.build(marks, posts=len(text), days=days, lawbook=lawbook(pack, role))
    return pa.table(
        {
            "row": pa.array(np.arange(len(text), dtype=np.int64)),
            "phase": _phases(pack, days),
            "scores": _struct(scored),
            "labels": _labels(given),
            "findings": found,
        }
    )


def scores(texts: Posts, *, pack: Judging = "pemilu-2024") -> NDArray[np.float32]:
    """Scores alone, float32[posts, 14], the order of LABELS: the fast path."""
    return _judge(pack).score(posts.read(texts, posts.COLUMNS, None)[0])


def signs(
    texts: Posts, *, pack: Judging = "pemilu-2024"
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Scores float32[posts, 14] and the labels given bool[posts, 14], the order of LABELS, without spans or law."""
    judge = _judge(pack)
    scored = judge.score(posts.read(texts, posts.COLUMNS, None)[0])
    return scored, judge.model.given(scored)


def warm(pack: Judging = "pemilu-2024") -> None:
    """Load the weights and compile the kernel, or load it from its cache, so that no user of this pack waits for it."""
    judge = _judge(pack)
    text = posts.read("halo", posts.COLUMNS, None)[0]
    scored = judge.score(text)
    judge.mark(text, scored, np.ones_like(scored, bool))
    screen("halo", pack=pack)


class Judge:
    """The weights and the listed words of one pack; one reader for each thread."""

    def __init__(self, pack: Pack, weights: model.Model) -> None:
        from ikrar.screening import kernels, tables

        self.model = weights
        self.tables = tables.build(pack, weights.rows)
        self._kernels = kernels

    def _reader(self, longest: int) -> Any:
        longest = min(longest, posts.LONGEST)
        readers = _threads.__dict__.setdefault("readers", {})  # the one that read last stands last
        reader = readers.pop(self, None)
        if reader is None or reader.page.piece.size < longest + 8:
            reader = self._kernels.reader(self.tables, longest=max(posts.PAGE, longest))
        readers[self] = reader
        while len(readers) > READERS:
            del readers[next(iter(readers))]
        return reader

    def score(self, text: pa.LargeStringArray) -> NDArray[np.float32]:
        """Scores float32[posts, labels]."""
        data, offsets = posts.buffers(text)
        reader = self._reader(int(np.diff(offsets).max(initial=0)))
        out = np.empty((len(text), len(LABELS)), np.float32)
        sums = np.empty((min(PAGE, len(text)), self._kernels.COLUMNS), np.int64)
        for first in range(0, len(text), PAGE):
            last = min(first + PAGE, len(text))
            page = sums[: last - first]
            self._kernels.add_up(reader, data, offsets[first : last + 1], page)
            out[first:last] = self.model.scores(page)
        return out

    def mark(
        self, text: pa.LargeStringArray, scored: NDArray[np.float32], given: NDArray[np.bool_]
    ) -> Marks:
        """Spans and reasons of every label given."""
        wanted = np.argwhere(given)
        if not len(wanted):
            return Marks.none()
        data, offsets = posts.buffers(text)
        reader = self._reader(int(np.diff(offsets).max(initial=0)))
        out = self._kernels.explain(reader, (data, offsets), wanted, reasons.telling())
        return Marks(
            rows=wanted[:, 0],
            labels=wanted[:, 1].astype(np.int8),
            scores=scored[given],
            **out,
        )


def _bench(judging: Judging) -> Bench:
    if isinstance(judging, Bench):
        return judging
    if not isinstance(judging, str | Pack):
        raise InputError(f"The pack is to be a name or a Pack, not {type(judging).__name__}.")
    return Bench(packs.load(judging) if isinstance(judging, str) else judging)


def _judge(judging: Judging) -> Judge:
    return _made(_bench(judging))


@lru_cache(maxsize=8)
def _made(bench: Bench) -> Judge:
    return Judge(bench.pack, model.load(bench.weights))


def _struct(scored: NDArray[np.float32]) -> pa.StructArray:
    every, posts = pa.array(scored.T.ravel()), len(scored)
    columns = [every.slice(first, posts) for first in range(0, len(every), posts or 1)]
    return pa.StructArray.from_arrays(columns or [every] * len(LABELS), fields=list(SCORES))


def _labels(given: NDArray[np.bool_]) -> pa.ListArray:
    offsets = np.concatenate([[0], np.cumsum(given.sum(axis=1))]).astype(np.int32)
    return pa.ListArray.from_arrays(
        pa.array(offsets), findings.NAMES.take(pa.array(np.nonzero(given)[1]))
    )


def _phases(pack: Pack, days: pa.Array) -> pa.Array:
    known = days.dictionary_encode()
    stages = [stage_of(pack, day.as_py()) for day in known.dictionary]
    return pa.array(stages, pa.string()).take(known.indices)
