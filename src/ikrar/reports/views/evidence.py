"""A piece of evidence on its way to an officer: a cleaned copy, or the sealed original, each noted before it leaves.

Nothing of it is ever shown as a page of this house: pictures that were cleaned come inline under a policy that runs nothing,
everything else only as a download.
"""

from collections.abc import Iterator
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ikrar.errors import NotFound, NotPossible
from ikrar.evidence.sniff import sniff
from ikrar.evidence.strip import LARGEST_CLEANED, strip
from ikrar.people.views.doors import desk_page
from ikrar.reports import actions, queries
from ikrar.reports.content import About
from ikrar.reports.policies import check_can_see_desk
from ikrar.reports.shelf import files
from ikrar.reports.states import Act
from ikrar.vault.views.unlocked import Unlocked, needs_key

_POLICY = "default-src 'none'; sandbox"


@desk_page
@require_safe
@needs_key
def evidence(request: HttpRequest, pk: int, ref: UUID, *, opened: Unlocked) -> HttpResponseBase:
    """The working copy without metadata; `?lihat=1` shows a picture instead of downloading it."""
    about, act = _facts(pk, ref, opened), Act.CLEANED
    if about.size > LARGEST_CLEANED:
        raise NotPossible(
            _(
                "Berkas lebih besar dari 40 MB tidak dibersihkan di sini. Unduh berkas aslinya bila perlu."
            )
        )
    data = b"".join(files.pieces(ref, about.key))
    kind = sniff(data[:8192], about.name)
    clean = strip(kind, data)
    if not clean.cleaned:
        raise NotPossible(
            _(
                "Metadata berkas jenis ini tidak dapat dibuang. Unduh berkas aslinya bila perlu, dan perlakukan hati-hati."
            )
        )
    is_shown = bool(request.GET.get("lihat")) and clean.is_shown_inline
    _note(pk, ref, opened, Act.VIEWED if is_shown else act)
    response = HttpResponse(clean.data, content_type=kind.mime if is_shown else _BYTES)
    return _guarded(response, about.name, is_shown=is_shown)


@desk_page
@require_safe
@needs_key
def evidence_original(
    request: HttpRequest, pk: int, ref: UUID, *, opened: Unlocked
) -> HttpResponseBase:
    """The file as it came, streamed out of its seal; its metadata may tell who made it."""
    about = _facts(pk, ref, opened)
    _note(pk, ref, opened, Act.ORIGINAL)
    response = StreamingHttpResponse(_bytes(ref, about), content_type=_BYTES)
    response["Content-Length"] = str(about.size)
    return _guarded(response, about.name, is_shown=False)


_BYTES = "application/octet-stream"


def _bytes(ref: UUID, about: About) -> Iterator[bytes]:
    yield from files.pieces(ref, about.key)


def _facts(pk: int, ref: UUID, opened: Unlocked) -> About:
    check_can_see_desk(opened.holder.user)
    found = queries.report_for(opened.holder, pk)
    key = queries.key_for(found, opened.holder, opened.private)
    piece = queries.piece_of(found, key, ref)
    if piece.about is None:
        raise NotFound(_("Keterangan bukti ini diubah setelah disegel, jadi tidak dapat dibuka."))
    files.size_of(ref)  # told now, not in the middle of the answer
    return piece.about


def _note(pk: int, ref: UUID, opened: Unlocked, act: Act) -> None:
    found = queries.report_for(opened.holder, pk)
    actions.note_custody(found.attachments.get(ref=ref), what=act, by=opened.holder.user)


def _guarded(response: HttpResponseBase, name: str, *, is_shown: bool) -> HttpResponseBase:
    response.headers["Content-Disposition"] = content_disposition_header(not is_shown, name) or ""
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
