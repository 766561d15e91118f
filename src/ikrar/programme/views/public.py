"""What everybody may read: published messages by phase, each on its page, feeds, pictures, cards, proof, the kit.

Nothing here knows who asks. A withdrawn message answers with that and why; a draft is not there.
"""

import uuid
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikrar.errors import NotFound
from ikrar.people.queries import agency_or_none
from ikrar.programme import feeds, kit, kit_store, queries, shown
from ikrar.programme.models import Message
from ikrar.programme.states import MessageState
from ikrar.programme.views.picture import picture_of
from ikrar.web import limits

CACHED = {"Cache-Control": "public, max-age=300"}
CARDS_A_MINUTE, KITS_A_MINUTE = 60, 6
MEDIA = {"png": "image/png", "svg": "image/svg+xml"}


@require_safe
def public_messages(request: HttpRequest) -> HttpResponse:
    """Published messages, phase by phase."""
    agency = agency_or_none()
    pack = queries.pack_or_none(agency)
    rows = list(queries.published()[:500])
    phases = pack.programme.phases if pack else ()
    groups = [(one, [row for row in rows if row.phase == one.id]) for one in phases]
    known = {one.id for one in phases}
    context = {
        "groups": [(phase, found) for phase, found in groups if found],
        "others": [row for row in rows if row.phase not in known], "is_empty": not rows,
        "phases": phases,
    }  # fmt: skip
    return render(request, "programme/public.html", context)


@require_safe
def public_message(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """One message; of one that was withdrawn or erased, only that."""
    found = queries.public_by_ref(ref)
    is_gone = found.state != MessageState.PUBLISHED
    context = {
        "message": found, "is_gone": is_gone, "shapes": kit.SHAPES,
        "phase_name": shown.phase_name(found.phase, queries.pack_or_none()),
        "act": queries.publication_of(found),
    }  # fmt: skip
    return render(request, "programme/public_one.html", context, status=410 if is_gone else 200)


@require_safe
def public_picture(request: HttpRequest, ref: uuid.UUID) -> HttpResponse:
    """The picture of a published message."""
    return picture_of(_published(ref))


@require_safe
def public_card(request: HttpRequest, ref: uuid.UUID, shape: str, kind: str) -> HttpResponse:
    """The share card of a published message."""
    found = _published(ref)
    if wait := limits.spend("card", limits.address(request), most=CARDS_A_MINUTE):
        return _spent(request, wait)
    data = kit.card(found, shape, kind)
    response = HttpResponse(data, content_type=MEDIA[kind], headers=CACHED)
    response.headers["Content-Disposition"] = (
        f'inline; filename="{kit.name_of(found)}-{shape}.{kind}"'
    )
    response.headers["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    )
    return response


@require_safe
def public_proof(request: HttpRequest, ref: uuid.UUID) -> JsonResponse:
    """What the public log commits to of a publication, with the salt: anybody can compute it again."""
    found = _published(ref)
    act = queries.publication_of(found)
    if act is None or act.salt is None:
        raise NotFound(_("Bukti pesan ini tidak ada lagi."))
    told: dict[str, Any] = {
        "log": act.entry[0], "kind": act.entry[1], "ref": act.ref.hex,
        "salt": bytes(act.salt).hex(), "disclosure": act.disclosure(),
    }  # fmt: skip
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def public_kit(request: HttpRequest) -> HttpResponseBase:
    """Everything that a newsroom or a business needs, in one ZIP; of one phase, or of all."""
    pack = queries.the_pack()
    phase = queries.phase_of(pack, request.GET.get("tahap", ""))
    if wait := limits.spend("kit", limits.address(request), most=KITS_A_MINUTE):
        return _spent(request, wait)
    file = kit_store.opened(pack, phase=phase.id if phase else "")
    response = FileResponse(file, content_type="application/zip", headers=CACHED)
    name = f"paket-mitra-{phase.id}.zip" if phase else "paket-mitra.zip"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


# ---------------------------------------------------------------- feeds


@require_safe
def feed_rss(request: HttpRequest) -> HttpResponse:
    return _feed(feeds.rss, "application/rss+xml; charset=utf-8")


@require_safe
def feed_atom(request: HttpRequest) -> HttpResponse:
    return _feed(feeds.atom, "application/atom+xml; charset=utf-8")


@require_safe
def feed_json(request: HttpRequest) -> HttpResponse:
    return _feed(feeds.json_feed, "application/feed+json; charset=utf-8")


def _feed(make: Any, media_type: str) -> HttpResponse:
    agency = agency_or_none()
    name = agency.name if agency else "Ikrar"
    about = f"Pesan pemilu damai yang telah disetujui dua orang. {name}."
    feed = feeds.Feed(title=f"Pesan Pemilu Damai · {name}", about=about, site=settings.SITE_URL)
    data = make(feed, list(queries.published()[: feeds.MOST]))
    return HttpResponse(data, content_type=media_type, headers=CACHED)


def _spent(request: HttpRequest, wait: int) -> HttpResponse:
    """Too many in a minute from one address."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(wait)
    return response


def _published(ref: uuid.UUID) -> Message:
    found = queries.public_by_ref(ref)
    if found.state != MessageState.PUBLISHED:
        raise NotFound(_("Pesan ini sudah ditarik."))
    return found
