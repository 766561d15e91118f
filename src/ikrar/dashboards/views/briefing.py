"""The briefing: a page that says what it is, with a button for each phase, and the PDF."""

from typing import Any

from csp.decorators import csp_exempt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikrar.dashboards import queries
from ikrar.dashboards.policies import check_can_read_briefing
from ikrar.documents.briefing import briefing as made
from ikrar.errors import NotFound, NotPossible
from ikrar.packs import Pack
from ikrar.people.queries import the_agency, today
from ikrar.people.views.doors import actor, desk_page


@desk_page
@require_safe
def briefing(request: HttpRequest) -> HttpResponse:
    """The phase of the day first; the others beside it."""
    check_can_read_briefing(by=actor(request))
    pack = _pack()
    context: dict[str, Any] = {
        "own": queries.phase_named(pack, "", on=today(the_agency())),
        "phases": pack.programme.phases,
    }
    return render(request, "dashboards/briefing.html", context)


@csp_exempt()  # browsers' PDF viewers need styles of their own; a PDF runs nothing of ours
@desk_page
@require_safe
def briefing_pdf(request: HttpRequest, phase: str) -> HttpResponse:
    """Two pages of a phase, in the language of the page that was left."""
    check_can_read_briefing(by=actor(request))
    pack = _pack()
    if phase not in {one.id for one in pack.programme.phases}:
        raise NotFound(_("Tidak ada tahap dengan nama ini."))
    named = queries.phase_named(pack, phase, on=today(the_agency()))
    told = queries.briefing_of(named, pack=pack, language="en" if get_language() == "en" else "id")
    name = f"laporan-naratif-{named.id}-{told.on.isoformat()}.pdf"
    where = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made(told), content_type="application/pdf", headers=where)


def _pack() -> Pack:
    pack = queries.pack_or_none()
    if pack is None:
        raise NotPossible(_("Paket pemilu sedang tidak terbaca. Minta administrator memeriksanya."))
    return pack
