"""What an employee sees of their own gifts: the list, one of them, an answer, a withdrawal, the proof of a refusal."""

from typing import Any

from csp.decorators import csp_exempt
from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.errors import NotPossible
from ikrar.gifts import actions, policies, queries, shown
from ikrar.gifts.forms import AnswerForm, WordsForm
from ikrar.gifts.models import Gift
from ikrar.gifts.states import GiftKind, GiftState, GiftStepKind
from ikrar.gifts.views.photo import photo_of
from ikrar.people.models import User
from ikrar.people.queries import the_agency, today
from ikrar.people.views.doors import actor, desk_page, tried

PAGE = 25
G = GiftState


@desk_page
@require_safe
def gifts(request: HttpRequest) -> HttpResponse:
    """One's own gifts, and the way to record one."""
    user, agency = actor(request), the_agency()
    page = Paginator(queries.own(user), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "can_record": user.employee_id is not None,
        "norms": shown.norms(agency.pack, today(agency)),
    }
    return render(request, "gifts/mine.html", context)


@desk_page
@require_safe
def gift(request: HttpRequest, number: str) -> HttpResponse:
    """One of one's own."""
    user = actor(request)
    found = queries.get_own(number, by=user)
    return render(request, "gifts/gift.html", {**about(found), **_may(found, user)})


def about(gift: Gift) -> dict[str, Any]:
    """What every page of a gift shows of it."""
    day = today(the_agency())
    clocks = list(queries.running(gift))
    for clock in clocks:
        clock.gift = gift
    return {
        "gift": gift,
        "rupiah": shown.rupiah(gift),
        "clocks": [shown.Counted(clock, day) for clock in clocks],
        "steps": list(queries.history(gift)),
        "norms": [] if gift.is_political else shown.norms(gift.pack, gift.on),
        "is_seen": gift.kind == GiftKind.SEEN,
    }


def _may(gift: Gift, user: User) -> dict[str, Any]:
    question = gift.steps.filter(kind=GiftStepKind.ASKED).last() if gift.state == G.ASKED else None
    refusal = queries.refusal_of(gift)
    return {
        "question": question,
        "can_withdraw": policies.can_move(gift, to=G.WITHDRAWN, by=user),
        "has_proof": refusal is not None and not (refusal.withdrawn_ref or gift.erased_at),
        "crumbs": _crumbs(),
    }


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def gift_answer(request: HttpRequest, number: str) -> HttpResponse:
    """Answer what the UPG asked."""
    user = actor(request)
    found = queries.get_own(number, by=user)
    policies.check_can_move(found, to=G.RECORDED, by=user)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and tried(
        form, lambda d: actions.answer(found, text=d["text"], estimate=d["estimate"], by=user)
    ):
        messages.success(request, _("Jawaban dikirim kepada UPG."))
        return redirect("gift", number)
    question = found.steps.filter(kind=GiftStepKind.ASKED).last()
    said = {"title": _("Jawab UPG"), "submit": _("Kirim jawaban"), "question": question}
    return _step(request, found, form, said)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def gift_withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """Take a record back."""
    user = actor(request)
    found = queries.get_own(number, by=user)
    policies.check_can_move(found, to=G.WITHDRAWN, by=user)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and tried(
        form, lambda d: actions.withdraw(found, reason=d["text"], by=user)
    ):
        messages.success(request, _("Catatan ditarik. Riwayatnya tetap ada dalam buku catatan."))
        return redirect("gift", number)
    said = {"title": _("Tarik catatan hadiah"), "submit": _("Tarik catatan"), "danger": True}
    return _step(request, found, form, said)


def _step(request: HttpRequest, gift: Gift, form: forms.Form, said: dict[str, Any]) -> HttpResponse:
    context = {
        **said, "form": form, "gift": gift, "back": reverse("gift", args=[gift.number]),
        "crumbs": [*_crumbs(), (gift.number, reverse("gift", args=[gift.number]))],
    }  # fmt: skip
    return render(request, "gifts/act.html", context, status=400 if form.errors else 200)


@desk_page
@require_safe
def gift_photo(request: HttpRequest, number: str) -> HttpResponse:
    """The photo of one's own gift."""
    found = queries.get_own(number, by=actor(request))
    return photo_of(found, missing=_("Catatan ini tidak memiliki foto."))


@csp_exempt()  # browsers' PDF viewers need styles of their own; a PDF runs nothing of ours
@desk_page
@require_safe
def refusal_certificate(request: HttpRequest, number: str) -> HttpResponse:
    """The certificate of a refusal, byte for byte the same each time."""
    found = queries.get_own(number, by=actor(request))
    data = queries.certificate_of(found)
    return _file(data, "application/pdf", f"bukti-penolakan-{found.number}.pdf")


@desk_page
@require_safe
def refusal_bundle(request: HttpRequest, number: str) -> HttpResponse:
    """The proof that the certificate carries, as a file of its own."""
    found = queries.get_own(number, by=actor(request))
    data = queries.bundle_of(found)
    if data is None:
        raise NotPossible(_("Penolakan ini sedang dicatat. Coba lagi beberapa detik lagi."))
    return _file(data, "application/json", f"bukti-penolakan-{found.number}.json")


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    where = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=kind, headers=where)


@desk_page
@require_safe
def refusals(request: HttpRequest) -> HttpResponse:
    """How often units said no this year; small numbers are not shown."""
    employee, year = actor(request).employee, today(the_agency()).year
    unit = employee.unit if employee is not None else None
    context = {
        "figures": queries.refusal_figures(year, unit=unit), "unit": unit, "year": str(year),
        "small": queries.SMALL, "crumbs": _crumbs(),
    }  # fmt: skip
    return render(request, "gifts/refusals.html", context)


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Hadiah"), reverse("gifts"))]
