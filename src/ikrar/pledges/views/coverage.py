"""Coverage: how far each unit is, who is missing and why, and reminding them. Scoped by role.

A coordinator sees the own subtree only; the personnel bureau and the inspectorate see everything.
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.errors import NotAllowed, NotPossible
from ikrar.people.models import Unit, User
from ikrar.people.queries import ancestors, the_agency, units_of
from ikrar.pledges import actions, policies, queries
from ikrar.pledges.forms import SearchForm
from ikrar.pledges.models import Campaign
from ikrar.pledges.states import SignatoryState
from ikrar.pledges.views.export import as_csv, as_xlsx
from ikrar.pledges.views.privacy import private_page
from ikrar.pledges.views.visit import Login
from ikrar.web.templatetags.ikrar import angka

VIEWS = ("belum", "lengkap")
SHOWN = (SignatoryState.DUE, SignatoryState.EXEMPT, SignatoryState.SIGNED)


@private_page
@login_required
@require_safe
def coverage(request: Login) -> HttpResponse:
    """The whole agency; a coordinator is taken to the unit that is theirs."""
    campaign = _campaign()
    try:
        policies.check_can_see_coverage(campaign, by=request.user)
    except NotAllowed:
        own = _own_units(request.user)
        if not own:
            raise
        return redirect("coverage_unit", unit_id=own[0].pk)
    roots = Unit.objects.filter(agency=campaign.agency_id, parent=None)[:2]
    if len(roots) == 1:
        return redirect("coverage_unit", unit_id=roots[0].pk)
    return _show(request, campaign, None)


@private_page
@login_required
@require_safe
def coverage_unit(request: Login, unit_id: int) -> HttpResponse:
    """One unit: the units below it, each with its whole subtree."""
    campaign, unit = _campaign(), get_object_or_404(Unit, pk=unit_id)
    policies.check_can_see_coverage(campaign, unit=unit, by=request.user)
    return _show(request, campaign, unit)


@private_page
@login_required
@require_safe
def missing(request: Login, unit_id: int) -> HttpResponse:
    """Who has not signed, and why; found by name or number."""
    campaign, unit = _campaign(), get_object_or_404(Unit, pk=unit_id)
    policies.check_can_see_coverage(campaign, unit=unit, by=request.user)
    state, q = _asked(request)
    rows = queries.missing(campaign, unit=unit, state=state, q=q)
    context = {
        "campaign": campaign,
        "unit": unit,
        "crumbs": _crumbs(request.user, unit, itself=True),
        "state": state,
        "tabs": _state_tabs(request, campaign, unit, state),
        "form": SearchForm(request.GET),
        "q": q,
        "page": queries.page_of(rows, after=request.GET.get("sesudah", "")),
        "can_remind": policies.can_invite(campaign, unit=unit, by=request.user),
    }
    return render(request, "pledges/missing.html", context)


@private_page
@login_required
@require_safe
def missing_export(request: Login, unit_id: int, kind: str) -> HttpResponseBase:
    """The same list as a file."""
    campaign, unit = _campaign(), get_object_or_404(Unit, pk=unit_id)
    policies.check_can_see_coverage(campaign, unit=unit, by=request.user)
    state, q = _asked(request)
    rows = queries.stream(queries.missing(campaign, unit=unit, state=state, q=q))
    head = [_("NIP"), _("Nama"), _("Unit kerja"), _("Keadaan"), _("Alasan")]
    cells = (
        [r.employee.nip, r.employee.full_name, r.unit.name, r.get_state_display(), _word(r.reason)]
        for r in rows
    )
    name = f"ikrar-{campaign.slug}-{unit.pk}-{state}"
    return as_xlsx(name, head, cells) if kind == "xlsx" else as_csv(name, head, cells)


@private_page
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remind(request: Login, unit_id: int) -> HttpResponse:
    """Ask once, then queue reminders for a unit and all below it."""
    campaign, unit = _campaign(), get_object_or_404(Unit, pk=unit_id)
    policies.check_can_invite(campaign, unit=unit, by=request.user)
    without = queries.without_address(campaign, unit=unit)
    if request.method != "POST":
        total = queries.coverage_total(campaign, unit=unit)
        context = {"unit": unit, "campaign": campaign, "total": total, "without": without}
        return render(request, "pledges/remind.html", context)
    count = actions.remind(campaign, by=request.user, unit=unit)
    messages.success(
        request,
        _("%(count)s surat pengingat masuk antrean. %(without)s pegawai tidak punya alamat surel.")
        % {"count": angka(count), "without": angka(without)},
    )
    return redirect("missing", unit_id=unit.pk)


def _campaign() -> Campaign:
    campaign = queries.current_campaign(the_agency())
    if campaign is None:
        raise NotPossible(_("Belum ada masa ikrar yang dibuka, jadi belum ada cakupannya."))
    return campaign


def _show(request: Login, campaign: Campaign, unit: Unit | None) -> HttpResponse:
    rows = queries.coverage(campaign, unit=unit)
    view = request.GET.get("tampil", "")
    view = view if view in VIEWS else ""
    context = {
        "campaign": campaign,
        "unit": unit,
        "total": queries.total_of(rows, unit),
        "rows": [row for row in rows if not view or (row.due > 0) == (view == "belum")],
        "tabs": _tabs(
            "tampil",
            view,
            [("", _("Semua unit")), ("belum", _("Belum lengkap")), ("lengkap", _("Lengkap"))],
        ),
        "crumbs": _crumbs(request.user, unit),
        "own_units": _own_units(request.user),
        "can_remind": unit and policies.can_invite(campaign, unit=unit, by=request.user),
    }
    return render(request, "pledges/coverage.html", context)


def _own_units(user: User) -> list[Unit]:
    """The units that this person's reading roles name; empty for a role over the whole agency."""
    roles = user.roles.select_related("unit").filter(name__in=policies.READERS)
    return sorted({role.unit for role in roles if role.unit}, key=lambda unit: unit.path)


def _crumbs(user: User, unit: Unit | None, *, itself: bool = False) -> list[tuple[str, str]]:
    """The units above this one, as far up as this person may see."""
    if unit is None:
        return []
    above = [*ancestors(unit), *([unit] if itself else [])]
    seen = set(
        units_of(user, *policies.READERS)
        .filter(pk__in=[u.pk for u in above])
        .values_list("pk", flat=True)
    )
    return [(u.name, reverse("coverage_unit", args=[u.pk])) for u in above if u.pk in seen]


def _asked(request: Login) -> tuple[str, str]:
    """State and search words as asked for; what cannot be read is left out."""
    state = request.GET.get("keadaan", "")
    form = SearchForm(request.GET)
    q = form.cleaned_data["q"] if form.is_valid() else ""
    return (state if state in SHOWN else SignatoryState.DUE.value), q


def _state_tabs(request: Login, campaign: Campaign, unit: Unit, state: str) -> list[dict[str, Any]]:
    total = queries.coverage_total(campaign, unit=unit)
    counts = dict(zip(SHOWN, (total.due, total.exempt, total.signed), strict=True))
    labels = [(s.value, f"{s.label.capitalize()} ({angka(counts[s])})") for s in SHOWN]
    return _tabs("keadaan", state, labels)


def _tabs(name: str, current: str, labels: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {"label": label, "url": f"?{name}={key}", "current": "page" if key == current else ""}
        for key, label in labels
    ]


def _word(reason: str) -> str:
    return _(reason) if reason else ""
