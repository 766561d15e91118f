"""A text as words with their places and sentences, and patterns of words that are looked for in it.

In: any text. Out: words in small letters without accents; what the eye cannot see is passed over, so that it hides
nothing. A pattern is what messages.toml holds: words, `a|b` for either, `word*` for any ending, `~` for a gap.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

GAP: Final = 4  # words that `~` may stand for
_WORD: Final = re.compile(r"[^\W_]+(?:['’`][^\W_]+)*|[\u2600-\u27bf\U0001f000-\U0001faff]")
_ENDS: Final = re.compile(r"[.!?…]+(?=\s|$)|\n|;")
# a full stop behind one of these ends no sentence
_SHORT: Final = frozenset(
    ["no", "jl", "dr", "drs", "h", "hj", "prof", "st", "tgl", "hlm", "pk", "bpk", "sdr"]
)
_SKIN: Final = range(0x1F3FB, 0x1F400)
# where a hashtag is cut into its words
_TAG: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d])(?=\d)")
Element = frozenset[str] | None  # None is a gap


@dataclass(frozen=True, slots=True)
class Word:
    """One word: folded, as it was written, its place, and the number of its sentence."""

    text: str
    raw: str
    start: int
    end: int
    sentence: int


def words(text: str) -> list[Word]:
    """The words of a text in order.

    >>> [(w.text, w.sentence) for w in words("Ayo ke TPS! No. 2?")]
    [('ayo', 0), ('ke', 0), ('tps', 0), ('no', 1), ('2', 1)]
    """
    plain, places = _plain(text)
    found: list[Word] = []
    sentence, before = 0, 0
    for match in _WORD.finditer(plain):
        between = plain[before : match.start()]
        if found and _ends(between, found[-1].text):
            sentence += 1
        for first, last in _cut(plain, match):
            start, end = places[first], places[last - 1] + 1
            folded = plain[first:last].casefold()
            found.append(Word(folded, text[start:end], start, end, sentence))
        before = match.end()
    return found


def _cut(plain: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """A word as it is; a hashtag in its words."""
    first, last = match.span()
    if plain[first - 1 : first] == "#":
        edges = [first + tag.start() for tag in _TAG.finditer(match[0])]
    else:
        edges = []
    yield from pairwise([first, *edges, last])


def sentences(found: Sequence[Word]) -> Iterator[list[Word]]:
    """The words of each sentence."""
    current: list[Word] = []
    for word in found:
        if current and word.sentence != current[-1].sentence:
            yield current
            current = []
        current.append(word)
    if current:
        yield current


def hits(patterns: Iterable[str], sentence: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where patterns match in a sentence: half-open places among its words."""
    for pattern in patterns:
        elements = _compiled(pattern)
        for at in range(len(sentence)):
            end = _match(elements, sentence, at)
            if end is not None:
                yield at, end


def has(patterns: Iterable[str], sentence: Sequence[Word]) -> bool:
    return next(hits(patterns, sentence), None) is not None


def _ends(between: str, before: str) -> bool:
    end = _ENDS.search(between)
    return end is not None and not (end[0] == "." and before in _SHORT)


def _plain(text: str) -> tuple[str, list[int]]:
    """The text without accents, marks and unseen signs, and where each character of it stood."""
    out: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in unicodedata.normalize("NFKD", character):
            kind = unicodedata.category(part)
            if kind not in ("Cf", "Mn", "Me") and ord(part) not in _SKIN:
                out.append(part)
                places.append(place)
    return "".join(out), places


@lru_cache(maxsize=2_048)
def _compiled(pattern: str) -> tuple[Element, ...]:
    pieces = pattern.casefold().replace("-", " ").split()
    return tuple(None if piece == "~" else frozenset(piece.split("|")) for piece in pieces)


def _match(elements: tuple[Element, ...], sentence: Sequence[Word], at: int) -> int | None:
    """The end of a match that begins at a word, or None."""
    if not elements:
        return at
    first, rest = elements[0], elements[1:]
    if first is None:
        ends = (_match(rest, sentence, at + skip) for skip in range(GAP + 1))
        return next((end for end in ends if end is not None), None)
    if at >= len(sentence) or not _is(sentence[at].text, first):
        return None
    return _match(rest, sentence, at + 1)


def _is(word: str, choices: frozenset[str]) -> bool:
    return word in choices or any(
        choice.endswith("*") and word.startswith(choice[:-1]) for choice in choices
    )


def span(sentence: Sequence[Word], found: tuple[int, int]) -> tuple[int, int]:
    """The place in the text of words `[first, last)` of a sentence."""
    first, last = found
    return sentence[first].start, sentence[last - 1].end
