"""Words joined to the names of contestants in a hashtag in small letters (#pilihnama, #namajuara): for whom are they read
otherwise? Three of a letter in a row are read as one, so such a hashtag (#stresssubianto) is another word.
"""

import re
from collections import Counter

import pyarrow as pa

from ikrar import packs
from ikrar.screening import engine, roots, vocabulary

FORMS = {"before a name": "{word}{name}", "behind a name": "{name}{word}"}
RUN = re.compile(r"(.)\1\1")
LETTERS, PAGE = 5, 2_000


def names():
    """The words of five letters or more in the names of the contestants."""
    people = [person for one in _pack().contestants.contestants for person in one.people]
    parts = {part for person in people for part in vocabulary.words_of(person.name)}
    return sorted(part for part in parts if len(part) >= LETTERS)


def words():
    """All words that are listed and not masked, or have a root."""
    listed = vocabulary.listed(_pack()).items()
    plain = {entry[0] for entry, kind in listed if len(entry) == 1 and kind < vocabulary.MASKS}
    return sorted({word for word in plain if word.isalpha()} | roots.roots().keys())


def odd_ones_out(form, words, names):
    """For each word the names whose scores are not those that most names have."""
    found = []
    for first in range(0, len(words), PAGE):
        page = words[first : first + PAGE]
        tags = [[form.format(word=word, name=name) for name in names] for word in page]
        texts = [f"hari ini #{tag} saja" for row in tags for tag in row]
        scores = engine.scores(pa.array(texts)).reshape(len(page), len(names), -1)
        for row, rows in zip(tags, scores, strict=True):
            told = [one.tobytes() for one in rows]
            most = Counter(told).most_common(1)[0][0]
            read = zip(names, row, told, strict=True)
            found.append([name for name, tag, one in read if one != most and not RUN.search(tag)])
    return found


def _pack():
    return packs.load("pemilu-2024")
