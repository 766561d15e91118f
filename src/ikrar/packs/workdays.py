"""Which days count: Monday to Friday, less public holidays and joint leave (cuti bersama).

In: the library `holidays` (Indonesia; imported with the first question) and a pack's leave.toml, which has the
last word. Out: `Workdays`, which counts. The day that a count begins on is day 0. Each year is read once and kept;
nothing is changed afterwards, so threads may share it. Days are local dates, never moments.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from operator import attrgetter

from ikrar.errors import InputError
from ikrar.packs.files import Leave
from ikrar.packs.law import ChangedDay
from ikrar.packs.model import Text

FIRST_YEAR, LAST_YEAR = 1946, 2100  # the years that the library tells of
OFF, WORK = "off", "work"  # what a row of leave.toml makes of its day
KINDS = (OFF, WORK)
PAUSED = Text("Penghitungan dihentikan sementara", "The count is paused")
_WEEKEND = {5: Text("Sabtu", "Saturday"), 6: Text("Minggu", "Sunday")}
_DAY = timedelta(days=1)
_by_day = attrgetter("day")


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day that does not count, and why."""

    day: date
    why: Text


@dataclass(frozen=True, slots=True)
class Year:
    """The days of one year, ascending. `is_known` is false until its joint leave is decreed."""

    working: tuple[date, ...]
    off: tuple[DayOff, ...]
    is_known: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Workdays:
    """Counts the days that `read` tells of, year by year; `workdays` makes one."""

    read: Callable[[int], Year]
    _years: dict[int, Year] = field(default_factory=dict, init=False)

    def year(self, year: int) -> Year:
        """The days of a year, read when they are first asked for."""
        found = self._years.get(year)
        if found is None:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise InputError(
                    f"Holidays are known from {FIRST_YEAR} to {LAST_YEAR}, and this count reaches {year}."
                    " Correct the day or the number of days."
                )
            # two threads may both read a year; they read the same
            found = self._years[year] = self.read(year)
        return found

    def off(self, day: date) -> DayOff | None:
        """Why a day does not count; None where it does."""
        off = self._of(day).off
        at = bisect_left(off, day, key=_by_day)
        return off[at] if at < len(off) and off[at].day == day else None

    def is_working(self, day: date) -> bool:
        return self.off(day) is None

    def known(self, day: date) -> bool:
        """Whether the joint leave of the day's year is decreed; if not, counts may change."""
        return self._of(day).is_known

    def add(self, day: date, n: int) -> date:
        """The n-th working day after a day; n = 0 is the day itself."""
        working, year = self._of(day).working, day.year
        if _count(n) == 0:
            return day
        at = bisect_right(working, day) + n - 1
        while at >= len(working):
            at, year = at - len(working), year + 1
            working = self.year(year).working
        return working[at]

    def back(self, day: date, n: int) -> date:
        """The n-th working day before a day: what `add` undoes."""
        working, year = self._of(day).working, day.year
        if _count(n) == 0:
            return day
        at = bisect_left(working, day) - n
        while at < 0:
            year -= 1
            working = self.year(year).working
            at += len(working)
        return working[at]

    def between(self, start: date, end: date) -> int:
        """How many working days after `start` until `end`, that one too; negative if it lies before."""
        first, last = self._of(start).working, self._of(end).working
        if end < start:
            return -self.between(end, start)
        whole = sum(len(self.year(year).working) for year in range(start.year, end.year))
        return whole + bisect_right(last, end) - bisect_right(first, start)

    def skipped(self, start: date, end: date) -> tuple[DayOff, ...]:
        """The days off that lie between two days, neither of them included."""
        off = self._of(start).off
        for year in range(start.year + 1, _check(end).year + 1):
            off += self.year(year).off
        return off[bisect_right(off, start, key=_by_day) : bisect_left(off, end, key=_by_day)]

    def without(self, paused: Iterable[tuple[date, date]]) -> "Workdays":
        """The same days, less those of half-open spans [start, end)."""
        spans = tuple(paused)
        for start, end in spans:
            if _check(end) < _check(start):
                raise InputError(f"A pause ends on {end}, before it starts on {start}. Swap them.")
        return _without(self, spans) if spans else self

    def _of(self, day: date) -> Year:
        return self.year(_check(day).year)


@lru_cache(maxsize=64)
def workdays(leave: Leave) -> Workdays:
    """Count the working days of Indonesia as a pack corrects them."""
    return Workdays(lambda year: _working(year, leave))


def _working(year: int, leave: Leave) -> Year:
    names, has_leave = _national(year)
    changed = {row.date: row for row in leave.days}
    working: list[date] = []
    off: list[DayOff] = []
    for day in _days(year):
        why = names.get(day) or _WEEKEND.get(day.weekday())
        if day in changed:
            why = _correction(changed[day])
        if why:
            off.append(DayOff(day, why))
        else:
            working.append(day)
    return Year(tuple(working), tuple(off), has_leave or year in leave.complete)


def _correction(row: ChangedDay) -> Text | None:
    if row.kind not in KINDS:
        raise InputError(
            f"leave.toml: days[{row.date}].kind is {row.kind!r}. Use one of {', '.join(KINDS)}."
        )
    return row.text if row.kind == OFF else None


@cache
def _national(year: int) -> tuple[dict[date, Text], bool]:
    """Public holidays and joint leave by name, and whether there is any joint leave yet."""
    from holidays import country_holidays

    both = ("public", "government")
    ours = dict(country_holidays("ID", categories=both, years=year, language="id"))
    theirs = dict(country_holidays("ID", categories=both, years=year, language="en_US"))
    leave = country_holidays("ID", categories=("government",), years=year, language="id")
    return {day: Text(name, theirs[day]) for day, name in ours.items()}, bool(leave)


def _every(year: int) -> Year:
    return Year(tuple(_days(year)), (), is_known=True)


EVERY_DAY = Workdays(_every)  # for clocks in calendar days


@lru_cache(maxsize=1024)  # the clocks of one case share their pauses
def _without(days: Workdays, spans: tuple[tuple[date, date], ...]) -> Workdays:
    return Workdays(lambda year: _paused(days.year(year), spans))


def _paused(year: Year, spans: tuple[tuple[date, date], ...]) -> Year:
    """Move the working days of the spans to the days off, keeping both in order."""
    working, off = year.working, year.off
    for start, end in spans:
        first, last = bisect_left(working, start), bisect_left(working, end)
        if stood := [DayOff(day, PAUSED) for day in working[first:last]]:
            working = working[:first] + working[last:]
            first, last = (bisect_left(off, day, key=_by_day) for day in (start, end))
            among = sorted((*off[first:last], *stood), key=_by_day)
            off = (*off[:first], *among, *off[last:])
    return Year(working, off, year.is_known)


def _days(year: int) -> Iterable[date]:
    first, end = date(year, 1, 1), date(year + 1, 1, 1)
    return (first + _DAY * n for n in range((end - first).days))


def _check(day: date) -> date:
    if isinstance(day, datetime):
        raise InputError(f"{day} is a moment. Days are counted by local date: give that.")
    return day


def _count(n: int) -> int:
    if n < 0:
        raise InputError(f"{n} days cannot be counted. Give 0 or more, or count the other way.")
    return n
