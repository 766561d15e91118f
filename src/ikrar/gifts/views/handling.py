"""One gift at the UPG's desk, and what an officer does with it: each act has a form, a check and a call."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.errors import NotAllowed, NotFound, NotPossible
from ikrar.gifts import actions, policies, queries
from ikrar.gifts.forms import (
    AskForm,
    ConfirmForm,
    DecideForm,
    ForwardForm,
    SettleForm,
    WordsForm,
)
from ikrar.gifts.models import Gift
from ikrar.gifts.states import GiftState
from ikrar.gifts.views.own import about
from ikrar.gifts.views.photo import photo_of
from ikrar.people.models import User
from ikrar.people.queries import the_agency, today
from ikrar.people.views.doors import actor, desk_page, tried
from ikrar.web.templatetags.ikrar import angka

G = GiftState
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """An act of the desk; `to` None leaves the gift in its state."""

    title: Any
    form: type[forms.Form]
    do: Callable[[Gift, Data, User], object]
    done: Any
    to: GiftState | None = None

    def check(self, gift: Gift, by: User) -> None:
        if self.to is None:
            policies.check_can_recompute(gift, by=by)
        else:
            policies.check_can_move(gift, to=self.to, by=by)


DEEDS = {
    "tanya": Deed(
        gettext_lazy("Tanyakan kepada pegawai"), AskForm,
        lambda gift, d, by: actions.ask(gift, question=d["text"], by=by),
        gettext_lazy("Pertanyaan dikirim kepada pegawai."), G.ASKED,
    ),
    "putuskan": Deed(
        gettext_lazy("Putuskan penanganan"), DecideForm,
        lambda gift, d, by: actions.decide(
            gift, handling=d["handling"], reason=d["text"], by=by
        ),
        gettext_lazy("Penanganan diputuskan."), G.DECIDED,
    ),
    "ketahui": Deed(
        gettext_lazy("Tandai sudah diketahui"), ConfirmForm,
        lambda gift, _d, by: actions.note(gift, by=by),
        gettext_lazy("Ditandai sudah diketahui."), G.NOTED,
    ),
    "teruskan": Deed(
        gettext_lazy("Catat penerusan ke KPK"), ForwardForm,
        lambda gift, d, by: actions.forward(
            gift, receipt_number=d["number"], on=d["on"], by=by
        ),
        gettext_lazy("Penerusan ke KPK dicatat."), G.FORWARDED,
    ),
    "ketetapan": Deed(
        gettext_lazy("Catat penetapan KPK"), SettleForm,
        lambda gift, d, by: actions.settle(
            gift, actions.Settled(d["status"], d["number"], d["on"]), by=by
        ),
        gettext_lazy("Penetapan KPK dicatat."), G.SETTLED,
    ),
    "selesai": Deed(
        gettext_lazy("Nyatakan selesai"), WordsForm,
        lambda gift, d, by: actions.close(gift, reason=d["text"], by=by),
        gettext_lazy("Penanganan selesai."), G.CLOSED,
    ),
    "hitung-ulang": Deed(
        gettext_lazy("Hitung ulang tenggat"), WordsForm,
        lambda gift, d, by: actions.recompute(gift, reason=d["text"], by=by),
        gettext_lazy("Tenggat dihitung ulang."),
    ),
}  # fmt: skip


@desk_page
@require_safe
def gift_at_desk(request: HttpRequest, number: str) -> HttpResponse:
    """One gift with its clocks, history and what may be done."""
    user = actor(request)
    policies.check_can_see_desk(user)
    found = queries.get_at_desk(number, by=user)
    context = {**about(found), "links": _links(found, user), "crumbs": _crumbs()}
    return render(request, "gifts/at_desk.html", context)


def _links(gift: Gift, user: User) -> list[tuple[Any, str]]:
    return [
        (deed.title, reverse("gift_act", args=[gift.number, name]))
        for name, deed in DEEDS.items()
        if _may(deed, gift, user)
    ]


def _may(deed: Deed, gift: Gift, user: User) -> bool:
    try:
        deed.check(gift, user)
    except (NotAllowed, NotPossible):
        return False
    return True


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def gift_act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """The form of one act, and its doing."""
    user = actor(request)
    policies.check_can_see_desk(user)
    found, deed = queries.get_at_desk(number, by=user), DEEDS.get(name)
    if deed is None:
        raise NotFound(_("Langkah ini tidak ada."))
    deed.check(found, user)
    form = deed.form(request.POST or None, initial={"on": today(the_agency())})
    form.is_bound = request.method == "POST"  # one without fields is confirmed by being sent
    if form.is_bound and tried(form, lambda data: deed.do(found, data, user)):
        messages.success(request, str(deed.done))
        return redirect("gift_at_desk", number)
    back = reverse("gift_at_desk", args=[found.number])
    context = {
        "title": deed.title, "submit": deed.title, "form": form, "gift": found, "back": back,
        "crumbs": [*_crumbs(), (found.number, back)], "is_desk": True,
    }  # fmt: skip
    return render(request, "gifts/act.html", context, status=400 if form.errors else 200)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def gift_recount(request: HttpRequest) -> HttpResponse:
    """Count the clocks of the whole desk anew, after a decree has changed the holidays."""
    user = actor(request)
    policies.check_can_see_desk(user)
    form, moved = WordsForm(request.POST or None), list[Gift]()
    form.is_bound = request.method == "POST"
    if form.is_bound and tried(
        form, lambda d: moved.extend(actions.recompute_all(reason=d["text"], by=user))
    ):
        messages.success(
            request, _("Tenggat yang bergeser: %(count)s hadiah.") % {"count": angka(len(moved))}
        )
        return redirect("gift_desk")
    title = _("Hitung ulang tenggat")
    context = {
        "title": title, "submit": title, "form": form, "back": reverse("gift_desk"),
        "crumbs": _crumbs(), "is_desk": True,
    }  # fmt: skip
    return render(request, "gifts/act.html", context, status=400 if form.errors else 200)


@desk_page
@require_safe
def gift_desk_photo(request: HttpRequest, number: str) -> HttpResponse:
    """The photo of a gift at the desk."""
    user = actor(request)
    policies.check_can_see_desk(user)
    found = queries.get_at_desk(number, by=user)
    return photo_of(found, missing=_("Catatan ini tidak memiliki foto."))


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Meja hadiah"), reverse("gift_desk"))]
