"""Near-copies among a million posts: a sketch a post, then groups of posts whose sketches agree.

A sketch holds 128 minima of the hashed words and neighbours of a text (MinHash, by rensa), 16 bits each, four to a band; the
share of equal minima estimates how much two texts have in common. Posts under four words are copies of nothing: many
people write "amin" by themselves. Posts under eight must agree more. Source: Broder 1997, "On the resemblance and
containment of documents".
"""

from array import array
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from ikrar.indicators.hashing import Words, constants, follow, scatter, words

BANDS: Final = 32
ROWS: Final = 4  # minima of a band
SHORTEST: Final = 4  # words of a post that can be a copy; hashtags aside
SHORT: Final = 8  # under so many words, minima count in pairs, so that the likeness is squared
ALIKE: Final = 52  # equal minima of 128 that make two posts near-copies
_MINIMA: Final = BANDS * ROWS
_POSTS: Final = 2048  # that are read at once
_PAIRS: Final = 1 << 15  # that are compared at once
_SEED: Final = 42  # kept sketches are of this one


# ---------------------------------------------------------------- sketches


def sketch(texts: Any) -> NDArray[np.uint64]:
    """Sketches of texts, uint64[texts, BANDS]; all 0 for a text that is too short to be a copy."""
    found = np.zeros((len(texts), BANDS), np.uint64)
    for start in range(0, len(texts), _POSTS):
        some = words(texts[start : start + _POSTS])
        found[start : start + _POSTS] = _sketch(some)
    return found


def _sketch(some: Words) -> NDArray[np.uint64]:
    count = _count(some)
    minima = np.zeros((len(count), _MINIMA), np.uint16)
    minima[count >= SHORTEST] = _minima(some, count >= SHORTEST)
    short = (count >= SHORTEST) & (count < SHORT)
    for _ in range(2):
        minima[short] = minima[short] * np.uint16(31) + np.roll(minima[short], 1, axis=1)
    return minima.view(np.uint64)


def _count(some: Words) -> NDArray[np.int64]:
    """Words of each text without its hashtags, a word said several times in a row once."""
    again = np.diff(some.hashes, prepend=np.uint64(0)) == 0
    again[some.offsets[:-1][np.diff(some.offsets) > 0]] = False
    heard = np.concatenate([[0], np.cumsum(~(some.is_tag | again))])
    return np.asarray(np.diff(heard[some.offsets]))


def _minima(some: Words, wanted: NDArray[np.bool_]) -> NDArray[np.uint16]:
    """uint16[wanted, 128]: the lower halves of the least hashes, over words and pairs of neighbours."""
    size = np.diff(some.offsets)
    one = some.hashes[np.repeat(wanted, size)]
    ends = np.cumsum(size[wanted])
    pairs = np.append(follow(one[:-1], one[1:]), one[-1:])
    pairs[ends - 1] = one[ends - 1]  # the last word of a post has no neighbour
    tokens = np.stack([one, pairs], axis=1).reshape(-1)
    stops = np.concatenate([[0], 2 * ends]).astype(np.uint64)
    found = RMinHash.digest_matrix_from_flat_token_hashes(tokens, stops, _MINIMA, _SEED)
    # rows are lists of Python numbers, which an array takes faster than numpy does
    rows = b"".join(array("I", row) for row in found.to_rows())
    return np.frombuffer(rows, np.uint32).reshape(len(ends), _MINIMA).astype(np.uint16)


# ---------------------------------------------------------------- groups


def group(sketches: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Cluster ids int64[posts]: the lowest row among the near-copies of a post, of itself if it has none.

    Two posts are near-copies if one of their bands and ALIKE of their minima are equal; near-copies of near-copies
    belong together.
    """
    ids = np.arange(len(sketches))
    real = np.flatnonzero(sketches.any(axis=1))
    _, first, which = np.unique(_whole(sketches, real), return_index=True, return_inverse=True)
    order = np.argsort(first)  # so that the lowest row stays the lowest
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    firsts = real[first[order]]
    alike = _components(sketches, firsts)
    ids[real] = firsts[alike][place[which]]
    return ids


def _whole(sketches: NDArray[np.uint64], rows: NDArray[np.int64]) -> NDArray[np.uint64]:
    """One hash for all bands of each of the rows."""
    found, factors = np.empty(len(rows), np.uint64), constants(BANDS)
    for start in range(0, len(rows), _PAIRS):
        part = slice(start, start + _PAIRS)
        found[part] = (sketches[rows[part]] * factors).sum(axis=1, dtype=np.uint64)
    return found


def _components(sketches: NDArray[np.uint64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The lowest of `rows` that each of them is connected with, as a place in `rows`; sketches are not copied."""
    parent = np.arange(len(rows))
    minima = sketches.view(np.uint16)
    for band in range(BANDS):
        one, other = _candidates(sketches[rows, band])
        apart = parent[one] != parent[other]
        one, other = one[apart], other[apart]
        agree = _agree(minima, rows[one], rows[other])
        _join(parent, one[agree], other[agree])
    return parent


def _candidates(band: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows with the same key: each with the next, and with the first of its run.

    Keys are shortened to make room for their row, so that one plain sort, faster than any argsort, orders both; what falls
    together by that is told apart by its minima.
    """
    bits = np.uint64(max(1, len(band)).bit_length())
    rows = np.arange(len(band), dtype=np.uint64)
    packed = np.sort((scatter(band) >> bits << bits) | rows)
    order = (packed & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    same = np.flatnonzero(np.diff(packed >> bits) == 0)
    here, before = order[same + 1], order[same]
    begins = np.diff(same, prepend=-2) > 1
    first = before[np.maximum.accumulate(np.where(begins, np.arange(len(same)), 0))]
    further = first != before
    return np.concatenate([before, first[further]]), np.concatenate([here, here[further]])


def _agree(
    minima: NDArray[np.uint16], one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.bool_]:
    found = np.zeros(len(one), np.bool_)
    for start in range(0, len(one), _PAIRS):
        part = slice(start, start + _PAIRS)
        equal = minima[one[part]] == minima[other[part]]
        found[part] = equal.sum(axis=1) >= ALIKE
    return found


def _join(parent: NDArray[np.int64], one: NDArray[np.int64], other: NDArray[np.int64]) -> None:
    """Connect pairs: roots take the lowest root that they meet, until none changes."""
    while len(one):
        a, b = parent[one], parent[other]
        apart = a != b
        one, other, a, b = one[apart], other[apart], a[apart], b[apart]
        np.minimum.at(parent, np.maximum(a, b), np.minimum(a, b))
        while not np.array_equal(parent, higher := parent[parent]):
            parent[:] = higher
