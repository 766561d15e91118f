r"""What programs leave in the texts that they export: \n for a new line, \xf0 and \u2026 for characters, &amp; for a sign.

They are read as the gap that they stand for, or the word after them begins with their letter and no list knows it
(\nPrabowo). Arrays are trusted.
"""

import numpy as np

from ikrar.screening.kernels.compiled import compiled
from ikrar.screening.kernels.octets import BACKSLASH, BYTE, EIGHT, next_eight
from ikrar.screening.kernels.shapes import ONE

AMPERSAND = 38
# what follows the backslash; after the last two come two and four hexadecimal digits
LINE, RETURN, TAB, BY_TWO, BY_FOUR = (ord(letter) for letter in "nrtxu")
# what follows the ampersand, the first byte lowest
ENTITIES = np.array(
    [
        int.from_bytes(name, "little")
        for name in (b"amp;", b"lt;", b"gt;", b"quot;", b"apos;", b"nbsp;", b"#39;", b"#039;")
    ],
    np.uint64,
)


@compiled(inline="always")
def is_hex(byte):
    return 48 <= byte <= 57 or 97 <= byte | 32 <= 102


@compiled
def escaped(data, i, stop):
    """Where the escape ends that a backslash at byte i begins; i where it begins none."""
    letter, end = data[i + ONE] if i + ONE < stop else np.uint8(0), i
    if letter == LINE or letter == RETURN or letter == TAB:
        end = i + ONE + ONE
    elif letter == BY_TWO or letter == BY_FOUR:
        first, last = i + ONE + ONE, i + (np.uint64(4) if letter == BY_TWO else np.uint64(6))
        digits = last <= stop
        for k in range(first, min(last, stop)):
            digits = digits and is_hex(data[k])
        end = last if digits else i
    return end


@compiled
def entity(data, i, stop):
    """Where the name of a sign ends that an ampersand at byte i begins, its semicolon with it; i where it begins none."""
    part = next_eight(data, i + ONE)
    for name in ENTITIES:
        bits, size = name, ONE
        while bits > BYTE:
            bits, size = bits >> EIGHT, size + ONE
        if part & ((ONE << EIGHT * size) - ONE) == name and i + size < stop:
            return i + size + ONE
    return i


@compiled(inline="always")
def past_gap(data, i, stop):
    """Where the text goes on after byte i, which is of no word; all are numbers without a sign."""
    end = i
    if data[i] == BACKSLASH:
        end = escaped(data, i, stop)
    elif data[i] == AMPERSAND:
        end = entity(data, i, stop)
    return end if end > i else i + ONE
