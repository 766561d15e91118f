"""A question as roots: cut, cleaned, names masked, slang and synonyms brought together, affixes stripped, typos mended.

In: any text, nothing of which is trusted. Out: the roots with how sure each is, how many words were not understood,
and the side of the determination of candidates that the words name. Tables come from the pack's may.toml.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ikrar.packs.files import May
from ikrar.packs.may.masks import CONTESTANT, LONGEST_NAME, PARTY, Names, cut, fold, parts
from ikrar.packs.may.stems import SHORTEST, made_from

LONGEST = 1_000
_LONGEST_PHRASE = 4
_NUMBERS = frozenset(
    ("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")
)
# after these a number is a contestant's on the ballot
_BALLOT = re.compile(r"nomor|nomer|no|nmr|urut|paslon|ca\w*pres|calon|kandidat|pasangan|kubu")
_ALIKE = 0.78  # share of common pairs of letters from which a word is taken for a slip of another
_MENDED = 0.7  # weight of such a word
_LONG_ENOUGH = 5  # letters of a word that may be a slip
_FILLER = ""


@dataclass(frozen=True, slots=True)
class Read:
    """`roots` with their weights in 0..1; `unknown` words; `side` is "before", "after" or ""."""

    roots: dict[str, float]
    unknown: int
    side: str


class Reader:
    """The words of one pack. `learn` takes what texts say; then `read` knows their words too."""

    def __init__(self, may: May, names: Names, surnames: frozenset[str] = frozenset()) -> None:
        self._names, self._surnames = names, surnames
        self._table: dict[tuple[str, ...], str] = {}
        for filler in may.fillers:
            self._table.setdefault(_folded(filler), _FILLER)
        for word in may.words:
            for said in (word.id, *word.said):
                self._table[_folded(said)] = word.id
        self._sides = [("before", _folded(said)) for said in may.before]
        self._sides += [("after", _folded(said)) for said in may.after]
        self._roots = {key[0]: root for key, root in self._table.items() if len(key) == 1}
        self._grams: dict[str, set[str]] = defaultdict(set)

    def learn(self, texts: Iterable[str]) -> None:
        """Take the words of texts as known; what is made from another known word shares its root."""
        new = {
            word for text in texts for word, is_root in self._plain(text)
            if not is_root and len(word) >= SHORTEST and word not in self._roots
        }  # fmt: skip
        known = new | self._roots.keys()
        for word in sorted(new, key=lambda word: (len(word), word)):
            source = next((stem for stem in made_from(word)[1:] if stem in known), word)
            self._roots[word] = self._roots.get(source, source)
        for word in sorted(new, key=lambda word: (len(word), word)):
            for stem in made_from(word)[1:]:
                if len(stem) >= SHORTEST + 2:
                    self._roots.setdefault(stem, self._roots[word])
        whole = new | {key[0] for key in self._table if len(key) == 1}
        single = (key[0] for key in self._names if len(key) == 1)
        names = {name: self._names[name,] for name in single if len(name) >= SHORTEST}
        self._roots |= {name: mask for name, mask in names.items() if name not in self._roots}
        for word in whole | names.keys():
            if len(word) >= _LONG_ENOUGH and self._roots.get(word):
                for gram in _grams(word):
                    self._grams[gram].add(word)

    def read(self, text: str) -> Read:
        """Understand a text as far as its words are known."""
        roots: dict[str, float] = {}
        unknown = 0
        for word, is_root in self._plain(text):
            root, weight = (word, 1.0) if is_root else self._understood(word)
            if weight:
                roots[root] = max(weight, roots.get(root, 0))
            elif root != _FILLER:
                unknown += 1
        return Read(roots, unknown, self._side(text))

    def named(self, text: str) -> bool:
        """Whether a contestant or party is named, or a number on the ballot."""
        return any(is_mask for _, is_mask in self._masked(text))

    # ------------------------------------------------------------ steps

    def _plain(self, text: str) -> Iterator[tuple[str, bool]]:
        """Words that stand in no table, and (true) roots of those that do."""
        masked = self._masked(text)
        start = 0
        while start < len(masked):
            word, is_root = masked[start]
            size = 1
            if not is_root:
                for size in range(min(_LONGEST_PHRASE, len(masked) - start), 0, -1):
                    found = self._table.get(tuple(w for w, _ in masked[start : start + size]))
                    if found is not None:
                        word, is_root = found, True
                        break
            start += size
            if word != _FILLER:
                yield word, is_root

    def _masked(self, text: str) -> list[tuple[str, bool]]:
        """Folded words, true where one stands for a name or for a number on the ballot."""
        out: list[tuple[str, bool]] = []
        written = [piece for word in parts(_clean(text)) for piece in self._pieces(word)]
        folded = [fold(word) for word in written]
        start = 0
        while start < len(folded):
            size, mask = self._name(written, folded, start)
            word = folded[start]
            if not mask and (word.isdigit() or word in _NUMBERS):
                before = folded[start - 1] if start else ""
                is_ballot = bool(_BALLOT.fullmatch(before)) or re.fullmatch(r"0\d", word)
                mask = CONTESTANT if is_ballot else _FILLER
                word = ""
            word = mask or word
            if word and (not out or out[-1][0] != word):
                out.append((word, bool(mask)))
            start += size
        return out

    def _pieces(self, word: str) -> list[str]:
        pieces = cut(word)
        key = (fold(word),)
        is_known = key in self._names or key in self._table
        return [word] if is_known or min(map(len, pieces)) < 2 else pieces

    def _name(self, written: list[str], folded: list[str], start: int) -> tuple[int, str]:
        """How many words from here on are a name, and its mask."""
        for size in range(min(LONGEST_NAME, len(folded) - start), 0, -1):
            mask = self._names.get(tuple(folded[start : start + size]), "")
            # two letters ("pa") are a party's only in capitals or after the word
            is_short = size == 1 and len(folded[start]) < SHORTEST
            is_meant = written[start].isupper() or folded[max(start - 1, 0)] == PARTY
            if mask and (is_meant or not is_short):
                while (
                    folded[start + size : start + size + 1]
                    and folded[start + size] in self._surnames
                ):
                    size += 1
                return size, mask
        return 1, ""

    def _understood(self, word: str) -> tuple[str, float]:
        for stem in made_from(word):
            if stem in self._roots:
                root = self._roots[stem]
                return root, 1.0 if root else 0.0
        near = self._nearest(word) if len(word) >= _LONG_ENOUGH else ""
        return (self._roots[near], _MENDED) if near else (word, 0.0)

    def _nearest(self, word: str) -> str:
        """The known word that shares most pairs of letters with this one; "" where none is alike."""
        grams = _grams(word)
        counts: dict[str, int] = defaultdict(int)
        for gram in grams:
            for known in self._grams.get(gram, ()):
                counts[known] += 1
        alike = {known: 2 * n / (len(grams) + len(_grams(known))) for known, n in counts.items()}
        best = max(sorted(alike), key=alike.__getitem__, default="")
        return best if best and alike[best] >= _ALIKE else ""

    def _side(self, text: str) -> str:
        said = " ".join(fold(part) for part in parts(_clean(text)))
        hits = {side for side, words in self._sides if f" {' '.join(words)} " in f" {said} "}
        return hits.pop() if len(hits) == 1 else ""


def _clean(text: str) -> str:
    """The first thousand characters, with letters in their usual shape and no invisible signs."""
    usual = unicodedata.normalize("NFKC", text[:LONGEST])[:LONGEST]
    return "".join(char for char in usual if unicodedata.category(char) not in ("Cf", "Mn"))


def _folded(text: str) -> tuple[str, ...]:
    out: list[str] = []
    for part in parts(text):
        if not out or out[-1] != fold(part):
            out.append(fold(part))
    return tuple(out)


def _grams(word: str) -> set[str]:
    padded = f"^{word}$"
    return {padded[i : i + 2] for i in range(len(padded) - 1)}
