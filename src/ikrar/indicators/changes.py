"""Days from which on a share was another: change points of a series of (n, positives) per day.

The split at which the two sides differ most is tried against the same days in a shuffled order (a permutation test), and each
side is searched in turn (binary segmentation). In a series without a change at most `level` of the searches find one, however
uneven the days, as long as they do not follow on each other. Source: Venkatraman & Olshen 2007 for the recipe.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

SHORTEST: Final = 5  # days on either side
LEAST: Final = 0.1  # Cohen's h under which a difference is of no use, however certain
FEWEST: Final = 30  # positives of a series that is searched
_SHUFFLES: Final = 499


@dataclass(frozen=True, slots=True)
class Change:
    """From day `at` on; the sides reach from `start` to `at` and from `at` to `stop`, indexes of days, half-open."""

    start: int
    at: int
    stop: int


def changes(
    n: NDArray[np.float64], positive: NDArray[np.float64], *, level: float = 0.05, seed: int = 0
) -> list[Change]:
    """Change points of a series of days with posts, in order; days without any must be left out beforehand."""
    if positive.sum() < FEWEST:
        return []
    at = sorted(_search(np.stack([n, positive]), 0, level, np.random.default_rng([seed, 4])))
    edges = [0, *at, len(n)]
    return [Change(*edges[i : i + 3]) for i in range(len(at))]


def cohens_h(before: Any, after: Any) -> Any:
    """The size of a difference between two shares, comparable from rare to common."""
    return 2 * (np.arcsin(np.sqrt(after)) - np.arcsin(np.sqrt(before)))


def _search(
    days: NDArray[np.float64], first: int, level: float, chance: np.random.Generator
) -> Iterator[int]:
    if days.shape[1] < 2 * SHORTEST:
        return
    scan = _scan(days[None])[0]
    at = SHORTEST + int(scan.argmax())
    before, after = days[:, :at].sum(axis=1), days[:, at:].sum(axis=1)
    if abs(cohens_h(before[1] / before[0], after[1] / after[0])) < LEAST:
        return
    order = chance.permuted(np.tile(np.arange(days.shape[1]), (_SHUFFLES, 1)), axis=1)
    beaten = _scan(days[:, order].swapaxes(0, 1)).max(axis=1) >= scan.max() * (1 - 1e-12)
    if (1 + beaten.sum()) / (1 + _SHUFFLES) > level:
        return
    yield from _search(days[:, :at], first, level, chance)
    yield first + at
    yield from _search(days[:, at:], first + at, level, chance)


def _scan(days: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far the sides of each split differ, float64[series, splits] of [series, 2, days]; the first is before day SHORTEST.

    In units of the spread that the share of a day has in this very series: what is more uneven than single posts would be
    (the design effect) weighs on every split alike.
    """
    n, positive = days[:, 0], days[:, 1]
    total = n.sum(axis=1, keepdims=True)
    excess = positive - n * (positive.sum(axis=1, keepdims=True) / total)
    spread = np.sqrt((excess**2).sum(axis=1, keepdims=True)) + 1e-12
    inner = slice(SHORTEST - 1, n.shape[1] - SHORTEST)
    before = (np.cumsum(n, axis=1) / total)[:, inner]
    ahead = np.cumsum(excess, axis=1)[:, inner]
    return np.asarray(np.abs(ahead) / np.sqrt(before * (1 - before)) / spread)
