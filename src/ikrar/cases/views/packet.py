"""Hand a case to another body: make the packet, keep its hash, download it, as often as it is needed."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ikrar.cases import actions, files, packet, policies, queries
from ikrar.cases.actions.referrals import REFERABLE
from ikrar.cases.forms.letters import PacketForm
from ikrar.cases.models import Item, Referral
from ikrar.cases.now import Now, route_name
from ikrar.cases.states import CustodyKind, ItemState
from ikrar.cases.views import letters
from ikrar.cases.views.evidence import guarded
from ikrar.cases.views.pages import case_page, crumbs, key_of
from ikrar.errors import NotFound
from ikrar.ledger.queries import get_log
from ikrar.people.views.doors import tried
from ikrar.vault.views.unlocked import Unlocked, needs_key


@case_page
@require_http_methods(["GET", "HEAD", "POST"])
@needs_key
def case_packet(request: HttpRequest, *, opened: Unlocked, now: Now) -> HttpResponse:
    """Choose to whom and what goes along; the referral is recorded with the packet's hash."""
    policies.check_can_act(now.case, states=REFERABLE, by=now.user)
    key = key_of(now.case, opened)
    kept = list(now.case.items.filter(state=ItemState.KEPT))
    names = [(item.ref.hex, queries.open_item(item, key=key)["name"]) for item in kept]
    to = actions.addressees(now.case)
    form = PacketForm(
        request.POST or None, now=now, to=to, items=names, initial=letters.known(now, key)
    )
    if request.method == "POST" and tried(form, lambda d: _refer(now, d, kept, key)):
        messages.success(request, _("Pelimpahan dicatat. Unduh paketnya, lalu kirimkan."))
        return redirect("case", now.case.number)
    context = {
        "case": now.case, "form": form, "to": to, "crumbs": crumbs(now.case),
        "route": route_name(now.case), "vkey": get_log(packet.LOG).vkey,
    }  # fmt: skip
    return render(request, "cases/packet.html", context, status=400 if form.errors else 200)


def _refer(now: Now, data: dict[str, Any], kept: list[Item], key: bytes) -> Referral:
    """The packet is made for its list of files; then each piece that leaves is noted, and the referral, in one go."""
    chosen = tuple(item for item in kept if item.ref.hex in data.get("items", ()))
    for item in chosen:
        item.case = now.case
        files.check_there(item)
    wanted = packet.Wanted(data["to"], data["on"], chosen)
    wanted = replace(wanted, letters=(letters.enclosed(now, wanted, data, key),))
    packed = packet.packed(now.case, wanted, key=key)
    with transaction.atomic():
        for item in chosen:
            actions.note_custody(item, CustodyKind.EXPORTED, by=now.user)
        return actions.refer(now.case, packed, key=key, on=wanted.on, by=now.user)


@case_page
@require_safe
@needs_key
def case_packet_file(
    request: HttpRequest, *, opened: Unlocked, now: Now, ref: UUID
) -> HttpResponseBase:
    """The packet of a referral, made again byte for byte; each piece in it is noted as downloaded."""
    referral = now.case.referrals.filter(ref=ref).first()
    if referral is None:
        raise NotFound(_("Pelimpahan ini tidak ada."))
    referral.case = now.case
    key = key_of(now.case, opened)
    again = packet.again(referral, key=key)
    for item in again.items:
        item.case = now.case
        actions.note_custody(item, CustodyKind.DOWNLOADED, by=now.user)
    response = StreamingHttpResponse(again.pieces, content_type="application/zip")
    return guarded(response, f"paket-{now.case.number}-{referral.to}.zip", is_shown=False)
