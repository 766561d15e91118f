"""A page of posts at once: bytes into tokens, tokens into pieces, pieces into features.

Each step loops over all posts of the page, so that nothing is passed about for a single word. Letters that stand
alone in a row are read as the word that they spell; listed phrases become one mask; the same mask or sign twice in
a row counts once. Arrays are trusted.
"""

import numpy as np
from numba import njit

from ikrar.screening.kernels.pieces import (
    find,
    follow,
    hash_kind,
    mix,
    new_piece,
)
from ikrar.screening.kernels.shapes import (
    AT,
    BESIDE,
    CONCEPT,
    IDEA,
    MARK,
    MASKS,
    MAYBE,
    NAME,
    ONE,
    PAIR,
    SEED,
    SIGNS,
    SKIPPED,
    SPACE,
    SPELT,
    STARTS,
    TAG,
    URL,
    WORD,
)
from ikrar.screening.kernels.tokens import (
    is_capital,
    learn,
)

NEXT, OVER, TWO_IDEAS = np.uint64(3), np.uint64(5), np.uint64(90000)
PHRASE = 4  # words of a listed phrase
FAR, NEAR = 8, 3  # pieces between two concepts that still belong together, or closely
COLON, SLASH = 58, 47
CAPITALS = np.uint64(65)


@njit(cache=True)
def tokenise(r, data, offsets):
    """Tokens of the posts data[offsets[i]:offsets[i + 1]]: hash, class and bounds."""
    page, classes, lower = r.page, r.tables.classes, r.tables.lower
    hashes, kinds, bounds = page.hashes, page.kinds, page.bounds
    n = 0
    for post in range(offsets.size - 1):
        page.tokens[post] = n
        i, run, last = offsets[post], 0, offsets[post]
        stop = min(offsets[post + 1], i + hashes.size - 8)
        while i < stop:
            kind = classes[data[i]]
            if kind == SPACE:
                i += 1
                continue
            start, h = i, mix(SEED, np.uint64(lower[data[i]]))
            if is_capital(data, i, stop):
                h = mix(h, CAPITALS)
            i += 1
            while i < stop and kind != MARK:
                c = classes[data[i]]
                if c == SPACE or c == MARK or c == TAG:
                    break
                h = mix(h, np.uint64(data[i] if kind == TAG else lower[data[i]]))
                i += 1
            if (
                kind == WORD
                and i + 2 < stop
                and data[i] == COLON
                and data[i + 1] == SLASH == data[i + 2]
            ):
                kind = np.uint8(URL)
                while i < stop and data[i] > 32:
                    i += 1
            alone = kind == WORD and i - start == 1 and data[start] < 128
            if run and not (alone and start - last <= 2):
                n = spelt(hashes, kinds, bounds, (data, lower), (n, run)) if run > 2 else n
                run = 0
            if alone and (run or data[start] > 57):
                run, last = run + 1, i
            hashes[n] = (
                np.uint64(kind) | ONE if kind in (URL, AT) else mix(h, np.uint64(i - start)) | ONE
            )
            kinds[n], bounds[n, 0], bounds[n, 1] = kind, start, i
            n += 1
        if run > 2:
            n = spelt(hashes, kinds, bounds, (data, lower), (n, run))
    page.tokens[offsets.size - 1] = n


@njit(cache=True)
def spelt(hashes, kinds, bounds, reading, counts):
    """The last `run` of `n` tokens are letters that stand alone: make them the one word that they spell."""
    data, lower = reading
    n, run = counts
    first, h = n - run, SEED
    for k in range(first, n):
        h = mix(h, np.uint64(lower[data[bounds[k, 0]]]))
    hashes[first], kinds[first] = mix(h, np.uint64(run)) | ONE, SPELT
    bounds[first, 1] = bounds[n - 1, 1]
    return first + 1


@njit(cache=True)
def look_up(r, data, offsets):
    """Pieces of the tokens: of how many posts, fewer than all where the memo has no room for the next."""
    page, memo = r.page, r.memo
    tokens, spans, pool, kinds = memo.tokens, memo.spans, memo.pool, memo.kinds
    piece, kind, span = page.piece, page.kind, page.span
    n = 0
    for post in range(offsets.size - 1):
        page.pieces[post] = begin = n
        base = offsets[post]
        for t in range(page.tokens[post], page.tokens[post + 1]):
            h, start, end = page.hashes[t], page.bounds[t, 0], page.bounds[t, 1]
            slot = find(tokens, h)
            if tokens[slot] == 0:
                if not learn(r.tables, memo, data, (start, end, np.int64(page.kinds[t])), slot):
                    page.pieces[post + 1] = n
                    return post
                tokens[slot] = h
            for k in range(spans[slot, 0], spans[slot, 0] + spans[slot, 1]):
                p = pool[k]
                if n > begin and piece[n - 1] == p and (kinds[p] & 127) >= SIGNS:
                    span[n - 1, 1] = end - base
                    continue
                piece[n], kind[n], span[n, 0], span[n, 1] = p, kinds[p], start - base, end - base
                n += 1
    page.pieces[offsets.size - 1] = n
    return offsets.size - 1


