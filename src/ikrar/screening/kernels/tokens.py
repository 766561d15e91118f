"""A raw token, once: UTF-8 bytes in, pieces out. Characters are folded and hashtags split. Arrays are trusted."""

import numpy as np

from ikrar.screening.kernels.compiled import compiled
from ikrar.screening.kernels.octets import code_point
from ikrar.screening.kernels.pieces import (
    hash_chars,
    listed,
    mix,
    put,
)
from ikrar.screening.kernels.shapes import (
    AT,
    LONGEST,
    MASKS,
    MENTION,
    ONE,
    RAW,
    S32,
    SEED,
    SHARP,
    SIGN,
    SIGNS,
    SPELT,
    TAG,
    URL,
    VANISHES,
    WORD,
)
from ikrar.screening.kernels.words import (
    put_word,
)


@compiled(inline="always")
def gesture(point):
    """One finger, two and three are one sign: pairs are told by them as by their ballot numbers."""
    return 0x270C if point == 0x261D or point == 0x1F91F or point == 0x1F918 else point


@compiled
def boundary(before, now, n):
    """Whether a word of a hashtag ends here: aB and a1 split before, ABc before its last capital (2)."""
    if n == 0 or before == now:
        return 0
    if before == 2 and now == 1:
        return 2 if n > 1 else 0
    return 1


@compiled(inline="always")
def learn(tables, memo, data, token, slot):
    """Split a token (start, end, class) into pieces and remember them; False where there is no room.

    What is remembered: how many pieces in the lower half; above it the piece itself, or where in the pool they begin.
    """
    start, end, kind = token
    # a token may give no piece at all, so tokens are counted too; MASKS: phrases still become pieces of their own
    need = 2 * (end - start) + MASKS
    room = min(memo.kinds.size - max(memo.used[1], memo.used[3]), memo.pool.size - memo.used[0])
    if need <= room:
        memo.used[3] += 1
        first = memo.used[0]
        if kind == TAG:
            put(tables, memo, ONE, np.uint8(SHARP))
        if kind == URL or kind == AT:
            put(tables, memo, ONE, np.uint8(URL if kind == URL else MENTION))
        else:
            split(tables, memo, data, token)
        many = memo.used[0] - first
        if many == 1:
            first = np.int64(memo.pool[first])
            memo.used[0] -= 1
        memo.tokens[slot, 1] = np.uint64(first) << S32 | np.uint64(many)
    return need <= room


@compiled
def is_name(tables, data, start, end):
    """Whether a hashtag is listed as a whole and masked: then its capitals do not cut it. start: after the sign."""
    i, h, n = start, SEED, 0
    while i < end and n < LONGEST:
        point, i = code_point(data, i)
        folded = tables.fold[point] if point < tables.fold.size else np.uint8(0)
        if folded <= SIGN and folded != VANISHES:
            return False
        if folded != VANISHES:
            h, n = mix(h, np.uint64(folded)), n + 1
    return listed(tables, mix(h, np.uint64(n)) | ONE) & 127 >= MASKS


@compiled(inline="always")
def split(tables, memo, data, token):
    """Fold the characters of a token and put its words and signs."""
    i, end, kind = token
    chars, n, before = memo.chars, 0, 0
    if kind == TAG and is_name(tables, data, i + 1, end):
        kind = WORD
    while i <= end:  # a word ends at the end too
        at, point, folded, now, cut = i, np.int64(0), np.uint8(0), 0, 0
        i += 1
        if at < end:
            point, i = code_point(data, at)
            i = min(i, end)
            folded = tables.fold[point] if point < tables.fold.size else np.uint8(0)
            if folded == VANISHES or (kind == SPELT and folded == 0):
                continue
        if folded > SIGN and kind == TAG:
            now = 3 if folded <= 57 else (2 if 65 <= data[at] <= 90 else 1)
            cut = boundary(before, now, n)
            if cut == 2 and listed(tables, hash_chars(chars, RAW, RAW + n)) & 127 >= MASKS:
                cut = 1  # a name in capitals keeps its last letter (PKSpembela)
        if cut or folded <= SIGN:
            last, goes_on = chars[RAW + max(n, 1) - 1], cut == 2
            put_word(tables, memo, n - goes_on)
            chars[RAW], n = last, np.int64(goes_on)
        if folded <= SIGN:
            before = 0
            if folded == SIGN:
                put(tables, memo, mix(SEED, np.uint64(gesture(point))) | ONE, np.uint8(SIGNS))
            continue
        before = now
        if n < LONGEST:
            chars[RAW + n] = folded
            n += 1
