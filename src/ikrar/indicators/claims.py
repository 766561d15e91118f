"""Claims that were debunked already, and claims that spread fast.

In: texts and a table of debunks; counts of clusters per day. Out: the likeliest debunk of each text, or none; clusters that grow.
A match is a hint for a person to read both, never a verdict on the post.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ikrar.errors import InputError
from ikrar.indicators.hashing import words

# chosen on 1,449 debunks and 3,536 election posts, see benchmarks/README-indicators.md
ENOUGH: Final = 0.42  # of what a text says that stands in the debunk, or of a debunk's title that stands in the text
WEIGHT: Final = 40.0  # a text that says less than so much (some six uncommon words) is measured as if it said so much
LIKE: Final = 1500  # debunks: a smaller library tells too little of which words are common
_CLAIMS: Final = 64  # that are compared at once
# said everywhere, also where a small library does not show it
_COMMON: Final = (
    "yang di dan ini itu ke dari untuk dengan ada tidak akan sudah saya kita kami mereka dia anda kamu pada dalam oleh juga "
    "bisa karena agar atau tapi tetapi jadi lagi saja semua orang para hari tahun telah bukan harus mau ya kok sih nya "
    "gak ga tak belum masih lebih sangat seperti hanya baru satu banyak apa siapa kalau jika bila the of and to in is a"
)


@dataclass(frozen=True, slots=True)
class Match:
    """The row of a debunk, and how much of the claim it holds, 0..1."""

    row: int
    score: float


def match(
    claims: Sequence[str], debunks: pa.Table, *, enough: float = ENOUGH
) -> list[Match | None]:
    """The best debunk of each claim by its `title` and `text`, or None where none holds `enough` of it."""
    missing = {"title", "text"} - set(debunks.column_names)
    if missing:
        raise InputError(
            f"The debunks lack {', '.join(sorted(missing))}.",
            id_=f"Tabel klarifikasi tidak memuat {', '.join(sorted(missing))}.",
        )
    if not len(claims) or not debunks.num_rows:
        return [None] * len(claims)
    library = _library(debunks)
    found: list[Match | None] = []
    for start in range(0, len(claims), _CLAIMS):
        scores = library.scores(_said(pa.array(claims[start : start + _CLAIMS])))
        best = scores.argmax(axis=1)
        found += [
            Match(int(row), round(float(own[row]), 4)) if own[row] >= enough else None
            for row, own in zip(best, scores, strict=True)
        ]
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """The distinct words of texts: text int64[pairs] ascending, word uint64[pairs] hashed."""

    text: NDArray[np.int64]
    word: NDArray[np.uint64]
    texts: int


def _said(texts: pa.Array) -> _Said:
    found = words(texts)
    text = np.repeat(np.arange(len(texts)), np.diff(found.offsets))
    order = np.lexsort((found.hashes, text))
    text, word = text[order], found.hashes[order]
    new = np.ones(len(word), np.bool_)
    new[1:] = (text[1:] != text[:-1]) | (word[1:] != word[:-1])
    return _Said(text[new], word[new], len(texts))


@dataclass(frozen=True, slots=True, eq=False)
class _Postings:
    """Which texts say a word: texts int64[pairs], those of word w from starts[w] to starts[w + 1]; weight of each text."""

    texts: NDArray[np.int64]
    starts: NDArray[np.int64]
    weight: NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Library:
    """Debunks by their words: known uint64[words] ascending, weight float64[words + 1], the last of words unheard of."""

    known: NDArray[np.uint64]
    weight: NDArray[np.float64]
    whole: _Postings
    titles: _Postings

    def scores(self, said: _Said) -> NDArray[np.float64]:
        """float64[claims, debunks]: how much of a claim a debunk holds, or of its title the claim."""
        at = _find(self.known, said.word)
        asked = np.bincount(said.text, self.weight[at], said.texts)[:, None]
        held = self._shared(said, at, self.whole) / np.maximum(asked, WEIGHT)
        titled = self._shared(said, at, self.titles) / np.maximum(self.titles.weight, WEIGHT)
        return np.maximum(held, titled)

    def _shared(
        self, said: _Said, at: NDArray[np.int64], postings: _Postings
    ) -> NDArray[np.float64]:
        """float64[claims, debunks]: the weight of the words in common."""
        many = np.diff(postings.starts, append=len(postings.texts))[at]
        pair = np.repeat(np.arange(len(at)), many)
        step = np.arange(len(pair)) - np.repeat(np.cumsum(many) - many, many)
        texts = postings.texts[postings.starts[at[pair]] + step]
        size = len(postings.weight)
        cell = said.text[pair] * size + texts
        summed = np.bincount(cell, self.weight[at[pair]], said.texts * size)
        return np.asarray(summed.reshape(said.texts, size))


def _library(debunks: pa.Table) -> _Library:
    title, text = (
        pc.fill_null(debunks[name].cast(pa.large_string()), "") for name in ("title", "text")
    )
    space = pa.scalar(" ", pa.large_string())
    whole, titles = _said(pc.binary_join_element_wise(title, text, space)), _said(title)
    known, often = np.unique(whole.word, return_counts=True)
    like = max(debunks.num_rows, LIKE)
    common = np.isin(known, words(pa.array([_COMMON])).hashes)
    often = np.where(common, np.maximum(often, like // 10), often)
    weight = np.log((like + 1) / (np.append(often, 0) + 0.5))
    return _Library(
        known, weight, _postings(whole, known, weight), _postings(titles, known, weight)
    )


def _postings(said: _Said, known: NDArray[np.uint64], weight: NDArray[np.float64]) -> _Postings:
    at = _find(known, said.word)
    order = np.argsort(at, kind="stable")
    starts = np.searchsorted(at[order], np.arange(len(known) + 1))
    summed: NDArray[np.float64] = np.bincount(said.text, weight[at], said.texts).astype(np.float64)
    return _Postings(said.text[order], starts, summed)


def _find(known: NDArray[np.uint64], wanted: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Places of words among those known; one behind the last for a word unheard of."""
    at = np.searchsorted(known, wanted)
    is_known = np.append(known, 0)[at] == wanted
    return np.where(is_known & (at < len(known)), at, len(known))


