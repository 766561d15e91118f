"""Bytes of a text, eight at a time where many are read: where a token, an address and an account end, and the hash of a token.

Arrays are trusted.
"""

import numpy as np

from ikrar.screening.kernels.compiled import compiled
from ikrar.screening.kernels.machine import eight, zeros_below
from ikrar.screening.kernels.pieces import salted
from ikrar.screening.kernels.shapes import AT, NONE, ONE, OTHER, URL, VANISHES, WORD

EACH = 0x0101010101010101  # one in each of eight bytes
LOW, SMALL = np.uint64(0x7F * EACH), np.uint64(0x20 * EACH)
# added to the low bits of a byte, these lift it to its highest bit from a character on: of the first of a range and of
# the one after its last
CAPITALS, LETTERS, DIGITS, QUOTE = (
    (np.uint64((0x80 - ord(first)) * EACH), np.uint64((0x80 - ord(last) - 1) * EACH))
    for first, last in (("A", "Z"), ("`", "z"), ("0", "9"), ("'", "'"))
)
COLON, SLASH, FULL_STOP, UNDERSCORE, BACKSLASH = 58, 47, 46, 95, 92
ASCII, SEPARATES = (
    128,
    np.uint8(0),
)  # bytes below this are of ASCII; what a character counts as that separates words
TWO, THREE, EIGHT, BYTE = (np.uint64(n) for n in (2, 3, 8, 255))


@compiled(inline="always")
def within(low, span):
    """The highest bit of each byte whose low bits are in a range; of the other bits no matter."""
    return (low + span[0]) & ~(low + span[1])


@compiled(inline="always")
def made_small(part):
    """Eight bytes with the capitals among them made small."""
    capitals = within(part & LOW, CAPITALS) & ~part & ~LOW
    return part | capitals >> TWO


@compiled(inline="always")
def of_no_word(part):
    """The highest bit of each of eight bytes that ends a token: what `tables` calls neither WORD nor AT."""
    low = part & LOW
    # @ stands before A as ` before a, so both are letters here
    letters = within((part | SMALL) & LOW, LETTERS)
    return ~(letters | within(low, DIGITS) | within(low, QUOTE) | part) & ~LOW


@compiled(inline="always")
def next_eight(data, i):
    """data[i:i + 8] as one number, the first byte lowest; zeros after the last byte of all."""
    part, size = NONE, np.uint64(data.size)
    if i + EIGHT <= size:
        part = eight(data, i)
    else:
        for k in range(size - i):
            part |= np.uint64(data[i + k]) << EIGHT * k
    return part


@compiled(inline="always")
def read_token(data, start, stop, as_written, salt):
    """Where the token ends that begins at byte `start`, at `stop` at last, its hash with this salt, and whether a byte of it
    is beyond ASCII; capitals count only `as_written`. Its first byte belongs to it whatever it is. Places are numbers
    without a sign, as the hash.
    """
    i, h, size, high = start, NONE, EIGHT, NONE
    while size == EIGHT and i < stop:
        part = next_eight(data, i)
        ends = of_no_word(part)
        if i == start:
            ends &= ~BYTE
        size = min(zeros_below(ends) >> THREE, stop - i)  # of no end 64 >> 3
        if size < EIGHT:
            part &= (ONE << EIGHT * size) - ONE
        if size:
            h = salted(salt, h, part if as_written else made_small(part))
        high |= part
        i += size
    return i, salted(salt, h, i - start), high & ~LOW != NONE


@compiled
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


@compiled
def character(fold, data, i):
    """What the character at byte i counts as, OTHER if it is of ASCII, and how many bytes it takes."""
    if data[i] < ASCII:
        return np.uint8(OTHER), ONE
    point, after = code_point(data, np.int64(i))
    folded = fold[point] if point < fold.size else SEPARATES
    return folded, np.uint64(after) - i


@compiled(inline="always")
def gap(fold, data, i):
    """How many bytes the character at byte i takes if it is beyond ASCII and of no word, else 0, and how many of them to take
    for none: it counts as one byte if it separates words and as nothing if it is not seen.
    """
    folded, size = character(fold, data, i)
    if folded == SEPARATES:
        return size, size - ONE
    return (size, size) if folded == VANISHES else (NONE, NONE)


@compiled
def cut(fold, data, i, stop):
    """Where the first character at or after byte i stands that is beyond ASCII and separates words; `stop` where none does."""
    while i < stop:
        folded, size = character(fold, data, i)
        if folded == SEPARATES:
            return i
        i += size
    return stop


@compiled(inline="always")
def is_address(data, i, stop):
    """Whether '://' stands at byte i."""
    return i + TWO < stop and data[i] == COLON and data[i + ONE] == SLASH and data[i + TWO] == SLASH


@compiled(inline="always")
def goes_on(data, i, stop):
    """Whether the name of an account goes on at byte i: an underscore, or a full stop before a small letter or a digit."""
    if i >= stop or data[i] != FULL_STOP:
        return i < stop and data[i] == UNDERSCORE
    after = data[i + ONE] if i + ONE < stop else np.uint8(0)
    return 97 <= after <= 122 or 48 <= after <= 57


@compiled
def past_account(classes, fold, data, i, stop):
    """Where the name of an account ends whose first part ends at byte i."""
    while goes_on(data, i, stop):
        i += ONE
        while i < stop and (classes[data[i]] == WORD or classes[data[i]] == AT):
            folded, size = character(fold, data, i)
            if folded == SEPARATES:
                return i
            i += size
    return i


@compiled
def past_address(fold, data, i, stop):
    """Where the address ends that goes on at byte i."""
    while i < stop and data[i] > 32 and data[i] != BACKSLASH:
        folded, size = character(fold, data, i)
        if folded == SEPARATES:
            break
        i += size
    return i


@compiled(inline="always")
def past_rest(classes, fold, data, token, stop):
    """The class of a token (class, end of what was read of it), URL if it is an address, and where the whole of it ends."""
    kind, i = token
    if kind == WORD and is_address(data, i, stop):
        kind, i = np.uint8(URL), past_address(fold, data, i, stop)
    elif kind == AT:
        i = past_account(classes, fold, data, i, stop)
    return kind, i
