"""The desk of cases `/perkara/`: what is due. No key is needed: nothing sealed is read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ikrar.cases.forms.desk import SearchForm
from ikrar.cases.models import Case, Deadline
from ikrar.cases.now import Counted
from ikrar.cases.policies import EITHER, check_can_see_desk
from ikrar.cases.queries import desk
from ikrar.cases.states import ENDED
from ikrar.people.models import Unit, User
from ikrar.people.queries import the_agency, today, units_of, valid_units
from ikrar.people.views.doors import actor, desk_page
from ikrar.web.paging import Counting
from ikrar.web.templatetags.ikrar import angka

PAGE = 50
TABS = {
    desk.WEEK: gettext_lazy("Tenggat minggu ini"),
    desk.LATE: gettext_lazy("Terlambat"),
    desk.ALL: gettext_lazy("Semua"),
    desk.ENDED_ONES: gettext_lazy("Selesai"),
}
EMPTY = {
    desk.WEEK: gettext_lazy("Tidak ada tenggat minggu ini"),
    desk.LATE: gettext_lazy("Tidak ada yang terlambat"),
    desk.ALL: gettext_lazy("Belum ada perkara"),
    desk.ENDED_ONES: gettext_lazy("Belum ada perkara yang selesai"),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """One list of the desk."""

    label: str
    url: str
    current: str


@dataclass(frozen=True, slots=True)
class Row:
    """A case with a clock of it."""

    case: Case
    clock: Counted | None

    @property
    def kind(self) -> str:
        """The mark of its state: a shape for what is over, none of them a verdict."""
        return "ok" if self.case.state in ENDED else "none"


@desk_page
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """What is due this week, what is late, all, and what is over."""
    user = actor(request)
    check_can_see_desk(user)
    presses = request.GET.get("tab", desk.WEEK) in desk.PRESSING
    form = SearchForm(request.GET, units=_units(user), presses=presses)
    wanted = _wanted(form)
    counts = desk.pressing(by=user)
    is_filtered = bool(wanted.search or wanted.state or wanted.unit or wanted.duty)
    page, found = _page(request, wanted, None if is_filtered else counts.get(wanted.tab))
    context = {
        "page": page, "rows": found, "form": form, "tabs": _tabs(wanted.tab, counts),
        "is_filtered": is_filtered, "nothing": EMPTY[wanted.tab],
    }  # fmt: skip
    return render(request, "cases/desk.html", context)


def _page(
    request: HttpRequest, wanted: desk.Wanted, count: int | None
) -> tuple["Page[Any]", list[Row]]:
    """One page of a tab and its rows; `count` where the tabs have counted it already."""
    user, day = actor(request), today(the_agency())
    if wanted.tab in desk.PRESSING:
        page = Counting(desk.due(wanted, by=user), PAGE, count).get_page(request.GET.get("page"))
        return page, [Row(clock.case, Counted(clock, day)) for clock in page]
    page = Counting(desk.listed(wanted, by=user), PAGE, count).get_page(request.GET.get("page"))
    clocks = desk.next_clocks(page, on=day)
    return page, [Row(case, _counted(clocks.get(case.pk), day)) for case in page]


def _counted(clock: Deadline | None, day: date) -> Counted | None:
    return Counted(clock, day) if clock is not None else None


def _units(user: User) -> list[Unit]:
    agency = the_agency()
    rows = valid_units(agency, on=today(agency)).filter(pk__in=units_of(user, *EITHER))
    return list(rows.order_by("path"))


def _wanted(form: SearchForm) -> desk.Wanted:
    """What the address asks for; what it asks for wrongly is left out."""
    form.is_valid()
    data = form.cleaned_data
    tab = data.get("tab") or desk.WEEK
    unit = Unit.objects.filter(pk=data["unit"]).first() if data.get("unit") else None
    return desk.Wanted(
        tab=tab if tab in desk.TABS else desk.WEEK, search=data.get("q", ""),
        state=data.get("state", ""), unit=unit, duty=data.get("duty", ""),
    )  # fmt: skip


def _tabs(current: str, counts: dict[str, int]) -> list[Tab]:
    """Those that press tell how many they are."""
    return [
        Tab(_counting(label, counts.get(name)), f"?tab={name}", "page" if name == current else "")
        for name, label in TABS.items()
    ]


def _counting(label: Any, count: int | None) -> str:
    return f"{label} ({angka(count)})" if count else str(label)
