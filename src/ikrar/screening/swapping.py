"""Listed names in a post, and the same post with another of their kind in their place.

In: a text and what the engine masks (`vocabulary.listed`). Out: terms with their place and kind, and texts with one
term swapped. Read in plain Python, apart from the kernel, so that the kernel can be checked against it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ikrar.packs import Pack
from ikrar.screening.alphabet import fold_word
from ikrar.screening.vocabulary import (
    BLESSING,
    CAMP,
    FAITH,
    GROUP,
    LONGEST_PHRASE,
    MASKS,
    NAME,
    PARTY,
    listed,
)

KINDS: Final = {
    NAME: "name",
    PARTY: "party",
    GROUP: "group",
    FAITH: "faith",
    CAMP: "camp",
    BLESSING: "blessing",
}
# a word, without the escapes before it that an export left (\nPrabowo)
_WORD: Final = re.compile(
    r"(?:\\(?:[nrt]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}))*([^\W_]+(?:['’`][^\W_]+)*)"
)
# an account or an address, which the engine reads as one sign whatever stands in it
_SIGN: Final = re.compile(
    r"(?<![^\W_])(?<!['`@])@[^\W_]*(?:(?:_|\.(?=[a-z0-9]))[^\W_]*)*|[^\W_]+://[^\s\\]+"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A listed word or phrase in a text: its half-open place in characters and its kind."""

    start: int
    end: int
    kind: int


class Lists:
    """What a pack and the gazetteer list, by kind; the order is that of the alphabet."""

    def __init__(self, pack: Pack) -> None:
        self._listed = listed(pack)
        by_kind: dict[int, list[str]] = {kind: [] for kind in KINDS}
        for words, kind in self._listed.items():
            # one with digits (P3) is another in a hashtag, which is cut before them
            if kind in by_kind and not any(map(str.isdigit, "".join(words))):
                by_kind[kind].append(" ".join(words))
        self.entries = {kind: tuple(sorted(names)) for kind, names in by_kind.items()}

    def terms(self, text: str) -> list[Term]:
        """The terms of a text, the longest phrase first at each place; none within an account or an address."""
        return [
            Term(start, end, kind)
            for start, end, kind, _word in self._read(text)
            if kind in self.entries
        ]

    def is_listed(self, name: str) -> bool:
        """Whether any word of a name is masked."""
        return any(self._listed.get((fold_word(word),), 0) >= MASKS for word in name.split())

    def _read(self, text: str) -> Iterator[tuple[int, int, int, str]]:
        text = _SIGN.sub(lambda sign: "@" * len(sign[0]), text)
        found = [(m.start(1), m.end(1), fold_word(m[1])) for m in _WORD.finditer(text)]
        words, at = tuple(word for _, _, word in found), 0
        # no phrase reaches over the sign that begins a hashtag
        tags = [i for i, (start, _, _) in enumerate(found) if text[start - 1 : start] == "#"]
        while at < len(words):
            ends = next((i for i in tags if i > at), len(words))
            sizes = range(min(LONGEST_PHRASE, ends - at), 0, -1)
            size = next((n for n in sizes if words[at : at + n] in self._listed), 0)
            kind = self._listed[words[at : at + size]] if size else 0
            size = size or 1
            yield found[at][0], found[at + size - 1][1], kind, " ".join(words[at : at + size])
            at += size


@lru_cache(maxsize=8)
def lists(pack: Pack) -> Lists:
    """The lists of a pack, made once: reading the gazetteer takes a hundred times what a short text takes."""
    return Lists(pack)


def put(text: str, term: Term, other: str) -> str:
    """The text with another name in the term's place, in capitals like the one that stood there; in a hashtag its
    words are told apart by their capitals.
    """
    old = text[term.start : term.end]
    if text[term.start - 1 : term.start] == "#" and " " in other:
        other = other.title().replace(" ", "")
    elif old.isupper():
        other = other.upper()
    elif old[:1].isupper():
        other = other.title()
    return text[: term.start] + other + text[term.end :]
