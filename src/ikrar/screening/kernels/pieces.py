"""A word as a numbered piece: its hash, its features, and the sums of their rows, made once.

Names, parties, groups and the like are one piece for each kind *before* any feature is made, so no score can depend on
which of them stands there. Arrays are trusted.
"""

import numpy as np

from ikrar.screening.kernels.compiled import compiled
from ikrar.screening.kernels.machine import eight, fold
from ikrar.screening.kernels.shapes import (
    BLOCK,
    EDGE,
    GRAMS,
    HINT,
    IDEA,
    LAST_SIX,
    LOWER,
    MASKS,
    MAYBE,
    MULT,
    ONE,
    S29,
    S32,
    S47,
    SEED,
    SIGNS,
    STARTS,
    THEN,
    WITHIN,
)


@compiled(inline="always")
def mix(a, b):
    h = (a ^ b) * MULT
    return h ^ (h >> S29)


@compiled(inline="always")
def salted(salt, h, part):
    """The hash of what begins with what has the hash `h` and goes on with `part`: whoever does not know the two numbers of
    `salt` cannot tell which parts share one. The way of wyhash (W. Yi, public domain).
    """
    return fold(h ^ salt[0], part ^ salt[1])


@compiled(inline="always")
def follow(h, piece):
    """The hash of a phrase with one more piece; the order counts, and so does a piece that repeats."""
    return mix(h * THEN, piece) | ONE


@compiled(inline="always")
def home(keys, h):
    """The slot of a hash if nothing else took it."""
    return (h ^ (h >> S32)) & np.uint64(keys.shape[0] - 1)


@compiled(inline="always")
def find(keys, h):
    """The slot of a hash, or the free slot where it would go."""
    mask, at = np.uint64(keys.shape[0] - 1), home(keys, h)
    while keys[at] != 0 and keys[at] != h:
        at = (at + ONE) & mask
    return at


@compiled(inline="always")
def hinted(hints, h):
    """Whether anything of which `hints` were made begins with the bits of this hash: not so for most."""
    return (hints[h >> BLOCK] >> (h >> HINT & LAST_SIX)) & ONE != 0


@compiled(inline="always")
def listed(tables, h):
    """The kind and flag of a listed word or phrase by its hash, or 0."""
    kind = np.uint8(0)
    if hinted(tables.hints, h):
        slot = find(tables.keys, h)
        kind = tables.kinds[slot] if tables.keys[slot] == h else np.uint8(0)
    return kind


@compiled
def enter_roots(table, words, roots):
    """Put the hash of each word and what stands for its root into the table of roots."""
    for i in range(words.size):
        slot = find(table[:, 0], words[i])
        table[slot, 0], table[slot, 1] = words[i], roots[i]


@compiled(inline="always")
def root_of(tables, h):
    """What stands for the root of a word by its hash, or that hash where it has none."""
    root, roots = h, tables.roots
    if hinted(tables.rooted, h):
        slot = find(roots[:, 0], h)
        root = roots[slot, 1] if roots[slot, 0] == h else h
    return root


@compiled
def find_slot(keys, h):
    """`find`, for plain Python."""
    return find(keys, h)


@compiled
def hash_chars(chars, start, end):
    h = SEED
    for i in range(start, end):
        h = mix(h, np.uint64(chars[i]))
    return mix(h, np.uint64(end - start)) | ONE


@compiled
def hash_all(chars, ends, out):
    """Hashes of the words chars[ends[i]:ends[i + 1]] into out uint64."""
    for i in range(out.size):
        out[i] = hash_chars(chars, ends[i], ends[i + 1])


@compiled
def enter(keys, kinds, pieces, ends, kind):
    """Put words and phrases into the table of listed words, and note where they go on.

    pieces uint64: hashes of all their pieces; pieces[ends[i]:ends[i + 1]] are those of the phrase of kind[i].
    """
    for i in range(kind.size):
        whole = pieces[ends[i]]
        for j in range(ends[i], ends[i + 1]):
            whole = whole if j == ends[i] else follow(whole, pieces[j])
            slot = find(keys, whole)
            keys[slot] = whole
            if j == ends[i + 1] - 1:
                kinds[slot] = kinds[slot] & STARTS | kind[i]
            else:
                kinds[slot] |= STARTS


@compiled(inline="always")
def hash_kind(kind):
    return mix(SEED, np.uint64(70000) + np.uint64(kind)) | ONE


@compiled(inline="always")
def bucket_of(seals, h):
    """The first of the two rows where a feature may stand; both lie in one line of memory. The last bit of a hash says
    nothing: it is set in that of every word.
    """
    return h & np.uint64(seals.size - 2)


@compiled(inline="always")
def seal_of(h):
    """What the row of a feature begins with, so that no other feature is taken for it; never 0."""
    return np.int16((h >> S47) & np.uint64(0x7FFF)) | np.int16(1)


