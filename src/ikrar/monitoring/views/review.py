"""The review queue: one finding at a time, blurred until opened, decided by a key or a button, taken back by another."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.cases.actions import NewCase
from ikrar.cases.states import OriginKind
from ikrar.errors import NotPossible
from ikrar.monitoring import actions, policies, queries
from ikrar.monitoring.forms import CaseForm
from ikrar.monitoring.models import Finding
from ikrar.monitoring.states import FindingState, SourceScope
from ikrar.monitoring.views.places import places
from ikrar.monitoring.words import shown
from ikrar.people.exports import as_csv
from ikrar.people.models import User
from ikrar.people.views.doors import actor, button, desk_page, tried
from ikrar.screening.labels import LABELS
from ikrar.web.labels import LABELS as WORDS

PAGE = 50


@desk_page
@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """What waits to be read by label; how readers agree; what was upheld."""
    user = actor(request)
    policies.check_can_see(by=user)
    left = queries.left_by_label(user)
    upheld = queries.findings().filter(state=FindingState.UPHELD).order_by("-on", "-id")
    page = Paginator(upheld, PAGE).get_page(request.GET.get("page"))
    context = {
        "left": [(label, WORDS[label], left[label]) for label in LABELS if left.get(label)],
        "total": sum(left.values()), "tabs": places("findings"),
        "agreements": [(WORDS[one.label], one) for one in queries.agreements()],
        "page": page, "rows": [(one, WORDS[one.label]) for one in page],
    }  # fmt: skip
    return render(request, "monitoring/findings.html", context)


@desk_page
@require_safe
def review(request: HttpRequest) -> HttpResponse:
    """The next finding to read; `?label=` keeps to one label."""
    user = actor(request)
    policies.check_can_see(by=user)
    label = request.GET.get("label", "")
    label = label if label in LABELS else ""
    found = queries.to_read(user, label).first()
    context = {
        "shown": shown(found) if found else None, "label": label, "word": WORDS.get(label),
        "left": queries.to_read(user, label).count(), "last": queries.last_read(user),
        "pace": queries.pace(user), "tabs": places("findings"),
    }  # fmt: skip
    part = "monitoring/parts/review_body.html"
    template = part if getattr(request, "htmx", False) else "monitoring/review.html"
    return render(request, template, context)


@button("conversation_finding")
def finding_read(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say whether the label is right; on to the next one."""
    try:
        actions.read_finding(
            queries.finding_by_ref(ref), request.POST.get("verdict", ""), by=actor(request)
        )
    except NotPossible as error:
        messages.warning(request, str(error))
    return redirect(_next(request))


@button("conversation_finding")
def finding_take_back(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take one's own opinion back; the finding comes again."""
    actions.take_back(queries.finding_by_ref(ref), by=actor(request))
    return redirect(_next(request))


def _next(request: HttpRequest) -> str:
    label = request.POST.get("label", "")
    query = f"?{urlencode({'label': label})}" if label in LABELS else ""
    return reverse("conversation_review") + query


@desk_page
@require_safe
def finding(request: HttpRequest, ref: UUID) -> HttpResponse:
    """One finding: the post, why it was found, what was said of it."""
    user, found = actor(request), queries.finding_by_ref(ref)
    if not (policies.works_here(user) or found.handed_at):
        policies.check_can_see(by=user)
    if not policies.works_here(user):
        policies.check_can_see_handed(by=user)
    context = {
        "shown": shown(found), "opinions": found.opinions.select_related("by"), "tabs": places("findings"),
        "can_hand_over": policies.works_here(user) and _can_hand_over(found), "found": found,
        "is_mine": found.opinions.filter(by=user).exists() and found.handed_at is None,
        "is_taskforce": not policies.works_here(user),
    }  # fmt: skip
    return render(request, "monitoring/finding.html", context)


def _can_hand_over(found: Finding) -> bool:
    return (
        found.state == FindingState.UPHELD
        and found.handed_at is None
        and found.batch.source.scope == SourceScope.OFFICIAL
    )


@button("conversation_finding")
def finding_hand_over(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Give an upheld finding to the task force."""
    actions.hand_over(queries.finding_by_ref(ref), by=actor(request))
    messages.success(request, _("Temuan diserahkan ke satuan tugas netralitas."))
    return redirect("conversation_finding", ref)


@desk_page
@require_safe
def handed(request: HttpRequest) -> HttpResponse:
    """What was handed to the task force."""
    policies.check_can_see_handed(by=actor(request))
    page = Paginator(queries.handed(), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [(one, WORDS[one.label]) for one in page]}
    return render(request, "monitoring/handed.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def finding_case(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Open a case from a finding, in a person's own words."""
    user, found = actor(request), queries.finding_by_ref(ref)
    policies.check_can_open_case(found, by=user)
    form, opened = CaseForm(request.POST or None, initial={"summary": _summary(found)}), []

    def act(data: dict[str, Any]) -> None:
        opened.append(_open(found, data["summary"], user))

    if request.method == "POST" and tried(form, act, field="summary"):
        return redirect("case", opened[0])
    context = {"form": form, "shown": shown(found), "found": found}
    return render(request, "monitoring/case.html", context, status=400 if form.errors else 200)


def _open(found: Finding, summary: str, user: User) -> str:
    new = NewCase(act_on=found.on, origins=((OriginKind.FINDING, found.ref),))
    with override("id"):  # what is kept is in one language, whoever opens it
        evidence = actions.Evidence(
            f"temuan-{found.ref.hex[:8]}.txt", _summary(found), tuple(shown(found).reasons)
        )
    opened = actions.open_case(found, new, summary=summary, evidence=evidence, by=user)
    return opened.case.number


def _summary(found: Finding) -> str:
    """A beginning: the post and what was marked in it, for a person to write over."""
    told = shown(found)
    post = "".join(piece.text for piece in told.pieces)
    reasons = "\n".join(f"- {reason}" for reason in told.reasons)
    head = _("Unggahan akun resmi tanggal %(day)s, ditandai “%(label)s”.") % {
        "day": found.on.isoformat() if found.on else "–", "label": told.word.name,
    }  # fmt: skip
    return f"{head}\n\n{post}\n\n{reasons}".strip()


@desk_page
@require_safe
def labels_csv(request: HttpRequest) -> HttpResponseBase:
    """What people decided, as labelled posts for `ikrar train --own`."""
    policies.check_can_see(by=actor(request))
    return StreamingHttpResponse(
        as_csv(_rows()), content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="label-percakapan.csv"'},
    )  # fmt: skip


def _rows() -> Iterator[list[Any]]:
    yield list(queries.FIELDS)
    for row in queries.labelled():
        yield [row[name] for name in queries.FIELDS]
