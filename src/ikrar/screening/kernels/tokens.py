"""A raw token, once: UTF-8 bytes in, numbered pieces of words out, with the sums of their rows.

Characters are folded, hashtags split, spellings undone. Names, parties, groups and the like become one piece for each
kind *before* any feature is made, so no score can depend on which of them stands there. Arrays are trusted.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

COLUMNS = 24  # of a row: 0 fingerprint, 1 norm, 2.. weights
SPACE, WORD, MARK, TAG, AT, SPELT = range(6)  # classes of a byte, and of a token spelt out
VANISHES, SIGN, OTHER = 1, 2, 126  # what a code point folds to, besides 0 and letters
SIGNS, MASKS, STARTS = (
    63,
    64,
    128,
)  # kinds: 1-62 concepts, 63 signs, 64-127 masks; flag: a phrase may start here
BALLOT, URL, MENTION, SHARP, DIGIT, TWO, YEAR, NUMBER = 69, 81, 82, 83, 84, 85, 86, 87
LONGEST, GRAMS = 64, 24  # letters of a word that are read; longest word with n-grams
RAW, LEET, CUTS = (
    80,
    160,
    240,
)  # in `chars`: a word, the same with its digits read as letters, its joints
MULT, SEED = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xCBF29CE484222325)
S29, S32, S47, ONE = np.uint64(29), np.uint64(32), np.uint64(47), np.uint64(1)
EDGE, IDEA, THEN = np.uint64(11), np.uint64(77), np.uint64(0xD1B54A32D192ED03)
ITSELF, GRAM, BESIDE, SKIPPED, CONCEPT, PAIR = range(6)  # sorts of features
LETTERS = np.frombuffer(b"oizeasgtbg", np.uint8)  # what the digits 0-9 are written for
ENDINGS = np.frombuffer(b"nyalahkahpunmu\0ku\0", np.uint8).reshape(
    6, 3
)  # what may be added to a name


class Tables(NamedTuple):
    """What a model knows; never written to."""

    classes: np.ndarray  # uint8[256]
    lower: np.ndarray  # uint8[256]
    fold: np.ndarray  # uint8[code points]
    keys: np.ndarray  # uint64[2^k]: hashes of listed words and phrases, 0 = free
    kinds: np.ndarray  # uint8[2^k]
    seals: np.ndarray  # int16[2^k]: first column of the rows, close together
    rows: np.ndarray  # int16[2^k, COLUMNS]


class Memo(NamedTuple):
    """What this thread has read; emptied when full."""

    tokens: np.ndarray  # uint64[2^k]: hashes of raw tokens, 0 = free
    spans: np.ndarray  # int32[2^k, 2]: first piece in `pool`, how many
    pool: np.ndarray  # int32: piece numbers
    words: np.ndarray  # uint64[2^k]: hashes of pieces, 0 = free
    where: np.ndarray  # int32[2^k]: piece number of that hash
    hashes: np.ndarray  # uint64[pieces]
    kinds: np.ndarray  # uint8[pieces]
    letters: np.ndarray  # uint8[pieces, LONGEST + 1]: the word, its length last
    sums: np.ndarray  # int32[pieces, COLUMNS]: rows of the piece's own features
    seen: np.ndarray  # int64[pieces]: the last post that the piece stood in
    used: np.ndarray  # int64[3]: of pool, of pieces; posts read
    chars: np.ndarray  # uint8[256]: scratch


class Page(NamedTuple):
    """Some posts at once, as tokens, as pieces and as features; room for the longest post."""

    hashes: np.ndarray  # uint64[n]: of tokens
    kinds: np.ndarray  # uint8[n]: classes of tokens
    bounds: np.ndarray  # int64[n, 2]: bytes of tokens, in the whole text
    tokens: np.ndarray  # int32[posts + 1]: first token of each post
    piece: np.ndarray  # int32[n]
    kind: np.ndarray  # uint8[n]
    span: np.ndarray  # int32[n, 2]: bytes of pieces, from the start of their post
    pieces: np.ndarray  # int32[posts + 1]: first piece of each post
    feature: np.ndarray  # uint64[6 n]
    ends: np.ndarray  # int32[6 n, 2]: first and last piece of each feature, from the first piece of its post
    sort: np.ndarray  # uint8[6 n]: which sort of feature
    features: np.ndarray  # int32[posts + 1]: first feature of each post
    where: np.ndarray  # int32[6 n]: scratch, rows to add


class Reader(NamedTuple):
    """All that reading needs; one for each thread."""

    tables: Tables
    memo: Memo
    page: Page


@njit(cache=True, inline="always")
def mix(a, b):
    h = (a ^ b) * MULT
    return h ^ (h >> S29)


@njit(cache=True, inline="always")
def follow(h, piece):
    """The hash of a phrase with one more piece; the order counts, and so does a piece that repeats."""
    return mix(h * THEN, piece) | ONE


@njit(cache=True, inline="always")
def find(keys, h):
    """The slot of a hash, or the free slot where it would go."""
    mask = np.uint64(keys.size - 1)
    at = (h ^ (h >> S32)) & mask
    while keys[at] != 0 and keys[at] != h:
        at = (at + ONE) & mask
    return at


@njit(cache=True)
def find_slot(keys, h):
    """The same, for plain Python."""
    return find(keys, h)


@njit(cache=True)
def hash_chars(chars, start, end):
    h = SEED
    for i in range(start, end):
        h = mix(h, np.uint64(chars[i]))
    return mix(h, np.uint64(end - start)) | ONE


@njit(cache=True, inline="always")
def hash_kind(kind):
    return mix(SEED, np.uint64(70000) + np.uint64(kind)) | ONE


@njit(cache=True, inline="always")
def row_of(seals, h):
    """The row of a feature, or -1: a feature that training did not keep counts for nothing."""
    at = np.int64(h & np.uint64(seals.size // 2 - 1)) * 2
    seal = np.int16((h >> S47) & np.uint64(0x7FFF)) | np.int16(1)
    if seals[at] == seal:
        return at
    return at + 1 if seals[at + 1] == seal else np.int64(-1)


# ---------------------------------------------------------------- tokens into pieces, once each


@njit(cache=True)
def word_features(memo, piece, out):
    """Hashes of one piece's own features: itself, its concept, n-grams of 2-5 letters with edges; how many."""
    kind, n = memo.kinds[piece] & 127, np.int64(memo.letters[piece, LONGEST])
    out[0] = memo.hashes[piece]
    count = 1
    if 0 < kind < SIGNS:
        out[count] = mix(IDEA, np.uint64(kind))
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


