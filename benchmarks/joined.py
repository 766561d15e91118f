"""How often it matters which contestant a word is joined to, in a hashtag in small letters (#pilihnama, #namajuara).

Every word that is listed or has a root, before and behind each name of a contestant of five letters or more: with how many
words not all scores are the same, and for which name they differ from most. The aim is 0; a test holds the commonest forms.
"""

# ruff: noqa: E402  what follows must hold before numba is imported
import sys
from pathlib import Path

# the folder of this file holds a coverage.py, which numba must not take for the tool of that name
sys.path[0] = str(Path(__file__).resolve().parents[1])

from collections import Counter

import pyarrow as pa

from ikrar import packs
from ikrar.screening import engine, roots, vocabulary

FORMS = {
    "before a name": "hari ini #{word}{name} saja",
    "behind a name": "hari ini #{name}{word} saja",
}
LETTERS, PAGE = 5, 2_000


def odd_ones_out(words: list[str], names: list[str], form: str) -> list[list[str]]:
    """For each word the names whose scores are not those that most names have."""
    found = []
    for first in range(0, len(words), PAGE):
        page = words[first : first + PAGE]
        texts = [form.format(word=word, name=name) for word in page for name in names]
        scores = engine.scores(pa.array(texts)).reshape(len(page), len(names), -1)
        for rows in scores:
            told = [row.tobytes() for row in rows]
            most = Counter(told).most_common(1)[0][0]
            found.append([name for name, row in zip(names, told, strict=True) if row != most])
    return found


def main() -> None:
    pack = packs.load("pemilu-2024")
    people = [person for one in pack.contestants.contestants for person in one.people]
    parts = {part for person in people for part in vocabulary.words_of(person.name)}
    names = sorted(part for part in parts if len(part) >= LETTERS)
    listed = vocabulary.listed(pack).items()
    plain = {entry[0] for entry, kind in listed if len(entry) == 1 and kind < vocabulary.MASKS}
    words = sorted({word for word in plain if word.isalpha()} | roots.roots().keys())
    print(f"{len(words):,} words, {len(names)} names\n")
    print("| | words that are read otherwise for a name | names, how often |\n|---|---|---|")
    for where, form in FORMS.items():
        odd = odd_ones_out(words, names, form)
        often = Counter(name for some in odd for name in some).most_common()
        told = ", ".join(f"{name} {times}" for name, times in often)
        print(f"| {where} | {sum(map(bool, odd)):,} | {told} |")


if __name__ == "__main__":
    main()
