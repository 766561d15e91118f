"""The hall's screen of a ceremony, with the leader's controls.

The screen holds nothing private, so anyone may look at it; only the leader and the personnel bureau get
controls. The live part is asked for every two seconds and answers 204 when nothing has changed.
"""

from typing import Any

import segno
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ikrar.errors import InputError
from ikrar.pledges import actions, policies, queries
from ikrar.pledges.models import Ceremony
from ikrar.pledges.states import STATEMENTS, CeremonyState
from ikrar.pledges.views.visit import Login, Visit

MOVES = {
    "mulai": CeremonyState.READING,
    "tanda": CeremonyState.SIGNING,
    "akhiri": CeremonyState.ENDED,
}


@never_cache
@require_safe
def screen(request: Visit, pk: int) -> HttpResponse:
    """What the hall sees. With htmx only the live part, or 204 when it would be the same."""
    context = _context(request, _ceremony(pk))
    if not request.htmx:
        return render(request, "pledges/ceremony_screen.html", context)
    if request.GET.get("v") == context["version"]:
        return HttpResponse(status=204)
    return render(request, "pledges/parts/hall.html", context)


@never_cache
@login_required
@require_POST
def control(request: Login, pk: int) -> HttpResponse:
    """The leader's next step: start, a statement, signing, back to reading, end."""
    ceremony = _ceremony(pk)
    step = request.POST.get("step", "")
    if step in {"0", "1", "2", "3", "4"}:
        _read(ceremony, statement=int(step), by=request.user)
    elif step in MOVES:
        actions.move_ceremony(ceremony, to=MOVES[step], by=request.user)
    else:
        raise InputError(_("Langkah ini tidak dikenal. Muat ulang layar upacara."))
    if request.htmx:
        return render(request, "pledges/parts/hall.html", _context(request, _ceremony(pk)))
    return redirect("ceremony_screen", pk=pk)


@never_cache
@login_required
@require_safe
def end(request: Login, pk: int) -> HttpResponse:
    """Ask once before the ceremony ends, since it cannot be opened again."""
    ceremony = _ceremony(pk)
    policies.check_can_move_ceremony(ceremony, to=CeremonyState.ENDED, by=request.user)
    figures = queries.ceremony_figures(ceremony)
    context = {"ceremony": ceremony, "figures": figures}
    return render(request, "pledges/ceremony_end.html", context)


def _read(ceremony: Ceremony, *, statement: int, by: Any) -> None:
    """Go to a statement; from the signing stage this is the way back to reading."""
    if ceremony.state == CeremonyState.SIGNING:
        ceremony = actions.move_ceremony(ceremony, to=CeremonyState.READING, by=by)
    actions.advance_ceremony(ceremony, statement=statement, by=by)


def _ceremony(pk: int) -> Ceremony:
    return get_object_or_404(Ceremony.objects.select_related("campaign__text", "leader"), pk=pk)


def _context(request: Visit, ceremony: Ceremony) -> dict[str, Any]:
    address = request.build_absolute_uri(reverse("ceremony_join", args=[ceremony.join_code]))
    figures = queries.ceremony_figures(ceremony)
    text = ceremony.campaign.text
    leads = request.user.is_authenticated and policies.can_move_ceremony(
        ceremony, to=CeremonyState.ENDED, by=request.user
    )
    return {
        "ceremony": ceremony,
        "text": text.content,
        "statement": text.statements[ceremony.statement - 1] if ceremony.statement else "",
        "numbers": STATEMENTS,
        "figures": figures,
        "leads": leads,
        "address": address.split("://", 1)[-1].rstrip("/"),
        "qr": _qr(address) if ceremony.state == CeremonyState.WAITING else "",
        "version": f"{ceremony.state}.{ceremony.statement}.{figures.joined}.{figures.signed}",
    }


def _qr(address: str) -> SafeString:
    title = _("Kode QR untuk bergabung")
    return mark_safe(segno.make(address, error="m").svg_inline(omitsize=True, title=title))