# ---------------------------------------------------------------- what spreads fast

TIMES: Final = 3  # as many posts as in the same span before
POSTS: Final = 20  # at least, in the span
NEW: Final = 7  # days since the first post of a cluster


@dataclass(frozen=True, slots=True)
class Growth:
    """A cluster with `posts` in the last `hours`, after `before` in as many hours; its first post is of day `first`."""

    cluster: int
    hours: int
    posts: int
    before: int
    first: date


def fast_growing(counts: pa.Table, *, on: date) -> list[Growth]:
    """Clusters that grew fast up to the end of day `on`, the largest first; of (day, cluster, n), cluster 0 aside.

    The rule: first seen at most NEW days ago, at least POSTS posts within 24 or 48 hours, and at least TIMES as many as in
    the 24 or 48 hours before. Days are the finest that is known, so 24 hours are one day; later days do not count.
    """
    rows = counts.filter(
        (pc.field("cluster") != 0) & (pc.field("n") > 0) & (pc.field("day") <= pa.scalar(on))
    )
    summed = rows.group_by(["cluster", "day"], use_threads=False).aggregate([("n", "sum")])
    days: dict[int, dict[date, int]] = {}
    for row in summed.to_pylist():
        days.setdefault(row["cluster"], {})[row["day"]] = row["n_sum"]
    found = [one for cluster, posts in days.items() for one in _growth(cluster, posts, on)]
    return sorted(found, key=lambda one: (-one.posts, one.cluster))


def _growth(cluster: int, posts: dict[date, int], on: date) -> Iterator[Growth]:
    """The shorter span in which the rule holds, if it does."""
    first = min(posts)
    if first <= on - timedelta(NEW):
        return
    for span in (1, 2):
        last, before = (
            sum(posts.get(on - timedelta(back + i), 0) for i in range(span)) for back in (0, span)
        )
        if last >= POSTS and last >= TIMES * before:
            yield Growth(cluster, 24 * span, last, before, first)
            return
