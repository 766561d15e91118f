"""The list of the desk: cases that one may see, by what is due, with the clock that runs out first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from ikrar.cases.models import Case, Deadline
from ikrar.cases.queries.cases import cases
from ikrar.cases.queries.deadlines import running
from ikrar.cases.states import ENDED, CaseState
from ikrar.people.models import Unit
from ikrar.people.policies import Actor
from ikrar.people.queries import the_agency, today

WEEK, LATE, ALL, ENDED_ONES = "minggu-ini", "terlambat", "semua", "selesai"
TABS = (WEEK, LATE, ALL, ENDED_ONES)
_RUNS = {"met_on": None, "ended_on": None}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for at the desk."""

    tab: str = WEEK
    search: str = ""
    state: str = ""
    unit: Unit | None = None


def listed(wanted: Wanted, *, by: Actor) -> QuerySet[Case]:
    """The cases of a tab; those with a clock come by it, the others the newest first."""
    rows = cases(by=by, search=wanted.search)
    if wanted.state:
        rows = rows.filter(state=CaseState(wanted.state))
    if wanted.unit is not None:
        rows = rows.filter(unit__path__startswith=wanted.unit.path)
    if wanted.tab == ENDED_ONES:
        return rows.filter(state__in=ENDED)
    if wanted.tab == ALL:
        return rows
    clocks = Deadline.objects.filter(case=OuterRef("pk"), **_RUNS)
    first = clocks.order_by("due").values("due")[:1]
    rows = rows.filter(Exists(clocks.filter(**_span(wanted.tab))))
    return rows.annotate(due=Subquery(first)).order_by("due", "year", "serial")


def _span(tab: str) -> dict[str, Any]:
    day = today(the_agency())
    return {"due__lt": day} if tab == LATE else {"due__range": (day, sunday(day))}


def pressing(*, by: Actor) -> dict[str, int]:
    """How many cases stand in the two tabs that press."""
    day = today(the_agency())
    clocks = running(by=by).filter(due__lte=sunday(day)).order_by()
    late = Count("case", distinct=True, filter=Q(due__lt=day))
    week = Count("case", distinct=True, filter=Q(due__gte=day))
    found = clocks.aggregate(late=late, week=week)
    return {LATE: found["late"], WEEK: found["week"]}


def sunday(day: date) -> date:
    """The last day of a day's week."""
    return day + timedelta(days=6 - day.weekday())


def next_clocks(rows: Iterable[Case]) -> dict[int, Deadline]:
    """For each of these cases the clock that runs out first."""
    known = {case.pk: case for case in rows}
    found: dict[int, Deadline] = {}
    for clock in Deadline.objects.filter(case__in=list(known), **_RUNS).order_by("due", "pk"):
        clock.case = known[clock.case_id]
        found.setdefault(clock.case_id, clock)
    return found
