"""Custodians: who they are, and the requests that wait for both of them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.people.states import RoleName
from ikrar.people.views.doors import actor, button, desk_page, tried
from ikrar.sealing.keys import fingerprint
from ikrar.vault import actions, queries
from ikrar.vault.forms import CustodiansForm
from ikrar.vault.models import Opening
from ikrar.vault.policies import check_can_set_custodians
from ikrar.vault.states import OpeningState
from ikrar.vault.views.unlocked import Unlocked, needs_key


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def custodians(request: HttpRequest) -> HttpResponse:
    """Name two custodians; a new recovery key is made with them."""
    user = actor(request)
    check_can_set_custodians(by=user)
    form = CustodiansForm(request.POST or None, found=queries.holders_in_role(RoleName.CUSTODIAN))
    if request.method == "POST" and tried(
        form, lambda d: actions.set_custodians(d["first"], d["second"], by=user)
    ):
        messages.success(request, _("Kunci pemulihan baru dibuat dan dibelah untuk keduanya."))
        return redirect("custodians")
    recovery = queries.recovery_or_none()
    context = {
        "form": form,
        "recovery": recovery,
        "fingerprint": fingerprint(bytes(recovery.public_key)) if recovery else "",
        "shares": queries.custodians(),
    }
    return render(request, "vault/custodians.html", context, status=400 if form.errors else 200)


@desk_page
@require_safe
@needs_key
def openings(request: HttpRequest, *, opened: Unlocked) -> HttpResponse:
    """What waits for this custodian."""
    context = {"openings": queries.openings_for(opened.holder)}
    return render(request, "vault/openings.html", context)


@button("openings", keep=False)
@needs_key
def opening_approve(request: HttpRequest, pk: int, *, opened: Unlocked) -> HttpResponse:
    """Say yes."""
    found = actions.approve_opening(_opening(pk, opened), by=opened.holder, private=opened.private)
    is_open = found.state == OpeningState.OPENED
    said = (
        _("Identitas dibuka untuk peminta.")
        if is_open
        else _("Persetujuan Anda dicatat. Kustodian kedua perlu menyetujui.")
    )
    messages.success(request, said)
    return redirect("openings")


@button("openings", keep=False)
@needs_key
def opening_refuse(request: HttpRequest, pk: int, *, opened: Unlocked) -> HttpResponse:
    """Say no."""
    actions.refuse_opening(_opening(pk, opened), by=opened.holder)
    messages.success(request, _("Permintaan ditolak."))
    return redirect("openings")


def _opening(pk: int, opened: Unlocked) -> Opening:
    found = queries.openings_for(opened.holder).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
