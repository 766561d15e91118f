"""Texts as a sparse matrix of hashed features, exactly as the kernel sums them.

A feature is worth its rarity (idf) times the worth of its sort; a post's values are divided by the root of the sum of
their squares. Only features that got a place in the table of rows take part, in training as in use.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ikrar import packs
from ikrar.screening import alphabet, kernels, roots, tables, vocabulary
from ikrar.screening.kernels.words import NAMED
from ikrar.screening.model import COLUMNS

# worth of a word, a letter n-gram, neighbours, a concept, two concepts (of which a long text has very many), style, a root,
# a root in the context of its post, and a sign or a mask
WORTH: Final = np.array([1, 0.35, 1.3, 0.7, 0.4, 1.5, 0.7, 0.7, 0.7], np.float32)
# texts in which a feature of each sort must stand
LEAST: Final = np.array([2, 4, 2, 1, 1, 1, 2, 3, 1])
TWICE, SELDOM = 2, 0.2  # times that a word stands somewhere; times with a capital for one without
LONGEST: Final = 20_000  # bytes of a text that are learned from
BUCKETS: Final = 1 << 17  # of two rows
ROOMY: Final = 1 << 21  # where texts are read to be learned from: room for nearly every word
WORD_FIRST: Final = 500.0  # by so much, in frequency times worth, a word comes earlier
DEAR: Final = 10  # times that what stands in labelled posts counts more
# a word; not the letter of an escape (\nPrabowo)
WORD: Final = re.compile(r"(?<!\\)[^\W\d_]+")
WITHIN: Final = re.compile(r"(?<=[a-z0-9,] )[^\W\d_]+")  # one within a sentence
OFTEN: Final = 1000  # times with a capital from which on a word is no name

Hashed = tuple[NDArray[np.uint64], NDArray[np.uint8]]


def hashed(texts: Sequence[str], known: NDArray[np.uint64]) -> list[Hashed]:
    """The features of each text and their sorts, repeated as they occur; `known` words are never taken for names."""
    rows = np.zeros((2 * ROOMY, COLUMNS), np.int16)
    at = places(known, np.arange(len(known)), ROOMY)
    rows[at[at >= 0], 0] = kernels.seals(known[at >= 0])
    reader = kernels.reader(tables.build(packs.load("pemilu-2024"), rows), longest=LONGEST)
    out, sorts = np.zeros(120 * LONGEST, np.uint64), np.zeros(120 * LONGEST, np.uint8)
    found = []
    for text in texts:
        data = np.frombuffer(text.encode("utf-8", "replace")[:LONGEST] + b" ", np.uint8)
        n = kernels.features(reader, data, kernels.whole(len(data) - 1), out, sorts)
        found.append((out[:n].copy(), sorts[:n].copy()))
    return found


def known_words(texts: Sequence[str], heard: Sequence[str] = ()) -> NDArray[np.uint64]:
    """Hashes of words that are no names, ascending: they stand twice or more in `texts` in small letters or all in
    capitals; or three times in `heard`, and there seldom with a capital. One that is a name or carries one is none of them.
    """
    counts = Counter(word for text in texts for word in WORD.findall(text) if not word.istitle())
    words = {alphabet.fold_word(word) for word, times in counts.items() if times >= TWICE}
    plain, titled = Counter[str](), Counter[str]()
    for text in heard:
        for word in WORD.findall(text):
            (titled if word.istitle() else plain)[alphabet.fold_word(word)] += 1
    words |= {w for w, n in plain.items() if n > TWICE and titled[w] <= SELDOM * n}
    words -= named([*texts, *heard])
    words -= carrying(words)
    return np.array(sorted(kernels.piece_hash(word) for word in words if len(word) > 2), np.uint64)


def named(texts: Iterable[str]) -> set[str]:
    """Words, neither listed nor with a root, that are names by how people write them: within sentences that are mostly in small
    letters they have a capital twice or more, and more often than not. What everybody speaks of (Indonesia) stays a word.
    """
    titled, plain = Counter[str](), Counter[str]()
    for text in texts:
        words = WORD.findall(text)
        if 2 * sum(map(str.islower, words)) >= len(words) and any(map(str.istitle, words)):
            for word in WITHIN.findall(text):
                (titled if word.istitle() else plain)[alphabet.fold_word(word)] += 1
    listed = vocabulary.listed(packs.load("pemilu-2024"))
    return {
        word
        for word, times in titled.items()
        if max(TWICE, plain[word] + 1) <= times <= OFTEN
        and (word,) not in listed
        and word not in roots.roots()
    }


def carrying(words: Iterable[str]) -> set[str]:
    """Those, neither listed nor with a root, that begin or end with the name of somebody or something masked
    (pilihwirasena): with a row of their own it would matter who is named.
    """
    listed = vocabulary.listed(packs.load("pemilu-2024"))
    masked = [entry for entry, kind in listed.items() if kind >= vocabulary.MASKS]
    names = {entry[0] for entry in masked if len(entry) == 1}
    return {
        word
        for word in words
        if (word,) not in listed
        and word not in roots.roots()
        and any(word[:n] in names or word[-n:] in names for n in range(NAMED, len(word)))
    }


@dataclass(frozen=True, slots=True)
class Features:
    """`d` features: hashes uint64 ascending, worth float32 (idf times the worth of the sort), frequency int64."""

    hashes: NDArray[np.uint64]
    worth: NDArray[np.float32]
    frequency: NDArray[np.int64]
    sorts: NDArray[np.uint8]

    def only(self, keep: NDArray[Any]) -> "Features":
        return Features(self.hashes[keep], self.worth[keep], self.frequency[keep], self.sorts[keep])

    def matrix(self, texts: Sequence[Hashed]) -> sparse.csr_matrix:
        """float32[n, d]: occurrences times worth, over the norm of the text."""
        columns, values, ends = [], [], [0]
        for hashes, _ in texts:
            at = np.minimum(np.searchsorted(self.hashes, hashes), len(self.hashes) - 1)
            at, times = np.unique(at[self.hashes[at] == hashes], return_counts=True)
            worth = self.worth[at]
            norm = np.sqrt(max(float((times * worth * worth).sum()), 1e-6))
            columns.append(at)
            values.append((times * worth / norm).astype(np.float32))
            ends.append(ends[-1] + len(at))
        shape = (len(texts), len(self.hashes))
        return sparse.csr_matrix(
            (np.concatenate(values), np.concatenate(columns), ends), shape=shape
        )


def features(texts: Sequence[Hashed], known: NDArray[np.uint64]) -> Features:
    """All features that stand in enough texts; of words those that are known, at no worth if they stand in too few and
    have no root: nobody shall take them for names.
    """
    hashes, frequency = np.unique(
        np.concatenate([np.unique(h) for h, _ in texts]), return_counts=True
    )
    _, first = np.unique(np.concatenate([h for h, _ in texts]), return_index=True)
    sorts = np.concatenate([s for _, s in texts])[first]
    keep = frequency >= LEAST[sorts]
    keep &= (sorts != kernels.ITSELF) | np.isin(hashes, known)
    rarity = np.log(len(texts) / frequency[keep]) + 1
    worth = (rarity * WORTH[sorts[keep]]).astype(np.float32)
    silent = np.setdiff1d(known[~rooted(known)], hashes[keep])
    none = np.zeros(len(silent))
    at = np.searchsorted(hashes[keep], silent)
    return Features(
        np.insert(hashes[keep], at, silent),
        np.insert(worth, at, none.astype(np.float32)),
        np.insert(frequency[keep], at, none.astype(np.int64)),
        np.insert(sorts[keep], at, np.uint8(kernels.ITSELF)),
    )


def rooted(words: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which hashes of words are of one that has a root, which is never taken for a name."""
    return np.isin(words, roots.table()[:, 0])


