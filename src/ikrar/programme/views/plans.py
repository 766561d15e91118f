"""A plan that is there already, brought in from a sheet: what became a draft, what could not be read and why."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.people.views.doors import actor, tried
from ikrar.programme import actions, plan_rows, queries, shown, tables
from ikrar.programme.actions.planning import LARGEST
from ikrar.programme.forms import PlanForm
from ikrar.programme.models import Plan
from ikrar.programme.plan_rows import Terms
from ikrar.programme.views.doors import TRY, crumbs, humas_page, own_units
from ikrar.programme.views.exports import as_file


@humas_page
@require_http_methods(TRY)
def plan_new(request: HttpRequest) -> HttpResponse:
    """Bring a plan in."""
    form = PlanForm(request.POST or None, request.FILES or None)
    made: list[tuple[Plan, bool]] = []

    def act(data: dict[str, Any]) -> None:
        sent = data["plan"]
        user = actor(request)
        terms = Terms(queries.the_pack(), tuple(own_units(user)), queries.zone())
        # one byte more than allowed is enough to tell that it is too large
        read = sent.read(LARGEST + 1)
        made.append(actions.bring_plan(read, sent.name or "", terms=terms, by=user))

    if request.method == "POST" and tried(form, act, field="plan"):
        found, is_new = made[0]
        if not is_new:
            messages.info(request, _("Berkas ini sudah pernah dibawa; ini hasilnya."))
        return redirect("plan", found.ref)
    context = {
        "form": form, "crumbs": crumbs(), "columns": plan_rows.HEADS, "needed": plan_rows.NEEDED,
        "plans": Plan.objects.select_related("by")[:10],
    }  # fmt: skip
    return render(request, "programme/plan_new.html", context, status=400 if form.errors else 200)


@humas_page
@require_safe
def plan(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """What became of a plan."""
    found = queries.plan_by_ref(ref)
    rows = found.messages.select_related("unit", "written_by")[:200]
    context = {
        "plan": found, "crumbs": crumbs(), "left": found.rows_total - found.rows_kept,
        "rows": [shown.row(one, queries.pack_or_none()) for one in rows],
    }  # fmt: skip
    return render(request, "programme/plan.html", context)


@humas_page
@require_safe
def plan_left(request: HttpRequest, ref: uuid.UUID) -> StreamingHttpResponse:
    """The rows that were left behind, to be mended and brought in again."""
    found = queries.plan_by_ref(ref)
    return as_file(_left(found), "csv", "tertinggal")


def _left(found: Plan) -> Any:
    yield [*plan_rows.HEADS, _("baris"), _("alasan")]
    for problem in found.problems:
        cells = problem["cells"]
        why = "; ".join(f"{one['column']}: {one['why']}".strip(": ") for one in problem["wrongs"])
        yield [*(cells.get(name, "") for name in plan_rows.HEADS), problem["row"], why]


@humas_page
@require_safe
def plan_template(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """An empty plan."""
    return as_file(tables.template(), kind, "contoh-rencana")
