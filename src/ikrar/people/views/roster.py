"""Roster import by page: upload, preview, agree, watch it being applied (or go away meanwhile)."""

from itertools import chain
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.people import actions, queries
from ikrar.people.exports import as_csv
from ikrar.people.forms import RosterForm
from ikrar.people.models import RosterImport, User
from ikrar.people.policies import check_can_manage_roster
from ikrar.people.states import ImportState
from ikrar.people.views.doors import actor, button, desk_page, tried

CHECK_AT_ONCE = (
    20_000  # rows that are compared while the visitor waits; more are left to the worker
)
SHOWN = 50
MOVING = (ImportState.UPLOADED, ImportState.APPLYING)  # in the hands of the worker


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def roster(request: HttpRequest) -> HttpResponse:
    """Upload a file; below, the imports so far."""
    agency, user = queries.the_agency(), actor(request)
    check_can_manage_roster(agency, by=user)
    form = RosterForm(request.POST or None, request.FILES or None)
    made: list[RosterImport] = []
    if request.method == "POST" and tried(
        form, lambda d: made.append(_take(d, user)), field="file"
    ):
        return redirect("roster_import", made[0].pk)
    context = {"form": form, "imports": queries.recent_imports(agency)}
    return render(request, "people/roster.html", context, status=400 if form.errors else 200)


def _take(data: dict[str, Any], user: User) -> RosterImport:
    file = data["file"]
    roster_import = actions.receive_import(
        queries.the_agency(),
        file=file.file,
        file_name=file.name,
        is_complete=data["is_complete"],
        by=user,
    )
    if roster_import.rows_total <= CHECK_AT_ONCE:
        roster_import = actions.check_now(roster_import)
    return roster_import


@desk_page
@require_safe
def roster_import(request: HttpRequest, pk: int) -> HttpResponse:
    """One import, whatever its state; htmx asks for the moving part alone."""
    found = queries.import_by_id(pk)
    check_can_manage_roster(found.agency, by=actor(request))
    context = {
        "import": found,
        "is_moving": found.state in MOVING,
        "step": _step(found),
        "steps": [_("Unggah"), _("Periksa"), _("Terapkan"), _("Selesai")],
        "samples": queries.samples(found) if found.state == ImportState.CHECKED else [],
        "problems": Paginator(found.problems.order_by("is_warning", "row", "id"), SHOWN).get_page(
            request.GET.get("page")
        ),
        "problem_count": found.counts.get("refused", 0) + found.counts.get("warnings", 0),
        "staff": queries.staff_count(found.agency) if found.counts.get("leavers") else 0,
    }
    template = (
        "people/parts/import_body.html" if getattr(request, "htmx", False) else "people/import.html"
    )
    return render(request, template, context)


def _step(found: RosterImport) -> int:
    """The step one is at, from 1."""
    order = [ImportState.UPLOADED, ImportState.CHECKED, ImportState.APPLYING, ImportState.DONE]
    return order.index(ImportState(found.state)) + 1 if found.state in order else 0


@button("roster_import")
def roster_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree; the worker does the rest."""
    actions.approve_import(queries.import_by_id(pk), by=actor(request))
    return redirect("roster_import", pk)


@button("roster_import")
def roster_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a preview away, or stop an import."""
    actions.discard_import(queries.import_by_id(pk), by=actor(request))
    messages.success(request, _("Impor dibatalkan. Berkas kerjanya dihapus."))
    return redirect("roster")


@desk_page
@require_safe
def roster_problems(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The rows that need mending, as CSV."""
    found = queries.import_by_id(pk)
    check_can_manage_roster(found.agency, by=actor(request))
    header = [_("Baris"), _("Kolom"), _("Jenis"), _("Alasan")]
    problems = found.problems.order_by("row", "id").iterator(chunk_size=1000)
    rows = (
        (p.row, p.column, _("peringatan") if p.is_warning else _("ditolak"), p.message)
        for p in problems
    )
    name = f"masalah-impor-{found.pk}.csv"
    return StreamingHttpResponse(
        as_csv(chain([header], rows)), content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip
