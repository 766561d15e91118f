"""Sums of rows for many posts, and the features that training asks for.

Posts come as the two buffers of an Arrow string column. Arrays are trusted; nothing is written but `out`.
"""

import numpy as np

from ikrar.screening.kernels.compiled import compiled
from ikrar.screening.kernels.machine import add_rows, ask
from ikrar.screening.kernels.pages import (
    learn_all,
    look_up,
    may_fill,
    relate,
    settle,
    style,
    tokenise,
    told_of,
)
from ikrar.screening.kernels.pieces import (
    bucket_of,
    in_context,
    pick,
    place_in_context,
    place_of,
    word_features,
)
from ikrar.screening.kernels.shapes import (
    BARE,
    COLUMNS,
    CONCEPT,
    CONTEXT,
    CONTEXTS,
    GRAM,
    ITSELF,
    MAYBE,
    NONE,
    ONE,
    ROOT,
    S32,
    SIGNS,
    STARTS,
    URL,
)


@compiled
def forget(memo):
    """Empty the memo."""
    memo.tokens[:] = 0
    memo.words[:] = 0
    memo.used[:] = 0


@compiled
def sum_pieces(tables, memo):
    """The sums of the pieces that are new, and the rows of their roots in each context."""
    seals, picked, sums, used = tables.seals, memo.rows, memo.sums, memo.used
    for piece in range(used[4], used[1]):
        kind, root = memo.kinds[piece], memo.hashes[piece, 1]
        # an unknown word becomes a name and has no features of its own, but where a phrase keeps it
        known = kind & 127 != MAYBE or kind & STARTS
        span = (NONE, np.uint64(word_features(memo, piece, memo.features) if known else 0))
        for i in range(span[1]):
            ask(seals, bucket_of(seals, memo.features[i]))
        for k in range(CONTEXTS):
            ask(seals, bucket_of(seals, in_context(root, k)))
        count = pick(seals, memo.features, span, picked, NONE)
        sums[piece] = 0
        add_rows(tables.rows, picked, (NONE, count), sums[piece])
        sums[piece, 0] = 0
        for i in range(count):
            sums[piece, 0] += tables.distance[picked[i]]
        rows = NONE
        if root != memo.hashes[piece, 0]:
            for k in range(CONTEXTS):
                rows |= place_of(seals, in_context(root, k)) << (S32 * np.uint64(k))
        memo.hashes[piece, 2], memo.hashes[piece, 3] = rows, NONE
    used[4] = used[1]


@compiled
def take_in(r, data, offsets):
    """Read the first posts of a page and relate their pieces: how many were read, at least one.

    Where the memo is full it is emptied before the next post; a post that fills it alone is cut there.
    """
    tokenise(r, data, offsets)
    if may_fill(r.memo, offsets, 0):
        forget(r.memo)
    posts = learn_all(r, data, offsets)
    if posts == 0:
        forget(r.memo)
        tokenise(r, data, offsets)
        posts = max(learn_all(r, data, offsets), 1)
    look_up(r, offsets, posts)
    settle(r, posts)
    sum_pieces(r.tables, r.memo)
    style(r, data, offsets, posts)
    relate(r, posts)
    return posts


@compiled
def page_end(page, offsets, first):
    """How many posts from `first` on fit on a page: at least one."""
    last = first + 1
    room = min(page.tokens.size - 1, offsets.size - 1 - first)
    while last - first < room and offsets[last + 1] - offsets[first] < page.hashes.size - 8:
        last += 1
    return last


@compiled
def next_post(memo):
    """A number that no piece has met yet: of the post that is read now."""
    memo.used[2] += 1
    return np.uint64(memo.used[2])


@compiled
def pick_pieces(r, posts):
    """The pieces of each post into page.where, and the rows of their roots in its context into page.added; a word counts
    once in a post, however often it is repeated.
    """
    page, hashes = r.page, r.memo.hashes
    piece, pieces, where, starts = page.piece, page.pieces, page.where, page.starts
    added, ends, count, more = page.added, page.ends, NONE, NONE
    for post in range(posts):
        starts[post], ends[post], first = count, more, count
        now = next_post(r.memo)
        for i in range(np.uint64(pieces[post]), np.uint64(pieces[post + 1])):
            at = piece[i]
            where[count] = at
            count += np.uint64(hashes[at, 3] != now)
            hashes[at, 3] = now
        for k in range(CONTEXTS):
            if page.context[post] >> k & 1:
                for i in range(first, count):
                    place = place_in_context(r.memo, where[i], k)
                    added[more] = place - ONE
                    more += np.uint64(place != NONE)
    starts[posts], ends[posts] = count, more


