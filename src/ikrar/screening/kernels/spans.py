"""Which words gave a score: spans and reasons for every mark, by adding up what each piece contributed.

A feature between two pieces is shared by both. Offsets come out in characters of the original post.
"""

import numpy as np
from numba import njit

from ikrar.screening.kernels.sums import take_in
from ikrar.screening.kernels.tokens import COLUMNS, MASKS, SIGNS, row_of

MOST = 3  # spans and reasons of a mark
SHARE = 0.25  # of the strongest piece's contribution that earns a highlight
TOLD = 71  # kinds from here on (numbers, addresses) are no reason by themselves


@njit(cache=True)
def shares(r, weights, given):
    """given[piece of the line] = what it contributed to one label; weights float32[COLUMNS]."""
    line, memo, rows = r.line, r.memo, r.tables.rows
    for i in range(line.size[0]):
        given[i] = 0.0
        for k in range(1, COLUMNS):
            given[i] += weights[k] * memo.sums[line.piece[i], k]
    for i in range(line.size[1]):
        at = row_of(rows, line.feature[i])
        if at >= 0:
            value = 0.0
            for k in range(1, COLUMNS):
                value += weights[k] * rows[at, k]
            given[line.left[i]] += value / 2
            given[line.right[i]] += value / 2


@njit(cache=True)
def character(data, start, at, characters, stop):
    """Characters before byte `stop`, counted on from `characters` at byte `at` (offsets from `start`)."""
    while at < stop:
        characters += (data[start + at] & 0xC0) != 0x80
        at += 1
    return characters


@njit(cache=True)
def strongest(given, n):
    """The threshold above which a piece is shown: a share of the strongest, or the last of the MOST runs kept."""
    top = 0.0
    for i in range(n):
        top = max(top, given[i])
    least = top * SHARE
    while True:
        runs, lowest = 0, top
        inside = False
        for i in range(n):
            shown = given[i] > 0 and given[i] >= least
            runs += shown and not inside
            inside = shown
            if shown:
                lowest = min(lowest, given[i])
        if runs <= MOST or lowest >= top:
            return least
        least = lowest * 1.0001 + 1e-9


@njit(cache=True)
def spans_of(r, data, start, given, out):
    """Write up to MOST runs of shown pieces to out int32[MOST, 2]; how many."""
    line, n = r.line, r.line.size[0]
    least, count, inside = strongest(given, n), 0, False
    byte = characters = 0
    for i in range(n):
        shown = given[i] > 0 and given[i] >= least
        if shown and (inside or count < MOST):
            begin, end = np.int64(line.start[i]), np.int64(line.end[i])
            if not inside:
                characters = character(data, start, byte, characters, begin)
                out[count, 0], byte = characters, begin
                count += 1
            characters = character(data, start, byte, characters, end)
            byte = max(byte, end)
            out[count - 1, 1] = characters
        inside = shown and count > 0
    return count


@njit(cache=True)
def reasons_of(r, given, whole, out):
    """Write the kinds of the strongest pieces to out int16[MOST], or `whole` where none has a kind; how many."""
    line, count, least = r.line, 0, 0.0
    for i in range(line.size[0]):
        least = max(least, given[i] * SHARE / 2)
    while count < MOST:
        best, value = -1, least
        for i in range(line.size[0]):
            kind = line.kind[i] & 127
            known = 0 < kind < TOLD and kind != SIGNS
            for k in range(count):
                known = known and out[k] != kind
            if known and given[i] > value:
                best, value = i, given[i]
        if best < 0:
            break
        out[count] = line.kind[best] & 127
        count += 1
    if count == 0 or (count == 1 and out[0] >= MASKS):
        out[count] = whole
        count += 1
    return count


@njit(cache=True, nogil=True)
def explain(r, posts, wanted, weights, out):
    """Spans and reasons of each wanted (post, label), int64[marks, 2], posts ascending.

    posts: (data, offsets). weights float32[labels, COLUMNS]. out: spans int32[marks, MOST, 2], their number
    int32[marks], reasons int16[marks, MOST], their number int32[marks].
    """
    data, offsets = posts
    spans, many, reasons, told = out
    given, last = np.zeros(r.line.piece.size, np.float32), -1
    for m in range(wanted.shape[0]):
        post, label = wanted[m]
        if post != last:
            take_in(r, data, offsets[post], offsets[post + 1])
            last = post
        shares(r, weights[label], given)
        many[m] = spans_of(r, data, offsets[post], given, spans[m])
        told[m] = reasons_of(r, given, 100 + label, reasons[m])