@njit(cache=True)
def join(r, posts):
    """Listed phrases: a mask takes the place of its words, a concept is noted at its first word.

    What was joined may begin or end a longer phrase (pak, agus, harimurti), so a post is read until nothing changes.
    """
    page = r.page
    n = start = 0
    for post in range(posts):
        begin, stop = n, page.pieces[post + 1]
        page.pieces[post] = begin
        n, again = join_once(r, start, stop, begin)
        while again:
            n, again = join_once(r, begin, n, begin)
        n = name_rest(r, begin, n)
        start = stop
    page.pieces[posts] = n


@njit(cache=True, inline="always")
def join_once(r, i, stop, begin):
    """One pass over the pieces i:stop of a post, written from `begin` on: their new end, and whether words became a mask."""
    page, memo, keys, listed = r.page, r.memo, r.tables.keys, r.tables.kinds
    piece, kind, span, hashes = page.piece, page.kind, page.span, memo.hashes
    n, joined = begin, False
    while i < stop:
        p, what, words = piece[i], kind[i] & 127, 1
        if memo.kinds[p] & STARTS:
            h = hashes[p]
            for m in range(1, min(PHRASE, stop - i)):
                h = follow(h, hashes[piece[i + m]])
                slot = find(keys, h)
                if keys[slot] != h:
                    break  # no phrase goes on like this
                if listed[slot] & 127:
                    what, words = listed[slot] & 127, m + 1
        end = span[i + words - 1, 1]
        if words > 1 and what >= MASKS:
            p, joined = new_piece(r.tables, memo, hash_kind(what), np.uint8(what), 0), True
        else:
            words, end = 1, span[i, 1]
        if n > begin and piece[n - 1] == p and what >= SIGNS:
            span[n - 1, 1] = end
        else:
            piece[n], kind[n], span[n, 0], span[n, 1] = p, what, span[i, 0], end
            n += 1
        i += words
    return n, joined


@njit(cache=True, inline="always")
def name_rest(r, begin, stop):
    """Unknown words with a capital that no phrase took become names: the new end of the post."""
    page, n = r.page, begin
    piece, kind, span = page.piece, page.kind, page.span
    for i in range(begin, stop):
        p, what = piece[i], kind[i]
        if what == MAYBE:
            p, what = new_piece(r.tables, r.memo, hash_kind(NAME), NAME, 0), NAME
        if n > begin and what == NAME and piece[n - 1] == p:
            span[n - 1, 1] = span[i, 1]
        else:
            piece[n], kind[n], span[n, 0], span[n, 1] = p, what, span[i, 0], span[i, 1]
            n += 1
    return n


@njit(cache=True, inline="always")
def note(page, m, h, span, sort):
    page.feature[m], page.sort[m] = h, sort
    page.ends[m, 0], page.ends[m, 1] = span
    return m + 1


@njit(cache=True)
def relate(r, posts):
    """Features across pieces: neighbours, one piece apart, and the last three concepts before each concept."""
    page, kind, hashes, own = r.page, r.page.kind, r.memo.hashes, r.memo.kinds
    m = 0
    for post in range(posts):
        page.features[post] = m
        first, n = page.pieces[post], page.pieces[post + 1] - page.pieces[post]
        one, two = ONE, ONE  # hashes of the pieces before; ONE stands for the edges of a post
        a = b = c = -99  # where the last three concepts stand
        for i in range(n + 1):
            h = hashes[page.piece[first + i]] if i < n else ONE
            here = min(i, n - 1)
            m = note(page, m, mix(mix(one, NEXT), h), (max(i - 1, 0), here), BESIDE)
            if i > 1:
                m = note(page, m, mix(mix(two, OVER), h), (i - 2, here), SKIPPED)
            two, one = one, h
            what = kind[first + i] if i < n else np.uint8(0)
            if what == 0 or what == SIGNS:
                continue
            if what != own[page.piece[first + i]] & 127:
                m = note(page, m, mix(IDEA, np.uint64(what)), (i, i), CONCEPT)
            for at in (a, b, c):
                if i - at <= FAR:
                    pair = np.uint64(kind[first + at]) * np.uint64(256) + np.uint64(what)
                    m = note(
                        page, m, mix(pair, TWO_IDEAS + np.uint64(i - at <= NEAR)), (at, i), PAIR
                    )
            a, b, c = b, c, i
    page.features[posts] = m
