"""Declared ties `/kepentingan/`: one's own, to add to and to end; a custodian's look at somebody's, which is logged."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar import packs
from ikrar.errors import InputError, NotAllowed
from ikrar.packs import Pack
from ikrar.people import actions, queries, ties
from ikrar.people.forms import EndInterestForm, InterestForm, NipForm
from ikrar.people.models import Employee, Interest, User
from ikrar.people.policies import has_role_somewhere
from ikrar.people.states import InterestKind, RoleName
from ikrar.people.ties import Near
from ikrar.people.views.doors import actor, button, desk_page, tried


@dataclass(frozen=True, slots=True)
class Row:
    """A tie in words."""

    interest: Interest
    to: str
    near: Near | None = None


@desk_page
@require_safe
def interests(request: HttpRequest) -> HttpResponse:
    """What one has declared, what follows from it, and whether it is due to be looked through."""
    employee, pack = _own(actor(request)), _pack()
    review = queries.last_review(employee)
    due = queries.next_review(review) if review else None
    found = [
        Row(one, ties.to_whom(one, pack), ties.near(one, pack) if one.until is None else None)
        for one in queries.interests_of(employee)
    ]
    context = {
        "rows": found, "review": review, "due": due,
        "is_due": due is None or due <= queries.today(employee.agency),
        "norms": {norm.id: norm for row in found if row.near for norm in _norms(row.near, pack)},
    }  # fmt: skip
    return render(request, "people/interests.html", context)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def interest_new(request: HttpRequest) -> HttpResponse:
    """Declare one."""
    employee = _own(actor(request))
    form = InterestForm(
        request.POST or None, to=ties.choices(_pack()),
        initial={"since": queries.today(employee.agency)},
    )  # fmt: skip
    if request.method == "POST" and tried(form, lambda d: _declare(employee, d, actor(request))):
        messages.success(
            request,
            _("Kepentingan dinyatakan. Perkara yang menyentuhnya tidak lagi tampil bagi Anda."),
        )
        return redirect("interests")
    return _form(request, form, _("Nyatakan kepentingan"), _("Nyatakan"))


def _declare(employee: Employee, data: dict[str, Any], by: User) -> Interest:
    relative = None
    if data["kind"] == InterestKind.FAMILY:
        relative = queries.find_employee(data["nip"])
        if relative is None:
            raise InputError(_("NIP keluarga ini tidak ada dalam daftar pegawai."))
    tie = actions.Tie(
        kind=data["kind"], since=data["since"], ref=data["ref"], relative=relative,
        relation=data["relation"],
    )  # fmt: skip
    return actions.declare_interest(employee, tie, by=by)


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def interest_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one is over."""
    employee = _own(actor(request))
    found = queries.interest_by_id(employee, pk)
    initial = {"until": queries.today(employee.agency)}
    form = EndInterestForm(request.POST or None, initial=initial)
    if request.method == "POST" and tried(
        form, lambda d: actions.end_interest(found, until=d["until"], by=actor(request))
    ):
        messages.success(
            request, _("Kepentingan dinyatakan berakhir. Pernyataannya tetap tercatat.")
        )
        return redirect("interests")
    title = _("Kepentingan berakhir: %s") % found.get_kind_display()
    return _form(request, form, title, _("Nyatakan berakhir"))


@button("interests", keep=False)
def interest_review(request: HttpRequest) -> HttpResponse:
    """Say that all is declared."""
    employee = _own(actor(request))
    actions.review_interests(employee, by=actor(request))
    messages.success(request, _("Tercatat: pernyataan Anda lengkap."))
    return redirect("interests")


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def interest_lookup(request: HttpRequest) -> HttpResponse:
    """What an employee has declared, for a custodian; the look is logged first."""
    by = actor(request)
    if not has_role_somewhere(by, RoleName.CUSTODIAN):
        raise NotAllowed(_("Kepentingan hanya terlihat oleh yang menyatakannya dan kustodian."))
    form, shown = NipForm(request.POST or None), list[tuple[Employee, list[Row]]]()
    if request.method == "POST":
        tried(form, lambda d: shown.append(_look(d["nip"], by)), field="nip")
    context = {"form": form, "shown": shown[0] if shown else None}
    return render(
        request, "people/interest_lookup.html", context, status=400 if form.errors else 200
    )


def _look(nip: str, by: User) -> tuple[Employee, list[Row]]:
    employee = queries.find_employee(nip)
    if employee is None:
        raise InputError(_("NIP ini tidak ada dalam daftar pegawai."))
    actions.note_interests_seen(employee, by=by)
    pack = _pack()
    rows = [Row(one, ties.to_whom(one, pack)) for one in queries.interests_of(employee)]
    return employee, rows


def _own(user: User) -> Employee:
    """Who declares. NotAllowed for an account that is nobody's."""
    if user.employee is None:
        raise NotAllowed(
            _("Akun ini bukan milik pegawai, jadi tidak ada kepentingan yang dinyatakan.")
        )
    return user.employee


def _pack() -> Pack:
    return packs.load(queries.the_agency().pack)


def _norms(near: Near, pack: Pack) -> list[Any]:
    return [norm for form in near.forms for norm in pack.norms_of(form)]


def _form(request: HttpRequest, form: Any, title: str, submit: str) -> HttpResponse:
    context = {
        "form": form, "title": title, "submit": submit,
        "crumbs": [(_("Kepentingan saya"), reverse("interests"))],
    }  # fmt: skip
    return render(request, "people/interest_form.html", context, status=400 if form.errors else 200)