@njit(cache=True)
def new_piece(tables, memo, h, kind, n):
    """Number of the piece with this hash; a new one takes its `n` letters from chars[1:] and sums its rows."""
    slot = find(memo.words, h)
    if memo.words[slot] == h:
        return memo.where[slot]
    piece = memo.used[1]
    memo.used[1] += 1
    memo.words[slot], memo.where[slot] = h, piece
    # a mask may start a phrase too (jawa timur), whatever word it stands for
    starts = listed(tables, h) & STARTS
    memo.hashes[piece], memo.kinds[piece], memo.letters[piece, LONGEST] = h, kind | starts, n
    memo.letters[piece, :n] = memo.chars[1 : n + 1]
    features = np.empty(2 + 5 * (GRAMS + 2), np.uint64)
    memo.sums[piece] = 0
    for i in range(word_features(memo, piece, features)):
        at = row_of(tables.seals, features[i])
        if at >= 0:
            for k in range(COLUMNS):
                memo.sums[piece, k] += tables.rows[at, k]
    return piece


@njit(cache=True)
def put(tables, memo, h, kind, n):
    """Append a piece to the token that is being learned; a masked word has no letters."""
    if (kind & 127) >= MASKS:
        h, n = hash_kind(kind & 127), 0
    memo.pool[memo.used[0]] = new_piece(tables, memo, h, kind, n)
    memo.used[0] += 1


