"""What the desk's pages share: communications people alone, their units, crumbs, a step with a reason."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ikrar.people.models import Unit, User
from ikrar.people.queries import the_agency, today, units_of, valid_units
from ikrar.people.views.doors import View, actor, desk_page, tried
from ikrar.programme import queries
from ikrar.programme.forms import ReasonForm
from ikrar.programme.models import Message
from ikrar.programme.policies import HUMAS, check_can_see_desk, check_person
from ikrar.programme.states import ActKind

TRY = ["GET", "HEAD", "POST"]
Crumbs = list[tuple[str, str]]


def humas_page(view: View) -> View:
    """A page of the desk; nobody else is told so much as that a draft exists."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        check_can_see_desk(actor(request))
        return view(request, *args, **kwargs)

    return desk_page(wrapped)


def humas_button(view: View) -> View:
    """What a button on a message's page posts to; who only opens the address is led to that page."""

    @wraps(view)
    def wrapped(request: HttpRequest, pk: int) -> HttpResponseBase:
        return view(request, pk) if request.method == "POST" else redirect("message", pk)

    return humas_page(wrapped)


def every_unit() -> list[Unit]:
    """The units that there are today."""
    agency = the_agency()
    return list(valid_units(agency, on=today(agency)).order_by("path"))


def own_units(user: User) -> list[Unit]:
    """Those that somebody may write for."""
    covered = set(units_of(user, HUMAS).values_list("pk", flat=True))
    return [unit for unit in every_unit() if unit.pk in covered]


def crumbs(message: Message | None = None) -> Crumbs:
    found: Crumbs = [(_("Program tiga tahap"), reverse("programme"))]
    if message is not None:
        found.append((message.number, reverse("message", args=[message.pk])))
    return found


def reasoned(
    request: HttpRequest, pk: int, kind: ActKind, act: Callable[..., object], words: dict[str, str]
) -> HttpResponse:
    """A step that takes a reason and nothing else. `words`: title, text and done."""
    found = queries.message_by_pk(pk)
    check_person(kind, found, by=actor(request))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and tried(
        form, lambda data: act(found, data["reason"], by=actor(request)), field="reason"
    ):
        messages.success(request, words["done"])
        return redirect("message", pk)
    context = {"message": found, "form": form, "words": words, "crumbs": crumbs(found)}
    status = 400 if form.errors else 200
    return render(request, "programme/step.html", context, status=status)
