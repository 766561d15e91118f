"""Sums of rows for many posts, and the features that training asks for.

Posts come as the two buffers of an Arrow string column. Arrays are trusted; nothing is written but `out`.
"""

import numpy as np
from numba import njit

from ikrar.screening.kernels.pages import join, look_up, relate, tokenise
from ikrar.screening.kernels.pieces import (
    row_of,
    word_features,
)
from ikrar.screening.kernels.shapes import (
    COLUMNS,
    CONCEPT,
    GRAM,
    ITSELF,
    SIGNS,
)


@njit(cache=True)
def forget(memo):
    """Empty the memo."""
    memo.tokens[:] = 0
    memo.words[:] = 0
    memo.seen[:] = 0
    memo.used[:] = 0


@njit(cache=True)
def take_in(r, data, offsets):
    """Read the first posts of a page and relate their pieces: how many were read, at least one.

    Where the memo is full it is emptied before the next post; a post that fills it alone is cut there.
    """
    tokenise(r, data, offsets)
    posts = look_up(r, data, offsets)
    if posts == 0 and offsets.size > 1:
        forget(r.memo)
        posts = max(look_up(r, data, offsets), 1)
    join(r, posts)
    relate(r, posts)
    return posts


@njit(cache=True)
def page_end(page, offsets, first):
    """How many posts from `first` on fit on a page: at least one."""
    last = first + 1
    room = min(page.tokens.size - 1, offsets.size - 1 - first)
    while last - first < room and offsets[last + 1] - offsets[first] < page.hashes.size - 8:
        last += 1
    return last


@njit(cache=True, inline="always")
def add_rows(rows, where, count, sums):
    """Add rows `where[:count]` to sums[COLUMNS], four columns at a time: many rows are on their way from memory
    at once, which adding one whole row after the other would not allow.
    """
    for k in range(0, COLUMNS, 4):
        a = b = c = d = np.int32(0)
        for j in range(count):
            at = where[j]
            a += rows[at, k]
            b += rows[at, k + 1]
            c += rows[at, k + 2]
            d += rows[at, k + 3]
        sums[k] += a
        sums[k + 1] += b
        sums[k + 2] += c
        sums[k + 3] += d


@njit(cache=True)
def total(r, posts, out):
    """Sums of all rows of each post; a word counts once in a post, however often it is repeated."""
    page, seals, rows, where = r.page, r.tables.seals, r.tables.rows, r.page.where
    own, seen, used = r.memo.sums, r.memo.seen, r.memo.used
    piece, pieces, feature, features = page.piece, page.pieces, page.feature, page.features
    for post in range(posts):
        used[2] += 1
        now, count = used[2], 0
        for i in range(pieces[post], pieces[post + 1]):
            at = piece[i]
            where[count] = at
            count += seen[at] != now
            seen[at] = now
        out[post] = 0
        add_rows(own, where, count, out[post])
        count = 0
        for i in range(features[post], features[post + 1]):
            row = row_of(seals, feature[i])
            where[count] = row
            count += row >= 0
        add_rows(rows, where, count, out[post])


@njit(cache=True, nogil=True)
def add_up(r, data, offsets, out):
    """Sums of every post: out int32[posts, COLUMNS]."""
    first = 0
    while first < offsets.size - 1:
        last = page_end(r.page, offsets, first)
        done = take_in(r, data, offsets[first : last + 1])
        total(r, done, out[first : first + done])
        first += done


@njit(cache=True)
def features(r, data, span, out, sorts):
    """Hashes of all features of the post data[span[0]:span[1]] and their sorts: how many; repeated as they occur.

    out uint64 and sorts uint8 have room for 120 a byte.
    """
    take_in(r, data, np.array(span, np.int64))
    n, memo, page = 0, r.memo, r.page
    memo.used[2] += 1
    for i in range(page.pieces[1]):
        piece = page.piece[i]
        if memo.seen[piece] != memo.used[2]:
            memo.seen[piece] = memo.used[2]
            m = word_features(memo, piece, out[n:])
            sorts[n : n + m] = GRAM
            kind = memo.kinds[piece] & 127
            sorts[n] = ITSELF if kind < SIGNS else CONCEPT
            if 0 < kind < SIGNS:
                sorts[n + 1] = CONCEPT
            n += m
    for i in range(page.features[1]):
        out[n], sorts[n] = page.feature[i], page.sort[i]
        n += 1
    return n
