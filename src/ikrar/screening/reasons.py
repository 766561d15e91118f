"""Reason codes of the kernel as sentences: why a post was marked, in Indonesian and in English.

In: a code (1-62 concepts of the lexicon, 64-70 what was masked, from 100 the whole of a label's pattern). Out: one
plain phrase. The Arrow column `reasons` holds the Indonesian one; `translate` finds the other.
"""

from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ikrar.errors import InputError, NotFound
from ikrar.packs.model import Text
from ikrar.screening.labels import LABELS
from ikrar.screening.vocabulary import lexicon

LANGUAGES: Final = ("id", "en")
WHOLE: Final = 100  # plus the index of the label
_MASKED: Final = {
    64: Text("Menyebut nama orang", "Names a person"),
    65: Text("Menyebut partai atau koalisi", "Names a party or coalition"),
    66: Text("Menyebut suku, bangsa, atau daerah", "Names a people, country or region"),
    67: Text("Menyebut agama atau pemeluknya", "Names a faith or its followers"),
    68: Text("Menyebut julukan kubu politik", "Uses a nickname of a political camp"),
    69: Text("Menyebut nomor urut peserta", "Gives a contestant's ballot number"),
    70: Text("Memakai slogan peserta", "Uses a contestant's slogan"),
}
_PATTERN: Final = Text("Pola kata secara keseluruhan", "The pattern of words as a whole")
_SIGN: Final = {63: Text("Tanda baca atau emoji", "Punctuation or emoji")}
_UNKNOWN: Final = Text("Alasan lain dari mesin", "Another reason of the engine")


def sentence(code: int, language: str = "id") -> str:
    """Tell the phrase of a code; a code that this version does not know is told as such."""
    return _in(_table().get(code, _UNKNOWN), language)


def translate(said: str, language: str) -> str:
    """Turn a phrase of the `reasons` column into another language; NotFound where it is none of them."""
    for text in (*_table().values(), _UNKNOWN):
        if text.id == said:
            return _in(text, language)
    raise NotFound(f"{said!r} is no reason that the engine gives.")


def codes(*concepts: str) -> NDArray[np.int16]:
    """The codes of concepts by their id in the lexicon."""
    return np.array([code for name, code in _numbers().items() if name in concepts], np.int16)


@cache
def _numbers() -> dict[str, int]:
    return {str(row["id"]): number for number, row in enumerate(lexicon(), start=1)}


@cache
def _table() -> dict[int, Text]:
    said: list[Any] = [row["reason"] for row in lexicon()]
    concepts = {
        number: Text(_capital(one["id"]), _capital(one["en"])) for number, one in enumerate(said, 1)
    }
    whole = dict.fromkeys(range(WHOLE, WHOLE + len(LABELS)), _PATTERN)
    return concepts | _SIGN | _MASKED | whole


def _in(text: Text, language: str) -> str:
    if language not in LANGUAGES:
        raise InputError(f"Reasons are told in {' and '.join(LANGUAGES)}, not in {language!r}.")
    return text.en if language == "en" else text.id


def _capital(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
