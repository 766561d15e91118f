"""Letters and digits between two separators as pieces: spellings undone, joined words cut, numbers by their shape.

Arrays are trusted.
"""

import numpy as np

from ikrar.screening.kernels.compiled import compiled
from ikrar.screening.kernels.machine import ask, eight
from ikrar.screening.kernels.pieces import (
    append,
    bucket_of,
    find,
    follow,
    hash_chars,
    hash_kind,
    home,
    is_known,
    key_of,
    listed,
    mix,
    put,
    root_of,
    row_of,
)
from ikrar.screening.kernels.shapes import (
    BALLOT,
    CAMP,
    CUTS,
    DIGIT,
    ENDINGS,
    LEET,
    LETTERS,
    MASKS,
    MAYBE,
    NUMBER,
    ONE,
    PARTY,
    RAW,
    SEED,
    SEVEN,
    TO_CONCEPT,
    TWO,
    YEAR,
)

NAMED = 5  # letters of a name at least beside which any word is cut off, but of a party
MOST_CUTS = 5  # listed words that one is cut into at most
# what may be added to a name, the first letter lowest
ENDS = np.array([int.from_bytes(bytes(e), "little") for e in ENDINGS], np.uint64)
EIGHT, TWO_BYTES, THREE_BYTES = np.uint64(8), np.uint64(0xFFFF), np.uint64(0xFFFFFF)


@compiled
def masked_stem(tables, chars, start, end):
    """The mask of chars[start:end] without its ending (aniesnya, jawamu), or 0: an ending must not unmask a name."""
    if end - start < 5:
        return np.uint8(0)
    last = eight(chars, end - 3) & THREE_BYTES
    for ending in ENDS:
        many = 3 if ending > TWO_BYTES else 2
        if ending == (last if many == 3 else last >> EIGHT) and end - many >= start + 3:
            kind = listed(tables, hash_chars(chars, start, end - many)) & 127
            if kind >= MASKS:
                return np.uint8(kind)
    return np.uint8(0)


@compiled(inline="always")
def put_letters(tables, memo, start, end, h):
    """chars[start:end], all letters, as one piece; h: their hash."""
    for i in range(end - start):
        memo.chars[1 + i] = memo.chars[start + i]
    kind = listed(tables, h)
    if kind & 127 == 0:
        kind |= masked_stem(tables, memo.chars, 1, 1 + end - start)
    if kind & 127 == 0:
        root = root_of(tables, h)
        if root != h:
            kind |= np.uint8(root >> TO_CONCEPT & SEVEN)
        elif end - start > 2 and row_of(tables.seals, h) < 0:
            kind |= MAYBE
    append(tables, memo, h, kind, end - start)


@compiled(inline="always")
def next_listed(tables, chars, at, end, names):
    """Where the longest listed word that begins at chars[at] ends, or the shortest name of five letters or more, if `names`
    go first; `at` where there is none.
    """
    h, stop = SEED, at
    for i in range(at, end):
        h = mix(h, np.uint64(chars[i]))
        if i - at > 1:
            now = listed(tables, mix(h, np.uint64(i + 1 - at)) | ONE) & 127
            doubled = stop == i and chars[i] == chars[i - 1]
            if now >= MASKS or (now and i - at > 2 and not doubled):
                stop = i + 1
                if names and now >= MASKS and stop - at >= NAMED:
                    break
    return stop


@compiled(inline="always")
def is_short(tables, chars, at, end):
    """Whether chars[at:end], a listed word, is too short to be cut off before others: three letters, if it is no party."""
    return end - at < 4 and listed(tables, hash_chars(chars, at, end)) & 127 != PARTY


@compiled
def cut_joined(tables, chars, start, end):
    """Cut chars[start:end] into 2 to 5 listed words, into chars[CUTS:]: how many, 0 where it is something else. Names go first,
    and else the longest; where that fails it may go `back` to a shorter one (pilihan-ies, pilih-anies): then each has four
    letters at least, a party three, and the longest goes first, be it a name or not.
    """
    for back in (False, True):
        at, limit, cuts = start, end, 0
        while at < end:
            stop = next_listed(tables, chars, at, limit, not back)
            if stop > at and cuts < MOST_CUTS and not (back and is_short(tables, chars, at, stop)):
                chars[CUTS + cuts] = stop
                at, limit, cuts = stop, end, cuts + 1
            elif back and cuts:
                cuts -= 1
                limit = np.int64(chars[CUTS + cuts]) - 1
                at = np.int64(chars[CUTS + cuts - 1]) if cuts else start
            else:
                break
        if at == end and cuts > 1:
            return cuts
        if at == start:
            break  # no listed word begins it
    return 0


@compiled(inline="always")
def is_word(tables, h):
    """Whether this hash is that of a listed word, or of one that has a root."""
    return listed(tables, h) & 127 > 0 or root_of(tables, h) != h


@compiled(inline="always")
def is_long_name(tables, h, letters):
    """Whether this hash of so many letters is masked, no number, and long enough to be cut off: three of a party, else five."""
    kind = listed(tables, h) & 127
    return MASKS <= kind <= CAMP and letters >= (3 if kind == PARTY else NAMED)


@compiled(inline="always")
def is_name(tables, chars, at, end):
    """The same of chars[at:end]."""
    return is_long_name(tables, hash_chars(chars, at, end), end - at)


@compiled(inline="always")
def stands_beside(tables, h, letters):
    """Whether this hash is that of a word (`is_word`) that is cut off from a name of so many letters: no name, if it has few."""
    return is_word(tables, h) and (letters >= NAMED or listed(tables, h) & 127 < MASKS)


@compiled
def beside_name(tables, chars, start, end):
    """Cut chars[start:end] into a name (`is_name`) and a word of four letters (ganjar-dihati, bela-pks), into chars[CUTS:]: 2,
    or 0 where it is something else. It is the shortest name that leaves a word, but none that is another less its first
    letter (anjar).
    """
    h, found = SEED, 0
    for i in range(start, end - 3):
        h = mix(h, np.uint64(chars[i]))
        stop = i + 1
        first = mix(h, np.uint64(stop - start)) | ONE
        if end - stop > 3 and is_long_name(tables, first, stop - start):
            if stands_beside(tables, hash_chars(chars, stop, end), stop - start):
                found = stop
                break
        elif (
            stop - start > 3
            and is_name(tables, chars, stop, end)
            and stands_beside(tables, first, end - stop)
            and not is_name(tables, chars, i, end)
        ):
            found = stop
    if found == 0:
        return 0
    chars[CUTS], chars[CUTS + 1] = found, end
    return 2


@compiled
def any_masked(tables, chars, start, cuts):
    """Whether one of the parts that chars[start:] is cut into is masked."""
    at = start
    for i in range(cuts):
        stop = np.int64(chars[CUTS + i])
        if listed(tables, hash_chars(chars, at, stop)) & 127 >= MASKS:
            return True
        at = stop
    return False


@compiled(inline="always")
def put_joined(tables, memo, start, end, h):
    """chars[start:end], all letters: several words where it is neither listed nor has a root, or one piece; h: their hash."""
    chars, cuts = memo.chars, 0
    if end - start >= 7 and not is_word(tables, h):
        cuts = beside_name(tables, chars, start, end)
        if cuts == 0:
            cuts = cut_joined(tables, chars, start, end)
        # an ending must not make other words of a name (andika-kalah)
        if cuts and masked_stem(tables, chars, start, end):
            cuts = 0
        # a joined word that training knew is one word, unless a name is in it: who is named must not matter
        if row_of(tables.seals, h) >= 0 and not any_masked(tables, chars, start, cuts):
            cuts = 0
    if cuts == 0:
        chars[CUTS], cuts = end, 1
    at = start
    for i in range(cuts):
        stop = np.int64(chars[CUTS + i])
        put_letters(tables, memo, at, stop, h if cuts == 1 else hash_chars(chars, at, stop))
        at = stop


@compiled(inline="always")
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
    put(tables, memo, ONE, np.uint8(kind))


@compiled
def shorten(chars, n):
    """Letters that stand more than twice in a row become one: how long the word is now, and how many of it are digits."""
    i = m = digits = 0
    while i < n:
        c, j = chars[RAW + i], i + 1
        while j < n and chars[RAW + j] == c:
            j += 1
        for _ in range(1 if j - i > 2 and c > 57 else j - i):
            chars[RAW + m] = c
            m, digits = m + 1, digits + (c <= 57)
        i = j
    return m, digits


@compiled
def is_numbered(tables, chars, m):
    """Whether chars[RAW:RAW+m], which holds one digit, is a word that is listed with a number behind it (paslon2), or a digit
    and an ending (1nya): then the digit is a number, be it 1, 2 or 3.
    """
    stop = RAW + m - 1
    if chars[stop] <= 57:
        h = follow(hash_chars(chars, RAW, stop), hash_kind(np.uint8(DIGIT)))
        slot = find(tables.keys, h)
        return tables.keys[slot] == h and tables.kinds[slot] & 127 > 0
    for i in range(ENDINGS.shape[0]):
        many, same = 3 if ENDINGS[i, 2] else 2, chars[RAW] <= 57
        for k in range(many):
            same = same and m == many + 1 and chars[RAW + 1 + k] == ENDINGS[i, k]
        if same:
            return True
    return False


@compiled(inline="always")
def put_word(tables, memo, n):
    """The gathered word chars[RAW:RAW+n]: runs shortened, digits read as letters where that gives a known word."""
    chars, start, m = memo.chars, RAW, n
    # as it stands: PPP, P3
    h = hash_chars(chars, RAW, RAW + n)
    ask(tables.seals, bucket_of(tables.seals, h))
    ask(tables.roots, home(tables.roots[:, 0], h))
    ask(memo.words, home(memo.words[:, 0], key_of(memo, h, False, RAW, n)))
    ask(memo.words, home(memo.words[:, 0], key_of(memo, h, True, RAW, n)))
    whole = n > 0 and (listed(tables, h) & 127 > 0 or masked_stem(tables, chars, RAW, RAW + n) > 0)
    if not whole:
        m, digits = shorten(chars, n)
        numbered = digits == 1 and is_numbered(tables, chars, m)
        if digits == 1 and m > 2 and chars[RAW + m - 1] == 50 and not numbered:
            m, digits = m - 1, 0  # anak2
        if 0 < digits < m - 1 and not numbered:
            for i in range(m):
                c = chars[RAW + i]
                chars[LEET + i] = LETTERS[c - 48] if c <= 57 else c
            read = hash_chars(chars, LEET, LEET + m)
            if listed(tables, read) & 127 or is_known(tables, read):
                start, whole = LEET, True
    at = 0
    while at < m:
        stop, is_number = m, False
        if not whole:
            stop, is_number = at + 1, chars[RAW + at] <= 57
            while stop < m and (chars[RAW + stop] <= 57) == is_number:
                stop += 1
        if is_number:
            put_digits(tables, memo, RAW + at, RAW + stop)
        else:
            first, end = start + at, start + stop
            as_it_stands = start == RAW and stop - at == n
            put_joined(
                tables, memo, first, end, h if as_it_stands else hash_chars(chars, first, end)
            )
        at = stop
