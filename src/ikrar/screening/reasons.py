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
from ikrar.screening.labels import LABELS, Label
from ikrar.screening.vocabulary import lexicon

LANGUAGES: Final = ("id", "en")
WHOLE: Final = 100  # plus the index of the label
CODES: Final = WHOLE + len(LABELS)
# the concepts and masks that are a reason for each label; another word may weigh, but would explain nothing
_NAMED: Final = "name party ballot camp"
_TELLING: Final = {
    Label.PARTISAN_SUPPORT: f"vote praise wish lead give goods {_NAMED}",
    Label.PARTISAN_ATTACK: f"negation blame swear refuse fraud hoax kill beat lead {_NAMED}",
    Label.THREAT: "kill beat penalty aid condition riot work legal group faith camp name",
    Label.HATE: "swear blame negation kill beat group faith blessing camp faithword",
    Label.ABUSIVE: "swear blame camp",
    Label.CLAIM: "hoax fraud officer money report quote result legal lead group faith name party",
    Label.MONEY_OFFER: "money goods give vote condition aid name party ballot",
    Label.MONEY_SOLICIT: "money goods ask give vote condition name party ballot",
    Label.ABSTAIN: "golput absent negation polls vote",
    Label.PARTICIPATE: "polls vote golput wish",
    Label.PROVOKE: "riot beat kill officer fraud condition camp",
    Label.CALM: "peace unity officer polls wish negation",
    Label.REJECT_RESULT: "fraud result officer refuse negation polls",
    Label.UNITY: "unity result peace praise wish family",
}
_MASKED: Final = {
    64: Text(
        "Menyebut nama orang, atau kata yang tidak dikenal mesin",
        "Names a person, or uses a word that the engine does not know",
    ),
    65: Text("Menyebut partai atau koalisi", "Names a party or coalition"),
    66: Text("Menyebut suku, bangsa, atau daerah", "Names a people, country or region"),
    67: Text("Menyebut agama atau pemeluknya", "Names a faith or its followers"),
    68: Text("Menyebut julukan kubu politik", "Uses a nickname of a political camp"),
    69: Text("Menyebut nomor urut peserta", "Gives a contestant's ballot number"),
    70: Text("Salam atau ungkapan keagamaan", "A greeting or blessing of a faith"),
}
_MASK_NAMES: Final = dict(
    zip(
        range(64, 71),
        ("name", "party", "group", "faith", "camp", "ballot", "blessing"),
        strict=True,
    )
)
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
def telling() -> NDArray[np.bool_]:
    """bool[labels, 128]: which kinds of a piece are a reason for which label."""
    numbers = _numbers() | {name: code for code, name in _MASK_NAMES.items()}
    table = np.zeros((len(LABELS), 128), np.bool_)
    for label, names in _TELLING.items():
        table[LABELS.index(label), [numbers[name] for name in names.split()]] = True
    return table


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
