"""Texts as a sparse matrix of hashed features, exactly as the kernel sums them.

A feature is worth its rarity (idf) times the worth of its sort; a post's values are divided by the root of the sum of
their squares. Only features that got a place in the table of rows take part, in training as in use.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ikrar import packs
from ikrar.screening import kernels, tables
from ikrar.screening.model import COLUMNS

# worth of a word, a letter n-gram, neighbours, words one apart, a concept, two concepts
WORTH: Final = np.array([1, 0.35, 1, 0.7, 1.2, 1], np.float32)
LONGEST: Final = 20_000  # bytes of a text that are learned from

Hashed = tuple[NDArray[np.uint64], NDArray[np.uint8]]


def hashed(texts: Sequence[str]) -> list[Hashed]:
    """The features of each text and their sorts, repeated as they occur."""
    empty = np.zeros((2, COLUMNS), np.int16)
    reader = kernels.reader(tables.build(packs.load("pemilu-2024"), empty), longest=LONGEST)
    out, sorts = np.zeros(120 * LONGEST, np.uint64), np.zeros(120 * LONGEST, np.uint8)
    found = []
    for text in texts:
        data = np.frombuffer(text.encode("utf-8", "replace")[:LONGEST] + b" ", np.uint8)
        n = kernels.features(reader, data, (0, len(data) - 1), out, sorts)
        found.append((out[:n].copy(), sorts[:n].copy()))
    return found


@dataclass(frozen=True, slots=True)
class Features:
    """`d` features: hashes uint64 ascending, worth float32 (idf times the worth of the sort), frequency int64."""

    hashes: NDArray[np.uint64]
    worth: NDArray[np.float32]
    frequency: NDArray[np.int64]

    def only(self, keep: NDArray[Any]) -> "Features":
        return Features(self.hashes[keep], self.worth[keep], self.frequency[keep])

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


def features(texts: Sequence[Hashed], *, least: int = 2) -> Features:
    """All features that stand in at least `least` texts."""
    hashes, frequency = np.unique(
        np.concatenate([np.unique(h) for h, _ in texts]), return_counts=True
    )
    hashes, frequency = hashes[frequency >= least], frequency[frequency >= least]
    every, first = np.unique(np.concatenate([h for h, _ in texts]), return_index=True)
    sorts = np.concatenate([s for _, s in texts])[first[np.searchsorted(every, hashes)]]
    rarity = np.log(len(texts) / frequency) + 1
    return Features(hashes, (rarity * WORTH[sorts]).astype(np.float32), frequency)


def places(found: Features, order: NDArray[np.int64], buckets: int) -> NDArray[np.int64]:
    """The row of each feature, -1 where both rows of its bucket are taken by features earlier in `order`."""
    bucket = (found.hashes & np.uint64(buckets - 1)).astype(np.int64)
    seal = kernels.seals(found.hashes)
    rows = np.full(len(order), -1, np.int64)
    taken = np.zeros(2 * buckets, np.int16)
    for i in order.tolist():
        at = 2 * int(bucket[i])
        if taken[at] == 0:
            taken[at], rows[i] = seal[i], at
        elif taken[at + 1] == 0 and taken[at] != seal[i]:
            taken[at + 1], rows[i] = seal[i], at + 1
    return rows
