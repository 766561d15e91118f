"""Sums of rows for many posts, and the features that training asks for.

Posts come as the two buffers of an Arrow string column. Arrays are trusted; nothing is written but `out`.
"""

import numpy as np
from numba import njit

from ikrar.screening.kernels.pages import (
    join,
    look_up,
    may_fill,
    relate,
    style,
    tokenise,
)
from ikrar.screening.kernels.pieces import (
    bucket_of,
    seal_of,
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
    if offsets.size > 1 and may_fill(r.memo, offsets, 0):
        forget(r.memo)
    posts = look_up(r, data, offsets)
    if posts == 0 and offsets.size > 1:
        forget(r.memo)
        posts = max(look_up(r, data, offsets), 1)
    join(r, posts)
    style(r, data, offsets, posts)
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


@njit(cache=True)
def pick_pieces(r, posts):
    """The pieces of each post into page.where; a word counts once in a post, however often it is repeated."""
    page, seen, used = r.page, r.memo.seen, r.memo.used
    piece, pieces, where, starts = page.piece, page.pieces, page.where, page.starts
    count = 0
    for post in range(posts):
        starts[post] = count
        used[2] += 1
        now = used[2]
        for i in range(pieces[post], pieces[post + 1]):
            at = piece[i]
            where[count] = at
            count += seen[at] != now
            seen[at] = now
    starts[posts] = count


@njit(cache=True)
def pick_rows(r, posts):
    """The rows of each post's features into page.where; as `row_of`, without a branch that nobody could foretell."""
    page, seals = r.page, r.tables.seals
    feature, features, where, starts = page.feature, page.features, page.where, page.starts
    count = 0
    for post in range(posts):
        starts[post] = count
        for i in range(features[post], features[post + 1]):
            h = feature[i]
            at, seal = bucket_of(seals, h), seal_of(h)
            first, second = seals[at] == seal, seals[at + 1] == seal
            where[count] = at + (1 - first)
            count += first | second
    starts[posts] = count


@njit(cache=True)
def add_rows(rows, page, posts, out):
    """Add the picked rows of each post to out[post], four columns at a time: many rows are on their way from memory
    at once, which adding one whole row after the other would not allow.
    """
    where, starts = page.where, page.starts
    for post in range(posts):
        for k in range(0, COLUMNS, 4):
            a = b = c = d = np.int64(0)
            for j in range(starts[post], starts[post + 1]):
                at = where[j]
                a += rows[at, k]
                b += rows[at, k + 1]
                c += rows[at, k + 2]
                d += rows[at, k + 3]
            out[post, k] += a
            out[post, k + 1] += b
            out[post, k + 2] += c
            out[post, k + 3] += d


@njit(cache=True)
def total(r, posts, out):
    """Sums of all rows of each post."""
    out[:posts] = 0
    pick_pieces(r, posts)
    add_rows(r.memo.sums, r.page, posts, out)
    pick_rows(r, posts)
    add_rows(r.tables.rows, r.page, posts, out)


@njit(cache=True, nogil=True)
def add_up(r, data, offsets, out):
    """Sums of every post: out int64[posts, COLUMNS]."""
    first = 0
    while first < offsets.size - 1:
        last = page_end(r.page, offsets, first)
        done = take_in(r, data, offsets[first : last + 1])
        total(r, done, out[first : first + done])
        first += done


@njit(cache=True)
def features(r, data, offsets, out, sorts):
    """Hashes of all features of one post, data[offsets[0]:offsets[1]], and their sorts: how many; repeated as they occur.

    out uint64 and sorts uint8 have room for 120 a byte.
    """
    take_in(r, data, offsets)
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


@njit(cache=True, nogil=True)
def to_scores(sums, norm, matrix, offset, out):
    """Scores of sums int64[posts, COLUMNS] into out float32[posts, labels], post by post: none depends on another.

    norm: what a step of the norm column is worth. matrix float32[labels, heads], offset float32[labels]: into logits.
    """
    for post in range(sums.shape[0]):
        length = np.sqrt(max(np.float32(sums[post, 1]) * norm, np.float32(1e-6)))
        for label in range(matrix.shape[0]):
            logit = np.float32(0)
            for k in range(matrix.shape[1]):
                logit += matrix[label, k] * np.float32(sums[post, COLUMNS - matrix.shape[1] + k])
            logit = min(max(logit / length + offset[label], np.float32(-30)), np.float32(30))
            out[post, label] = np.float32(1) / (np.float32(1) + np.exp(-logit))
