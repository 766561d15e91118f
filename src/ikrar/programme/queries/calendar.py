"""The calendar by the agency's clock: months of whole weeks, weeks of days, each day with its messages and its phase.

A message stands on the day on which it leaves at the agency, whatever day that is in UTC.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from ikrar.packs import Pack
from ikrar.packs.model import ProgrammePhase
from ikrar.people.models import Agency, Unit
from ikrar.programme.models import Message
from ikrar.programme.queries.moments import start_of, zone
from ikrar.programme.states import MessageState

OVER = (MessageState.CANCELLED, MessageState.WITHDRAWN, MessageState.ERASED)
DAY = timedelta(days=1)
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)  # that a page can ask for


@dataclass(frozen=True, slots=True)
class Day:
    """One day; `phase` is the programme's, `is_inside` whether it is one of the month that is shown."""

    on: date
    is_inside: bool
    is_today: bool
    phase: ProgrammePhase | None
    begins: bool
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which messages: of a channel, of a unit and those below it; empty means all."""

    channel: str = ""
    unit: Unit | None = None


def days(first: date, last: date, *, wanted: Wanted, agency: Agency) -> dict[date, list[Message]]:
    """The messages of each day from `first` to `last`, both included."""
    clock = zone(agency)
    found: dict[date, list[Message]] = defaultdict(list)
    rows = between(first, last, agency=agency)
    if wanted.channel:
        rows = rows.filter(channel=wanted.channel)
    if wanted.unit:
        rows = rows.filter(unit__path__startswith=wanted.unit.path)
    for message in rows:
        found[message.at.astimezone(clock).date()].append(message)
    return found


def between(first: date, last: date, *, agency: Agency) -> QuerySet[Message]:
    """Messages that leave, or left, from the beginning of one day to the end of another."""
    rows = Message.objects.filter(
        at__gte=start_of(first, agency), at__lt=start_of(last + DAY, agency)
    )
    return rows.exclude(state__in=OVER).select_related("unit").order_by("at", "id")


@dataclass(frozen=True, slots=True)
class View:
    """What a calendar is drawn from."""

    agency: Agency
    today: date
    pack: Pack | None
    wanted: Wanted


def month(first: date, view: View) -> list[tuple[Day, ...]]:
    """The weeks of a month, Monday first; days of its neighbours fill them up."""
    start = first - DAY * first.weekday()
    following = (first.replace(day=28) + DAY * 4).replace(day=1)
    last = following - DAY
    end = last + DAY * (6 - last.weekday())
    every = _days(start, end, view, inside=(first, last))
    return [tuple(every[at : at + 7]) for at in range(0, len(every), 7)]


def week(start: date, view: View) -> list[Day]:
    """Seven days from a Monday."""
    return _days(start, start + DAY * 6, view, inside=(start, start + DAY * 6))


def monday_of(day: date) -> date:
    return day - DAY * day.weekday()


def _days(start: date, end: date, view: View, *, inside: tuple[date, date]) -> list[Day]:
    found = days(start, end, wanted=view.wanted, agency=view.agency)
    made = []
    for offset in range((end - start).days + 1):
        on = start + DAY * offset
        phase = view.pack.phase(on) if view.pack else None
        made.append(
            Day(
                on=on, is_inside=inside[0] <= on <= inside[1], is_today=on == view.today,
                phase=phase, begins=bool(phase and on in (phase.start, max(start, phase.start))),
                messages=tuple(found[on]),
            )
        )  # fmt: skip
    return made