@njit(cache=True)
def listed(tables, h):
    slot = find(tables.keys, h)
    return tables.kinds[slot] if tables.keys[slot] == h else np.uint8(0)


@njit(cache=True)
def masked_stem(tables, chars, n):
    """The mask of chars[1:n+1] without its ending (aniesnya, jawamu), or 0: an ending must not unmask a name."""
    for i in range(ENDINGS.shape[0]):
        ending = ENDINGS[i]
        stem = n - (3 if ending[2] else 2)
        if stem < 3:
            continue
        same = True
        for k in range(n - stem):
            same = same and chars[1 + stem + k] == ending[k]
        if same:
            kind = listed(tables, hash_chars(chars, 1, stem + 1)) & 127
            if kind >= MASKS:
                return np.uint8(kind)
    return np.uint8(0)


@njit(cache=True)
def put_letters(tables, memo, start, end):
    """chars[start:end], all letters, as one piece."""
    for i in range(end - start):
        memo.chars[1 + i] = memo.chars[start + i]
    h = hash_chars(memo.chars, 1, end - start + 1)
    kind = listed(tables, h)
    if kind & 127 == 0:
        kind |= masked_stem(tables, memo.chars, end - start)
    put(tables, memo, h, kind, end - start)


@njit(cache=True)
def put_joined(tables, memo, start, end):
    """chars[start:end], all letters: several listed words where it is nothing else, or one piece."""
    chars, at, cuts, masked = memo.chars, start, 0, False
    h = hash_chars(chars, start, end)
    if end - start >= 7 and listed(tables, h) & 127 == 0:
        while at < end and cuts < 5:
            stop, kind = end, np.int64(0)
            while stop - at > 2:
                kind = np.int64(listed(tables, hash_chars(chars, at, stop)) & 127)
                if kind >= MASKS or (kind and stop - at > 3):
                    break
                stop -= 1
            if stop - at <= 2:
                break
            chars[CUTS + cuts] = stop
            at, cuts, masked = stop, cuts + 1, masked or kind >= MASKS
    # a joined word that training knew is one word, unless a name is in it: who is named must not matter
    if at < end or cuts < 2 or (not masked and row_of(tables.seals, h) >= 0):
        put_letters(tables, memo, start, end)
        return
    at = start
    for i in range(cuts):
        put_letters(tables, memo, at, np.int64(chars[CUTS + i]))
        at = np.int64(chars[CUTS + i])


@njit(cache=True)
def put_digits(tables, memo, start, end):
    """A number counts by its shape only: which ballot number, year or sum it is must not matter."""
    chars, n = memo.chars, end - start
    kind = NUMBER
    if n == 1:
        kind = DIGIT
    elif n == 2:
        kind = BALLOT if chars[start] == 48 and chars[start + 1] != 48 else TWO
    elif n == 4 and (
        (chars[start] == 49 and chars[start + 1] == 57)
        or (chars[start] == 50 and chars[start + 1] == 48)
    ):
        kind = YEAR
    put(tables, memo, ONE, np.uint8(kind), 0)


