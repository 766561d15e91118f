"""How characters are read: one byte for each code point, so that a word looks the same however it is dressed.

Accents, fullwidth and mathematical letters, Cyrillic and Greek look-alikes fold to a-z; zero-width characters
and combining marks vanish; emoji and some signs stand for themselves; all else separates words.
"""

import unicodedata
from typing import Final

import numpy as np

SEPARATES: Final = 0
VANISHES: Final = 1
SIGN: Final = 2
OTHER: Final = 126  # a letter that is none of a-z: kept as one common letter
SIZE: Final = 0x20000

# letters that are drawn like a Latin one but do not decompose to it
LOOK_ALIKES: Final = dict(
    zip(
        "авсԁеһіјӏмоорԛгѕтхуѵԝкнзбіαβεικνορτυχωɑɡıʀɴʟᴀᴇᴏøđłħŧßæœ",
        "abcdehijlmooPqrstxyvwknebiabeiknoptyxwagirnlaeoodlhtsao".lower(),
        strict=True,
    )
)
SIGNS: Final = '?!"“”„«»'
APOSTROPHES: Final = "'’‘`´ʼ"


def fold_table() -> np.ndarray:
    """uint8[SIZE]: what each code point counts as; from the Unicode version of this Python."""
    table = np.zeros(SIZE, np.uint8)
    for point in range(SIZE):
        table[point] = _fold(chr(point))
    return table


def _fold(char: str) -> int:
    if char in APOSTROPHES:
        return VANISHES
    if char in SIGNS:
        return SIGN
    kind = unicodedata.category(char)
    if kind in {"Cf", "Mn", "Me"} or "\ufe00" <= char <= "\ufe0f":
        return VANISHES
    plain = unicodedata.normalize("NFKD", char).casefold()
    first = LOOK_ALIKES.get(plain[:1], plain[:1])
    if first.isascii() and first.isalnum():
        return ord(first)
    if kind in {"So", "Sk"} and ord(char) >= 0x2190:
        return SIGN
    return OTHER if kind[0] == "L" else SEPARATES


def fold_word(word: str) -> str:
    """A word as the kernel reads it (no runs, no digits handled), for building word lists."""
    codes = (_fold(char) for char in word)
    return "".join(chr(code) for code in codes if code > SIGN)
