"""When a step of the routing is due: a clock, the day it runs from, and the days that count.

In: a `Clock` of the pack, an event's local day, `Workdays`. Out: a `Due` with the reasons for its length. Pure.
The event's day is day 0, so the first day that counts comes after it. A clock that counts back leaves its days
whole: both its event and the due day lie outside them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ikrar.errors import InputError
from ikrar.packs.law import Clock
from ikrar.packs.workdays import EVERY_DAY, DayOff, Workdays

BACK, FORWARD = "back", "forward"
CALENDAR, WORKING = "calendar", "working"


@dataclass(frozen=True, slots=True)
class Due:
    """The last day of a time limit.

    `skipped`: days on the way that did not count. `falls_on`: set where the due day, in calendar days, is no working
    day; it stays, since no rule that moves it was found. `is_settled`: false where the joint leave of a year on
    the way is not decreed yet, so that the day may still change.
    """

    on: date
    skipped: tuple[DayOff, ...]
    falls_on: DayOff | None
    is_settled: bool
    _counter: Workdays = field(repr=False, compare=False)

    def left(self, today: date) -> int:
        """Days left, of the clock's own kind: 0 on the due day, negative after it."""
        return self._counter.between(today, self.on)


def due(
    clock: Clock,
    since: date,
    days: Workdays,
    *,
    paused: Sequence[tuple[date, date]] = (),
) -> Due:
    """Tell when a clock runs out; `paused` are spans [start, end) whose days do not count."""
    counter = _counter(clock, days).without(paused)
    on = _end(clock, since, counter)
    first, last = sorted((since, on))
    return Due(
        on=on,
        skipped=counter.skipped(first, last),
        falls_on=days.off(on),
        is_settled=all(
            counter.known(date(year, 1, 1)) for year in range(first.year, last.year + 1)
        ),
        _counter=counter,
    )


def prolonged(clock: Clock) -> Clock:
    """The clock at the longest that its norm allows."""
    if clock.at_most is None:
        raise InputError("This clock cannot be prolonged: its row in the pack has no at_most.")
    return replace(clock, days=clock.at_most)


def _end(clock: Clock, since: date, counter: Workdays) -> date:
    if clock.direction == BACK:
        return counter.back(since, clock.days + 1)  # one more, so that the due day is outside
    if clock.direction == FORWARD:
        return counter.add(since, clock.days)
    raise InputError(f"A clock's direction is {clock.direction!r}. Use {FORWARD} or {BACK}.")


def _counter(clock: Clock, days: Workdays) -> Workdays:
    if clock.kind == WORKING:
        return days
    if clock.kind == CALENDAR:
        return EVERY_DAY
    raise InputError(f"A clock's kind is {clock.kind!r}. Use {WORKING} or {CALENDAR}.")
