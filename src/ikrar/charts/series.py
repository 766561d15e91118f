"""One indicator over days, as runs of days that follow each other: what is not there is not drawn.

In: the rows of a story's `daily` table. Out: points, and their mean over seven days where single days are too many to see.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

SIDE: Final = 3  # days on either side of the one that a mean is told for
LEAST: Final = 4  # of those seven that must be there
_DAY: Final = timedelta(1)


@dataclass(frozen=True, slots=True)
class Point:
    """A day's share with its interval, and the posts or texts that it is of."""

    day: date
    share: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator's shown days, in order; `n` counts the hidden ones too, `days` are all that have posts."""

    points: tuple[Point, ...]
    n: int
    days: tuple[date, ...]


def series(table: pa.Table, indicator: str, counting: str) -> Series:
    """The days of an indicator in a story's `daily` table."""
    wanted = (pc.field("indicator") == indicator) & (pc.field("counting") == str(counting))
    own: list[dict[str, Any]] = table.filter(wanted).sort_by("day").to_pylist()
    points = tuple(
        Point(row["day"], row["share"], row["low"], row["high"], row["n"])
        for row in own
        if row["is_shown"]
    )
    return Series(points, sum(row["n"] for row in own), tuple(row["day"] for row in own))


def mean(points: Sequence[Point]) -> list[Point]:
    """For each day the mean of the seven around it, weighed by n; days with fewer than LEAST of them are left out."""
    by = {point.day: point for point in points}
    found = []
    for day in _all_days(points):
        near = [by[day + _DAY * k] for k in range(-SIDE, SIDE + 1) if day + _DAY * k in by]
        n = sum(point.n for point in near)
        if len(near) >= LEAST and n:
            share = sum(point.share * point.n for point in near) / n
            found.append(Point(day, share, share, share, n))
    return found


def _all_days(points: Sequence[Point]) -> Iterator[date]:
    day = points[0].day if points else date.max
    while points and day <= points[-1].day:
        yield day
        day += _DAY


def runs(points: Sequence[Point]) -> Iterator[list[Point]]:
    """Stretches without a missing day."""
    run: list[Point] = []
    for point in points:
        if run and point.day - run[-1].day > _DAY:
            yield run
            run = []
        run.append(point)
    if run:
        yield run
