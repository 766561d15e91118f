"""The words that are listed: concepts of the lexicon, and all that is masked, from the gazetteer and the pack.

In: lexicon.toml, gazetteer/*.txt, a pack. Out: one hash table, word or phrase to kind, as the kernel reads it.
Where a word is listed twice the pack wins, then the lexicon, then the gazetteer.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

import numpy as np

from ikrar.packs.model import Signal
from ikrar.packs.pack import Pack
from ikrar.screening.alphabet import fold_word

NAME, PARTY, GROUP, FAITH, CAMP, BALLOT, SLOGAN, DIGIT = 64, 65, 66, 67, 68, 69, 70, 84
MASKS = 64
GAZETTEER = {"names": NAME, "parties": PARTY, "groups": GROUP, "faiths": FAITH, "camps": CAMP}
# the number of a ballot may be written out
NUMERALS = ("satu", "dua", "tiga")
LONGEST_PHRASE = 4
SHORTEST = 6  # letters that a phrase written as one word must exceed
APART = re.compile(r"[^\w'’`]+|_")

Listed = dict[tuple[str, ...], int]


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a listed name, as the kernel splits them."""
    return tuple(word for part in APART.split(text) if (word := fold_word(part)))


@cache
def lexicon() -> tuple[dict[str, object], ...]:
    """The rows of lexicon.toml; a concept's number is its place, counted from 1."""
    text = (files("ikrar.screening") / "data" / "lexicon.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["concepts"])


@cache
def gazetteer(name: str) -> tuple[str, ...]:
    """The entries of one list, in lower case."""
    text = (files("ikrar.screening") / "data" / "gazetteer" / f"{name}.txt").read_text("utf-8")
    return tuple(line for raw in text.splitlines() if (line := raw.partition("#")[0].strip()))


def listed(pack: Pack) -> Listed:
    """Every listed word or phrase (as words) with its kind."""
    found: Listed = {(numeral,): DIGIT for numeral in NUMERALS}
    for name, kind in GAZETTEER.items():
        _add(found, gazetteer(name), kind)
    for number, concept in enumerate(lexicon(), start=1):
        _add(found, concept["words"], number)  # type: ignore[arg-type]
    _add(found, (tag for row in pack.parties.parties for tag in (row.short, row.name)), PARTY)
    for contestant in pack.contestants.contestants:
        _add(found, _terms(contestant.slogans), SLOGAN)
        _add(found, contestant.parties + contestant.parties_supporting_not_on_ballot, PARTY)
    for contestant in pack.contestants.contestants:
        _add(found, _terms(contestant.pair_names + contestant.pair_names_unverified), NAME)
        for person in contestant.people:
            _add(found, (person.name, *_terms(person.nicknames)), NAME)
            _add(found, (part for part in words_of(person.name) if len(part) > 3), NAME)
    return _spellings(found) | found


def _spellings(found: Listed) -> Listed:
    """What is masked as a phrase, written as one word as in a hashtag, and with an ending (jawa timurnya)."""
    phrases = [(words, kind) for words, kind in found.items() if len(words) > 1 and kind >= MASKS]
    ended = {(*words[:-1], words[-1] + "nya"): kind for words, kind in phrases}
    joined = {("".join(words),): kind for words, kind in phrases}
    return ended | {words: kind for words, kind in joined.items() if len(words[0]) > SHORTEST}


def _terms(signals: Iterable[Signal]) -> Iterator[str]:
    for signal in signals:
        if not signal.generic:
            yield from signal.terms or (signal.text,)


def _add(found: Listed, texts: Iterable[str], kind: int) -> None:
    for text in texts:
        words = words_of(text)
        if 0 < len(words) <= LONGEST_PHRASE:
            found[words] = kind


def canonical(words: tuple[str, ...], singles: Listed) -> tuple[str | int, ...]:
    """A phrase as pieces: a word that is masked alone is its mask, and a mask that repeats counts once.

    A single word stays itself: by it the mask is found.
    """
    if len(words) == 1:
        return words
    out: list[str | int] = []
    for word in words:
        kind = singles.get((word,), 0)
        piece = kind if kind >= MASKS else word
        if not out or piece != out[-1] or isinstance(piece, str):
            out.append(piece)
    return tuple(out)


def table(found: Listed) -> tuple[np.ndarray, np.ndarray]:
    """Keys and kinds (`kernels.tokens.Tables`) of the listed words: about half full."""
    from ikrar.screening import kernels

    phrases = {canonical(words, found): kind for words, kind in found.items()}
    size = 1 << max(4, (2 * len(phrases)).bit_length())
    keys, kinds = np.zeros(size, np.uint64), np.zeros(size, np.uint8)
    for pieces, kind in phrases.items():
        hashes = np.array([kernels.piece_hash(piece) for piece in pieces], np.uint64)
        kernels.enter(keys, kinds, hashes, kind)
    return keys, kinds
