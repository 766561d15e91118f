"""Whether 02/03/24 is the second of March: the order of day, month and year, decided from all dates of a file.

The order under which most dates exist is right; among equals the one under which time goes one way; else what is usual.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ikrar.sources.model import DAY_ORDERS

Triple = tuple[str, str, str]
FIRST: Final = 2000  # no post is older
_LENGTHS: Final = np.array([0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])  # of months
_ENOUGH: Final = 50_000
_NUMBERS: Final = re.compile(
    r"\s*(?:[^\W\d_]{3,9},? )?(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?!\d)"
)


@dataclass(frozen=True, slots=True)
class Order:
    """`order` is None where no date needs one. Not `is_sure`: another would do as well."""

    order: str | None = None
    is_sure: bool = True


class Votes:
    """What the dates of a file say, a batch at a time. `is_chat`: they only go forward."""

    def __init__(self, last_year: int, *, first_year: int = FIRST, is_chat: bool = False) -> None:
        self._first_year, self._last_year, self._is_chat, self._count = (
            first_year,
            last_year,
            is_chat,
            0,
        )
        self._exist = dict.fromkeys(DAY_ORDERS, 0)
        self._steps = {order: np.zeros(2, np.int64) for order in DAY_ORDERS}  # back and forth
        self._before = dict.fromkeys(DAY_ORDERS, -1)

    def add(self, triples: Sequence[Triple]) -> None:
        """Count dates of three numbers, in the order of the file; the last may be a year of four digits."""
        if not triples:
            return
        first, second, last = np.array(triples, np.int64).T
        self._count += len(triples)
        for order, (year, month, day) in {
            "dmy": (last, second, first), "mdy": (last, first, second), "ymd": (first, second, last),
        }.items():  # fmt: skip
            self._add(order, np.where(year < 100, year + 2000, year), month, day)

    def _add(
        self, order: str, year: NDArray[np.int64], month: NDArray[np.int64], day: NDArray[np.int64]
    ) -> None:
        is_date = (day >= 1) & (day <= _LENGTHS[np.where(month <= 12, month, 0)])
        is_date &= (year >= self._first_year) & (year <= self._last_year)
        self._exist[order] += int(is_date.sum())
        times = (year * 372 + month * 31 + day)[is_date]
        if len(times):
            steps = np.diff(
                times, prepend=self._before[order] if self._before[order] >= 0 else times[0]
            )
            self._steps[order] += [(steps < 0).sum(), (steps > 0).sum()]
            self._before[order] = int(times[-1])

    def decide(self, usual: Sequence[str] = DAY_ORDERS) -> Order:
        """The order of all dates so far."""
        if not self._count:
            return Order()
        against = {
            order: steps[0] if self._is_chat else steps.min()
            for order, steps in self._steps.items()
        }
        marks = {order: (self._exist[order], -int(against[order])) for order in usual}
        best = max(usual, key=lambda order: marks[order])
        # a year of two digits in front is so rare that it counts only where nothing else fits as well
        others = {order for order in usual if order not in {best, "ymd"}}
        return Order(best, is_sure=all(marks[other] < marks[best] for other in others))


def order_of(dates: Iterable[str], *, last_year: int) -> Order:
    """The order of a column of dates; 50,000 decide unless both would do, then as many more as it takes."""
    votes, left = Votes(last_year), iter(dates)
    while batch := list(islice(left, _ENOUGH)):
        found = map(_NUMBERS.match, batch)
        votes.add([match.groups() for match in found if match])  # type: ignore[misc]
        if votes.decide().is_sure:
            break
    return votes.decide()
