"""A report becomes a case."""

from dataclasses import replace

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ikrar import packs
from ikrar.people.queries import the_agency, today, valid_units
from ikrar.people.views.doors import actor, desk_page, tried
from ikrar.reports import actions, queries
from ikrar.reports.content import Content
from ikrar.reports.forms.accept import AcceptForm, initial
from ikrar.reports.models import Report
from ikrar.reports.policies import check_can_move
from ikrar.reports.states import ReportState
from ikrar.vault.models import Holder
from ikrar.vault.views.unlocked import Unlocked, needs_key


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
@needs_key
def report_accept(request: HttpRequest, pk: int, *, opened: Unlocked) -> HttpResponse:
    """Say what the case is about and who handles it."""
    found = queries.report_for(opened.holder, pk)
    check_can_move(found, to=ReportState.ACCEPTED, by=actor(request))
    key = queries.key_for(found, opened.holder, opened.private)
    content = queries.content_of(found, key)
    form = _form(request, found, content, opened)

    def asked() -> actions.Asked:
        merged = queries.merged_into(found, opened.holder, opened.private)
        return replace(form.asked(), merged=merged)

    if request.method == "POST" and tried(
        form, lambda _d: actions.accept(found, asked(), key=key, by=actor(request))
    ):
        messages.success(request, _("Perkara dibuka. Pelapor diberi tahu lewat kotaknya."))
        return redirect("report", pk)
    crumbs = [
        (_("Laporan masuk"), reverse("reports")),
        (found.number, reverse("report", args=[pk])),
    ]
    chosen = queries.in_words(content)
    context = {
        "report": found,
        "form": form,
        "content": content,
        "chosen": chosen,
        "crumbs": crumbs,
    }
    return render(request, "reports/accept.html", context, status=400 if form.errors else 200)


def _form(request: HttpRequest, found: Report, content: Content, opened: Unlocked) -> AcceptForm:
    agency = the_agency()
    return AcceptForm(
        request.POST or None,
        pack=packs.load(agency.pack),
        units=valid_units(agency, on=today(agency)),
        others=_others(found, opened),
        initial=initial(content),
    )


def _others(found: Report, opened: Unlocked) -> QuerySet[Holder]:
    """Whoever else has a key to the report: nobody whom its reporter kept out is offered."""
    rows = Holder.objects.filter(keys__box=found.box, retired_at=None).exclude(pk=opened.holder.pk)
    return rows.select_related("user__employee")
