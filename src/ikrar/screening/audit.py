"""Checks the judge: every listed name of a post is swapped for others of its kind, and no score may change by a bit.

In: posts of anyone's choosing. Out: a report with counts and examples. Ten names that nobody listed are tried too:
those may move a score, and the report says how often that turns a label on or off.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ikrar import packs
from ikrar.packs import Pack
from ikrar.screening.labels import LABELS
from ikrar.screening.swapping import KINDS, Lists, Term, lists, put
from ikrar.screening.vocabulary import NAME

UNLISTED: Final = (
    *("Wirasena", "Jumhari", "Kastubi", "Marlupi", "Sarkim"),
    *("Nastiti", "Bonifer", "Yuswadi", "Tarumi", "Kelanjar"),
)
ALLOWED: Final = (
    0.03  # of the verdicts may flip when an unlisted name stands in a listed one's place
)
FEW: Final = 100  # of trials with unlisted names, below which their share is told and not judged
LIMIT: Final = 20
_PAGE: Final = 1 << 23  # characters of swapped posts that are judged together
_EACH: Final = 500  # characters' worth of memory that a swap takes beside its text
_EXAMPLES: Final = 10
# scores float32 (n, 14) and verdicts bool (n, 14) of n texts
Judge = Callable[[pa.Array], tuple[NDArray[np.float32], NDArray[np.bool_]]]


@dataclass(frozen=True, slots=True)
class Change:
    """A swap after which a score was another one; `row` is the post's, from 0, as in the result of screening."""

    label: str
    before: float
    after: float
    text: str
    swapped: str
    row: int = 0
    labels_before: tuple[str, ...] = ()
    labels_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditReport:
    """Counts over all posts; by kind of term `swaps`, `changed`, and how many of the listed `entries` were `tried`.

    `limit` is for how many others each term was swapped, None for all. `examples` are of changed scores, `flips` of
    verdicts that an unlisted name turned.
    """

    posts: int
    with_terms: int
    swaps: dict[str, int]
    changed: dict[str, int]
    unlisted: int
    flipped: int
    examples: tuple[Change, ...]
    flips: tuple[Change, ...] = ()
    tried: dict[str, int] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    limit: int | None = LIMIT

    @property
    def is_fair(self) -> bool | None:
        """No changed score, and few enough flipped verdicts, where enough were tried; None where nothing was swapped."""
        if not self.with_terms:
            return None
        return not sum(self.changed.values()) and not self.flips_often

    @property
    def flips_often(self) -> bool:
        """Whether names that no list has turn more verdicts than is allowed."""
        return self.unlisted >= FEW and self.flipped_share > ALLOWED

    @property
    def flipped_share(self) -> float:
        return self.flipped / self.unlisted if self.unlisted else 0.0

    def text(self) -> str:
        """The report in English, for a terminal."""
        return "\n".join(_told(self))


@dataclass(frozen=True, slots=True)
class _Swap:
    """A text to judge beside the post that it was; without a kind where an unlisted name was put in."""

    row: int
    post: str
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
    for page in _pages(swap for text in texts for swap in auditor.read(text or "")):
        auditor.compare(page)
    return auditor.report()


def _pages(every: Iterable[_Swap]) -> Iterator[list[_Swap]]:
    """Cut by size, so that memory stays flat however many names a post has."""
    page: list[_Swap] = []
    size = 0
    for swap in every:
        page.append(swap)
        size += len(swap.text) + _EACH
        if size >= _PAGE:
            yield page
            page, size = [], 0
    if page:
        yield page


