"""The form of `/hadiah/catat/`: sent twice it is one gift; what is wrong with it costs no field and no photo."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from ikrar.errors import InputError, NotPossible
from ikrar.gifts import actions, files, photos, shown, tickets
from ikrar.gifts.forms import GiftForm
from ikrar.gifts.models import Gift
from ikrar.gifts.policies import check_can_record
from ikrar.gifts.states import GiftKind
from ikrar.gifts.uploads import photo_uploads
from ikrar.people.models import User
from ikrar.people.queries import the_agency, today
from ikrar.people.views.doors import actor, desk_page


@csrf_exempt  # only so that the handler of photos is there before the body is read: see _sent
@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def gift_new(request: HttpRequest) -> HttpResponse:
    """Show the form; record what is sent."""
    user = actor(request)
    check_can_record(by=user)
    if request.method != "POST":
        initial = {"on": today(the_agency()), "kind": request.GET.get("yang", "")}
        return _page(request, GiftForm(initial=initial), ticket=tickets.make(user))
    with photo_uploads(request):
        return _sent(request)


@csrf_protect
def _sent(request: HttpRequest) -> HttpResponse:
    user, form = actor(request), GiftForm(request.POST, request.FILES)
    ticket = request.POST.get("ticket", "")
    if tickets.read(ticket, user) is None:
        ticket = tickets.make(user)
    gift = _recorded(form, ticket, user) if form.is_valid() else None
    if gift is None:
        _keep(form, ticket, user)
        return _page(request, form, ticket=ticket, status=400)
    messages.success(request, _("Tercatat dengan nomor %(number)s.") % {"number": gift.number})
    return redirect("gift", gift.number)


def _recorded(form: GiftForm, ticket: str, user: User) -> Gift | None:
    """The gift; None where it was refused, and the form says why."""
    number = tickets.read(ticket, user)
    assert number is not None
    try:
        photo = form.cleaned_data["photo"] or _waiting(number)
        return actions.record_gift(form.told(), ticket=number, photo=photo, by=user)
    except (InputError, NotPossible) as error:
        form.add_error(None, str(error))
        return None


def _waiting(ticket: Any) -> photos.Photo | None:
    data = files.read_waiting(ticket)
    return photos.clean(data, "") if data else None


def _keep(form: GiftForm, ticket: str, user: User) -> None:
    """A photo that was good waits for the form that is sent again."""
    photo, number = form.cleaned_data.get("photo"), tickets.read(ticket, user)
    if photo is None or number is None:
        return
    try:
        files.put(files.waiting(number), photo.data)
    except InputError as error:
        form.add_error("photo", str(error))


def _page(request: HttpRequest, form: GiftForm, *, ticket: str, status: int = 200) -> HttpResponse:
    agency = the_agency()
    number = tickets.read(ticket, actor(request))
    context = {
        "form": form, "ticket": ticket, "norms": shown.norms(agency.pack, today(agency)),
        "is_attached": number is not None and files.read_waiting(number) is not None,
        "has_more": any(form[name].value() or form[name].errors for name in ("story", "kept_at")),
        "seen": GiftKind.SEEN, "crumbs": [(_("Hadiah"), reverse("gifts"))],
    }  # fmt: skip
    return render(request, "gifts/new.html", context, status=status)
