"""A page of posts at once: bytes into tokens, tokens into pieces, pieces into features.

Each step loops over all posts of the page, so that nothing is passed about for a single word. Letters that stand
alone in a row are read as the word that they spell; listed phrases become one mask; the same mask or sign twice in
a row counts once, and up to four pieces that are said over and over twice. Places are numbers without a sign: of one
that has a sign numba asks at each step whether it counts from the end, a quarter of the time of a page. Arrays are trusted.
"""

import numpy as np

from ikrar.screening.kernels.compiled import compiled
from ikrar.screening.kernels.escapes import past_gap
from ikrar.screening.kernels.machine import ask
from ikrar.screening.kernels.octets import FULL_STOP, cut, gap, past_rest, read_token
from ikrar.screening.kernels.pieces import (
    bucket_of,
    find,
    follow,
    hash_kind,
    hinted,
    home,
    mix,
    new_piece,
    salted,
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
    NAME,
    NONE,
    ONE,
    PAIR,
    PARTY,
    PASSES,
    S32,
    SIGNS,
    SPACE,
    SPELT,
    STARTS,
    STYLE,
    TAG,
    URL,
    WORD,
)
from ikrar.screening.kernels.tokens import learn

NEXT, TWO_IDEAS = np.uint64(3), np.uint64(90000)
PHRASE = np.uint64(4)  # words of a listed phrase
FAR, NEAR = np.uint64(8), np.uint64(3)  # pieces between two concepts that belong together, closely
SPACES = 34  # bytes up to this are spaces and quotes
STYLES = np.uint64(70001)
NOBODY = np.uint32(0xFFFFFFFF)  # no piece has this number
# where the sort of a feature stands in what is told of it, and its first piece; the last one is lowest
SORT, FIRST, PIECE = np.uint64(60), np.uint64(30), np.uint64((1 << 30) - 1)
TWO, THREE, EIGHT = np.uint64(2), np.uint64(3), np.uint64(8)


@compiled
def tokenise(r, data, offsets):
    """Tokens of the posts data[offsets[i]:offsets[i + 1]]: hash, class and bounds."""
    page, classes, fold, lower = r.page, r.tables.classes, r.tables.fold, r.tables.lower
    hashes, kinds, bounds, n = page.hashes, page.kinds, page.bounds, NONE
    known, salt = r.memo.tokens[:, 0], (r.memo.salt[0], r.memo.salt[1])
    room = np.uint64(hashes.size - 8)
    for post in range(offsets.size - 1):
        page.tokens[post] = n
        i, run, last = np.uint64(offsets[post]), NONE, np.uint64(offsets[post])
        stop, dressed = min(np.uint64(offsets[post + 1]), i + room), i
        while i < stop:
            kind, start, end = classes[data[i]], i, stop
            if kind == SPACE:
                i = past_gap(data, i, stop)
                continue
            if kind == MARK:
                end = start + ONE
            elif start < dressed:
                size, unseen = gap(fold, data, start)
                if size:
                    i, last = start + size, last + unseen
                    continue
                end = cut(fold, data, start, dressed)
            i, h, high = read_token(data, start, end, kind == TAG, salt)
            if high and start >= dressed:
                i, dressed = start, i  # up to there a character may be a gap: read it again
                continue
            kind, i = past_rest(classes, fold, data, (kind, i), stop)
            alone = kind == WORD and i - start == ONE and data[start] < 128
            if run and not (alone and start - last <= TWO):
                n = spelt(hashes, kinds, bounds, (data, lower, salt), (n, run)) if run > TWO else n
                run = NONE
            if alone and (run or data[start] > 57):
                run, last = run + ONE, i
            h = ONE | (np.uint64(kind) if kind == URL or kind == AT else h)
            ask(known, home(known, h))
            hashes[n], kinds[n], bounds[n, 0], bounds[n, 1] = h, kind, start, i
            n += ONE
        n = spelt(hashes, kinds, bounds, (data, lower, salt), (n, run)) if run > TWO else n
    page.tokens[offsets.size - 1] = n


