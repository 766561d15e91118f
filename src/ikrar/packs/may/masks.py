"""Contestants and parties of a pack, so that a question reads the same whichever of them it names.

In: a pack. Out: every listed name as folded words, with what stands in its place: the word for a contestant, or
for a party. The names of the screening's own lists are not asked for: this floor does not know them.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ikrar.packs.model import Signal
from ikrar.packs.pack import Pack

CONTESTANT, PARTY = "calon", "partai"
LONGEST_NAME = 8
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼ"))
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PART = 4  # letters from which one part of a person's name stands for the person
_JOINED = 6  # letters from which a name of several words may be written as one

Names = dict[tuple[str, ...], str]


def fold(word: str) -> str:
    """Lower case without accents; letters said thrice or more ("bolehhh") once."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return re.sub(r"(.)\1{2,}", r"\1", bare)


def parts(text: str) -> Iterator[str]:
    """The words and numbers of a text as they are written, apostrophes left out; a hashtag is one word."""
    for found in _WORD.finditer(text.translate(_APOSTROPHES)):
        yield found[0]


def cut(word: str) -> list[str]:
    """A word that is written like a hashtag (`CoblosKandidat`) in its pieces."""
    return _CAMEL.split(word)


def surnames_of(pack: Pack) -> frozenset[str]:
    """Every word of a person's full name: what may follow a shorter name of that person."""
    people = [person for row in pack.contestants.contestants for person in row.people]
    return frozenset(fold(part) for person in people for part in parts(person.name))


def names_of(pack: Pack) -> Names:
    """Every listed name, longest match first being the reader's duty."""
    found: Names = {}
    for contestant in pack.contestants.contestants:
        signals = (*contestant.pair_names, *contestant.pair_names_unverified, *contestant.slogans)
        _add(found, _terms(signals), CONTESTANT)
        for person in contestant.people:
            _add(found, (person.name, *_terms(person.nicknames)), CONTESTANT)
            _add(found, (part for part in parts(person.name) if len(part) >= _PART), CONTESTANT)
    for party in pack.parties.parties:
        _add(found, (party.short, party.name), PARTY)
    return found


def _terms(signals: Iterable[Signal]) -> Iterator[str]:
    """The spellings of names; a word too common to match alone is nobody's name."""
    for signal in signals:
        if not signal.generic:
            yield from signal.terms or (signal.text,)


def _add(found: Names, names: Iterable[str], mask: str) -> None:
    for name in names:
        whole = [part for part in parts(name) if not part.isdigit()]
        pieces = [piece for part in whole for piece in cut(part)]
        for words in (whole, pieces):
            folded = tuple(fold(word) for word in words)
            if folded and len(folded) <= LONGEST_NAME:
                found.setdefault(folded, mask)
            joined = "".join(folded)
            if len(joined) >= _JOINED:
                found.setdefault((joined,), mask)
