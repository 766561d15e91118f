"""Clocks as a calendar: downloaded once, or fetched by a calendar program from a secret address.

Number and step of what this person may see when it is asked for, and no more. Nothing sealed is read.
"""

from hashlib import sha256

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.cases import actions, calendar, queries
from ikrar.cases.models import Deadline
from ikrar.cases.now import Counted
from ikrar.cases.policies import check_can_see_desk
from ikrar.errors import NotFound
from ikrar.people.models import User
from ikrar.people.queries import the_agency, today
from ikrar.people.views.doors import actor, button, desk_page
from ikrar.web import limits

MOST_ENTRIES = 1_000  # of a calendar; more than anybody can follow
FETCHES = 60  # of one address in a minute, by all who ask


@desk_page
@require_safe
def case_calendar(request: HttpRequest) -> HttpResponse:
    """Every clock that runs, once."""
    user = actor(request)
    check_can_see_desk(user)
    return _calendar(request, user)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def case_feed(request: HttpRequest) -> HttpResponse:
    """What a subscription is, and its address, shown once it was made."""
    user = actor(request)
    check_can_see_desk(user)
    address = ""
    if request.method == "POST":
        to = reverse("case_feed_file", args=[actions.make_feed(by=user)])
        address = request.build_absolute_uri(to)
    context = {
        "address": address, "feed": queries.feed_of(user),
        "crumbs": [(_("Perkara"), reverse("cases"))],
    }  # fmt: skip
    return render(request, "cases/feed.html", context)


@button("case_feed")
def case_feed_end(request: HttpRequest) -> HttpResponse:
    """End the subscription."""
    if actions.end_feed(by=actor(request)):
        messages.success(request, _("Langganan diakhiri. Alamatnya tidak membuka apa pun lagi."))
    return redirect("case_feed")


@never_cache
@require_safe
def case_feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address; in Indonesian, since a program has no language."""
    user = queries.user_of_feed(token)
    if user is None:
        raise NotFound(_("Alamat kalender ini tidak ada atau sudah diganti."))
    if wait := limits.spend("feed", str(user.pk), most=FETCHES):
        return HttpResponse(status=429, headers={"Retry-After": str(wait)})
    check_can_see_desk(user)
    with override("id"):
        return _calendar(request, user)


def _calendar(request: HttpRequest, user: User) -> HttpResponse:
    day = today(the_agency())
    entries = [
        calendar.Entry(
            uid=_uid(clock, request.get_host().partition(":")[0]),
            on=clock.due,
            title=f"{clock.case.number}: {Counted(clock, day).does}",
        )
        for clock in queries.running(by=user)[:MOST_ENTRIES]
    ]
    data = calendar.write(entries, name=_("Tenggat perkara"), at=timezone.now())
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="tenggat.ics"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _uid(clock: Deadline, host: str) -> str:
    """The same each time, and no number that runs on: a gap would tell of what this person must not know."""
    told = sha256(f"{clock.case.uuid.hex}/{clock.pk}".encode()).hexdigest()
    return f"{told[:24]}@{host}"