@compiled
def spelt(hashes, kinds, bounds, reading, counts):
    """The last `run` of `n` tokens are letters that stand alone: make them the one word that they spell."""
    data, lower, salt = reading
    n, run = counts
    first, h = n - run, NONE
    for k in range(first, n):
        h = salted(salt, h, np.uint64(lower[data[bounds[k, 0]]]))
    hashes[first], kinds[first] = salted(salt, h, run) | ONE, SPELT
    bounds[first, 1] = bounds[n - ONE, 1]
    return first + ONE


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
        for t in range(np.uint64(page.tokens[post]), np.uint64(page.tokens[post + 1])):
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
    piece, kind, span, hashed, n = page.piece, page.kind, page.span, page.hashed, NONE
    for post in range(posts):
        page.pieces[post] = begin = n
        base = offsets[post]
        for t in range(np.uint64(page.tokens[post]), np.uint64(page.tokens[post + 1])):
            start, end = page.bounds[t, 0] - base, page.bounds[t, 1] - base
            many, at = found[t] & LOWER, found[t] >> S32
            for k in range(many):
                p = at if many == ONE else np.uint64(pool[at + k])
                if n > begin and piece[n - ONE] == p and (kinds[p] & 127) >= SIGNS:
                    span[n - ONE, 1] = end
                    continue
                piece[n], kind[n], hashed[n] = p, kinds[p], hashes[p, 0]
                span[n, 0], span[n, 1] = start, end
                n += ONE
    page.pieces[posts] = n


@compiled(inline="always")
def phrase(r, i, stop):
    """The longest listed phrase that begins at piece `i`: its kind and of how many pieces; those of the piece itself
    where there is none.
    """
    hashed, tables = r.page.hashed, r.tables
    h, what, words = hashed[i], r.page.kind[i] & 127, ONE
    for m in range(ONE, min(PHRASE, stop - i)):
        h = follow(h, hashed[i + m])
        if not hinted(tables.hints, h):
            break  # no phrase goes on like this, as is mostly so
        slot = find(tables.keys, h)
        if tables.keys[slot] != h:
            break
        if tables.kinds[slot] & 127:
            what, words = tables.kinds[slot] & 127, m + ONE
    return what, words


@compiled
def reach(r, i, words, stop):
    """How many pieces a mask takes that `words` pieces from `i` on are: phrases of its kind that overlap become one, so
    that no name loses its beginning to the name before it.
    """
    what, m = phrase(r, i, stop)[0], ONE
    while m < words:
        later, more = phrase(r, i + m, stop)
        if later == what or (what == PARTY and later == GROUP):
            words = max(words, m + more)
        m += ONE
    return words


@compiled
def note_ideas(r, begin, stop):
    """Note the concept of each listed phrase at its first word: where the first mask of several words stands, or `stop`."""
    kind, hashed, hints = r.page.kind, r.page.hashed, r.tables.hints
    for i in range(begin, stop):
        what = kind[i] & 127
        if kind[i] >> 7 & hinted(hints, follow(hashed[i], hashed[i + ONE])):
            what, words = phrase(r, i, stop)
            if words > ONE and what >= MASKS:
                return i
        kind[i] = what
    return stop


@compiled
def join(r, begin, at, stop):
    """A mask takes the place of its words, from piece `at` on: where the post then ends.

    What was joined may begin or end a longer phrase (pak, agus, harimurti), so a post is read until nothing changes, or PASSES
    times, from as far before the first change as a phrase is long.
    """
    page, memo = r.page, r.memo
    piece, kind, span, hashed, own = page.piece, page.kind, page.span, page.hashed, memo.kinds
    joined, passes = True, 0
    while joined and passes < PASSES:
        joined, passes, i, n, changed = False, passes + 1, at, at, stop
        while i < stop:
            p, what, words = np.uint64(piece[i]), kind[i] & 127, ONE
            if own[p] & STARTS:
                what, words = phrase(r, i, stop)
            if words > ONE and what >= MASKS:
                words, joined, changed = reach(r, i, words, stop), True, min(changed, n)
                p = np.uint64(new_piece(r.tables, memo, hash_kind(what), np.uint8(what), 0))
            else:
                words = ONE
            end = span[i + words - ONE, 1]
            if n > begin and piece[n - ONE] == p and what >= SIGNS:
                span[n - ONE, 1], changed = end, min(changed, n - ONE)
            else:
                piece[n], kind[n], hashed[n] = p, what, memo.hashes[p, 0]
                span[n, 0], span[n, 1] = span[i, 0], end
                n += ONE
            i += words
        stop, at = n, max(changed, begin + PHRASE) - PHRASE
    return stop


