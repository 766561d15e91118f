"""Shares with what is known of their error: corrected for the judge's own mistakes, with a 95 % interval.

Three doubts are drawn together: which posts came in (Bayesian bootstrap; near-copies come and go as one), how often the judge
sees a label and how often it sees one that is not there (Beta posteriors of its counts). Sources: Rogan & Gladen 1978;
Rubin 1981; Lang & Reiczigel 2014.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ikrar.errors import InputError
from ikrar.indicators.kinds import COLUMNS, Counting
from ikrar.indicators.tally import Rows

DRAWS: Final = 1000
WEAKEST: Final = 0.2  # sensitivity + specificity - 1 under which a share cannot be corrected
_LEAST: Final = 0.05  # of the same in a single draw, so that none turns the sign
_BLOCK: Final = 4096  # clusters whose weights are drawn at once
COUNTINGS: Final = tuple(Counting)


@dataclass(frozen=True, slots=True)
class Rates:
    """How a judge did on labelled posts: hits, misses, false alarms, rightly passed over."""

    tp: int
    fn: int
    fp: int
    tn: int

    def __post_init__(self) -> None:
        if min(self.tp, self.fn, self.fp, self.tn) < 0:
            raise InputError(
                "Counts of a judge cannot be negative.", id_="Hitungan tidak boleh negatif."
            )

    @classmethod
    def from_card(cls, posts: int, positives: int, precision: float, recall: float) -> "Rates":
        """The counts behind a row of the model card, which tells two shares of them."""
        tp = round(recall * positives)
        fp = round(tp / precision - tp) if precision else 0
        return cls(tp, positives - tp, fp, posts - positives - fp)

    @property
    def sensitivity(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else 0.0

    @property
    def specificity(self) -> float:
        return self.tn / (self.tn + self.fp) if self.tn + self.fp else 0.0

    @property
    def can_correct(self) -> bool:
        return self.sensitivity + self.specificity - 1 >= WEAKEST


def correct(
    share: NDArray[Any], sensitivity: NDArray[Any], specificity: NDArray[Any]
) -> NDArray[Any]:
    """The true share behind an observed one (Rogan & Gladen), within 0..1."""
    strength = np.maximum(sensitivity + specificity - 1, _LEAST)
    return np.asarray(np.clip((share + specificity - 1) / strength, 0, 1))


# ---------------------------------------------------------------- shares of groups of days


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Which group each row of a tally belongs to, int64[rows], -1 for none; `count` groups."""

    of: NDArray[np.int64]
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """Shares of labels in groups of rows.

    posts float64[groups] · n float64[COUNTINGS, groups] · positive, raw, share float64[COUNTINGS, groups, COLUMNS], the share
    corrected where it can be · draws float32[COUNTINGS, groups, COLUMNS, DRAWS] of it. Groups of one call, and of calls with
    one seed, share the draws of what they share: the judge and the clusters.
    """

    posts: NDArray[np.float64]
    n: NDArray[np.float64]
    positive: NDArray[np.float64]
    raw: NDArray[np.float64]
    share: NDArray[np.float64]
    draws: NDArray[np.float32]


