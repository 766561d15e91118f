"""Sums of rows: scores of many posts, what each word gave to a score, and the features that training asks for.

Posts come as the two buffers of an Arrow string column. Arrays are trusted; nothing is written but `out`.
"""

import numpy as np
from numba import njit

from ikrar.screening.kernels.lines import read, relate
from ikrar.screening.kernels.tokens import (
    COLUMNS,
    CONCEPT,
    GRAM,
    ITSELF,
    SIGNS,
    row_of,
    word_features,
)


@njit(cache=True)
def forget(memo):
    """Empty the memo."""
    memo.tokens[:] = 0
    memo.words[:] = 0
    memo.seen[:] = 0
    memo.used[:] = 0


@njit(cache=True)
def take_in(r, data, start, stop):
    """Read a post, as far as the line has room, and relate its pieces; one that fills an empty memo is cut there."""
    stop = min(stop, start + r.line.piece.size - 8)
    if not read(r, data, start, stop):
        forget(r.memo)
        read(r, data, start, stop)
    relate(r)
    r.memo.used[2] += 1


@njit(cache=True, inline="always")
def is_new(memo, piece):
    """Whether a piece stands in this post for the first time: a word counts once, however often it is repeated."""
    if memo.seen[piece] == memo.used[2]:
        return False
    memo.seen[piece] = memo.used[2]
    return True


@njit(cache=True)
def total(r, sums):
    """Sums of all rows of the line, int32[COLUMNS]."""
    line, memo, rows = r.line, r.memo, r.tables.rows
    sums[:] = 0
    for i in range(line.size[0]):
        piece = line.piece[i]
        if is_new(memo, piece):
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
def features(r, data, span, out, sorts):
    """Hashes of all features of the post data[span[0]:span[1]] and their sorts: how many; repeated as they occur.

    out uint64 and sorts uint8 have room for 120 a byte.
    """
    take_in(r, data, span[0], span[1])
    n, memo = 0, r.memo
    for i in range(r.line.size[0]):
        piece = r.line.piece[i]
        if is_new(memo, piece):
            m = word_features(memo, piece, out[n:])
            sorts[n : n + m] = GRAM
            sorts[n] = ITSELF
            if m > 1 and 0 < memo.kinds[piece] & 127 < SIGNS:
                sorts[n + 1] = CONCEPT
            n += m
    for i in range(r.line.size[1]):
        out[n], sorts[n] = r.line.feature[i], r.line.sort[i]
        n += 1
    return n
