"""How characters are read: one byte for each code point, so that a word looks the same however it is dressed.

Accents, fullwidth and mathematical letters, Cyrillic and Greek look-alikes fold to a-z; zero-width characters
and combining marks vanish; emoji and some signs stand for themselves; all else separates words.
"""

import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ikrar.errors import InputError

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
# letters and a pattern by Unicode, but drawn as nothing
BLANKS: Final = "\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"


TABLE: Final = Path(str(files("ikrar.screening") / "data" / "alphabet.npy"))


@cache
def fold_table() -> NDArray[np.uint8]:
    """uint8[SIZE]: what each code point counts as. It ships, so that every Python reads a post alike.

    InputError where the file is missing or damaged.
    """
    try:
        table: NDArray[np.uint8] = np.load(TABLE, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise _damaged() from error
    if table.dtype != np.uint8 or table.shape != (SIZE,):
        raise _damaged()
    return table


def _damaged() -> InputError:
    return InputError(f"{TABLE.name} of the screening cannot be read. Install the program again.")


def made_table() -> NDArray[np.uint8]:
    """Make again what ships, from the Unicode version of this Python; `np.save` it as TABLE."""
    return np.array([_fold(chr(point)) for point in range(SIZE)], np.uint8)


def _fold(char: str) -> int:
    if char in APOSTROPHES or char in BLANKS:
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
    if word.isascii() and word.isalnum():
        return word.lower()
    codes = _codes()
    found = (codes[point] for char in word if (point := ord(char)) < SIZE)
    return bytes(code for code in found if code > SIGN).decode("ascii")


@cache
def _codes() -> bytes:
    return fold_table().tobytes()