@compiled
def pick_rows(r, posts):
    """The rows of each post's features into page.where."""
    page, seals, features, count = r.page, r.tables.seals, r.page.features, NONE
    for post in range(posts):
        page.starts[post] = count
        span = (np.uint64(features[post]), np.uint64(features[post + 1]))
        count = pick(seals, page.feature, span, page.where, count)
    page.starts[posts] = count


@compiled
def has_word(page, post):
    """Whether the post says anything but signs, numbers, addresses and mentions."""
    for i in range(np.uint64(page.pieces[post]), np.uint64(page.pieces[post + 1])):
        kind = page.kind[i] & 127
        if kind != SIGNS and kind < URL:
            return True
    return False


@compiled
def total(r, posts, out):
    """Sums of all rows of each post; in the first column, where seals stand, of the distance of its pieces. What has no
    word is not judged.
    """
    page, starts, ends = r.page, r.page.starts, r.page.ends
    out[:posts] = 0
    pick_pieces(r, posts)
    for post in range(posts):
        add_rows(r.memo.sums, page.where, (starts[post], starts[post + 1]), out[post])
        page.distance[post] = out[post, 0]
        add_rows(r.tables.rows, page.added, (ends[post], ends[post + 1]), out[post])
    pick_rows(r, posts)
    for post in range(posts):
        add_rows(r.tables.rows, page.where, (starts[post], starts[post + 1]), out[post])
        out[post, 0] = page.distance[post]
        if not has_word(page, post):
            out[post] = 0


@compiled(nogil=True)
def add_up(r, data, offsets, out):
    """Sums of every post: out int64[posts, COLUMNS]."""
    first = 0
    while first < offsets.size - 1:
        last = page_end(r.page, offsets, first)
        done = take_in(r, data, offsets[first : last + 1])
        total(r, done, out[first : first + done])
        first += done


@compiled
def features(r, data, offsets, out, sorts):
    """Hashes of all features of one post, data[offsets[0]:offsets[1]], and their sorts: how many; repeated as they occur.

    out uint64 and sorts uint8 have room for 120 a byte.
    """
    take_in(r, data, offsets)
    n, memo, page = 0, r.memo, r.page
    now = next_post(memo)
    for i in range(page.pieces[1]):
        piece = page.piece[i]
        if memo.hashes[piece, 3] != now:
            memo.hashes[piece, 3] = now
            m = word_features(memo, piece, out[n:])
            sorts[n : n + m] = GRAM
            kind, next_one = memo.kinds[piece] & 127, n + 1
            sorts[n] = ITSELF if kind < SIGNS else BARE
            if 0 < kind < SIGNS:
                sorts[next_one] = CONCEPT
                next_one += 1
            n += m
            if memo.hashes[piece, 0] != memo.hashes[piece, 1]:
                sorts[next_one] = ROOT
                for k in range(CONTEXTS):
                    if page.context[0] >> k & 1:
                        out[n], sorts[n] = in_context(memo.hashes[piece, 1], k), CONTEXT
                        n += 1
    for i in range(page.features[1]):
        out[n], sorts[n] = page.feature[i], told_of(page.about[i])[0]
        n += 1
    return n


@compiled(inline="always")
def exponent(logit):
    """What e is raised to in the share 1 / (1 + e ** x) that a logit stands for, from -30 to 30."""
    return -min(max(logit, np.float32(-30)), np.float32(30))


@compiled(nogil=True)
def to_exponents(sums, steps, numbers, out):
    """The `exponent` of each score, of sums int64[posts, COLUMNS] into out float32[posts, labels]; numpy raises e to them all,
    eight at once. None hangs on another post.

    steps float32[3]: what a step of the norm and of the distance is worth, and the distance of no words at all. numbers
    float32[3, labels]: what a step of each label is worth, its bias, and what it loses in a post that is wholly away.
    """
    norm, worth, start = steps[0], steps[1], steps[2]
    scale, bias, loss = numbers[0], numbers[1], numbers[2]
    first, one = COLUMNS - scale.size, np.float32(1)
    for post in range(sums.shape[0]):
        shorten = one / np.sqrt(max(np.float32(sums[post, 1]) * norm, np.float32(1e-6)))
        far = np.float32(sums[post, 0]) * worth * shorten + start
        away = one / (one + np.exp(exponent(far)))
        for label in range(scale.size):
            logit = np.float32(sums[post, first + label]) * scale[label] * shorten + bias[label]
            out[post, label] = exponent(logit - away * loss[label])
