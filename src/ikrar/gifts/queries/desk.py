"""The lists of the UPG's desk: what waits for it, what is due this week, what is late, all; each gift with the clock that presses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from ikrar.gifts.models import Gift, GiftClock
from ikrar.gifts.states import GiftState
from ikrar.people.models import Employee, Unit
from ikrar.people.queries import the_agency, today

WAITING, WEEK, LATE, ALL = "menunggu", "minggu-ini", "terlambat", "semua"
TABS = (WAITING, WEEK, LATE, ALL)
_RUNS = {"met_on": None, "ended_on": None}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for at the desk."""

    tab: str = ALL
    search: str = ""
    state: str = ""
    kind: str = ""
    unit: Unit | None = None

    @property
    def is_filtered(self) -> bool:
        return bool(self.search or self.state or self.kind or self.unit)


def listed(wanted: Wanted, rows: QuerySet[Gift]) -> QuerySet[Gift]:
    """Those gifts of a desk that stand in a tab, the newest first."""
    if wanted.tab == WAITING:
        rows = rows.filter(state=GiftState.RECORDED)
    elif wanted.tab != ALL:
        clocks = GiftClock.objects.filter(gift=OuterRef("pk"), **_RUNS, **_span(wanted.tab))
        rows = rows.filter(Exists(clocks))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.unit is not None:
        rows = rows.filter(unit__path__startswith=wanted.unit.path)
    words = wanted.search.replace("\0", "").strip()
    if words:
        # two indexes, and no join over every gift
        named = Employee.objects.filter(nip=words).values("pk")
        rows = rows.filter(Q(number=words.upper()) | Q(employee__in=named))
    return rows.order_by("-id")


def _span(tab: str) -> dict[str, Any]:
    day = today(the_agency())
    return {"due__lt": day} if tab == LATE else {"due__range": (day, _sunday(day))}


def _sunday(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())


def pressing(rows: QuerySet[Gift]) -> dict[str, int]:
    """How many gifts of a desk stand in the tabs that press."""
    day = today(the_agency())
    clocks = GiftClock.objects.filter(**_RUNS, due__lte=_sunday(day), gift__in=rows)
    found = clocks.order_by().aggregate(
        late=Count("gift", filter=Q(due__lt=day), distinct=True),
        week=Count("gift", filter=Q(due__gte=day), distinct=True),
    )
    waiting = rows.filter(state=GiftState.RECORDED).count()
    return {WAITING: waiting, LATE: found["late"], WEEK: found["week"]}


def next_clocks(rows: Iterable[Gift]) -> dict[int, GiftClock]:
    """For each of these gifts the clock that runs out first."""
    known = {gift.pk: gift for gift in rows}
    found: dict[int, GiftClock] = {}
    for clock in GiftClock.objects.filter(gift__in=list(known), **_RUNS).order_by("due", "pk"):
        clock.gift = known[clock.gift_id]
        found.setdefault(clock.gift_id, clock)
    return found
