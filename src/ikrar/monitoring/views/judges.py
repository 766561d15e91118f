"""The shadow run: what would change with another pack or other weights, and the second person's approval."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.monitoring import actions, judging, policies, queries
from ikrar.monitoring.forms import JudgeForm
from ikrar.monitoring.models import Judge
from ikrar.monitoring.states import JudgeState
from ikrar.monitoring.views.places import places
from ikrar.people.models import User
from ikrar.people.views.doors import actor, button, desk_page, tried
from ikrar.screening.labels import LABELS
from ikrar.web.labels import LABELS as WORDS


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def judges(request: HttpRequest) -> HttpResponse:
    """What screens the conversation now; every proposal; a form for a new one."""
    user = actor(request)
    policies.check_can_see(by=user)
    form = JudgeForm(request.POST or None, packs=queries.packs(), weights=judging.known_weights())
    made: list[Judge] = []
    if request.method == "POST" and tried(form, lambda d: made.append(_propose(d, user))):
        return redirect("conversation_judge", made[0].ref)
    context = {
        "form": form, "now": queries.sitting(), "proposals": queries.proposals()[:50],
        "tabs": places("judges"),
    }  # fmt: skip
    return render(request, "monitoring/judges.html", context, status=400 if form.errors else 200)


def _propose(data: dict[str, Any], user: User) -> Judge:
    return actions.propose_judge(pack=data["pack"], weights=data["weights"], by=user)


@desk_page
@require_safe
def judge(request: HttpRequest, ref: UUID) -> HttpResponse:
    """One proposal with what it would change, label by label, with examples."""
    user, found = actor(request), queries.judge_by_ref(ref)
    policies.check_can_see(by=user)
    context = {
        "judge": found, "rows": _rows(found), "tabs": places("judges"),
        "is_mine": found.proposed_by_id == user.pk,
        "is_open": found.state == JudgeState.COMPARED,
    }  # fmt: skip
    return render(request, "monitoring/judge.html", context)


def _rows(found: Judge) -> list[dict[str, Any]]:
    counts, examples = found.result.get("labels", {}), found.result.get("examples", {})
    return [
        {"word": WORDS[label], **counts[label], "examples": examples.get(label, {})}
        for label in LABELS
        if counts.get(label)
    ]


@button("conversation_judge")
def judge_approve(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Switch it on."""
    actions.approve_judge(queries.judge_by_ref(ref), by=actor(request))
    messages.success(request, _("Penilai ini dipakai. Semua unggahan disaring ulang dengannya."))
    return redirect("conversation_judge", ref)


@button("conversation_judge")
def judge_reject(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Leave everything as it is."""
    actions.reject_judge(queries.judge_by_ref(ref), by=actor(request))
    messages.success(request, _("Usulan ditolak. Penilai yang lama tetap dipakai."))
    return redirect("conversation_judge", ref)
