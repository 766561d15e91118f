"""Differences between phases, and between the days before and after a change, drawn together so that shared doubt cancels.

A difference is clear if it is nearly certain and large enough to matter; both limits stand here.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ikrar.indicators.cells import Cells, cells, corrected, interval
from ikrar.indicators.changes import LEAST, Change, changes, cohens_h
from ikrar.indicators.estimate import COUNTINGS, DRAWS, Grouping, Rates, shares
from ikrar.indicators.kinds import INDICATORS, Counting
from ikrar.indicators.phases import Phase, day_of
from ikrar.indicators.tally import Rows

# chance that one share exceeds the other from which a difference is clear: among the 39 of a story hardly one is so by chance
CLEAR: Final = 0.995
LEVEL: Final = 0.05 / len(
    INDICATORS
)  # so that a whole story has a false change in one case of twenty
_TEXTS: Final = COUNTINGS.index(Counting.TEXTS)
_COMPARISONS: Final = pa.schema(
    [("phase_a", pa.string()), ("phase_b", pa.string()), ("counting", pa.string()),
     ("indicator", pa.string()), ("share_a", pa.float64()), ("share_b", pa.float64()),
     ("difference", pa.float64()), ("low", pa.float64()), ("high", pa.float64()),
     ("cohens_h", pa.float64()), ("probability", pa.float64()), ("is_clear", pa.bool_()),
     ("is_corrected", pa.bool_()), ("is_shown", pa.bool_())]
)  # fmt: skip
_CHANGES: Final = pa.schema(
    [("indicator", pa.string()), ("day", pa.date32()), ("share_before", pa.float64()),
     ("share_after", pa.float64()), ("difference", pa.float64()), ("low", pa.float64()),
     ("high", pa.float64()), ("days_before", pa.int64()), ("days_after", pa.int64()),
     ("is_corrected", pa.bool_())]
)  # fmt: skip


def comparisons(found: Cells, phases: Sequence[Phase], is_corrected: NDArray[np.bool_]) -> pa.Table:
    """Every phase against every later one; figures of a pair with a hidden side are left empty."""
    rows = []
    for one, other in combinations(range(len(phases)), 2):
        low, high, probability = _difference(found.draws[:, one], found.draws[:, other])
        h = cohens_h(found.share[:, one], found.share[:, other])
        is_shown = found.is_shown[:, one] & found.is_shown[:, other]
        sure = np.maximum(probability, 1 - probability) >= CLEAR
        is_clear = is_shown & sure & (np.abs(h) >= LEAST)
        for c, i in np.ndindex(is_shown.shape):
            before, after = found.share[c, one, i], found.share[c, other, i]
            figures = (before, after, *_within(after - before, low[c, i], high[c, i]))
            every = (*figures, h[c, i], probability[c, i])
            told: list[float | None] = [round(float(x), 5) for x in every]
            names = (phases[one].id, phases[other].id, str(COUNTINGS[c]), INDICATORS[i].id)
            shown = bool(is_shown[c, i])
            marks = (bool(is_clear[c, i]), bool(is_corrected[i]), shown)
            rows.append((*names, *(told if shown else [None] * 7), *marks))
    return _table(rows, _COMPARISONS)


def change_points(
    rows: Rows, daily: Cells, days: NDArray[np.int64], rates: dict[str, Rates], *, seed: int
) -> pa.Table:
    """The days from which an indicator was another, in texts; `daily` are the cells of `days`, days since 1970."""
    found = {i: at for i in range(len(INDICATORS)) if (at := _search(daily, i, days, seed))}
    if not found:
        return _table([], _CHANGES)
    sides = [
        Grouping(np.searchsorted([c.at for c in at], rows.day, "right"), len(at) + 1)
        for at in found.values()
    ]
    parts = cells(shares(rows, sides, rates, seed=seed))
    made, first, is_corrected = [], 0, corrected(rates)
    for i, at in found.items():
        for k, change in enumerate(at, first):
            made += [(*row, bool(is_corrected[i])) for row in _change(parts, i, k, change)]
        first += len(at) + 1
    return _table(sorted(made, key=lambda row: row[1]), _CHANGES)


def _search(daily: Cells, i: int, days: NDArray[np.int64], seed: int) -> list[Change]:
    """Changes of an indicator whose `at` is a day since 1970, its ends counted in days with posts."""
    n, positive = daily.n[_TEXTS, :, i], daily.positive[_TEXTS, :, i]
    there = np.flatnonzero(n > 0)
    found = changes(n[there], positive[there], level=LEVEL, seed=seed)
    return [Change(c.start - c.at, int(days[there[c.at]]), c.stop - c.at) for c in found]


def _change(parts: Cells, i: int, k: int, change: Change) -> list[tuple[Any, ...]]:
    """The row of a change between groups k and k + 1, if both may be shown."""
    if not parts.is_shown[_TEXTS, k : k + 2, i].all():
        return []
    before, after = parts.share[_TEXTS, k : k + 2, i]
    low, high, _ = _difference(parts.draws[_TEXTS, k, i], parts.draws[_TEXTS, k + 1, i])
    figures = (before, after, *_within(after - before, low, high))
    told = [round(float(x), 5) for x in figures]
    return [(INDICATORS[i].id, day_of(change.at), *told, -change.start, change.stop)]


def _difference(
    before: NDArray[np.float32], after: NDArray[np.float32]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Interval of after - before, and the chance that it is above 0; a tie counts half."""
    apart = after - before
    probability = (np.sum(apart > 0, axis=-1) + np.sum(apart == 0, axis=-1) / 2) / DRAWS
    return *interval(apart), np.asarray(probability)


def _within(value: Any, low: Any, high: Any) -> tuple[Any, Any, Any]:
    return value, min(low, value), max(high, value)


def _table(rows: Sequence[tuple[Any, ...]], schema: pa.Schema) -> pa.Table:
    columns = [pa.array([row[i] for row in rows], field.type) for i, field in enumerate(schema)]
    return pa.table(columns, schema=schema)
