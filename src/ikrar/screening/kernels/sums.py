"""Sums of rows: scores of many posts, what each word gave to a score, and the features that training asks for.

Posts come as the two buffers of an Arrow string column. Arrays are trusted; nothing is written but `out`.
"""

import numpy as np
from numba import njit

from ikrar.screening.kernels.lines import read, relate
from ikrar.screening.kernels.tokens import COLUMNS, row_of, word_features


@njit(cache=True)
def forget(memo):
    """Empty the memo."""
    memo.tokens[:] = 0
    memo.words[:] = 0
    memo.used[:] = 0


@njit(cache=True)
def take_in(r, data, start, stop):
    """Read a post and relate its pieces; one that fills an empty memo counts as far as it was read."""
    if not read(r, data, start, stop):
        forget(r.memo)
        read(r, data, start, stop)
    relate(r)


@njit(cache=True)
def total(r, sums):
    """Sums of all rows of the line, int32[COLUMNS]."""
    line, memo, rows = r.line, r.memo, r.tables.rows
    sums[:] = 0
    for i in range(line.size[0]):
        piece = line.piece[i]
        for k in range(COLUMNS):
            sums[k] += memo.sums[piece, k]
    for i in range(line.size[1]):
        at = row_of(rows, line.feature[i])
        if at >= 0:
            for k in range(1, COLUMNS):
                sums[k] += rows[at, k]


@njit(cache=True, nogil=True)
def add_up(r, data, offsets, out):
    """Sums of every post: out int32[posts, COLUMNS]."""
    for i in range(offsets.size - 1):
        take_in(r, data, offsets[i], offsets[i + 1])
        total(r, out[i])


@njit(cache=True)
def features(r, data, start, stop, out):
    """Hashes of all features of one post, repeated as they occur: how many; out uint64[large enough]."""
    take_in(r, data, start, stop)
    n = 0
    for i in range(r.line.size[0]):
        n += word_features(r.memo, r.line.piece[i], out[n:])
    for i in range(r.line.size[1]):
        out[n] = r.line.feature[i]
        n += 1
    return n
