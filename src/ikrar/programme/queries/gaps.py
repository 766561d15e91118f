"""What a phase still lacks: days, channels, audiences, aims and units without a message, and how the weeks are balanced.

One reading of the phase's messages; drafts count as planned, what was cancelled or withdrawn does not.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from ikrar.packs import Pack
from ikrar.packs.model import ProgrammePhase
from ikrar.people.models import Agency, Unit
from ikrar.people.queries import the_agency
from ikrar.programme.models import Message
from ikrar.programme.queries.calendar import DAY, OVER, between, monday_of
from ikrar.programme.queries.moments import zone
from ikrar.programme.states import Aim, Audience, Channel, MessageState

DEPTH = 3  # of the unit tree: the agency, its directorates general, their directorates
SOON = 3
NOT_OUT = (MessageState.DRAFT, MessageState.CHECKED, MessageState.APPROVED, MessageState.HELD)


@dataclass(frozen=True, slots=True)
class Run:
    """Days in a row without a message, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Count:
    """How many messages there are of something; `share` in 0..1 of the largest."""

    label: str
    n: int
    share: float


@dataclass(frozen=True, slots=True)
class Week:
    """Messages of a week of the phase; a week cut by its edges counts its days."""

    first: date
    last: date
    n: int
    published: int
    share: float


@dataclass(frozen=True, slots=True)
class Gaps:
    """All that a phase lacks on a day."""

    phase: ProgrammePhase
    total: int
    published: int
    days: int
    covered: int
    runs: tuple[Run, ...]
    channels: tuple[Count, ...]
    audiences: tuple[Count, ...]
    aims: tuple[Count, ...]
    weeks: tuple[Week, ...]
    units: tuple[Unit, ...]
    units_all: int

    @property
    def empty_days(self) -> int:
        return self.days - self.covered

    @property
    def longest(self) -> Run | None:
        return max(self.runs, key=lambda run: run.days, default=None)


def gaps(phase: ProgrammePhase, *, agency: Agency) -> Gaps:
    """What the messages of a phase leave open."""
    clock = zone(agency)
    rows = list(
        between(phase.start, phase.end, agency=agency).filter(phase=phase.id)
        .values_list("at", "channel", "audience", "aim", "unit__path", "state")
    )  # fmt: skip
    per_day = Counter(row[0].astimezone(clock).date() for row in rows)
    out = Counter(
        row[0].astimezone(clock).date() for row in rows if row[5] == MessageState.PUBLISHED
    )
    units = _units(agency)
    paths = {path or "/" for *_rest, path, _state in rows}
    return Gaps(
        phase=phase, total=len(rows), published=out.total(),
        days=(phase.end - phase.start).days + 1, covered=len(per_day),
        runs=tuple(_runs(phase, per_day)), channels=_counts(Channel, [row[1] for row in rows]),
        audiences=_counts(Audience, [row[2] for row in rows]), aims=_counts(Aim, [row[3] for row in rows]),
        weeks=_weeks(phase, per_day, out), units_all=len(units),
        units=tuple(unit for unit in units if not any(path.startswith(unit.path) for path in paths)),
    )  # fmt: skip


def outlook(pack: Pack, on: date) -> Gaps | None:
    """The gaps of the phase of a day."""
    phase = pack.phase(on)
    return gaps(phase, agency=the_agency()) if phase else None


def next_up(moment: datetime) -> QuerySet[Message]:
    """The next messages that are to leave."""
    rows = Message.objects.filter(at__gte=moment, state__in=NOT_OUT)
    return rows.order_by("at", "id")[:SOON]


def next_gap(found: Gaps, on: date) -> Run | None:
    """The first run of days without a message that is not over."""
    return next((Run(max(run.first, on), run.last) for run in found.runs if run.last >= on), None)


def _runs(phase: ProgrammePhase, per_day: Counter[date]) -> list[Run]:
    found: list[Run] = []
    for offset in range((phase.end - phase.start).days + 1):
        day = phase.start + DAY * offset
        if per_day[day]:
            continue
        if found and found[-1].last == day - DAY:
            found[-1] = Run(found[-1].first, day)
        else:
            found.append(Run(day, day))
    return found


def _counts(choices: Any, values: list[str]) -> tuple[Count, ...]:
    counted = Counter(values)
    most = max(counted.values(), default=0) or 1
    return tuple(
        Count(str(one.label), counted[one.value], counted[one.value] / most) for one in choices
    )


def _weeks(phase: ProgrammePhase, per_day: Counter[date], out: Counter[date]) -> tuple[Week, ...]:
    per_week, shown = Counter[date](), Counter[date]()
    for day, n in per_day.items():
        per_week[monday_of(day)] += n
        shown[monday_of(day)] += out[day]
    most = max(per_week.values(), default=0) or 1
    found, monday = [], monday_of(phase.start)
    while monday <= phase.end:
        first, last = max(monday, phase.start), min(monday + DAY * 6, phase.end)
        found.append(Week(first, last, per_week[monday], shown[monday], per_week[monday] / most))
        monday += timedelta(weeks=1)
    return tuple(found)


def _units(agency: Agency) -> list[Unit]:
    """The upper units below the agency itself."""
    rows = Unit.objects.filter(agency=agency, valid_to=None).exclude(parent=None).order_by("path")
    return [unit for unit in rows if unit.path.count("/") <= DEPTH]


__all__ = ["OVER", "Count", "Gaps", "Run", "Week", "gaps", "next_gap", "next_up", "outlook"]
