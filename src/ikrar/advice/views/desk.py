"""The desk of questions `/bolehkah/meja/`: answer with norms, approve as the second person, look again, withdraw."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.advice import actions, cards, policies, queries
from ikrar.advice.forms import ApproveForm, ReasonForm, ReplyForm
from ikrar.advice.models import Question
from ikrar.advice.policies import check_can_see_desk
from ikrar.advice.states import QuestionState
from ikrar.packs import Pack
from ikrar.people.queries import agency_or_none
from ikrar.people.views.doors import View, actor, desk_page, tried
from ikrar.web.templatetags.ikrar import angka

PAGE = 50
AGAIN = "perlu-ditinjau"
TRY = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Tab:
    """One list of the desk."""

    label: str
    url: str
    current: str


def officers_page(view: View) -> View:
    """A page for who has a duty here; nobody else is told so much as that a question exists."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        check_can_see_desk(actor(request))
        return view(request, *args, **kwargs)

    return desk_page(wrapped)


@officers_page
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Questions by state, and answers that are to be looked at again."""
    state = request.GET.get("keadaan", QuestionState.ASKED)
    if state not in (*QuestionState.values, AGAIN):
        state = QuestionState.ASKED
    agency = agency_or_none()
    flagged = queries.to_be_looked_at(queries.pack_or_none(agency), on=queries.day(agency))
    page = Paginator(queries.listed(state), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "state": state, "flagged": flagged, "is_again": state == AGAIN}
    return render(request, "advice/desk.html", {**context, "tabs": _tabs(state, len(flagged))})


def _tabs(current: str, flagged: int) -> list[Tab]:
    counts = queries.count_by_state() | {AGAIN: flagged}
    names = {
        QuestionState.ASKED: _("Menunggu jawaban"), QuestionState.ANSWERED: _("Menunggu persetujuan"),
        AGAIN: _("Perlu ditinjau"), QuestionState.PUBLISHED: _("Terbit"),
        QuestionState.WITHDRAWN: _("Ditarik"), QuestionState.DECLINED: _("Tidak dijawab"),
    }  # fmt: skip
    return [
        Tab(
            f"{label} ({angka(counts[name])})" if counts.get(name) else label,
            f"?keadaan={name}", "page" if name == current else "",
        )
        for name, label in names.items()
    ]  # fmt: skip


@officers_page
@require_safe
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question, what the pack says to it, its answer, and what was done with it."""
    return _page(request, queries.question_by_pk(pk))


@officers_page
@require_http_methods(TRY)
def question_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an answer."""
    found = queries.question_by_pk(pk)
    policies.check_can_answer(found, by=actor(request))
    pack = queries.the_pack()
    hits = cards.found(pack, found.text, on=found.on, role=found.role)
    form = ReplyForm(request.POST or None, initial=_suggested(found, hits))
    if request.method == "POST" and tried(
        form, lambda _d: actions.answer_question(found, form.reply(), by=actor(request))
    ):
        messages.success(request, _("Jawaban disimpan. Orang kedua menyetujuinya sebelum terbit."))
        return redirect("question", pk)
    context = {
        "question": found, "form": form, "cards": hits, "pack": pack, "crumbs": _crumbs(found),
    }  # fmt: skip
    return render(request, "advice/reply.html", context, status=400 if form.errors else 200)


def _suggested(found: Question, hits: list[cards.Card]) -> dict[str, Any]:
    """What stood in the answer before; for a first one, what the pack finds nearest."""
    old = getattr(found, "answer", None)
    if old is not None:
        return {
            "wording": old.wording, "outcome": old.outcome, "text": old.text,
            "forms_cited": ", ".join(old.forms), "norms_cited": ", ".join(old.norms),
            "valid_from": old.valid_from, "valid_until": old.valid_until,
        }  # fmt: skip
    first = hits[:1]
    return {
        "outcome": first[0].answer.outcome if first else "ask",
        "forms_cited": ", ".join(hit.answer.id for hit in first),
        "norms_cited": ", ".join(rule.id for hit in first for rule in hit.rules),
        "valid_from": found.on,
    }


@officers_page
@require_http_methods(TRY)
def question_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Give an answer back to be mended."""
    words = _("Kembalikan untuk diperbaiki"), _("Jawaban dikembalikan.")
    return _reasoned(request, pk, policies.check_can_return, actions.return_answer, words)


@officers_page
@require_http_methods(TRY)
def question_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why a question is not answered."""
    words = _("Jangan jawab, dengan alasan"), _("Pertanyaan ditutup. Penanya membaca alasannya.")
    return _reasoned(request, pk, policies.check_can_decline, actions.decline_question, words)


@officers_page
@require_http_methods(TRY)
def question_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer out of the library."""
    words = _("Tarik jawaban"), _("Jawaban ditarik dari pustaka; alasannya tampil di sana.")
    return _reasoned(request, pk, policies.check_can_withdraw, actions.withdraw_answer, words)


@officers_page
@require_http_methods(["POST"])
def question_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the answer that was read, which publishes it."""
    found = queries.question_by_pk(pk)
    form = ApproveForm(request.POST)
    if tried(
        form, lambda data: actions.publish_answer(found, seen=data["seen"], by=actor(request))
    ):
        messages.success(request, _("Jawaban disetujui dan terbit di pustaka."))
        return redirect("question", pk)
    return _page(request, queries.question_by_pk(pk), form=form, status=400)


def _reasoned(
    request: HttpRequest, pk: int, check: Callable[..., object], act: Callable[..., object],
    words: tuple[str, str],
) -> HttpResponse:  # fmt: skip
    """A step that takes a reason and nothing else."""
    found = queries.question_by_pk(pk)
    check(found, by=actor(request))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and tried(
        form, lambda data: act(found, data["reason"], by=actor(request)), field="reason"
    ):
        messages.success(request, words[1])
        return redirect("question", pk)
    context = {"question": found, "form": form, "title": words[0], "crumbs": _crumbs(found)}
    return render(request, "advice/step.html", context, status=400 if form.errors else 200)


def _page(
    request: HttpRequest, found: Question, *, form: ApproveForm | None = None, status: int = 200
) -> HttpResponse:
    agency = agency_or_none()
    pack, answer = queries.pack_or_none(agency), getattr(found, "answer", None)
    acts = list(found.handlings.select_related("by"))
    context = {
        "question": found, "handlings": acts, "seen": acts[-1].pk, "pack": pack, "form": form,
        "shown": queries.shown([answer], pack, on=queries.day(agency))[0] if answer else None,
        "cards": _near(found, pack), "steps": policies.steps_of(found, by=actor(request)),
        "crumbs": _crumbs(),
    }  # fmt: skip
    return render(request, "advice/question.html", context, status=status)


def _near(found: Question, pack: Pack | None) -> list[cards.Card]:
    return cards.found(pack, found.text, on=found.on, role=found.role) if pack else []


def _crumbs(found: Question | None = None) -> list[tuple[str, str]]:
    crumbs = [(_("Tanya jawab"), reverse("questions"))]
    return [*crumbs, (found.number, reverse("question", args=[found.pk]))] if found else crumbs
