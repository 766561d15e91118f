"""Checks the judge: every listed name of a post is swapped for others of its kind, and no score may change by a bit.

In: posts of anyone's choosing. Out: a report with counts and examples. Ten names that nobody listed are tried too:
those may move a score, and the report says how often that turns a label on or off.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ikrar import packs
from ikrar.packs import Pack
from ikrar.screening.labels import LABELS
from ikrar.screening.swapping import KINDS, Lists, lists, put
from ikrar.screening.vocabulary import NAME

UNLISTED: Final = (
    *("Wirasena", "Jumhari", "Kastubi", "Marlupi", "Sarkim"),
    *("Nastiti", "Bonifer", "Yuswadi", "Tarumi", "Kelanjar"),
)
ALLOWED: Final = (
    0.03  # of the verdicts may flip when an unlisted name stands in a listed one's place
)
LIMIT: Final = 20
_PAGE: Final = 500  # posts that are judged together, with all their swaps
_EXAMPLES: Final = 10
# scores float32 (n, 14) and verdicts bool (n, 14) of n texts
Judge = Callable[[pa.Array], tuple[NDArray[np.float32], NDArray[np.bool_]]]


@dataclass(frozen=True, slots=True)
class Change:
    """A swap after which a score was another one."""

    label: str
    before: float
    after: float
    text: str
    swapped: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """Counts over all posts; `swaps` and `changed` by kind of term."""

    posts: int
    with_terms: int
    swaps: dict[str, int]
    changed: dict[str, int]
    unlisted: int
    flipped: int
    examples: tuple[Change, ...]

    @property
    def is_fair(self) -> bool:
        """No changed score, and few enough flipped verdicts."""
        return not sum(self.changed.values()) and self.flipped_share <= ALLOWED

    @property
    def flipped_share(self) -> float:
        return self.flipped / self.unlisted if self.unlisted else 0.0

    def text(self) -> str:
        """The report in English, for a terminal."""
        return "\n".join(_told(self))


@dataclass(frozen=True, slots=True)
class _Swap:
    """One text to judge beside its original, `post` rows into the page."""

    post: int
    kind: str
    text: str


def swaps(
    texts: Iterable[str | None],
    *,
    pack: Pack | str = "pemilu-2024",
    limit: int | None = LIMIT,
    unlisted: tuple[str, ...] = UNLISTED,
    judge: Judge | None = None,
) -> AuditReport:
    """Swap each listed term of each post for `limit` others of its kind, or for all (None), and compare.

    Which others are taken goes round the lists from term to term, so that many posts try every entry.
    """
    loaded = packs.load(pack) if isinstance(pack, str) else pack
    auditor = _Auditor(lists(loaded), limit, unlisted, judge or _engine(loaded))
    rest = iter(texts)
    while page := list(islice(rest, _PAGE)):
        auditor.read([text or "" for text in page])
    return auditor.report()


class _Auditor:
    """The counts of one audit, page by page."""

    def __init__(
        self, lists: Lists, limit: int | None, unlisted: tuple[str, ...], judge: Judge
    ) -> None:
        self._lists, self._limit, self._judge = lists, limit, judge
        self._unlisted = [name for name in unlisted if not lists.is_listed(name)]
        self._posts = self._with_terms = self._tried = self._flipped = 0
        self._turn: Counter[int] = Counter()
        self._swaps: Counter[str] = Counter(dict.fromkeys(KINDS.values(), 0))
        self._changed: Counter[str] = Counter(dict.fromkeys(KINDS.values(), 0))
        self._examples: list[Change] = []

    def read(self, page: list[str]) -> None:
        listed = [swap for post, text in enumerate(page) for swap in self._listed(post, text)]
        others = [swap for post, text in enumerate(page) for swap in self._others(post, text)]
        scores, verdicts = self._judge(
            pa.array([*page, *(swap.text for swap in (*listed, *others))], pa.string())
        )
        first, last = len(page), len(page) + len(listed)
        self._compare(page, listed, scores[:first], scores[first:last])
        self._posts += len(page)
        self._with_terms += len({swap.post for swap in listed})
        self._tried += len(others)
        before = verdicts[[swap.post for swap in others]] if others else verdicts[:0]
        self._flipped += int((before != verdicts[last:]).any(axis=1).sum())

    def _listed(self, post: int, text: str) -> Iterator[_Swap]:
        for term in self._lists.terms(text):
            for other in self._turns(term.kind):
                yield _Swap(post, KINDS[term.kind], put(text, term, other))

    def _turns(self, kind: int) -> Iterator[str]:
        """The next entries of a kind; all of them without a limit."""
        entries = self._lists.entries[kind]
        count = len(entries) if self._limit is None else min(self._limit, len(entries))
        start = self._turn[kind]
        self._turn[kind] = (start + count) % len(entries)
        yield from (entries[(start + step) % len(entries)] for step in range(count))

    def _others(self, post: int, text: str) -> Iterator[_Swap]:
        for term in self._lists.terms(text):
            if term.kind == NAME:
                for name in self._unlisted:
                    yield _Swap(post, KINDS[NAME], put(text, term, name.lower()))

    def _compare(
        self,
        page: list[str],
        listed: list[_Swap],
        before: NDArray[np.float32],
        after: NDArray[np.float32],
    ) -> None:
        self._swaps.update(swap.kind for swap in listed)
        if not listed:
            return
        origin = np.ascontiguousarray(before[[swap.post for swap in listed]])
        differs = origin.view(np.uint32) != np.ascontiguousarray(after).view(np.uint32)
        for row in np.flatnonzero(differs.any(axis=1)).tolist():
            swap = listed[row]
            self._changed[swap.kind] += 1
            if len(self._examples) < _EXAMPLES:
                label = int(np.argmax(np.abs(origin[row] - after[row])))
                change = (float(origin[row, label]), float(after[row, label]))
                self._examples.append(Change(LABELS[label], *change, page[swap.post], swap.text))

    def report(self) -> AuditReport:
        return AuditReport(
            posts=self._posts,
            with_terms=self._with_terms,
            swaps=dict(self._swaps),
            changed=dict(self._changed),
            unlisted=self._tried,
            flipped=self._flipped,
            examples=tuple(self._examples),
        )


def _engine(pack: Pack) -> Judge:
    """The shipped engine as a judge."""
    from ikrar.screening import engine

    def judge(texts: pa.Array) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        table = engine.screen(texts, pack=pack)
        scores = table["scores"].combine_chunks().flatten()
        matrix = np.column_stack([column.to_numpy(zero_copy_only=False) for column in scores])
        return matrix, _verdicts(table["labels"].combine_chunks(), len(texts))

    return judge


def _verdicts(labels: Any, count: int) -> NDArray[np.bool_]:
    found = np.zeros((count, len(LABELS)), np.bool_)
    rows = np.repeat(np.arange(count), np.asarray(labels.value_lengths()))
    flat = labels.flatten().to_pylist()
    found[rows, [LABELS.index(label) for label in flat]] = True
    return found


def _told(report: AuditReport) -> Iterator[str]:
    yield f"{report.posts:,} posts, {report.with_terms:,} of them with a listed name"
    for kind, count in report.swaps.items():
        yield f"  {kind:<7} {count:>10,} swaps   {report.changed[kind]:>7,} changed scores"
    share = f"{report.flipped_share:.1%}"
    yield f"  {report.unlisted:,} unlisted names put in: {report.flipped:,} verdicts flipped ({share})"
    for change in report.examples:
        yield f"- {change.label} {change.before:.5f} → {change.after:.5f}"
        yield f"    {change.text}"
        yield f"    {change.swapped}"
    yield (
        "Fair: no score depends on which listed name stands there."
        if report.is_fair
        else ("NOT fair: scores depend on who is named.")
    )