@njit(cache=True)
def put_word(tables, memo, n):
    """The gathered word chars[RAW:RAW+n]: runs shortened, digits read as letters where that gives a known word."""
    chars, m = memo.chars, 0
    if n and listed(tables, hash_chars(chars, RAW, RAW + n)) & 127:
        put_letters(tables, memo, RAW, RAW + n)  # as it stands: PPP, P3
        return
    i = digits = 0
    while i < n:
        c, j = chars[RAW + i], i + 1
        while j < n and chars[RAW + j] == c:
            j += 1
        for _ in range(1 if j - i > 2 and c > 57 else j - i):
            chars[RAW + m] = c
            m, digits = m + 1, digits + (c <= 57)
        i = j
    if digits == 1 and m > 2 and chars[RAW + m - 1] == 50:  # anak2 = anak-anak
        m, digits = m - 1, 0
    if 0 < digits < m:
        for i in range(m):
            c = chars[RAW + i]
            chars[LEET + i] = LETTERS[c - 48] if c <= 57 else c
        h = hash_chars(chars, LEET, LEET + m)
        if m - digits > 1 and (listed(tables, h) & 127 or row_of(tables.seals, h) >= 0):
            put_joined(tables, memo, LEET, LEET + m)
            return
    at = 0
    while at < m:
        stop = at + 1
        while stop < m and (chars[RAW + stop] <= 57) == (chars[RAW + at] <= 57):
            stop += 1
        if chars[RAW + at] <= 57:
            put_digits(tables, memo, RAW + at, RAW + stop)
        else:
            put_joined(tables, memo, RAW + at, RAW + stop)
        at = stop


@njit(cache=True)
def code_point(data, i):
    """The code point at byte i of valid UTF-8, and where the next one starts."""
    b = np.int64(data[i])
    if b < 0x80:
        return b, i + 1
    if b < 0xE0:
        return (b & 0x1F) << 6 | data[i + 1] & 0x3F, i + 2
    if b < 0xF0:
        return (b & 0x0F) << 12 | np.int64(data[i + 1] & 0x3F) << 6 | data[i + 2] & 0x3F, i + 3
    high = (b & 0x07) << 18 | np.int64(data[i + 1] & 0x3F) << 12
    return high | np.int64(data[i + 2] & 0x3F) << 6 | data[i + 3] & 0x3F, i + 4


@njit(cache=True)
def boundary(before, now, n):
    """Whether a word of a hashtag ends here: aB and a1 split before, ABc before its last capital (2)."""
    if n == 0 or before == now:
        return 0
    if before == 2 and now == 1:
        return 2 if n > 1 else 0
    return 1


@njit(cache=True)
def learn(tables, memo, data, token, slot):
    """Split a token (start, end, class) into pieces and remember them; False where there is no room."""
    start, end, kind = token
    if memo.used[0] + 2 * (end - start) + 4 > memo.pool.size:
        return False
    if memo.used[1] + 2 * (end - start) + 4 > memo.kinds.size:
        return False
    first = memo.used[0]
    if kind == URL or kind == AT:
        put(tables, memo, ONE, np.uint8(URL if kind == URL else MENTION), 0)
    else:
        if kind == TAG:
            put(tables, memo, ONE, np.uint8(SHARP), 0)
        split(tables, memo, data, token)
    memo.spans[slot, 0], memo.spans[slot, 1] = first, memo.used[0] - first
    return True


@njit(cache=True)
def split(tables, memo, data, token):
    """Fold the characters of a token and put its words and signs."""
    i, end, kind = token
    chars, n, before = memo.chars, 0, 0
    while i < end:
        at = i
        point, i = code_point(data, at)
        folded = tables.fold[point] if point < tables.fold.size else np.uint8(0)
        if folded == VANISHES or (kind == SPELT and folded == 0):
            continue
        if folded <= SIGN:
            put_word(tables, memo, n)
            n, before = 0, 0
            if folded == SIGN:
                put(tables, memo, mix(SEED, np.uint64(point)) | ONE, np.uint8(SIGNS), 0)
            continue
        if kind == TAG:
            now = 3 if folded <= 57 else (2 if 65 <= data[at] <= 90 else 1)
            cut = boundary(before, now, n)
            if cut:
                keep = chars[RAW + n - 1]
                put_word(tables, memo, n - cut + 1)
                chars[RAW], n = keep, cut - 1
            before = now
        if n < LONGEST:
            chars[RAW + n] = folded
            n += 1
    put_word(tables, memo, n)
