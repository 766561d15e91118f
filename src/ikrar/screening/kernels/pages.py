"""A page of posts at once: bytes into tokens, tokens into pieces, pieces into features.

Each step loops over all posts of the page, so that nothing is passed about for a single word. Letters that stand
alone in a row are read as the word that they spell; listed phrases become one mask; the same mask or sign twice in
a row counts once. Arrays are trusted.
"""

import numpy as np

from ikrar.screening.kernels.compiled import compiled
from ikrar.screening.kernels.machine import ask
from ikrar.screening.kernels.octets import read_token
from ikrar.screening.kernels.pieces import (
    bucket_of,
    find,
    follow,
    hash_kind,
    hinted,
    home,
    mix,
    new_piece,
)
from ikrar.screening.kernels.shapes import (
    AT,
    BESIDE,
    CONCEPT,
    GROUP,
    IDEA,
    LOWER,
    MARK,
    MASKS,
    MAYBE,
    MULT,
    NAME,
    ONE,
    PAIR,
    PARTY,
    S32,
    SEED,
    SIGNS,
    SPACE,
    SPELT,
    STARTS,
    STYLE,
    TAG,
    URL,
    WORD,
)
from ikrar.screening.kernels.tokens import (
    learn,
)

NEXT, TWO_IDEAS = np.uint64(3), np.uint64(90000)
PHRASE = 4  # words of a listed phrase
FAR, NEAR = 8, 3  # pieces between two concepts that still belong together, or closely
COLON, SLASH, FULL_STOP, SPACES = 58, 47, 46, 34  # bytes; up to 34 are spaces and quotes
STYLES = np.uint64(70001)


@compiled(inline="always")
def is_address(data, i, stop):
    """Whether '://' stands at byte i."""
    return i + 2 < stop and data[i] == COLON and data[i + 1] == SLASH and data[i + 2] == SLASH


@compiled
def tokenise(r, data, offsets):
    """Tokens of the posts data[offsets[i]:offsets[i + 1]]: hash, class and bounds."""
    page, classes, lower = r.page, r.tables.classes, r.tables.lower
    hashes, kinds, bounds, n = page.hashes, page.kinds, page.bounds, 0
    known = r.memo.tokens[:, 0]
    for post in range(offsets.size - 1):
        page.tokens[post] = n
        i, run, last = offsets[post], 0, offsets[post]
        stop = min(offsets[post + 1], i + hashes.size - 8)
        while i < stop:
            kind, start = classes[data[i]], i
            if kind == SPACE:
                i += 1
                continue
            i, h = read_token(data, start, start + 1 if kind == MARK else stop, kind == TAG)
            if kind == WORD and is_address(data, i, stop):
                kind = np.uint8(URL)
                while i < stop and data[i] > 32:
                    i += 1
            alone = kind == WORD and i - start == 1 and data[start] < 128
            if run and not (alone and start - last <= 2):
                n = spelt(hashes, kinds, bounds, (data, lower), (n, run)) if run > 2 else n
                run = 0
            if alone and (run or data[start] > 57):
                run, last = run + 1, i
            h = ONE | (np.uint64(kind) if kind == URL or kind == AT else h)
            ask(known, home(known, h))
            hashes[n], kinds[n], bounds[n, 0], bounds[n, 1] = h, kind, start, i
            n += 1
        n = spelt(hashes, kinds, bounds, (data, lower), (n, run)) if run > 2 else n
    page.tokens[offsets.size - 1] = n


@compiled
def spelt(hashes, kinds, bounds, reading, counts):
    """The last `run` of `n` tokens are letters that stand alone: make them the one word that they spell."""
    data, lower = reading
    n, run = counts
    first, h = n - run, SEED
    for k in range(first, n):
        letter = np.uint64(lower[data[bounds[k, 0]]])
        h = mix(h, letter) if k == first else (h ^ letter) * MULT
    hashes[first], kinds[first] = mix(h, np.uint64(run)) | ONE, SPELT
    bounds[first, 1] = bounds[n - 1, 1]
    return first + 1


@compiled(inline="always")
def may_fill(memo, offsets, post):
    """Whether a post may fill an empty memo alone: where it is then cut must not hang on what was read before."""
    return 6 * (offsets[post + 1] - offsets[post]) > memo.kinds.size


