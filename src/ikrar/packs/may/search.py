"""Finds the acts that a question may be about: words weighed by how few acts share them, and the likest known way.

In: a pack and a question. Out: ids of forms and acts with a score in 0..1, best first; none where nothing is near
enough. The index is some fifty rows over a thousand roots, so plain dictionaries do; a library would bring
numpy or a language model and take longer to import than this takes to answer.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ikrar.packs.law import Ways
from ikrar.packs.may.masks import names_of, surnames_of
from ikrar.packs.may.words import Read, Reader
from ikrar.packs.pack import Pack

MOST = 3
# fitted on tests/engines/packs/may_dev.jsonl alone
SATURATION = 2.0  # ways with a root after which more of them add little
OF_TEXT = 1.5  # a form's own text counts as so many ways
LIKEST = 1.2  # weight of the likest single way beside all ways together
UNKNOWN = 0.25  # of the rarest root's weight, for each word that was not understood
LEAST = 0.5  # weight of all words together; "caleg" alone says nothing about an act
NEAR = 0.2  # scores below place nothing
FAR = 0.4  # of the best score, below which the others are left out
TWIN = 0.8  # of its score, for the twin that the question does not ask for


@dataclass(frozen=True, slots=True)
class Hit:
    """An id with its score, and the twin on the other side of the determination of candidates."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class _Row:
    ways: Ways
    weights: dict[str, float]
    asks: tuple[frozenset[str], ...]


class Index:
    """Every act of a pack, ready to be searched."""

    def __init__(self, pack: Pack) -> None:
        texts = {form.id: form.text.id for form in pack.forms.forms}
        texts |= {act.id: act.text.id for act in pack.acts.acts}
        rows = list(_rows(pack, texts))
        self._reader = Reader(pack.may, names_of(pack), surnames_of(pack))
        said = [ask for row in rows for ask in row.asks]
        self._reader.learn([*said, *texts.values()])
        self._rows = [self._row(row, texts) for row in rows]
        counts = Counter(root for row in self._rows for root in row.weights)
        total = len(self._rows)
        self._idf = {
            root: math.log(1 + (total - n + 0.5) / (n + 0.5)) for root, n in counts.items()
        }
        self._rarest = max(self._idf.values(), default=1.0)
        self._topics = [frozenset(topic.split()) for topic in pack.may.topics]

    def _row(self, ways: Ways, texts: dict[str, str]) -> _Row:
        asks = [frozenset(self._reader.read(ask).roots) for ask in ways.asks]
        counts: Counter[str] = Counter()
        for ask in asks:
            counts.update(ask)
        for name in filter(None, (ways.id, ways.twin)):
            for root in self._reader.read(texts[name]).roots:
                counts[root] += OF_TEXT  # type: ignore[assignment]
        weights = {root: n / (n + SATURATION) for root, n in counts.items()}
        return _Row(ways, weights, tuple(asks))

    def find(self, question: str, *, side: str = "") -> tuple[Hit, ...]:
        """The ids that the question may be about; `side` counts where its words name none."""
        read = self._reader.read(question)
        roots = {root: weight for root, weight in read.roots.items() if root in self._idf}
        is_ours = any(topic <= roots.keys() for topic in self._topics)
        if not is_ours or sum(map(self._idf.__getitem__, roots)) < LEAST:
            return ()
        hits = []
        for row in self._rows:
            score = self._score(row, roots, read)
            if score >= NEAR:
                hits += _sided(row.ways, score, read.side or side)
        hits.sort(key=lambda hit: (-hit.score, hit.id))
        return tuple(hit for hit in hits[:MOST] if hit.score >= FAR * hits[0].score)

    def near(self, id: str, among: Iterable[str]) -> tuple[Hit, ...]:  # noqa: A002
        """Which of some acts are spoken of in the words of another one, the nearest first."""
        rows = {name: row for row in self._rows for name in (row.ways.id, row.ways.twin) if name}
        if id not in rows:
            return ()
        mine = rows[id].weights
        hits = [Hit(name, self._likeness(mine, rows[name].weights)) for name in among]
        return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.id)))

    def _likeness(self, one: dict[str, float], other: dict[str, float]) -> float:
        shared = sum(self._idf[root] * one[root] * other[root] for root in one.keys() & other)
        sizes = (sum(self._idf[r] * w * w for r, w in row.items()) for row in (one, other))
        return shared / (math.sqrt(math.prod(sizes)) or 1.0)

    def _score(self, row: _Row, roots: dict[str, float], read: Read) -> float:
        asked = {root: weight * self._idf[root] for root, weight in roots.items()}
        lost = (read.unknown + len(read.roots) - len(roots)) * UNKNOWN * self._rarest
        all_ways = sum(value * row.weights.get(root, 0) for root, value in asked.items())
        whole = sum(asked.values()) + lost
        likest = max((self._cosine(ask, asked, whole) for ask in row.asks), default=0.0)
        return (all_ways / whole + LIKEST * likest) / (1 + LIKEST)

    def _cosine(self, ask: frozenset[str], asked: dict[str, float], whole: float) -> float:
        shared = sum(value for root, value in asked.items() if root in ask)
        if not shared:
            return 0.0
        return shared / math.sqrt(whole * sum(self._idf[root] for root in ask))


def _rows(pack: Pack, texts: dict[str, str]) -> Iterator[Ways]:
    """The rows whose ids exist; a form or act that has none is found by its text alone."""
    named = set()
    for ways in pack.may.ways:
        twin = ways.twin if ways.twin in texts else ""
        if ways.id in texts:
            named |= {ways.id, twin}
            yield Ways(ways.id, ways.asks, twin, ways.binds)
    yield from (Ways(name, ()) for name in texts if name not in named)


def _sided(ways: Ways, score: float, side: str) -> list[Hit]:
    if not ways.twin:
        return [Hit(ways.id, score)]
    asked, other = (ways.id, ways.twin) if side == "before" else (ways.twin, ways.id)
    return [Hit(asked, score), Hit(other, score * TWIN)]


@lru_cache(maxsize=16)
def index(pack: Pack) -> Index:
    """The index of a pack, made once; packs are frozen."""
    return Index(pack)
