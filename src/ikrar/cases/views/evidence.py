"""A piece of evidence on its way to a handler: a cleaned copy or the original, each noted in the log before it leaves.

Nothing of it becomes a page of this house: pictures that were cleaned come inline under a policy that runs nothing,
everything else is only a download.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikrar.cases import actions, files, queries
from ikrar.cases.models import Item
from ikrar.cases.now import Now
from ikrar.cases.states import CustodyKind
from ikrar.cases.views.pages import case_page, key_of
from ikrar.errors import NotFound, NotPossible
from ikrar.evidence.names import safe_name
from ikrar.evidence.sniff import HEAD, sniff
from ikrar.evidence.strip import LARGEST_CLEANED, strip
from ikrar.vault.views.unlocked import Unlocked, needs_key

_BYTES = "application/octet-stream"
_POLICY = "default-src 'none'; sandbox"


@case_page
@require_safe
@needs_key
def case_evidence(
    request: HttpRequest, *, opened: Unlocked, now: Now, ref: UUID
) -> HttpResponseBase:
    """The working copy without metadata; `?lihat=1` shows a picture instead of downloading it."""
    item, facts = _found(now, ref, opened)
    if facts["size"] > LARGEST_CLEANED:
        raise NotPossible(
            _("Berkas lebih besar dari 40 MB tidak dibersihkan di sini. Unduh berkas aslinya.")
        )
    data = b"".join(files.pieces(item, facts))
    kind = sniff(data[:HEAD], facts["name"])
    clean = strip(kind, data)
    if not clean.cleaned:
        raise NotPossible(
            _("Metadata berkas jenis ini tidak dapat dibuang. Unduh berkas aslinya, hati-hati.")
        )
    is_shown = bool(request.GET.get("lihat")) and clean.is_shown_inline
    actions.note_custody(
        item, CustodyKind.VIEWED if is_shown else CustodyKind.DOWNLOADED, by=now.user
    )
    response = HttpResponse(clean.data, content_type=kind.mime if is_shown else _BYTES)
    return guarded(response, facts["name"], is_shown=is_shown)


@case_page
@require_safe
@needs_key
def case_original(
    request: HttpRequest, *, opened: Unlocked, now: Now, ref: UUID
) -> HttpResponseBase:
    """The file as it came; its metadata may tell who made it."""
    item, facts = _found(now, ref, opened)
    actions.note_custody(item, CustodyKind.DOWNLOADED, by=now.user)
    response = StreamingHttpResponse(files.pieces(item, facts), content_type=_BYTES)
    response["Content-Length"] = str(facts["size"])
    return guarded(response, facts["name"], is_shown=False)


def _found(now: Now, ref: UUID, opened: Unlocked) -> tuple[Item, dict[str, Any]]:
    item = now.case.items.filter(ref=ref).first()
    if item is None:
        raise NotFound(_("Bukti ini tidak ada."))
    if not item.sealed:
        raise NotPossible(_("Bukti ini sudah dihapus."))
    item.case = now.case
    facts = queries.open_item(item, key=key_of(now.case, opened))
    files.check_there(item)
    return item, facts


def guarded(response: HttpResponseBase, name: str, *, is_shown: bool) -> HttpResponseBase:
    """An answer that no browser takes for a page of ours."""
    disposition = content_disposition_header(not is_shown, safe_name(name))
    response.headers["Content-Disposition"] = disposition or ""
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