@compiled(inline="always")
def place_of(seals, h):
    """The row of a feature, counted from 1, without a branch that nobody could foretell; 0: a feature that training did not
    keep counts for nothing.
    """
    at, seal = bucket_of(seals, h), seal_of(h)
    one, two = seals[at] == seal, seals[at | ONE] == seal
    return (at + ONE + np.uint64(not one)) * np.uint64(one | two)


@compiled(inline="always")
def row_of(seals, h):
    """The same counted from 0, -1 where there is none."""
    return np.int64(place_of(seals, h)) - 1


@compiled(inline="always")
def is_known(tables, h):
    """Whether training kept the word of this hash, or it has a root."""
    return row_of(tables.seals, h) >= 0 or root_of(tables, h) != h


@compiled(inline="always")
def pick(seals, features, span, rows, count):
    """Write the rows of features[span[0]:span[1]] to rows[count:], as `row_of`, without a branch that nobody could
    foretell: where the next one goes.
    """
    for i in range(span[0], span[1]):
        h = features[i]
        at, seal = bucket_of(seals, h), seal_of(h)
        one, two = seals[at] == seal, seals[at | ONE] == seal
        rows[count] = at | np.uint64(not one)
        count += np.uint64(one | two)
    return count


@compiled
def word_features(memo, piece, out):
    """Hashes of one piece's own features: itself, its concept, its root, n-grams of 2-5 letters with edges; how many."""
    kind, n = memo.kinds[piece] & 127, np.int64(memo.lengths[piece])
    out[0] = memo.hashes[piece, 0]
    count = 1
    if 0 < kind < SIGNS:
        out[count] = mix(IDEA, np.uint64(kind))
        count += 1
    if memo.hashes[piece, 1] != out[0]:
        out[count] = memo.hashes[piece, 1]
        count += 1
    if kind >= SIGNS or n > GRAMS:
        return count
    for i in range(n + 1):
        h = SEED
        for j in range(i, min(i + 5, n + 2)):
            letter = EDGE if j in (0, n + 1) else np.uint64(memo.letters[piece, j - 1])
            h = mix(h, letter)
            if j > i and j - i < n + 1:
                out[count] = mix(h, EDGE)
                count += 1
    return count


@compiled(inline="always")
def in_context(root, k):
    """The feature of a root in a post that has the context of this number."""
    return mix(root, WITHIN + ONE + np.uint64(k))


@compiled(inline="always")
def place_in_context(memo, piece, k):
    """The row of that feature, counted from 1, as it was noted of a piece; 0 where it has none."""
    return memo.hashes[piece, 2] >> (S32 * np.uint64(k)) & LOWER


@compiled(inline="always")
def key_of(memo, h, maybe, start, n):
    """Where a piece with this hash and the `n` letters in chars[start:] is found: its salted hash."""
    key = salted(memo.salt, h, np.uint64(maybe))
    for i in range(0, n, 8):
        part = eight(memo.chars, start + i)
        if n - i < 8:
            part &= (ONE << np.uint64(8 * (n - i))) - ONE
        key = salted(memo.salt, key, part)
    return key | ONE


@compiled(inline="always")
def add_piece(tables, memo, h, kind, n):
    """Number of the piece with this hash and the `n` letters in chars[1:]."""
    key = key_of(memo, h, kind & 127 == MAYBE, 1, n)
    words = memo.words[:, 0]
    slot = find(words, key)
    if words[slot] == key:
        return np.int32(memo.words[slot, 1])
    piece = memo.used[1]
    memo.used[1] += 1
    words[slot], memo.words[slot, 1] = key, piece
    # a mask may start a phrase too (jawa timur), whatever word it stands for
    starts = listed(tables, h) & STARTS
    memo.hashes[piece, 0], memo.kinds[piece], memo.lengths[piece] = h, kind | starts, n
    memo.hashes[piece, 1] = root_of(tables, h) if kind & 127 < SIGNS else h
    for i in range(n):
        memo.letters[piece, i] = memo.chars[1 + i]
    return piece


@compiled
def new_piece(tables, memo, h, kind, n):
    """The same, called instead of copied to where it is needed."""
    return add_piece(tables, memo, h, kind, n)


@compiled(inline="always")
def append(tables, memo, h, kind, n):
    """Append a piece to the token that is being learned; a masked word has no letters."""
    if (kind & 127) >= MASKS:
        h, n = hash_kind(kind & 127), 0
    memo.pool[memo.used[0]] = add_piece(tables, memo, h, kind, n)
    memo.used[0] += 1


@compiled
def put(tables, memo, h, kind):
    """Append a piece without letters."""
    append(tables, memo, h, kind, 0)
