"""The calendar `/program/kalender/`: a month of days, a week by channel; and the gaps of each phase.

Everything stands in the address. Days are the agency's, whatever zone it is in.
"""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikrar.people.models import Unit
from ikrar.people.queries import the_agency
from ikrar.programme import queries, shown
from ikrar.programme.forms import SeekForm
from ikrar.programme.queries import calendar
from ikrar.programme.states import Channel
from ikrar.programme.views.desk import Tab
from ikrar.programme.views.doors import crumbs, every_unit, humas_page
from ikrar.web.words import MONTHS, MONTHS_EN


@humas_page
@require_safe
def programme_month(request: HttpRequest) -> HttpResponse:
    """One month."""
    context = _context(request)
    view: calendar.View = context["view"]
    first = _day(request.GET.get("bulan", "") + "-01", view.today).replace(day=1)
    weeks = calendar.month(first, view)
    before, after = first - calendar.DAY, (first.replace(day=28) + calendar.DAY * 4).replace(day=1)
    context |= {
        "weeks": weeks, "title": _month(first), "weekdays": _weekdays(),
        "count": sum(len(day.messages) for week in weeks for day in week if day.is_inside),
        "phases": _phases(view, weeks[0][0].on, weeks[-1][-1].on),
        "before": _page(context, bulan=f"{before:%Y-%m}"), "before_name": _month(before),
        "after": _page(context, bulan=f"{after:%Y-%m}"), "after_name": _month(after),
        "here": _page(context), "tabs": _tabs("bulan", first, context),
        "hidden": {"bulan": f"{first:%Y-%m}"},
    }  # fmt: skip
    return render(request, "programme/month.html", context)


@humas_page
@require_safe
def programme_week(request: HttpRequest) -> HttpResponse:
    """One week, a row a channel."""
    context = _context(request)
    view: calendar.View = context["view"]
    monday = calendar.monday_of(_day(request.GET.get("hari", ""), view.today))
    found = calendar.week(monday, view)
    context |= {
        "days": found, "rows": _rows(found, view.wanted.channel), "weekdays": _weekdays(),
        "monday": monday, "sunday": found[-1].on, "phases": _phases(view, monday, found[-1].on),
        "count": sum(len(day.messages) for day in found),
        "before": _page(context, hari=monday - calendar.DAY * 7),
        "after": _page(context, hari=monday + calendar.DAY * 7), "here": _page(context),
        "tabs": _tabs("minggu", monday, context), "hidden": {"hari": monday.isoformat()},
    }  # fmt: skip
    return render(request, "programme/week.html", context)


@humas_page
@require_safe
def programme_gaps(request: HttpRequest) -> HttpResponse:
    """What a phase lacks, and how it is balanced."""
    agency, pack = the_agency(), queries.the_pack()
    on = queries.now(agency).date()
    wanted = request.GET.get("tahap", "")
    phase = queries.phase_of(pack, wanted) or pack.phase(on) or pack.programme.phases[0]
    found = queries.gaps(phase, agency=agency)
    tabs = [
        Tab(shown.phase_name(one.id, pack), f"?tahap={one.id}", "page" if one == phase else "")
        for one in pack.programme.phases
    ]
    context = {
        "found": found, "tabs": tabs, "crumbs": crumbs(), "on": on,
        "next_gap": queries.next_gap(found, on), "next": queries.next_up(queries.now(agency)),
        "late": [run for run in found.runs if run.last < on],
        "ahead": [run for run in found.runs if run.last >= on],
        "today": pack.today(on),
    }  # fmt: skip
    return render(request, "programme/gaps.html", context)


# ---------------------------------------------------------------- what an address asks for


def _context(request: HttpRequest) -> dict[str, Any]:
    agency, units = the_agency(), every_unit()
    form = SeekForm(request.GET, units=units)
    del form.fields["q"]
    asked = form.asked()
    unit = Unit.objects.filter(pk=asked["unit"]).first() if asked["unit"] else None
    view = calendar.View(
        agency=agency, today=queries.now(agency).date(), pack=queries.pack_or_none(agency),
        wanted=calendar.Wanted(channel=asked["channel"], unit=unit),
    )  # fmt: skip
    given = {name: request.GET[name] for name in ("saluran", "unit") if request.GET.get(name)}
    zone = queries.now(agency).tzname()
    return {"view": view, "form": form, "given": given, "crumbs": crumbs(), "zone": zone}


def _day(text: str, otherwise: date) -> date:
    """The day that an address names; today where it names none that a calendar has."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return day if calendar.FIRST <= day <= calendar.LAST else otherwise


def _page(context: dict[str, Any], **more: object) -> str:
    return "?" + urlencode({**more, **context["given"]})


def _tabs(current: str, day: date, context: dict[str, Any]) -> list[Tab]:
    given = context["given"]
    month = reverse("programme_month") + "?" + urlencode({"bulan": f"{day:%Y-%m}", **given})
    week = reverse("programme_week") + "?" + urlencode({"hari": day.isoformat(), **given})
    return [
        Tab(_("Bulan"), month, "page" if current == "bulan" else ""),
        Tab(_("Minggu menurut saluran"), week, "page" if current == "minggu" else ""),
    ]


def _month(day: date) -> str:
    names = MONTHS_EN if get_language() == "en" else MONTHS
    return f"{names[day.month - 1]} {day.year}"


def _weekdays() -> list[str]:
    return [
        _("Senin"),
        _("Selasa"),
        _("Rabu"),
        _("Kamis"),
        _("Jumat"),
        _("Sabtu"),
        pgettext("hari", "Minggu"),
    ]


def _phases(view: calendar.View, first: date, last: date) -> list[Any]:
    """The phases that some day shown is in, with their place among all."""
    rows = view.pack.programme.phases if view.pack else ()
    return [(n, one) for n, one in enumerate(rows, 1) if one.start <= last and one.end >= first]


def _rows(days: list[calendar.Day], only: str) -> list[tuple[Any, list[Any]]]:
    """Each channel with its messages of each day."""
    channels = [one for one in Channel if only in ("", one.value)]
    return [
        (one, [(day, [m for m in day.messages if m.channel == one.value]) for day in days])
        for one in channels
    ]
