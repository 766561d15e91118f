"""Reason codes of the kernel as sentences: why a post was marked, in Indonesian and in English.

In: a code (1-62 concepts of the lexicon, 64-70 what was masked, from 100 the whole of a label's pattern). Out: one
plain phrase. The Arrow column `reasons` holds the Indonesian one; `translate` finds the other.
"""

from collections.abc import Iterable
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
# in place of the lexicon's own, where that is not true of every word of the group
_SAID: Final = {
    "negation": Text(
        "kata seperti “tidak”, “bukan”, atau “jangan”", "words such as “not” or “don't”"
    ),
    "praise": Text("kata pujian atau penyemangat", "words of praise or cheering"),
    "kill": Text(
        "kata tentang kematian, senjata, atau perbuatan yang dapat mematikan, misalnya membunuh atau membakar",
        "words of death, weapons, or deeds that can kill, such as killing or burning",
    ),
    "penalty": Text(
        "kata tentang akibat bagi pekerjaan, hak, atau bantuan, misalnya mutasi atau pencoretan",
        "words of what may befall a job, a right or aid, such as transfer or being struck off",
    ),
    "aid": Text(
        "kata tentang bantuan, beasiswa, hibah, atau subsidi",
        "words of aid, scholarships, grants or subsidies",
    ),
    "ask": Text("kata meminta, menagih, atau menunggu", "words of asking, claiming or waiting"),
    "report": Text(
        "kata yang biasa ada dalam laporan, berita, atau perkara, misalnya “diduga”, “viral”, atau “terbongkar”",
        "words common in reports, news or legal cases, such as “alleged”, “viral” or “exposed”",
    ),
    "refuse": Text(
        "kata tentang menolak pemberian atau tergoda olehnya",
        "words of refusing what is offered, or of being tempted by it",
    ),
    "riot": Text(
        "kata tentang kerusuhan, aksi massa, atau perlawanan",
        "words of unrest, mass action or resistance",
    ),
    "peace": Text("kata tentang tenang, damai, dan tertib", "words of calm, peace and order"),
    "unity": Text(
        "kata tentang menerima hasil dan bersatu", "words of accepting the result and of unity"
    ),
    "fraud": Text(
        "kata yang biasa dipakai untuk menuduh kecurangan", "words commonly used to allege fraud"
    ),
    "hoax": Text(
        "kata heboh, atau kata tentang kabar bohong dan pengecekannya",
        "sensational words, or words of false news and of checking it",
    ),
    "lead": Text(
        "kata tentang pemimpin, jabatan, calon, atau nomor urutnya",
        "words of leaders, offices, candidates or their numbers",
    ),
}
_PATTERN: Final = Text("Pola kata secara keseluruhan", "The pattern of words as a whole")
_SIGN: Final = {63: Text("Tanda baca atau emoji", "Punctuation or emoji")}
_UNKNOWN: Final = Text("Alasan lain dari mesin", "Another reason of the engine")


def sentence(code: int, language: str = "id") -> str:
    """Tell the phrase of a code; a code that this version does not know is told as such."""
    return _in(_table().get(code, _UNKNOWN), language)


def translate(said: str, language: str) -> str:
    """Turn a phrase of the `reasons` column into another language; NotFound where it is none of them."""
    for _code, text in _told():
        if text.id == said:
            return _in(text, language)
    raise NotFound(f"{said!r} is no reason that the engine gives.")


def codes(*concepts: str) -> NDArray[np.int16]:
    """The codes of concepts by their id in the lexicon, or of what was masked."""
    return np.array([code for name, code in _numbers().items() if name in concepts], np.int16)


def concepts(said: Iterable[str]) -> frozenset[str]:
    """The concepts and masks behind phrases of the `reasons` column."""
    names = {number: name for name, number in _numbers().items()}
    wanted = set(said)
    return frozenset(names[code] for code, text in _told() if text.id in wanted and code in names)


@cache
def telling() -> NDArray[np.bool_]:
    """bool[labels, 128]: which kinds of a piece are a reason for which label."""
    numbers = _numbers()
    table = np.zeros((len(LABELS), 128), np.bool_)
    for label, names in _TELLING.items():
        table[LABELS.index(label), [numbers[name] for name in names.split()]] = True
    return table


@cache
def _numbers() -> dict[str, int]:
    numbers = {str(row["id"]): number for number, row in enumerate(lexicon(), start=1)}
    return numbers | {name: code for code, name in _MASK_NAMES.items()}


@cache
def _table() -> dict[int, Text]:
    said = [_SAID.get(str(row["id"]), _own(row)) for row in lexicon()]
    concepts = {
        number: Text(_capital(one.id), _capital(one.en)) for number, one in enumerate(said, 1)
    }
    whole = dict.fromkeys(range(WHOLE, WHOLE + len(LABELS)), _PATTERN)
    return concepts | _SIGN | _MASKED | whole


@cache
def _told() -> tuple[tuple[int, Text], ...]:
    """Every phrase that the column may hold with its code; findings that were kept may hold the lexicon's own."""
    own = [
        (number, Text(_capital(_own(row).id), _capital(_own(row).en)))
        for number, row in enumerate(lexicon(), start=1)
    ]
    return (*_table().items(), *own, (CODES, _UNKNOWN))


def _own(row: dict[str, Any]) -> Text:
    return Text(str(row["reason"]["id"]), str(row["reason"]["en"]))


def _in(text: Text, language: str) -> str:
    if language not in LANGUAGES:
        raise InputError(f"Reasons are told in {' and '.join(LANGUAGES)}, not in {language!r}.")
    return text.en if language == "en" else text.id


def _capital(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]
