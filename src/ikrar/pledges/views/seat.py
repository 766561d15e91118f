"""A phone that follows a ceremony: say who you are, accept each statement, sign once.

Which seat a phone sits on is kept in its session; the personal code is not used up by joining, and
every step asks the action again whether it is possible.
"""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from ikrar.errors import InputError, NotPossible
from ikrar.pledges import actions, queries
from ikrar.pledges.forms import CodeForm
from ikrar.pledges.models import Ceremony, Seat, Signatory
from ikrar.pledges.states import STATEMENTS, CeremonyState
from ikrar.pledges.views.codes import read_code
from ikrar.pledges.views.privacy import private_page
from ikrar.pledges.views.visit import Login, Visit


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: Visit, join_code: str) -> HttpResponse:
    """The page behind the hall's QR code: who are you; once that is known, what is being read."""
    ceremony = queries.ceremony_of_code(join_code)
    seat = _seat(request, ceremony)
    if seat is None:
        return _identify(request, ceremony)
    signature = queries.valid_signature(seat.signatory)
    if signature is not None:
        return _go(request, "signed", signature.code)
    context = _context(ceremony, seat)
    if not request.htmx:
        return render(request, "pledges/ceremony_follow.html", context)
    if request.GET.get("v") == context["version"]:
        return HttpResponse(status=204)
    return render(request, "pledges/parts/follow.html", context)


@private_page
@require_POST
def accept(request: Visit, join_code: str) -> HttpResponse:
    """Accept one statement."""
    ceremony, seat = _seated(request, join_code)
    number = request.POST.get("statement", "")
    if number not in {str(statement) for statement in STATEMENTS}:
        raise InputError(_("Butir ikrar bernomor 1 sampai 4."))
    seat = actions.accept_statement(seat, statement=int(number))
    if request.htmx:
        return render(request, "pledges/parts/follow.html", _context(ceremony, seat))
    return redirect("ceremony_join", join_code=join_code)


@private_page
@require_POST
def sign(request: Visit, join_code: str) -> HttpResponse:
    """Sign, once all statements are accepted."""
    ceremony, seat = _seated(request, join_code)
    shown = request.POST.get("text_sha256", "")
    is_own = getattr(request.user, "employee_id", None) == seat.signatory.employee_id
    try:
        signature = actions.sign_seat(seat, text_sha256=shown, by=request.user if is_own else None)
    except actions.AlreadySigned as done:
        signature = done.signature
    except actions.TextChanged as changed:
        context = _context(ceremony, seat) | {"notice": str(changed)}
        return render(request, "pledges/ceremony_follow.html", context, status=409)
    return _go(request, "signed", signature.code)


@private_page
@require_POST
def leave(request: Visit, join_code: str) -> HttpResponse:
    """Forget who sat here: the phone belongs to somebody else."""
    request.session.pop(_key(queries.ceremony_of_code(join_code)), None)
    return redirect("ceremony_join", join_code=join_code)


@private_page
@login_required
@require_POST
def join_login(request: Login, join_code: str) -> HttpResponse:
    """Sit down with one's own account."""
    ceremony = queries.ceremony_of_code(join_code)
    try:
        signatory = queries.signatory_of_user(request.user, ceremony.campaign)
        return _sit(request, ceremony, signatory)
    except actions.AlreadySigned as done:
        return redirect("signed", code=done.signature.code)


def _identify(request: Visit, ceremony: Ceremony) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    try:
        signatory, status = read_code(request, form)
        if signatory is not None:
            return _sit(request, ceremony, signatory)
    except actions.AlreadySigned as done:
        return redirect("signed", code=done.signature.code)
    context = {"ceremony": ceremony, "form": form}
    return render(request, "pledges/ceremony_join.html", context, status=status)


def _sit(request: Visit, ceremony: Ceremony, signatory: Signatory) -> HttpResponse:
    actions.join_ceremony(ceremony, signatory=signatory)
    request.session[_key(ceremony)] = signatory.pk
    return redirect("ceremony_join", join_code=ceremony.join_code)


def _key(ceremony: Ceremony) -> str:
    return f"seat-{ceremony.pk}"


def _seat(request: Visit, ceremony: Ceremony) -> Seat | None:
    pk = request.session.get(_key(ceremony))
    return queries.seat_of(ceremony, pk) if pk else None


def _seated(request: Visit, join_code: str) -> tuple[Ceremony, Seat]:
    ceremony = queries.ceremony_of_code(join_code)
    seat = _seat(request, ceremony)
    if seat is None:
        raise NotPossible(
            _("Ponsel ini belum bergabung. Pindai kode QR pada layar, lalu coba lagi.")
        )
    return ceremony, seat


def _context(ceremony: Ceremony, seat: Seat) -> dict[str, Any]:
    text = ceremony.campaign.text
    accepted = {int(number) for number in seat.accepted}
    shown = len(STATEMENTS) if ceremony.state == CeremonyState.SIGNING else ceremony.statement
    return {
        "ceremony": ceremony,
        "seat": seat,
        "text": text,
        "cards": [(n, text.statements[n - 1], n in accepted) for n in range(1, shown + 1)],
        "is_complete": len(accepted) == len(STATEMENTS),
        "version": f"{ceremony.state}.{ceremony.statement}.{len(accepted)}",
    }


def _go(request: Visit, name: str, *args: Any) -> HttpResponse:
    """Redirect the whole page, also when htmx asked."""
    url = reverse(name, args=args)
    answer: HttpResponse = HttpResponseRedirect(url)
    if request.htmx:
        answer = HttpResponseClientRedirect(url)
    return answer