def standing(found: Features, texts: Sequence[Hashed]) -> NDArray[np.int64]:
    """In how many of the texts each feature stands."""
    hashes = np.concatenate([found.hashes[:0], *(np.unique(h) for h, _ in texts)])
    at = np.minimum(np.searchsorted(found.hashes, hashes), len(found.hashes) - 1)
    return np.bincount(at[found.hashes[at] == hashes], minlength=len(found.hashes))


def order(found: Features, posts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Features by who gets a row first, since some find both rows of their bucket taken: the few of concept and style,
    then what is frequent and worth much, a word without a root somewhat earlier: without a row it is taken for a name.
    What stands in two labelled `posts` or more (int64[d], in how many) counts as if it stood there DEAR times as often.
    """
    few = np.isin(found.sorts, (kernels.BARE, kernels.CONCEPT, kernels.STYLE))
    bare = (found.sorts == kernels.ITSELF) & ~rooted(found.hashes)
    first = np.where(few, np.inf, np.where(bare, WORD_FIRST, 0))
    often = found.frequency + DEAR * np.where(posts > 1, posts, 0)
    return np.argsort(-(first + often * found.worth), kind="stable")


def places(hashes: NDArray[np.uint64], order: NDArray[np.int64], buckets: int) -> NDArray[np.int64]:
    """The row of each feature, -1 where both rows of its bucket are taken by features earlier in `order`."""
    first = (hashes & np.uint64(2 * buckets - 2)).astype(np.int64).tolist()
    seal = kernels.seals(hashes).tolist()
    rows = np.full(len(hashes), -1, np.int64)
    taken = [0] * (2 * buckets)
    for i in order.tolist():
        at = first[i]
        if taken[at] == 0:
            taken[at], rows[i] = seal[i], at
        elif taken[at + 1] == 0 and taken[at] != seal[i]:
            taken[at + 1], rows[i] = seal[i], at + 1
    return rows
