"""The lists of the desk: clocks that press, and cases with the clock that runs out first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from ikrar.cases import law
from ikrar.cases.models import Case, Deadline
from ikrar.cases.queries.cases import cases
from ikrar.cases.queries.deadlines import running
from ikrar.cases.states import ENDED, CaseState
from ikrar.people.models import Unit
from ikrar.people.policies import Actor
from ikrar.people.queries import the_agency, today

WEEK, LATE, ALL, ENDED_ONES = "minggu-ini", "terlambat", "semua", "selesai"
TABS = (WEEK, LATE, ALL, ENDED_ONES)
PRESSING = (WEEK, LATE)
_RUNS = {"met_on": None, "ended_on": None}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for at the desk."""

    tab: str = WEEK
    search: str = ""
    state: str = ""
    unit: Unit | None = None
    duty: str = ""  # of the clocks that press: whose duty they are, as the pack writes it


def listed(wanted: Wanted, *, by: Actor) -> QuerySet[Case]:
    """The cases of a tab, the newest first; those with an end apart from those without."""
    rows = _narrowed(wanted, by)
    return rows.filter(state__in=ENDED) if wanted.tab == ENDED_ONES else rows


def due(wanted: Wanted, *, by: Actor) -> QuerySet[Deadline]:
    """The clocks of a tab that presses, the first to run out first. A case stands there once for each."""
    # asked of each clock, not of a list of every case there is: fifty clocks make a page
    known = Exists(_narrowed(wanted, by).filter(pk=OuterRef("case")))
    rows = Deadline.objects.filter(known, **_RUNS)
    day = today(the_agency())
    rows = rows.filter(**_span(wanted.tab, day)).exclude(_unused(day))
    if wanted.duty:
        rows = rows.filter(duty_of=wanted.duty)
    return rows.select_related("case__unit").order_by("due", "pk")


def _narrowed(wanted: Wanted, by: Actor) -> QuerySet[Case]:
    rows = cases(by=by, search=wanted.search)
    if wanted.state:
        rows = rows.filter(state=CaseState(wanted.state))
    if wanted.unit is not None:
        rows = rows.filter(unit__path__startswith=wanted.unit.path)
    return rows


def _span(tab: str, day: date) -> dict[str, Any]:
    return {"due__lt": day} if tab == LATE else {"due__range": (day, sunday(day))}


def _unused(day: date) -> Q:
    """A right of the reported whose time is over while its clock still stands: nobody's delay."""
    return Q(duty_of=law.REPORTED, due__lt=day)


def pressing(*, by: Actor) -> dict[str, int]:
    """How many clocks stand in the two tabs that press."""
    day = today(the_agency())
    clocks = running(by=by).filter(due__lte=sunday(day)).exclude(_unused(day)).order_by()
    late = Count("pk", filter=Q(due__lt=day))
    found = clocks.aggregate(late=late, all=Count("pk"))
    return {LATE: found["late"], WEEK: found["all"] - found["late"]}


def sunday(day: date) -> date:
    """The last day of a day's week."""
    return day + timedelta(days=6 - day.weekday())


def next_clocks(rows: Iterable[Case], *, on: date) -> dict[int, Deadline]:
    """For each of these cases the clock that runs out first."""
    known = {case.pk: case for case in rows}
    found: dict[int, Deadline] = {}
    clocks = Deadline.objects.filter(case__in=list(known), **_RUNS).exclude(_unused(on))
    for clock in clocks.order_by("due", "pk"):
        clock.case = known[clock.case_id]
        found.setdefault(clock.case_id, clock)
    return found