class _Auditor:
    """The counts of one audit: post by post as they are read, page by page as swaps are compared."""

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
        self._flips: list[Change] = []

    def read(self, post: str) -> Iterator[_Swap]:
        """Every swap of a post."""
        terms, row = self._lists.terms(post), self._posts
        self._posts += 1
        self._with_terms += bool(terms)
        for term in terms:
            yield from self._swapped(row, post, term)

    def _swapped(self, row: int, post: str, term: Term) -> Iterator[_Swap]:
        for other in self._turns(term.kind):
            yield _Swap(row, post, KINDS[term.kind], put(post, term, other))
        if term.kind == NAME:
            for name in self._unlisted:
                yield _Swap(row, post, "", put(post, term, name.lower()))

    def _turns(self, kind: int) -> Iterator[str]:
        """The next entries of a kind; all of them without a limit."""
        entries = self._lists.entries[kind]
        count = len(entries) if self._limit is None else min(self._limit, len(entries))
        start = self._turn[kind]
        self._turn[kind] = (start + count) % len(entries)
        yield from (entries[(start + step) % len(entries)] for step in range(count))

    def compare(self, page: list[_Swap]) -> None:
        """Judge swaps and the posts that they were, and count."""
        rows = {post: row for row, post in enumerate(dict.fromkeys(swap.post for swap in page))}
        origin = [rows[swap.post] for swap in page]
        scores, verdicts = self._judge(
            pa.array([*rows, *(swap.text for swap in page)], pa.string())
        )
        both = np.stack([origin, np.arange(len(rows), len(scores))], axis=1)  # before, after
        flips = (verdicts[both[:, 0]] != verdicts[both[:, 1]]).any(axis=1)
        differs = (_bits(scores[both[:, 0]]) != _bits(scores[both[:, 1]])).any(axis=1)
        listed = np.array([bool(swap.kind) for swap in page])
        self._swaps.update(swap.kind for swap in page if swap.kind)
        self._tried += int((~listed).sum())
        self._flipped += int((flips & ~listed).sum())
        self._changed.update(page[at].kind for at in np.flatnonzero(differs & listed))
        for kept, wanted in ((self._examples, differs & listed), (self._flips, flips & ~listed)):
            for at in np.flatnonzero(wanted)[: _EXAMPLES - len(kept)].tolist():
                kept.append(_change(page[at], scores[both[at]], verdicts[both[at]]))

    def report(self) -> AuditReport:
        entries = {KINDS[kind]: len(names) for kind, names in self._lists.entries.items()}
        return AuditReport(
            posts=self._posts,
            with_terms=self._with_terms,
            swaps=dict(self._swaps),
            changed=dict(self._changed),
            unlisted=self._tried,
            flipped=self._flipped,
            examples=tuple(self._examples),
            flips=tuple(self._flips),
            # they are gone round, so none is tried twice before all are
            tried={kind: min(self._swaps[kind], count) for kind, count in entries.items()},
            entries=entries,
            limit=self._limit,
        )


def _bits(scores: NDArray[np.float32]) -> NDArray[np.uint32]:
    return np.ascontiguousarray(scores).view(np.uint32)


def _change(swap: _Swap, scores: NDArray[np.float32], verdicts: NDArray[np.bool_]) -> Change:
    """The label that moved most; scores and verdicts are of two rows, before and after."""
    label = int(np.argmax(np.abs(scores[0] - scores[1])))
    before, after = (tuple(LABELS[at] for at in np.flatnonzero(row)) for row in verdicts)
    moved = LABELS[label], float(scores[0, label]), float(scores[1, label])
    return Change(*moved, swap.post, swap.text, swap.row, before, after)


def _engine(pack: Pack) -> Judge:
    """The shipped engine as a judge."""
    from ikrar.screening import engine

    return lambda texts: engine.signs(texts, pack=pack)


def _told(report: AuditReport) -> Iterator[str]:
    yield f"{report.posts:,} posts, {report.with_terms:,} of them with a listed name"
    others = "all others" if report.limit is None else f"{report.limit} others"
    yield f"Each was swapped for {others} of its kind; which, goes round the lists."
    for kind, count in report.swaps.items():
        tried = f"{report.tried.get(kind, 0):,} of {report.entries.get(kind, 0):,} entries tried"
        yield f"  {kind:<8} {count:>10,} swaps   {report.changed[kind]:>7,} changed scores   {tried}"
    share = f"{report.flipped_share:.1%}"
    yield f"  {report.unlisted:,} unlisted names put in: {report.flipped:,} verdicts flipped ({share})"
    for change in report.examples:
        moved = f"{change.label} {change.before:.5f} → {change.after:.5f}"
        yield f"- row {change.row:,}, another listed name: {moved}; labels {_turned(change)}"
    for change in report.flips:
        yield f"- row {change.row:,}, an unlisted name: labels {_turned(change)}"
    if report.examples or report.flips:
        yield "Rows count from 0, as in the result of screening. --json holds the texts too."
    yield from _judged(report)


def _turned(change: Change) -> str:
    before, after = (
        ", ".join(labels) or "none" for labels in (change.labels_before, change.labels_after)
    )
    return f"{before} → {after}"


def _judged(report: AuditReport) -> Iterator[str]:
    """What the counts mean, in sentences."""
    if not report.with_terms:
        yield "Nothing was swapped: no post has a listed name. That says nothing about the judge."
        return
    if sum(report.changed.values()):
        yield "NOT fair: scores depend on which listed name stands there. Please report it."
    if report.flips_often:
        yield (
            f"NOT fair: names that are on no list turn more than {ALLOWED:.0%} of the verdicts. Add names that these posts "
            "use to a pack of your own (`ikrar pack lint`), or train again."
        )
    if report.is_fair:
        yield "Fair: no score depends on which listed name stands there."
    if 0 < report.unlisted < FEW:
        yield f"Unlisted names were tried too seldom to be judged: {FEW} times at least."
