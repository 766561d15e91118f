"""A raw token, once: UTF-8 bytes in, pieces out. Characters are folded and hashtags split. Arrays are trusted."""

import numpy as np
from numba import njit

from ikrar.screening.kernels.pieces import (
    mix,
    put,
)
from ikrar.screening.kernels.shapes import (
    AT,
    CAPITAL,
    LONGEST,
    MASKS,
    MENTION,
    ONE,
    RAW,
    SEED,
    SHARP,
    SIGN,
    SIGNS,
    SPELT,
    TAG,
    URL,
    VANISHES,
)
from ikrar.screening.kernels.words import (
    put_word,
)


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


@njit(cache=True, inline="always")
def is_capital(data, i, stop):
    """Whether a word begins with a capital and goes on in small letters."""
    return i + 1 < stop and 65 <= data[i] <= 90 and 97 <= data[i + 1] <= 122


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
    # a token may give no piece at all, so tokens are counted too; MASKS: phrases still become pieces of their own
    need = 2 * (end - start) + MASKS
    room = memo.kinds.size - max(memo.used[1], memo.used[3])
    if need > room or need > memo.pool.size - memo.used[0]:
        return False
    memo.used[3] += 1
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
    chars[CAPITAL] = is_capital(data, i, end)
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
            if n == 0 or cut:
                chars[CAPITAL] = is_capital(data, at - n, end)
            before = now
        if n < LONGEST:
            chars[RAW + n] = folded
            n += 1
    put_word(tables, memo, n)
