"""Figures of groups as table columns: each indicator's n, positives, share and interval, and what is too small to show.

Thirteen indicators are made of ten labels here; a balance is first / (first + second), of corrected shares. A hidden figure is
not in the table at all.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ikrar.indicators.estimate import COUNTINGS, DRAWS, Rates, Shares
from ikrar.indicators.kinds import COLUMNS, INDICATORS, Indicator

# texts and posts under which a cell is not shown. Only n decides: were cells with few positives hidden too, what is left of a
# small series would be its zeros and its peaks
SMALL: Final = 30
_LOW, _HIGH = round(0.025 * DRAWS), DRAWS - 1 - round(0.025 * DRAWS)
_PLACES: Final = 5


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """n, positive, raw, share float64[countings, groups, indicators] · draws float32[… , DRAWS] · is_shown bool[…]."""

    n: NDArray[np.float64]
    positive: NDArray[np.float64]
    raw: NDArray[np.float64]
    share: NDArray[np.float64]
    draws: NDArray[np.float32]
    is_shown: NDArray[np.bool_]


def cells(shares: Shares) -> Cells:
    """What each indicator says of each group."""
    made = [_one(shares, indicator) for indicator in INDICATORS]
    return Cells(*(np.stack([one[i] for one in made], axis=2) for i in range(6)))


def part(found: Cells, start: int, stop: int | None) -> Cells:
    """The cells of some groups."""
    return Cells(*(getattr(found, name)[:, start:stop] for name in Cells.__slots__))


def _one(shares: Shares, indicator: Indicator) -> tuple[NDArray[Any], ...]:
    first = COLUMNS.index(indicator.first)
    positive, share, draws = (
        part[:, :, first] for part in (shares.positive, shares.share, shares.draws)
    )
    n = shares.n
    if indicator.second:
        second = COLUMNS.index(indicator.second)
        other = shares.positive[:, :, second]
        n = positive + other
        share = _ratio(share, shares.share[:, :, second], 0.5)
        # a draw in which there is neither says nothing: anything may be
        anything = np.linspace(0, 1, DRAWS, dtype=np.float32)
        draws = _ratio(draws, shares.draws[:, :, second], anything)
    raw = positive / np.maximum(n, 1e-9)
    return n, positive, raw, share, draws, n >= SMALL


def _ratio(first: NDArray[Any], second: NDArray[Any], otherwise: Any) -> NDArray[Any]:
    both = first + second
    return np.where(both > 0, first / np.where(both > 0, both, 1), otherwise).astype(first.dtype)


def interval(draws: NDArray[np.float32]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The middle 95 % of draws (last axis)."""
    ordered = np.sort(draws, axis=-1)
    return ordered[..., _LOW].astype(np.float64), ordered[..., _HIGH].astype(np.float64)


def corrected(rates: dict[str, Rates]) -> NDArray[np.bool_]:
    """bool[INDICATORS]: whether a figure is corrected for the judge's mistakes, or told as it was counted."""
    known = {name for name, one in rates.items() if one.can_correct}
    return np.array([{one.first, one.second or one.first} <= known for one in INDICATORS])


def table(found: Cells, names: dict[str, pa.Array], rates: dict[str, Rates]) -> pa.Table:
    """A row per (counting, group, indicator); `names` says what each group is, in columns of [groups]."""
    low, high = interval(found.draws)
    low, high = np.minimum(low, found.share), np.maximum(high, found.share)
    countings, groups, indicators = found.n.shape
    hidden = ~found.is_shown.reshape(-1)
    which = pa.array(np.tile(np.repeat(np.arange(groups), indicators), countings))
    columns = {name: column.take(which) for name, column in names.items()}
    columns["counting"] = pa.array(np.repeat(np.array(COUNTINGS), groups * indicators), pa.string())
    columns["indicator"] = pa.array([one.id for one in INDICATORS] * (countings * groups))
    columns["n"] = pa.array(np.rint(found.n).astype(np.int64).reshape(-1))
    columns["positives"] = pa.array(
        np.rint(found.positive).astype(np.int64).reshape(-1), mask=hidden
    )
    for name, values in (
        ("share_raw", found.raw),
        ("share", found.share),
        ("low", low),
        ("high", high),
    ):
        columns[name] = pa.array(np.round(values, _PLACES).reshape(-1), mask=hidden)
    columns["is_corrected"] = pa.array(np.tile(corrected(rates), countings * groups))
    columns["is_shown"] = pa.array(~hidden)
    return pa.table(columns)