@compiled
def learn_all(r, data, offsets):
    """Learn the tokens that are new and find all in the memo: of how many posts, fewer than all where it has no room
    for the next.
    """
    page, memo = r.page, r.memo
    tokens, known = memo.tokens, memo.tokens[:, 0]
    hashes, bounds, kinds, found = page.hashes, page.bounds, page.kinds, page.found
    for post in range(offsets.size - 1):
        if post > 0 and may_fill(memo, offsets, post):
            return post  # it is read with an empty memo, at the head of the next page
        for t in range(page.tokens[post], page.tokens[post + 1]):
            h = hashes[t]
            slot = find(known, h)
            if known[slot] == 0:
                token = (bounds[t, 0], bounds[t, 1], np.int64(kinds[t]))
                if not learn(r.tables, memo, data, token, slot):
                    page.tokens[post + 1] = t  # as much of it as has room, if it is the first
                    return post
                known[slot] = h
            found[t] = what = tokens[slot, 1]
            if what & LOWER == ONE:
                ask(memo.hashes, what >> S32)
                ask(memo.sums, what >> S32)
    return offsets.size - 1


@compiled
def look_up(r, offsets, posts):
    """Pieces of the tokens; their kinds still say whether a phrase may start with them."""
    page, memo = r.page, r.memo
    found, pool, kinds, hashes = page.found, memo.pool, memo.kinds, memo.hashes
    piece, kind, span, hashed, n = page.piece, page.kind, page.span, page.hashed, 0
    for post in range(posts):
        page.pieces[post] = begin = n
        base = offsets[post]
        for t in range(page.tokens[post], page.tokens[post + 1]):
            start, end = page.bounds[t, 0], page.bounds[t, 1]
            many, at = np.int64(found[t] & LOWER), np.int64(found[t] >> S32)
            for k in range(many):
                p = at if many == 1 else np.int64(pool[at + k])
                if n > begin and piece[n - 1] == p and (kinds[p] & 127) >= SIGNS:
                    span[n - 1, 1] = end - base
                    continue
                piece[n], kind[n], hashed[n] = p, kinds[p], hashes[p]
                span[n, 0], span[n, 1] = start - base, end - base
                n += 1
    page.pieces[posts] = n


@compiled(inline="always")
def phrase(r, i, stop):
    """The longest listed phrase that begins at piece `i`: its kind and of how many pieces; those of the piece itself
    where there is none.
    """
    hashed, tables = r.page.hashed, r.tables
    h, what, words = hashed[i], r.page.kind[i] & 127, 1
    for m in range(1, min(PHRASE, stop - i)):
        h = follow(h, hashed[i + m])
        if not hinted(tables.hints, h):
            break  # no phrase goes on like this, as is mostly so
        slot = find(tables.keys, h)
        if tables.keys[slot] != h:
            break
        if tables.kinds[slot] & 127:
            what, words = tables.kinds[slot] & 127, m + 1
    return what, words


@compiled
def reach(r, i, words, stop):
    """How many pieces a mask takes that `words` pieces from `i` on are: phrases of its kind that overlap become one, so
    that no name loses its beginning to the name before it.
    """
    what, m = phrase(r, i, stop)[0], 1
    while m < words:
        later, more = phrase(r, i + m, stop)
        if later == what or (what == PARTY and later == GROUP):
            words = max(words, m + more)
        m += 1
    return words


@compiled
def note_ideas(r, begin, stop):
    """Note the concept of each listed phrase at its first word: where the first mask of several words stands, or `stop`."""
    kind = r.page.kind
    for i in range(begin, stop):
        what = kind[i] & 127
        if kind[i] & STARTS:
            what, words = phrase(r, i, stop)
            if words > 1 and what >= MASKS:
                return i
        kind[i] = what
    return stop


@compiled
def join(r, begin, stop):
    """A mask takes the place of its words: where the post then ends.

    What was joined may begin or end a longer phrase (pak, agus, harimurti), so a post is read until nothing changes.
    """
    page, memo = r.page, r.memo
    piece, kind, span, hashed, own = page.piece, page.kind, page.span, page.hashed, memo.kinds
    joined = True
    while joined:
        joined, i, n = False, begin, begin
        while i < stop:
            p, what, words = piece[i], kind[i] & 127, 1
            if own[p] & STARTS:
                what, words = phrase(r, i, stop)
            if words > 1 and what >= MASKS:
                words, joined = reach(r, i, words, stop), True
                p = new_piece(r.tables, memo, hash_kind(what), np.uint8(what), 0)
            else:
                words = 1
            end = span[i + words - 1, 1]
            if n > begin and piece[n - 1] == p and what >= SIGNS:
                span[n - 1, 1] = end
            else:
                piece[n], kind[n], hashed[n] = p, what, memo.hashes[p]
                span[n, 0], span[n, 1] = span[i, 0], end
                n += 1
            i += words
        stop = n
    return stop


