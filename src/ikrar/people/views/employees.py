"""The list of employees: search, filters, pages by key so that the last costs what the first costs."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ikrar.errors import NotFound
from ikrar.people import queries
from ikrar.people.forms import EmployeeSearch
from ikrar.people.models import Unit, User
from ikrar.people.policies import SEE_EMPLOYEES, can_manage_roster, check_can_see_some_employees
from ikrar.people.views.doors import actor, desk_page


@desk_page
@require_safe
def employees(request: HttpRequest) -> HttpResponse:
    """Employees of the units that the visitor's roles cover."""
    user = actor(request)
    check_can_see_some_employees(by=user)
    form = EmployeeSearch(request.GET)
    asked = _asked(form)
    rows = queries.employees(
        units=_reach(user, asked.get("unit")),
        q=asked.get("q", ""),
        kind=asked.get("jenis", ""),
        standing=asked.get("keadaan", ""),
    )
    context = {
        "form": form,
        "page": queries.page_of(rows, after=request.GET.get("sesudah", "")),
        "count": queries.count_up_to(rows),
        "cap": queries.CAP,
        "is_filtered": any(asked.values()),
        "can_import": can_manage_roster(queries.the_agency(), by=user),
    }
    return render(request, "people/employees.html", context)


def _asked(form: forms.Form) -> dict[str, Any]:
    """What was asked for, with the unit found; what cannot be understood is said beside its field."""
    asked = form.cleaned_data if form.is_valid() else {}
    if asked.get("unit"):
        try:
            asked["unit"] = queries.unit_by_code(asked["unit"])
        except NotFound as error:
            form.add_error("unit", str(error))
            asked = {}
    return asked


def _reach(user: User, unit: Unit | None) -> QuerySet[Unit] | None:
    """The units to show: those that the roles cover, below `unit` if one was asked for."""
    if queries.covers_all(user, *SEE_EMPLOYEES):
        return queries.subtree(unit) if unit else None
    units = queries.units_of(user, *SEE_EMPLOYEES)
    return units.filter(path__startswith=unit.path) if unit else units
