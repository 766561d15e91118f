"""The outbox: how many letters are where, and those that need a person. Bodies are never shown."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ikrar.people import actions, queries
from ikrar.people.policies import check_can_manage_mail
from ikrar.people.states import MailState
from ikrar.people.views.doors import actor, button, desk_page

PAGE = 50
FIGURES = (
    (MailState.QUEUED, gettext_lazy("Menunggu dikirim")),
    (MailState.SENT, gettext_lazy("Terkirim")),
    (MailState.FAILED, gettext_lazy("Gagal")),
    (MailState.UNKNOWN, gettext_lazy("Tidak pasti")),
)


@desk_page
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    """Figures, then letters that were refused or whose fate is not known."""
    check_can_manage_mail(None, by=actor(request))
    counts = queries.mail_counts()
    context = {
        "figures": [(words, counts.get(state, 0)) for state, words in FIGURES],
        "total": sum(counts.values()),
        "page": Paginator(queries.letters_to_look_at(), PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "people/mail.html", context)


@button("mail", keep=False)
def mail_retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a letter again, because a person says so."""
    actions.retry_mail(queries.mail_by_id(pk), by=actor(request))
    messages.success(request, _("Surat diantrekan lagi."))
    return redirect("mail")


@button("mail", keep=False)
def mail_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that an uncertain letter has arrived."""
    actions.confirm_mail_sent(queries.mail_by_id(pk), by=actor(request))
    messages.success(request, _("Surat dicatat sudah sampai."))
    return redirect("mail")
