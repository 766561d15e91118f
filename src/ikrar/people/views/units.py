"""The unit tree: look, add, rename, move, close."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.people import actions, queries
from ikrar.people.forms import CloseUnitForm, UnitForm
from ikrar.people.models import Unit, User
from ikrar.people.policies import (
    SEE_EMPLOYEES,
    can_manage_units,
    can_see_employees,
    check_can_manage_units,
    check_can_see_employees,
)
from ikrar.people.views.doors import actor, desk_page, tried

PAGE = 100


@desk_page
@require_safe
def units(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """The roots, or one unit with what is right below it. A role on one unit begins there."""
    unit = queries.unit_by_id(pk) if pk is not None else None
    if unit is None and not can_see_employees(None, by=actor(request)):
        own = queries.units_of(actor(request), *SEE_EMPLOYEES).first()
        if own is not None:
            return redirect("unit", own.pk)
    check_can_see_employees(unit, by=actor(request))
    rows = queries.children(queries.the_agency(), unit)
    context = {
        "unit": unit,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "crumbs": _crumbs(unit, actor(request)),
        "can_manage": can_manage_units(unit, by=actor(request)),
    }
    return render(request, "people/units.html", context)


def _crumbs(unit: Unit | None, by: User, *, itself: bool = False) -> list[tuple[str, str]]:
    """The units above this one, as far up as this person may see."""
    if unit is None:
        return []
    above = [*queries.ancestors(unit), *([unit] if itself else [])]
    everywhere = queries.covers_all(by, *SEE_EMPLOYEES)
    if not everywhere:
        seen = queries.units_of(by, *SEE_EMPLOYEES).filter(pk__in=[one.pk for one in above])
        above = list(seen)
    top = [(pgettext("daftar", "Unit kerja"), reverse("units"))] if everywhere else []
    return top + [(one.name, reverse("unit", args=[one.pk])) for one in above]


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def unit_new(request: HttpRequest) -> HttpResponse:
    """Add a unit below another, named by `?induk=`."""
    agency, user = queries.the_agency(), actor(request)
    check_can_manage_units(_unit(request.GET.get("induk", "")), by=user)
    form = UnitForm(request.POST or None, initial={"parent": request.GET.get("induk", "")})
    made: list[Unit] = []
    if request.method == "POST" and tried(
        form,
        lambda d: made.append(
            actions.create_unit(
                agency, code=d["code"], name=d["name"], parent=_unit(d["parent"]), by=user
            )
        ),
    ):
        messages.success(request, _("Unit kerja ditambahkan."))
        return redirect("unit", made[0].pk)
    context = {"form": form, "crumbs": [(pgettext("daftar", "Unit kerja"), reverse("units"))]}
    return render(request, "people/unit_form.html", context, status=400 if form.errors else 200)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a unit or hang it elsewhere."""
    unit, user = queries.unit_by_id(pk), actor(request)
    check_can_manage_units(unit, by=user)
    now = {"name": unit.name, "parent": unit.parent.code if unit.parent else ""}
    form = UnitForm(request.POST or None, is_new=False, initial=now)
    if request.method == "POST" and tried(
        form, lambda d: actions.save_unit(unit, name=d["name"], parent=_unit(d["parent"]), by=user)
    ):
        messages.success(request, _("Perubahan unit kerja disimpan."))
        return redirect("unit", pk)
    context = {"form": form, "unit": unit, "crumbs": _crumbs(unit, user, itself=True)}
    return render(request, "people/unit_form.html", context, status=400 if form.errors else 200)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def unit_close(request: HttpRequest, pk: int) -> HttpResponse:
    """End a unit's validity."""
    unit, user = queries.unit_by_id(pk), actor(request)
    check_can_manage_units(unit, by=user)
    form = CloseUnitForm(request.POST or None)
    if request.method == "POST" and tried(
        form, lambda d: actions.close_unit(unit, valid_to=d["valid_to"], by=user)
    ):
        messages.success(request, _("Unit kerja ditutup."))
        return redirect("unit", pk)
    context = {"form": form, "unit": unit, "crumbs": _crumbs(unit, user, itself=True)}
    return render(request, "people/unit_close.html", context, status=400 if form.errors else 200)


def _unit(code: str) -> Unit | None:
    return queries.unit_by_code(code) if code.strip() else None
