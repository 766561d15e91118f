"""Which words gave a score: spans and reasons for every mark, by adding up what each piece contributed.

A feature between two pieces is shared by both. Offsets come out in characters of the original post.
"""

import numpy as np

from ikrar.screening.kernels.compiled import compiled
from ikrar.screening.kernels.pages import told_of
from ikrar.screening.kernels.pieces import place_in_context, row_of
from ikrar.screening.kernels.shapes import (
    COLUMNS,
    CONTEXTS,
    MASKS,
    ONE,
    STYLE,
)
from ikrar.screening.kernels.sums import take_in

MOST = 3  # spans and reasons of a mark
SHARE = 0.25  # of the strongest piece's contribution that earns a highlight


@compiled
def shares(r, post, column, given):
    """given[piece of the post] = what it added to one column of the sums: how many pieces."""
    page, own, seals, rows = r.page, r.memo.sums, r.tables.seals, r.tables.rows
    first = page.pieces[post]
    n = page.pieces[post + 1] - first
    for i in range(n):
        piece = page.piece[first + i]
        given[i] = own[piece, column]
        for k in range(CONTEXTS):
            place = place_in_context(r.memo, piece, k)
            if page.context[post] >> k & 1 and place:
                given[i] += rows[place - ONE, column]
    for i in range(page.features[post], page.features[post + 1]):
        at, (sort, begin, end) = row_of(seals, page.feature[i]), told_of(page.about[i])
        if at >= 0 and sort != STYLE:
            given[begin] += rows[at, column] / 2
            given[end] += rows[at, column] / 2
    return n


@compiled
def character(data, start, at, characters, stop):
    """Characters before byte `stop`, counted on from `characters` at byte `at` (offsets from `start`)."""
    while at < stop:
        characters += (data[start + at] & 0xC0) != 0x80
        at += 1
    return characters


@compiled
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


@compiled
def leave_telling(kinds, given, telling):
    """Runs of strong pieces in which none is of a telling kind ("besok", "!") are not shown where another run has one."""
    n, top, begin, tells = kinds.size, 0.0, 0, False
    for i in range(n):
        top = max(top, given[i])
    least = top * SHARE
    for i in range(n):
        tells |= given[i] > 0 and given[i] >= least and telling[kinds[i] & 127]
    while tells and begin < n:
        end, told = begin, False
        while end < n and given[end] > 0 and given[end] >= least:
            told |= telling[kinds[end] & 127]
            end += 1
        if not told:
            given[begin:end] = 0
        begin = end + 1


@compiled
def spans_of(span, data, start, given, out):
    """Write up to MOST runs of shown pieces (bytes int32[n, 2]) to out int32[MOST, 2], in characters; how many."""
    n = span.shape[0]
    least, count, inside = strongest(given, n), 0, False
    byte = characters = 0
    for i in range(n):
        shown = given[i] > 0 and given[i] >= least
        begin, end = np.int64(span[i, 0]), np.int64(span[i, 1])
        # pieces of one token share its span: what comes after one that is not shown goes on with it
        inside = shown and (inside or (count > 0 and begin < byte))
        if inside or (shown and count < MOST):
            if not inside:
                characters = character(data, start, byte, characters, begin)
                out[count, 0], byte = characters, begin
                count += 1
            characters = character(data, start, byte, characters, end)
            byte = max(byte, end)
            out[count - 1, 1] = characters
            inside = True
    return count


@compiled
def reasons_of(kinds, given, telling, whole, out):
    """Write the telling kinds of the strongest pieces to out int16[MOST], or `whole` where there is none; how many."""
    count, least = 0, 0.0
    for i in range(kinds.size):
        least = max(least, given[i] * SHARE / 2)
    while count < MOST:
        best, value = -1, least
        for i in range(kinds.size):
            kind = kinds[i] & 127
            known = telling[kind]
            for k in range(count):
                known = known and out[k] != kind
            if known and given[i] > value:
                best, value = i, given[i]
        if best < 0:
            break
        out[count] = kinds[best] & 127
        count += 1
    if count == 0 or (count == 1 and out[0] >= MASKS):
        out[count] = whole
        count += 1
    return count


@compiled(nogil=True)
def explain(r, posts, wanted, telling, out):
    """Spans and reasons of each wanted (post, label), int64[marks, 2], posts ascending.

    posts: (data, offsets). telling bool[labels, 128]: which kinds are a reason. out: spans int32[marks, MOST, 2], their number
    int32[marks], reasons int16[marks, MOST], their number int32[marks].
    """
    data, offsets = posts
    spans, many, reasons, told = out
    page, given, last = r.page, r.page.given, -1
    for m in range(wanted.shape[0]):
        post, label = wanted[m]
        if post != last:
            take_in(r, data, offsets[post : post + 2])
            last = post
        n = shares(r, 0, COLUMNS - telling.shape[0] + label, given)
        told[m] = reasons_of(page.kind[:n], given, telling[label], 100 + label, reasons[m])
        leave_telling(page.kind[:n], given[:n], telling[label])
        many[m] = spans_of(page.span[:n], data, offsets[post], given, spans[m])
