"""The desk `/program/`: what this phase asks, the messages by state, a new message, and one written anew."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.people.queries import the_agency
from ikrar.people.views.doors import actor, tried
from ikrar.programme import actions, queries, shown, tickets
from ikrar.programme.forms import MessageForm, SeekForm, initial_of
from ikrar.programme.models import Message
from ikrar.programme.policies import check_person
from ikrar.programme.states import ActKind, Aim, Audience, Language, MessageState
from ikrar.programme.views.doors import TRY, crumbs, every_unit, humas_page, own_units
from ikrar.web.templatetags.ikrar import angka

PAGE = 50
ORDER = (
    MessageState.DRAFT, MessageState.CHECKED, MessageState.APPROVED, MessageState.HELD,
    MessageState.PUBLISHED, MessageState.WITHDRAWN, MessageState.CANCELLED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tab:
    """One list of the desk."""

    label: str
    url: str
    current: str


@humas_page
@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """The messages of a state; above them the phase of the day and what comes next."""
    agency, counts = the_agency(), queries.count_by_state()
    state = request.GET.get("keadaan") or _first(counts)
    state = state if state in MessageState.values else MessageState.DRAFT
    form = SeekForm(request.GET, units=every_unit())
    asked = form.asked()
    rows = queries.listed(state, q=asked["q"], channel=asked["channel"], unit=asked["unit"])
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    pack, moment = queries.pack_or_none(agency), queries.now(agency)
    given = {
        name: str(value) for name, value in request.GET.items() if value and name in form.fields
    }
    context = {
        "page": page, "rows": [shown.row(one, pack) for one in page], "form": form, "state": state,
        "tabs": _tabs(state, counts, given), "is_filtered": bool(given),
        "today": pack.today(moment.date()) if pack else None, "moment": moment,
        "next": queries.next_up(moment), "is_empty": not counts,
        "outlook": queries.outlook(pack, moment.date()) if pack else None,
    }  # fmt: skip
    return render(request, "programme/desk.html", context)


def _first(counts: dict[str, int]) -> str:
    """The list that asks for something: what was held, then what waits for a second person."""
    wanted = (MessageState.HELD, MessageState.CHECKED, MessageState.DRAFT, MessageState.APPROVED)
    return next((state for state in wanted if counts.get(state)), MessageState.DRAFT)


def _tabs(current: str, counts: dict[str, int], given: dict[str, str]) -> list[Tab]:
    names = {
        MessageState.DRAFT: _("Naskah"), MessageState.CHECKED: _("Menunggu persetujuan"),
        MessageState.APPROVED: _("Disetujui"), MessageState.HELD: _("Ditahan"),
        MessageState.PUBLISHED: _("Terbit"), MessageState.WITHDRAWN: _("Ditarik"),
        MessageState.CANCELLED: _("Dibatalkan"),
    }  # fmt: skip
    return [
        Tab(
            f"{names[state]} ({angka(counts[state])})" if counts.get(state) else names[state],
            "?" + urlencode({"keadaan": state, **given}), "page" if state == current else "",
        )
        for state in ORDER
    ]  # fmt: skip


# ---------------------------------------------------------------- writing


@humas_page
@require_http_methods(TRY)
def message_new(request: HttpRequest) -> HttpResponse:
    """Write a message."""
    user, pack = actor(request), queries.the_pack()
    ticket = request.POST.get("ticket", "")
    if tickets.read(ticket, user) is None:
        ticket = tickets.make(user)
    form = MessageForm(request.POST or None, pack=pack, units=own_units(user), initial=_suggested())
    made: list[Message] = []

    def act(_data: dict[str, Any]) -> None:
        number = tickets.read(ticket, user)
        assert number is not None
        made.append(actions.draft_message(form.written(), ticket=number, by=user))

    if request.method == "POST" and tried(form, act):
        messages.success(request, _("Naskah disimpan. Baca temuan penjaga di bawah."))
        return redirect("message", made[0].pk)
    return _writing(request, form, {"ticket": ticket})


@humas_page
@require_http_methods(TRY)
def message_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a message anew; what was agreed on has to be agreed on again."""
    user, found = actor(request), queries.message_by_pk(pk)
    check_person(ActKind.REVISED, found, by=user)
    version = request.POST.get("version", str(found.version))
    form = MessageForm(
        request.POST or None, pack=queries.the_pack(), units=own_units(user),
        initial=initial_of(found),
    )  # fmt: skip
    found.version = int(version) if version.isdecimal() and len(version) < 9 else 0
    if request.method == "POST" and tried(
        form, lambda _data: actions.revise_message(found, form.written(), by=user)
    ):
        messages.success(request, _("Versi baru disimpan. Baca temuan penjaga di bawah."))
        return redirect("message", pk)
    return _writing(request, form, {"message": found, "version": version})


def _writing(request: HttpRequest, form: MessageForm, more: dict[str, Any]) -> HttpResponse:
    found = more.get("message")
    context = {
        "form": form, "room": shown.room(queries.the_pack()), "crumbs": crumbs(found), **more,
    }  # fmt: skip
    return render(request, "programme/write.html", context, status=400 if form.errors else 200)


def _suggested() -> dict[str, Any]:
    """A new message leaves tomorrow morning, in the phase of that day."""
    moment = queries.now()
    phase = queries.the_pack().phase(moment.date())
    return {
        "phase": phase.id if phase else "", "on": moment.date(), "hour": "09:00",
        "aim": Aim.PARTICIPATE, "audience": Audience.PUBLIC, "language": Language.INDONESIAN,
    }  # fmt: skip
