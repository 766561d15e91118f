"""Contestants and parties by any of their listed names: named equally, or not at all.

In: a text and a pack. Out: who is named how often and where. A name that is an everyday word too (`ordinary` in
messages.toml) counts only where the words beside it say that it is meant as a name.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ikrar.packs import Pack
from ikrar.packs.model import Contestant, Signal
from ikrar.programme.guards.reading import Word, span, words

_CUES: Final = frozenset(
    [
        "partai",
        "pasangan",
        "paslon",
        "calon",
        "capres",
        "cawapres",
        "koalisi",
        "dukung",
        "pilih",
        "coblos",
        "menangkan",
        "kubu",
    ]
)
_PART: Final = 4  # letters from which one word of a person's name stands for the person
_JOINED: Final = 7  # letters from which a name of several words may be written as one
_CAPITALS: Final = 0.6  # of the letters; above this capitals tell nothing


@dataclass(frozen=True, slots=True)
class Named:
    """One mention: "1" of a contestant or the short name of a party, and its place in the text."""

    who: str
    is_party: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Name:
    who: str
    is_party: bool
    written: str
    is_ordinary: bool


def named(text: str, pack: Pack) -> list[Named]:
    """Every mention in a text, in order."""
    return [
        Named(name.who, name.is_party, start, end)
        for name, (start, end), is_meant in _met(text, pack)
        if is_meant
    ]


def without_everyday(text: str, pack: Pack) -> str:
    """The text, as long as it was, with blanks for names that are no more than everyday words there.

    The screening takes every listed name for one: the Garuda on everybody's chest for the party.
    """
    for name, (start, end), is_meant in _met(text, pack):
        if name.is_ordinary and not is_meant:
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _met(text: str, pack: Pack) -> Iterator[tuple[_Name, tuple[int, int], bool]]:
    """Every listed name that a text holds, its place, and whether it is meant as a name there."""
    table, found = _table(pack), words(text)
    longest = max(map(len, table), default=1)
    shouts = _shouts(text)
    at = 0
    while at < len(found):
        size, name = _longest(table, found, at, longest)
        if name:
            is_meant = _counts(name, found, at, shouts=shouts)
            yield name, span(found, (at, at + size)), is_meant
        at += size if name else 1


def are_equal(mentions: Sequence[Named], pack: Pack) -> bool:
    """Whether all contestants, and all national parties, are named as often as each other."""
    people = [str(one.number) for one in pack.contestants.contestants]
    parties = [one.short for one in pack.parties.parties if one.scope == "national"]
    return _even(mentions, people, is_party=False) and _even(mentions, parties, is_party=True)


def in_order(mentions: Sequence[Named], pack: Pack) -> bool:
    """Whether contestants come in the order of the ballot where each is named first."""
    order = [str(one.number) for one in pack.contestants.contestants]
    first = list(dict.fromkeys(one.who for one in mentions if not one.is_party))
    return first == sorted(first, key=order.index)


def _even(mentions: Sequence[Named], every: Sequence[str], *, is_party: bool) -> bool:
    counts = Counter(one.who for one in mentions if one.is_party == is_party)
    return not counts or (set(every) <= counts.keys() and len({counts[who] for who in every}) == 1)


def _longest(
    table: dict[tuple[str, ...], _Name], found: Sequence[Word], at: int, longest: int
) -> tuple[int, _Name | None]:
    for size in range(min(longest, len(found) - at), 0, -1):
        name = table.get(tuple(word.text for word in found[at : at + size]))
        if name:
            return size, name
    return 1, None


def _counts(name: _Name, found: Sequence[Word], at: int, *, shouts: bool) -> bool:
    word = found[at].raw
    if at and found[at - 1].text in _CUES and found[at - 1].sentence == found[at].sentence:
        return True
    if name.written.isupper() and " " not in name.written:  # PAN is a party, a pan is none
        is_written = word == name.written and not shouts
        return is_written and not (name.is_ordinary and name.is_party)
    return not name.is_ordinary


def _shouts(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(map(str.isupper, letters)) > _CAPITALS * len(letters)


@lru_cache(maxsize=8)
def _table(pack: Pack) -> dict[tuple[str, ...], _Name]:
    """Every listed name as folded words."""
    ordinary = {name.casefold() for name in pack.messages.ordinary}
    found: dict[tuple[str, ...], _Name] = {}
    listed = [
        *(
            (str(one.number), False, text)
            for one in pack.contestants.contestants
            for text in _names(one)
        ),
        *(
            (one.short, True, text)
            for one in pack.parties.parties
            for text in (one.short, one.name)
        ),
    ]
    for who, is_party, text in listed:
        name = _Name(who, is_party, text, text.casefold() in ordinary)
        folded = tuple(word.text for word in words(text))
        found.setdefault(folded, name)
        joined = "".join(folded)
        if len(folded) > 1 and len(joined) >= _JOINED:
            found.setdefault((joined,), _Name(who, is_party, joined, is_ordinary=False))
    found.pop((), None)
    return found


def _names(contestant: Contestant) -> Iterator[str]:
    for person in contestant.people:
        yield person.name
        yield from (part for part in person.name.split() if len(part) >= _PART)
        yield from _terms(person.nicknames)
    yield from _terms(
        (*contestant.pair_names, *contestant.pair_names_unverified, *contestant.slogans)
    )


def _terms(signals: Iterable[Signal]) -> Iterator[str]:
    for signal in signals:
        if not signal.generic:
            yield from signal.terms or (signal.text,)
