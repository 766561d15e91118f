"""A post as a line: which pieces stand where, and the features between them.

Single letters that spell a word are read as that word; listed phrases become one mask; the same mask or sign twice
in a row counts once. Offsets are bytes from the start of the post; arrays are trusted.
"""

import numpy as np
from numba import njit

from ikrar.screening.kernels.tokens import (
    AT,
    BESIDE,
    CONCEPT,
    IDEA,
    LONGEST,
    MARK,
    MASKS,
    MENTION,
    ONE,
    PAIR,
    SEED,
    SIGNS,
    SKIPPED,
    SPACE,
    STARTS,
    TAG,
    URL,
    WORD,
    find,
    follow,
    hash_kind,
    learn,
    listed,
    mix,
    new_piece,
)

NEXT, OVER, TWO_IDEAS = np.uint64(3), np.uint64(5), np.uint64(90000)
PHRASE = 4  # words of a listed phrase
FAR, NEAR = 8, 3  # pieces between two concepts that still belong together, or closely


@njit(cache=True)
def push(r, piece, start, end):
    """Append a piece to the line; a mask or sign that repeats only grows."""
    line, n, kind = r.line, r.line.size[0], r.memo.kinds[piece]
    if n and line.piece[n - 1] == piece and (kind & 127) >= SIGNS:
        line.end[n - 1] = end
        return
    line.piece[n], line.kind[n], line.start[n], line.end[n] = piece, kind, start, end
    line.size[0] = n + 1


@njit(cache=True)
def push_token(r, data, token, where):
    """Append the pieces of the token (hash, start, end, is a hashtag) as standing at `where`; False without room."""
    memo, (h, start, end, tag) = r.memo, token
    slot = find(memo.tokens, h)
    if memo.tokens[slot] == 0:
        if not learn(r.tables, memo, data, (start, end, tag), slot):
            return False
        memo.tokens[slot] = h
    first = memo.spans[slot, 0]
    for k in range(memo.spans[slot, 1]):
        push(r, memo.pool[first + k], where[0], where[1])
    return True


@njit(cache=True)
def spell(r, count, since):
    """The last `count` letters stood alone, from piece `since` on: put the word that they spell in their place."""
    line, h = r.line, SEED
    for k in range(count):
        h = mix(h, np.uint64(r.tables.lower[line.spelt[k]]))
    where = (np.int64(line.start[since]), np.int64(line.end[line.size[0] - 1]))
    line.size[0] = since
    return push_token(r, line.spelt, (mix(h, np.uint64(count)) | ONE, 0, count, False), where)


@njit(cache=True)
def token_at(tables, data, i, stop):
    """The token that starts at byte i: its end, hash and class; an address has class URL."""
    start, kind, h = i, np.int64(tables.classes[data[i]]), SEED
    if kind == MARK:
        return i + 1, mix(SEED, np.uint64(data[i])) | ONE, kind
    if kind != WORD:
        i += 1
    while i < stop:
        c = tables.classes[data[i]]
        if c == SPACE or c == MARK or c == TAG:
            break
        h = mix(h, np.uint64(data[i] if kind == TAG else tables.lower[data[i]]))
        i += 1
    if kind == WORD and i + 2 < stop and data[i] == 58 and data[i + 1] == 47 and data[i + 2] == 47:
        while i < stop and data[i] > 32:
            i += 1
        return i, h, np.int64(URL)
    return i, mix(h, np.uint64(i - start) + np.uint64(kind << 32)) | ONE, kind


