"""The library of answers: for anybody, each with its norms and with a warning where it is to be read with care."""

import uuid

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ikrar.advice import queries
from ikrar.advice.forms import SearchForm
from ikrar.advice.states import QuestionState
from ikrar.people.queries import agency_or_none

PAGE = 20


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Published answers, the newest first, with a search."""
    form = SearchForm({"q": request.GET.get("q", "")})
    q = form.cleaned_data["q"] if form.is_valid() else ""
    agency = agency_or_none()
    page = Paginator(queries.published(q), PAGE).get_page(request.GET.get("page"))
    found = queries.shown(page, queries.pack_or_none(agency), on=queries.day(agency))
    context = {"page": page, "found": found, "form": form, "q": q}
    return render(request, "advice/answers.html", context, status=400 if form.errors else 200)


@require_safe
def answer(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """One answer; of one that was withdrawn, only that and why."""
    found, agency = queries.answer_by_ref(ref), agency_or_none()
    pack = queries.pack_or_none(agency)
    [shown] = queries.shown([found], pack, on=queries.day(agency))
    is_withdrawn = found.question.state == QuestionState.WITHDRAWN
    context = {"shown": shown, "pack": pack, "is_withdrawn": is_withdrawn}
    return render(request, "advice/answer.html", context, status=410 if is_withdrawn else 200)
