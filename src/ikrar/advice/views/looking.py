"""Looking up: the search, the list of acts, one act, the card of the day, the pocket guide. For anybody.

A question stands in the address, so that it can be passed on; it is neither stored nor logged.
"""

from csp.decorators import csp_exempt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_safe

from ikrar.advice import cards, guide, queries
from ikrar.advice.forms import MayForm
from ikrar.advice.words import EXAMPLES, PHASES, phase_named
from ikrar.errors import NotFound
from ikrar.people.queries import agency_or_none


@require_safe
@sensitive_variables()
def may(request: HttpRequest) -> HttpResponse:
    """The search; with `?q=`, its answers."""
    agency = agency_or_none()
    pack, today = queries.the_pack(agency), queries.day(agency)
    form = MayForm(request.GET, today=today)
    question = form.asked
    data = form.cleaned_data if form.is_valid() else {}
    on, role = data.get("on") or today, data.get("role") or "asn"
    found = cards.found(pack, question, on=on, role=role) if question else []
    context = {
        "form": form, "question": question, "on": on, "cards": found, "pack": pack,
        "is_unsure": bool(found) and found[0].answer.score < cards.UNSURE,
        "day": None if question else cards.day_card(pack, today), "examples": EXAMPLES,
        "published": queries.answers_on(one.answer.id for one in found),
        "ask_url": f"{reverse('may_ask')}?{urlencode({'q': question})}",
    }  # fmt: skip
    return render(request, "advice/may.html", context, status=400 if form.errors else 200)


@require_safe
def may_list(request: HttpRequest) -> HttpResponse:
    """Every act, by statement of the pledge and phase."""
    pack = queries.the_pack()
    statement, phase = request.GET.get("butir", ""), phase_named(request.GET.get("fase"))
    if statement not in {term.id for term in pack.forms.statements}:
        statement = ""
    found = cards.groups(pack, statement=statement, phase=phase.id if phase else "")
    context = {
        "groups": found, "pack": pack, "phases": PHASES, "phase": phase, "statement": statement,
    }  # fmt: skip
    return render(request, "advice/list.html", context)


@require_safe
def may_act(request: HttpRequest, act: str) -> HttpResponse:
    """One form or act on a day and for a role."""
    agency = agency_or_none()
    pack, today = queries.the_pack(agency), queries.day(agency)
    form = MayForm(request.GET, today=today)
    data = form.cleaned_data if form.is_valid() else {}
    on, role = data.get("on") or today, data.get("role") or "asn"
    try:
        found = cards.card_of(pack, act, on=on, role=role)
    except NotFound as error:
        raise NotFound(_("Tidak ada bentuk atau perbuatan dengan kode ini.")) from error
    context = {
        "card": found, "form": form, "on": on, "pack": pack, "published": queries.answers_on([act])
    }  # fmt: skip
    return render(request, "advice/act.html", context, status=400 if form.errors else 200)


@require_safe
def may_today(request: HttpRequest) -> HttpResponse:
    """The card of the day."""
    agency = agency_or_none()
    pack = queries.the_pack(agency)
    day = cards.day_card(pack, queries.day(agency))
    return render(request, "advice/today.html", {"day": day, "pack": pack})


@csp_exempt()  # browsers' PDF viewers need styles of their own; a PDF runs nothing of ours
@require_safe
def may_guide(request: HttpRequest) -> HttpResponse:
    """The pocket guide of a phase, of the day's without one."""
    agency = agency_or_none()
    pack, named = queries.the_pack(agency), request.GET.get("fase")
    phase = phase_named(named or pack.violation_phase(queries.day(agency)) or PHASES[0].id)
    if phase is None:
        raise NotFound(_("Tidak ada tahapan dengan nama ini."))
    return HttpResponse(
        guide.pocket_guide(pack, phase.id),
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="bolehkah-{phase.slug}.pdf"'},
    )
