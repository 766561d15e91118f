"""Texts as hashed words: what the comparison of texts is made of, in a few passes over their bytes.

In: an Arrow column of texts. Out: one 64-bit hash a word. Case, fancy letters, addresses, mentions, punctuation, emoji and
a leading RT do not count; numbers and hashtags are words. The same text gives the same hashes on every machine.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

LONGEST: Final = 2000  # characters of a text that are read
_DROPPED: Final = r"(?:https?://|www\.)\S*|@\w+|^\W*rt\b"
_HASH: Final = ord("#")


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """hashes uint64[words]; text i has those from offsets[i] to offsets[i + 1]; is_tag bool[words]."""

    hashes: NDArray[np.uint64]
    offsets: NDArray[np.int64]
    is_tag: NDArray[np.bool_]


def scatter(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread every bit over all others (the finaliser of SplitMix64), one to one."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def constants(count: int) -> NDArray[np.uint64]:
    """`count` odd numbers that look like chance and never change, since sketches are kept."""
    steps = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return scatter(steps) | np.uint64(1)


def follow(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Hash pairs in their order."""
    return scatter(first * np.uint64(0x9E3779B97F4A7C15) + second)


def words(texts: Any) -> Words:
    """Hash the words of texts; a null is an empty text."""
    data, at = _bytes(_plain(texts))
    inside = _in_words(data)
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    starts, stops = edges[::2], edges[1::2]
    is_tag = np.zeros(len(starts), np.bool_)
    led = starts > 0
    is_tag[led] = data[starts[led] - 1] == _HASH
    return Words(_hashes(data, starts, stops), np.searchsorted(starts, at), is_tag)


def _plain(texts: Any) -> pa.LargeStringArray:
    """Folded texts, each with a space behind it, so that no word reaches into the next text."""
    texts = pc.fill_null(texts.cast(pa.large_string()), "")
    folded = pc.utf8_lower(pc.utf8_normalize(pc.utf8_slice_codeunits(texts, 0, LONGEST), "NFKC"))
    kept = pc.replace_substring_regex(folded, _DROPPED, " ")
    one, space = (pa.scalar(x, pa.large_string()) for x in ("", " "))
    spaced = pc.binary_join_element_wise(kept, space, one)
    return spaced.combine_chunks() if isinstance(spaced, pa.ChunkedArray) else spaced


def _bytes(text: pa.LargeStringArray) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    _, offsets, data = text.buffers()
    at = np.frombuffer(offsets, np.int64)[text.offset : text.offset + len(text) + 1]
    return np.frombuffer(data or b"", np.uint8)[at[0] : at[-1]], at - at[0]


_PLAIN: Final = np.array([b > 127 or chr(b).isalnum() or chr(b) == "_" for b in range(256)])
# lead bytes of what is no letter: U+0080-BF signs, U+2000-2FFF punctuation and symbols, U+1F000-1FFFF emoji
_SIGNS: Final = ((b"\xc2", 2), (b"\xe2", 3), (b"\xef\xb8", 3), (b"\xf0\x9f", 4))


def _in_words(data: NDArray[np.uint8]) -> NDArray[np.bool_]:
    inside = _PLAIN[data]
    for lead, size in _SIGNS:
        found = np.flatnonzero(data == lead[0])
        if len(lead) > 1:
            found = found[data[found + 1] == lead[1]]
        for step in range(size):
            inside[found + step] = False
    return inside


_BASE: Final = 0xD1342543DE82EF95
_VALUES: Final = constants(256)


def _hashes(
    data: NDArray[np.uint8], starts: NDArray[np.int64], stops: NDArray[np.int64]
) -> NDArray[np.uint64]:
    """Polynomial hashes from running sums: what stands before a word is taken off, its place divided out."""
    powers = _powers(_BASE, len(data))
    sums = np.zeros(len(data) + 1, np.uint64)
    np.cumsum(_VALUES[data] * powers, out=sums[1:])
    back = _powers(pow(_BASE, -1, 1 << 64), len(data))
    return scatter((sums[stops] - sums[starts]) * back[starts])


def _powers(base: int, count: int) -> NDArray[np.uint64]:
    powers = np.full(count, base, np.uint64)
    powers[:1] = 1
    return np.cumprod(powers, dtype=np.uint64)