@compiled(inline="always")
def said_again(last, same, p):
    """Whether a piece goes on with what stood twice before it (gas gas gas), up to four pieces long; and what to go on with:
    the last four pieces, and for how many pieces in a row each was the one so far back.
    """
    a, b, c, d = last
    s, t, u, v = same
    now = (p == a) | (p == b) | (p == c) | (p == d)
    if now:
        s, t, u, v = (s + 1) * (p == a), (t + 1) * (p == b), (u + 1) * (p == c), (v + 1) * (p == d)
        now = s > 1 or t > 2 or u > 3 or v > 4
    else:
        s = t = u = v = 0
    return now, (p, a, b, c), (s, t, u, v)


@compiled
def settle(r, posts):
    """Listed phrases become what they stand for; an unknown word that none took becomes a name, and a region after a party
    is the party's; what is said over and over counts twice. From here on a piece is told by its root.
    """
    page, name = r.page, np.uint32(new_piece(r.tables, r.memo, hash_kind(NAME), NAME, 0))
    piece, kind, span, hashed, pieces = page.piece, page.kind, page.span, page.hashed, page.pieces
    hashes = r.memo.hashes
    n, h = NONE, hashes[name, 1]
    for post in range(posts):
        first, stop = np.uint64(pieces[post]), np.uint64(pieces[post + 1])
        mask = note_ideas(r, first, stop)
        if mask < stop:
            stop = join(r, first, mask, stop)
        pieces[post] = n
        last, same, was = (NOBODY, NOBODY, NOBODY, NOBODY), (0, 0, 0, 0), 0
        for i in range(first, stop):
            p, what = piece[i], kind[i]
            own = hashes[p, 1]
            if what == MAYBE:
                p, what, own = name, NAME, h
            again = (what == NAME and was == NAME) or (what == GROUP and was == PARTY)
            if not again:
                again, last, same = said_again(last, same, p)
                was = what
            if again:
                span[n - ONE, 1] = span[i, 1]
            else:
                piece[n], kind[n], hashed[n] = p, what, own
                span[n, 0], span[n, 1] = span[i, 0], span[i, 1]
                n += ONE
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
        for i in range(np.uint64(first), np.uint64(stop)):
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
    feature, about, seals = out
    feature[m], about[m] = h, np.uint64(sort) << SORT | ends[0] << FIRST | ends[1]
    ask(seals, bucket_of(seals, h))
    return m + ONE


@compiled(inline="always")
def told_of(about):
    """Sort, first and last piece of a feature, from the first piece of its post on, as `note` wrote them."""
    return np.uint8(about >> SORT), about >> FIRST & PIECE, about & PIECE


@compiled
def relate(r, posts):
    """Features across pieces: neighbours, the last three concepts before each concept; and style. What each post's context
    is: whether it names somebody, and whether it speaks of an election.
    """
    page, kind, hashed, own = r.page, r.page.kind, r.page.hashed, r.memo.kinds
    pieces, piece, styles, ideas = page.pieces, page.piece, page.styles, page.where
    out, contexts = (page.feature, page.about, r.tables.seals), r.tables.contexts
    m = NONE
    for post in range(posts):
        page.features[post], context = m, np.uint8(0)
        first, n = np.uint64(pieces[post]), np.uint64(pieces[post + 1] - pieces[post])
        # hash of the piece before, where ONE stands for the edges of a post; where it stands; how many concepts
        one, last, many = ONE, NONE, NONE
        for i in range(n):
            h, what = hashed[first + i], kind[first + i]
            context |= contexts[what]
            m = note(out, m, mix(mix(one, NEXT), h), (last, i), BESIDE)
            one, last, ideas[many] = h, i, i
            many += np.uint64((what != 0) & (what != SIGNS))
        m = note(out, m, mix(mix(one, NEXT), ONE), (last, last), BESIDE)
        for k in range(many):
            i = np.uint64(ideas[k])
            what = kind[first + i]
            if what != own[piece[first + i]] & 127:
                m = note(out, m, mix(IDEA, np.uint64(what)), (i, i), CONCEPT)
            for back in range(ONE, min(k, THREE) + ONE):
                at = np.uint64(ideas[k - back])
                pair = np.uint64(kind[first + at]) << EIGHT | np.uint64(what)
                near = TWO_IDEAS + np.uint64(i - at <= NEAR)
                note(out, m, mix(pair, near), (at, i), PAIR)  # too far: the next takes its place
                m += np.uint64(i - at <= FAR)
        for k in range(3):
            m = note(out, m, mix(STYLES, np.uint64(styles[post, k])), (NONE, NONE), STYLE)
        page.context[post] = context
    page.features[posts] = m
