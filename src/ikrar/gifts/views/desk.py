"""The desk of the UPG `/hadiah/meja/`: what waits for it, what is due, what is late, all, and the table for KPK's form."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ikrar.gifts import queries
from ikrar.gifts.forms import SearchForm
from ikrar.gifts.models import Gift
from ikrar.gifts.policies import UPG, check_can_see_desk
from ikrar.gifts.shown import Counted
from ikrar.gifts.states import ENDED, GiftState
from ikrar.people import exports
from ikrar.people.models import Unit, User
from ikrar.people.queries import the_agency, today, units_of, valid_units
from ikrar.people.views.doors import actor, desk_page
from ikrar.web.paging import Counting
from ikrar.web.templatetags.ikrar import angka

PAGE = 50
TABS = {
    queries.WAITING: gettext_lazy("Menunggu UPG"),
    queries.WEEK: gettext_lazy("Tenggat minggu ini"),
    queries.LATE: gettext_lazy("Terlambat"),
    queries.ALL: gettext_lazy("Semua"),
}
EMPTY = {
    queries.WAITING: gettext_lazy("Tidak ada hadiah yang menunggu"),
    queries.WEEK: gettext_lazy("Tidak ada tenggat minggu ini"),
    queries.LATE: gettext_lazy("Tidak ada yang terlambat"),
    queries.ALL: gettext_lazy("Belum ada hadiah yang dicatat"),
}
_CSV = ("csv", "text/csv; charset=utf-8", exports.as_csv)
_XLSX = (
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    exports.as_xlsx,
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One list of the desk."""

    label: str
    url: str
    current: str


@dataclass(frozen=True, slots=True)
class Row:
    """A gift with the clock that presses."""

    gift: Gift
    clock: Counted | None

    @property
    def kind(self) -> str:
        """The mark of its state."""
        if self.gift.state in ENDED:
            return "ok"
        return "warn" if self.gift.state == GiftState.ASKED else "none"


@desk_page
@require_safe
def gift_desk(request: HttpRequest) -> HttpResponse:
    """What waits, what is due this week, what is late, all."""
    user, day = actor(request), today(the_agency())
    check_can_see_desk(user)
    form = SearchForm(request.GET, units=_units(user))
    wanted, seen = _wanted(form), queries.at_desk(user)
    counts = queries.pressing(seen)
    count = None if wanted.is_filtered else counts.get(wanted.tab)
    rows = queries.listed(wanted, seen).select_related("unit", "employee")
    page = Counting(rows, PAGE, count).get_page(request.GET.get("page"))
    clocks = queries.next_clocks(page)
    found = [(one, clocks.get(one.pk)) for one in page]
    asked = {name: str(value) for name, value in request.GET.items() if value and name != "page"}
    context = {
        "page": page, "form": form, "tabs": _tabs(wanted.tab, counts), "nothing": EMPTY[wanted.tab],
        "rows": [Row(one, Counted(clock, day) if clock else None) for one, clock in found],
        "is_filtered": wanted.is_filtered, "asked": urlencode(asked),
    }  # fmt: skip
    return render(request, "gifts/desk.html", context)


@desk_page
@require_safe
def gift_table(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """The gifts of the list as a table, in the fields of KPK's public form."""
    user = actor(request)
    check_can_see_desk(user)
    wanted = _wanted(SearchForm(request.GET, units=_units(user)))
    end, media_type, make = _XLSX if kind == "xlsx" else _CSV
    parts = make(queries.rows_for_kpk(queries.listed(wanted, queries.at_desk(user))))
    where = {"Content-Disposition": f'attachment; filename="hadiah.{end}"'}
    return StreamingHttpResponse(parts, content_type=media_type, headers=where)


def _units(user: User) -> list[Unit]:
    agency = the_agency()
    rows = valid_units(agency, on=today(agency)).filter(pk__in=units_of(user, UPG))
    return list(rows.order_by("path"))


def _wanted(form: SearchForm) -> queries.Wanted:
    """What the address asks for; what it asks for wrongly is left out."""
    form.is_valid()
    data = form.cleaned_data
    tab = data.get("tab") or queries.WAITING
    unit = Unit.objects.filter(pk=data["unit"]).first() if data.get("unit") else None
    return queries.Wanted(
        tab=tab if tab in queries.TABS else queries.WAITING, search=data.get("q", ""),
        state=data.get("state", ""), kind=data.get("kind", ""), unit=unit,
    )  # fmt: skip


def _tabs(current: str, counts: dict[str, int]) -> list[Tab]:
    """Those that press tell how many they are."""
    return [
        Tab(_counting(label, counts.get(name)), f"?tab={name}", "page" if name == current else "")
        for name, label in TABS.items()
    ]


def _counting(label: Any, count: int | None) -> str:
    return f"{label} ({angka(count)})" if count else str(label)