@compiled
def settle(r, posts):
    """Listed phrases become what they stand for; an unknown word that none took becomes a name, and a region after a party
    is the party's.
    """
    page, name = r.page, new_piece(r.tables, r.memo, hash_kind(NAME), NAME, 0)
    piece, kind, span, hashed, pieces = page.piece, page.kind, page.span, page.hashed, page.pieces
    n, h = 0, r.memo.hashes[name]
    for post in range(posts):
        first, stop = pieces[post], pieces[post + 1]
        if note_ideas(r, first, stop) < stop:
            stop = join(r, first, stop)
        pieces[post] = begin = n
        for i in range(first, stop):
            p, what = piece[i], kind[i]
            if what == MAYBE:
                p, what, hashed[i] = name, NAME, h
            repeats = what == NAME and n > begin and piece[n - 1] == p
            if repeats or (what == GROUP and n > begin and kind[n - 1] == PARTY):
                span[n - 1, 1] = span[i, 1]
            else:
                piece[n], kind[n], hashed[n] = p, what, hashed[i]
                span[n, 0], span[n, 1] = span[i, 0], span[i, 1]
                n += 1
    pieces[posts] = n


@compiled
def style(r, data, offsets, posts):
    """How each post is written, in three numbers: how many words have a capital (headlines: most), the same with its
    length, and with the length of its words and whether a full stop ends it. Masks do not count.
    """
    page, lengths = r.page, r.memo.lengths
    piece, kind, span, pieces, styles = page.piece, page.kind, page.span, page.pieces, page.styles
    for post in range(posts):
        first, stop, base, end = (
            pieces[post],
            pieces[post + 1],
            offsets[post],
            min(offsets[post + 1], offsets[post] + page.hashes.size - 8) - 1,
        )
        words = capitals = long = length = 0
        for i in range(first, stop):
            if kind[i] < SIGNS:
                words += 1
                capitals += 65 <= data[base + span[i, 0]] <= 90
                long += lengths[piece[i]]
        share = 0 if capitals == 0 else 1 + (5 * capitals > words) + (2 * capitals > words)
        while length < 4 and stop - first > 4 << length:
            length += 1
        long = (2 * long > 9 * words) + (2 * long > 11 * words) + (2 * long > 13 * words)
        while end > base and data[end] <= SPACES:
            end -= 1
        styles[post, 0] = share
        styles[post, 1] = 16 + 8 * share + length
        styles[post, 2] = 64 + 8 * share + 2 * long + (end > base and data[end] == FULL_STOP)


@compiled(inline="always")
def note(out, m, h, ends, sort):
    """Write one feature between two pieces of its post and ask for its row; where the next one goes."""
    out[0][m], out[1][m, 0], out[1][m, 1], out[2][m] = h, ends[0], ends[1], sort
    ask(out[3], bucket_of(out[3], h))
    return m + 1


@compiled
def relate(r, posts):
    """Features across pieces: neighbours, the last three concepts before each concept; and style."""
    page, kind, hashed, own = r.page, r.page.kind, r.page.hashed, r.memo.kinds
    pieces, piece, styles, out = (
        page.pieces,
        page.piece,
        page.styles,
        (page.feature, page.ends, page.sort, r.tables.seals),
    )
    m = 0
    for post in range(posts):
        page.features[post] = m
        first, n = pieces[post], pieces[post + 1] - pieces[post]
        one = ONE  # hash of the piece before; ONE stands for the edges of a post
        a = b = c = -99  # where the last three concepts stand
        for i in range(n + 1):
            h = hashed[first + i] if i < n else ONE
            here = min(i, n - 1)
            m = note(out, m, mix(mix(one, NEXT), h), (max(i - 1, 0), here), BESIDE)
            one = h
            what = kind[first + i] if i < n else np.uint8(0)
            if what == 0 or what == SIGNS:
                continue
            if what != own[piece[first + i]] & 127:
                m = note(out, m, mix(IDEA, np.uint64(what)), (i, i), CONCEPT)
            for at in (a, b, c):
                if i - at <= FAR:
                    pair = np.uint64(kind[first + at]) * np.uint64(256) + np.uint64(what)
                    m = note(
                        out, m, mix(pair, TWO_IDEAS + np.uint64(i - at <= NEAR)), (at, i), PAIR
                    )
            a, b, c = b, c, i
        for k in range(3):
            m = note(out, m, mix(STYLES, np.uint64(styles[post, k])), (0, 0), STYLE)
    page.features[posts] = m
