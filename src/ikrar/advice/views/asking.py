"""Asking a human: without a login, without a name, and a code that opens the answer.

The code stands in the answer to the post and nowhere else: no address holds it, and a look at the answer is a post too.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from ikrar.advice import actions, codes, queries
from ikrar.advice.forms import LONGEST_SEARCH, AskForm, CodeForm
from ikrar.advice.models import Question
from ikrar.errors import InputError, NotFound, NotPossible
from ikrar.people.models import User
from ikrar.people.queries import agency_or_none
from ikrar.web.limits import address, spend
from ikrar.web.templatetags.ikrar import angka

QUESTIONS, LOOKS = 10, 30  # in a minute from one address: a whole office may share one


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def may_ask(request: HttpRequest) -> HttpResponse:
    """The form; or, for what was posted, the code."""
    if request.method != "POST":
        return _page(request, _empty(request))
    form = AskForm(request.POST, knows=request.user.is_authenticated)
    if wait := spend("advice.ask", address(request), most=QUESTIONS):
        form.add_error(None, _too_many(wait))
        return _page(request, form, status=429)
    if not form.is_valid():
        return _page(request, form, status=400)
    is_named = bool(form.cleaned_data.get("is_named"))
    by = request.user if is_named and isinstance(request.user, User) else None
    try:
        filed = actions.ask_question(form.asked(), by=by)
    except (InputError, NotPossible) as error:
        form.add_error(None, str(error))
        return _page(request, form, status=409 if isinstance(error, NotPossible) else 400)
    return render(request, "advice/asked.html", {"code": filed.code, "is_named": by is not None})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def may_look(request: HttpRequest) -> HttpResponse:
    """How a question stands and its answer, for whoever has the code."""
    form = CodeForm(request.POST or None)
    status, question = 200, None
    if request.method == "POST":
        status, question = _looked(request, form)
    pack, on = queries.pack_or_none(), queries.day(agency_or_none())
    answer = question.answer if question and question.state == "terbit" else None
    found = queries.shown([answer], pack, on=on)[0] if answer else None
    context = {"form": form, "question": question, "shown": found, "pack": pack}
    return render(request, "advice/look.html", context, status=status)


def _looked(request: HttpRequest, form: CodeForm) -> tuple[int, Question | None]:
    """The question that the code opens, or the status of the refusal."""
    if wait := spend("advice.look", address(request), most=LOOKS):
        form.add_error(None, _too_many(wait))
        return 429, None
    if not form.is_valid():
        return 400, None
    try:
        return 200, queries.question_by_code(form.cleaned_data["code"])
    except NotFound as error:
        form.add_error("code", str(error))
        return 404, None


def _empty(request: HttpRequest) -> AskForm:
    agency = agency_or_none()
    text = request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH]
    initial = {"text": text, "on": queries.day(agency), "role": "asn", "form": codes.new_form()}
    return AskForm(initial=initial, knows=request.user.is_authenticated)


def _page(request: HttpRequest, form: AskForm, *, status: int = 200) -> HttpResponse:
    return render(request, "advice/ask.html", {"form": form}, status=status)


def _too_many(wait: int) -> str:
    return _(
        "Dari jaringan Anda banyak kiriman dalam satu menit ini. Tunggu %(seconds)s detik."
    ) % {"seconds": angka(wait)}
