"""Bytes of a text, eight at a time where many are read: where a token, an address and an account end, and the hash of a token.

Arrays are trusted.
"""

import numpy as np

from ikrar.screening.kernels.compiled import compiled
from ikrar.screening.kernels.machine import eight, zeros_below
from ikrar.screening.kernels.pieces import salted
from ikrar.screening.kernels.shapes import AT, NONE, ONE, WORD

EACH = 0x0101010101010101  # one in each of eight bytes
LOW, SMALL = np.uint64(0x7F * EACH), np.uint64(0x20 * EACH)
# added to the low bits of a byte, these lift it to its highest bit from a character on: of the first of a range and of
# the one after its last
CAPITALS, LETTERS, DIGITS, QUOTE = (
    (np.uint64((0x80 - ord(first)) * EACH), np.uint64((0x80 - ord(last) - 1) * EACH))
    for first, last in (("A", "Z"), ("`", "z"), ("0", "9"), ("'", "'"))
)
COLON, SLASH, FULL_STOP, UNDERSCORE = 58, 47, 46, 95
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
    """Where the token ends that begins at byte `start`, at `stop` at last, and its hash with this salt; capitals count only
    `as_written`. Its first byte belongs to it whatever it is. All three are numbers without a sign, as the hash.
    """
    i, h, size = start, NONE, EIGHT
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
        i += size
    return i, salted(salt, h, i - start)


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
def past_account(classes, data, i, stop):
    """Where the name of an account ends whose first part ends at byte i."""
    while goes_on(data, i, stop):
        i += ONE
        while i < stop and (classes[data[i]] == WORD or classes[data[i]] == AT):
            i += ONE
    return i