def shares(
    rows: Rows, groupings: Sequence[Grouping], rates: Mapping[str, Rates], *, seed: int
) -> Shares:
    """Estimate the shares of groups; those of a second grouping are numbered after those of the first.

    A label without `rates`, or whose judge is too weak, is told as it was counted.
    """
    entries = _entries(rows, groupings)
    size = sum(grouping.count for grouping in groupings)
    singles, weighted, counted = _singles(entries, size), *_weighted(entries, size, seed)
    n, positive = counted[..., 0] + singles[:, 0], counted[..., 1:] + singles[:, 1:]
    raw = positive / np.maximum(n, 1e-9)[..., None]
    judges = [rates.get(name) for name in COLUMNS]
    known = [one if one and one.can_correct else None for one in judges]
    sure = np.array([(one.sensitivity, one.specificity) if one else (1, 1) for one in known]).T
    observed = _draw_shares(singles, weighted, _effect(entries, n), seed)
    return Shares(
        posts=n[COUNTINGS.index(Counting.POSTS)],
        n=n,
        positive=positive,
        raw=raw,
        share=correct(raw, *sure),
        draws=_draw_corrected(observed, known, seed),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Entries:
    """What a cluster adds to a group: group, cluster (0: singles), features float64[entries, COUNTINGS, 1 + COLUMNS]."""

    group: NDArray[np.int64]
    cluster: NDArray[np.int64]
    features: NDArray[np.float64]


def _entries(rows: Rows, groupings: Sequence[Grouping]) -> _Entries:
    posts = np.concatenate([rows.n[:, None], rows.positive], axis=1)
    once = np.where(rows.cluster[:, None] == 0, posts, posts / rows.n[:, None])
    both = np.stack([once, posts], axis=1)
    _, cluster = np.unique(rows.cluster, return_inverse=True)
    cluster += int(not (rows.cluster == 0).any())  # 0 stays the place of the singles
    many = int(cluster.max(initial=0)) + 1
    keys, features, first = [], [], 0
    for grouping in groupings:
        inside = grouping.of >= 0
        keys.append((grouping.of[inside] + first) * many + cluster[inside])
        features.append(both[inside])
        first += grouping.count
    distinct, where = np.unique(np.concatenate(keys), return_inverse=True)
    summed = np.zeros((len(distinct), *both.shape[1:]))
    np.add.at(summed, where, np.concatenate(features))
    return _Entries(distinct // many, distinct % many, summed)


def _singles(entries: _Entries, size: int) -> NDArray[np.float64]:
    """float64[groups, 1 + COLUMNS]: posts that are no copies, the same however one counts."""
    found = np.zeros((size, entries.features.shape[-1]))
    alone = entries.cluster == 0
    found[entries.group[alone]] = entries.features[alone, 0]
    return found


def _weighted(
    entries: _Entries, size: int, seed: int
) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    """Near-copies: sums under drawn weights [COUNTINGS, groups, 1 + COLUMNS, DRAWS], and as they are."""
    width = entries.features.shape[1:]
    drawn = np.zeros((size, int(np.prod(width)), DRAWS), np.float32)
    plain = np.zeros((size, *width))
    flat = entries.features.reshape(len(entries.group), int(np.prod(width))).astype(np.float32)
    last = int(entries.cluster.max(initial=0))
    for start in range(1, last + 1, _BLOCK):
        chance = np.random.default_rng([seed, 1, start])
        many = min(_BLOCK, last + 1 - start)
        weights = chance.standard_exponential((many, DRAWS), np.float32)
        inside = np.flatnonzero((entries.cluster >= start) & (entries.cluster < start + _BLOCK))
        bounds = np.flatnonzero(np.diff(entries.group[inside], prepend=-1, append=-1))
        for run in np.split(inside, bounds[1:-1]) if len(inside) else ():
            group = entries.group[run[0]]
            drawn[group] += flat[run].T @ weights[entries.cluster[run] - start]
            plain[group] += entries.features[run].sum(axis=0)
    drawn = drawn.reshape(size, *width, DRAWS)
    return np.moveaxis(drawn, 1, 0), np.moveaxis(plain, 1, 0)


def _draw_corrected(
    observed: NDArray[np.float32], known: Sequence[Rates | None], seed: int
) -> NDArray[np.float32]:
    """True shares behind observed ones, under drawn sensitivities and rates of false alarms (Jeffreys).

    A judge cannot give more false alarms than it gives marks. Where a draw says so, the false alarms are some part of the marks
    instead: drawn from what is left of the Beta density below the observed share, which is nearly a power of that part.
    """
    chance = np.random.default_rng([seed, 2])
    part = chance.random(DRAWS, np.float32)
    found = observed.copy()
    for i, one in enumerate(known):
        if one is None:
            continue
        sees, alarms = (
            chance.beta(yes + 0.5, no + 0.5, DRAWS).astype(np.float32)
            for yes, no in ((one.tp, one.fn), (one.fp, one.tn))
        )
        seen = observed[:, :, i]
        found[:, :, i] = correct(seen, sees, 1 - alarms)
        too_many = np.nonzero(alarms > seen)
        seen, sees = seen[too_many], sees[too_many[-1]]
        power = np.maximum(1, one.fp + 0.5 - one.tn * seen)
        alarms = seen * part[too_many[-1]] ** (1 / power)
        found[:, :, i][too_many] = correct(seen, sees, 1 - alarms)
    return found


def _effect(entries: _Entries, n: NDArray[np.float64]) -> NDArray[np.float64]:
    """float64[COUNTINGS, groups]: how many posts count as one, since copies come together (Kish's design effect)."""
    size = entries.features[..., 0]
    squares = np.where(entries.cluster[:, None] == 0, size, size**2)
    summed = np.zeros(n.shape[::-1])
    np.add.at(summed, entries.group, squares)
    return np.asarray(np.maximum(1, summed.T / np.maximum(n, 1)))


def _draw_shares(
    singles: NDArray[np.float64],
    weighted: NDArray[np.float32],
    effect: NDArray[np.float64],
    seed: int,
) -> NDArray[np.float32]:
    """Observed shares float32[COUNTINGS, groups, COLUMNS, DRAWS]: what came in, weighed anew.

    Half a case on either side is added (Jeffreys), as large as a case is: one of which no copy came may yet come.
    """
    chance = np.random.default_rng([seed, 3])
    yes = singles[:, 1:, None]
    no = singles[:, :1, None] - yes
    size = (*yes.shape[:2], DRAWS)
    case = effect[:, :, None, None].astype(np.float32)
    for_, against = (
        chance.standard_gamma(np.broadcast_to(part, size), dtype=np.float32)
        + (case * chance.standard_normal(size, np.float32) ** 2 / 2).astype(np.float32)
        for part in (yes, no)
    )
    found: NDArray[np.float32] = (for_ + weighted[:, :, 1:]) / (for_ + against + weighted[:, :, :1])
    return found