@njit(cache=True)
def read(r, data, base, stop):
    """Read the post data[base:stop] into the line; False where the memo has no room for it."""
    line, i, count, since, last = r.line, base, 0, 0, 0
    line.size[0] = 0
    while i <= stop:
        if i < stop and r.tables.classes[data[i]] == SPACE:
            i += 1
            continue
        start = i
        h, kind = SEED, np.int64(SPACE)
        if i < stop:
            i, h, kind = token_at(r.tables, data, i, stop)
        alone = kind == WORD and i - start == 1 and data[start] < 128
        if count and not (alone and start - last <= 2 and count < LONGEST):
            if count > 2 and not spell(r, count, since):
                return False
            count = 0
        if start == stop:
            break
        if alone and (count or data[start] > 57):
            since = since if count else line.size[0]
            line.spelt[count] = data[start]
            count, last = count + 1, i
        where = (start - base, i - base)
        if kind == WORD or kind == TAG:
            if not push_token(r, data, (h, start, i, kind == TAG), where):
                return False
        else:
            push_other(r, h, kind, where)
    join_phrases(r)
    return True


@njit(cache=True)
def push_other(r, h, kind, where):
    """A sign, an address or a mention."""
    if kind != MARK:
        kind = MENTION if kind == AT else URL
        h = hash_kind(kind)
    else:
        kind = SIGNS
    push(r, new_piece(r.tables, r.memo, h, np.uint8(kind), 0), where[0], where[1])


@njit(cache=True)
def join_phrases(r):
    """Listed phrases: a mask takes the place of its words, a concept is noted at its first word.

    What was joined may begin or end a longer phrase (pak, agus, harimurti), so it is done until nothing changes.
    """
    while join_once(r):
        pass


@njit(cache=True)
def join_once(r):
    """One pass over the line; whether any words became a mask."""
    line, memo, n = r.line, r.memo, r.line.size[0]
    line.size[0], i, joined = 0, 0, False
    while i < n:
        piece, kind, words = line.piece[i], np.uint8(line.kind[i] & 127), 1
        if memo.kinds[piece] & STARTS:
            h = memo.hashes[piece]
            for m in range(1, min(PHRASE, n - i)):
                h = follow(h, memo.hashes[line.piece[i + m]])
                found = listed(r.tables, h) & 127
                if found:
                    kind, words = found, m + 1
        if words > 1 and kind >= MASKS:
            piece, joined = new_piece(r.tables, memo, hash_kind(kind), kind, 0), True
        else:
            words = 1
        start, end = line.start[i], line.end[i + words - 1]
        push(r, piece, start, end)
        line.kind[line.size[0] - 1] = kind
        i += words
    return joined


@njit(cache=True)
def note(line, h, span, sort):
    m = line.size[1]
    line.feature[m], line.sort[m] = h, sort
    line.left[m], line.right[m] = span
    line.size[1] = m + 1


@njit(cache=True)
def two_ideas(line, at, i):
    """The feature of two concepts and of how close they stand; which comes first matters."""
    pair = np.uint64(line.kind[at]) * np.uint64(256) + np.uint64(line.kind[i])
    return mix(pair, TWO_IDEAS + np.uint64(i - at <= NEAR))


@njit(cache=True)
def relate(r):
    """Features across pieces: neighbours, one piece apart, and the last three concepts before each concept."""
    line, memo, n = r.line, r.memo, r.line.size[0]
    line.size[1] = 0
    one, two = ONE, ONE  # hashes of the pieces before; ONE stands for the edges of a post
    a = b = c = -1  # where the last three concepts stand
    for i in range(n + 1):
        h = memo.hashes[line.piece[i]] if i < n else ONE
        here = min(i, n - 1)
        note(line, mix(mix(one, NEXT), h), (max(i - 1, 0), here), BESIDE)
        if i > 1:
            note(line, mix(mix(two, OVER), h), (i - 2, here), SKIPPED)
        two, one = one, h
        kind = np.int64(line.kind[here]) if i < n else 0
        if kind == 0 or kind == SIGNS:
            continue
        if kind != np.int64(memo.kinds[line.piece[i]] & 127):
            note(line, mix(IDEA, np.uint64(kind)), (i, i), CONCEPT)
        for at in (a, b, c):
            if at >= 0 and i - at <= FAR:
                note(line, two_ideas(line, at, i), (at, i), PAIR)
        a, b, c = b, c, i
