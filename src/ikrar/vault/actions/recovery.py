"""The recovery key: shared between two custodians, used only by both, for one box at a time."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotPossible
from ikrar.people.policies import Actor
from ikrar.sealing import boxes, keys, shares
from ikrar.vault.actions.record import note_key, note_opening
from ikrar.vault.models import Box, BoxKey, Holder, Opening, Recovery, Share
from ikrar.vault.policies import (
    check_can_be_custodian,
    check_can_move_opening,
    check_can_set_custodians,
)
from ikrar.vault.states import OpeningState

SHORTEST_REASON = 20


@transaction.atomic
def set_custodians(first: Holder, second: Holder, *, by: Actor) -> Recovery:
    """Make a new recovery key, half of it with each. What was sealed to an old one stays with its custodians' shares.

    The private half lives in this call alone.
    """
    check_can_set_custodians(by=by)
    if first.pk == second.pk:
        raise InputError(_("Pilih dua kustodian yang berbeda."))
    for holder in (first, second):
        check_can_be_custodian(holder)
    pair = keys.make_pair()
    recovery = _replaced(pair.public)
    for holder, half in zip((first, second), shares.split(pair.private), strict=True):
        sealed = boxes.seal_key(half, bytes(holder.public_key))
        Share.objects.create(recovery=recovery, holder=holder, sealed=sealed)
    note_key("custodians-set", first, second)
    return recovery


def _replaced(public: bytes) -> Recovery:
    """The one recovery key in use from now on. NotPossible where another is made at this very moment."""
    Recovery.objects.filter(is_in_use=True).update(is_in_use=False)
    try:
        with transaction.atomic():
            return Recovery.objects.create(public_key=public)
    except IntegrityError as error:
        raise NotPossible(_("Kustodian baru saja diganti. Muat ulang halaman.")) from error


@transaction.atomic
def ask_opening(box: Box, *, reason: str, by: Holder) -> Opening:
    """Ask the custodians to open a box to `by`. The reason is read by them and by the reporter."""
    reason = " ".join(reason.replace("\0", "").split())
    if not SHORTEST_REASON <= len(reason) <= 500:
        raise InputError(_("Tulis alasan antara 20 dan 500 huruf, tanpa isi laporan."))
    if not box.keys.exclude(recovery=None).exists():
        raise NotPossible(_("Tidak ada identitas yang disegel untuk kustodian di sini."))
    if Share.objects.filter(holder=by, recovery__keys__box=box).exists():
        raise NotPossible(_("Anda kustodian kotak ini. Minta petugas lain yang mengajukannya."))
    if Opening.objects.filter(box=box, asked_by=by, state__in=_WAITING).exists():
        raise NotPossible(_("Permintaan Anda masih menunggu kustodian."))
    opening = Opening.objects.create(box=box, asked_by=by, reason=reason)
    note_opening(opening, by)
    return opening


_WAITING = (OpeningState.ASKED, OpeningState.HALF)


@transaction.atomic
def approve_opening(opening: Opening, *, by: Holder, private: bytes) -> Opening:
    """Say yes as a custodian: the first hands their half to the second, the second opens this one box to who asked.

    The whole recovery key exists in the second's call alone, and only its one data key leaves it.
    """
    is_first = opening.state == OpeningState.ASKED
    to = OpeningState.HALF if is_first else OpeningState.OPENED
    check_can_move_opening(opening, to=to, by=by)
    if not opening.asked_by.is_active:
        raise NotPossible(_("Kunci peminta sudah dihentikan."))
    sealed = opening.box.keys.exclude(recovery=None).select_related("recovery").get()
    own = _half(sealed, by, private)
    if is_first:
        other = Share.objects.filter(recovery=sealed.recovery).exclude(holder=by).get().holder
        half = boxes.seal_key(own, bytes(other.public_key))
        return _move(opening, to, by, first_by=by, half=half)
    whole = shares.join(boxes.open_key(bytes(opening.half), private), own)
    asked = opening.asked_by
    key = boxes.open_key(bytes(sealed.sealed), whole)
    BoxKey.objects.get_or_create(
        box=opening.box,
        holder=asked,
        defaults={"sealed": boxes.seal_key(key, bytes(asked.public_key))},
    )
    return _move(opening, to, by, second_by=by, half=b"", ended_at=timezone.now())


@transaction.atomic
def refuse_opening(opening: Opening, *, by: Holder) -> Opening:
    """Say no as a custodian: it ends here."""
    check_can_move_opening(opening, to=OpeningState.REFUSED, by=by)
    return _move(opening, OpeningState.REFUSED, by, second_by=by, half=b"", ended_at=timezone.now())


def _half(sealed: BoxKey, by: Holder, private: bytes) -> bytes:
    share = Share.objects.filter(recovery=sealed.recovery, holder=by).first()
    if share is None:
        raise NotPossible(_("Kotak ini disegel untuk kustodian terdahulu."))
    return boxes.open_key(bytes(share.sealed), private)


def _move(opening: Opening, to: OpeningState, by: Holder, **fields: object) -> Opening:
    rows = Opening.objects.filter(pk=opening.pk, state=opening.state)
    if rows.update(state=to, **fields) != 1:
        raise NotPossible(_("Permintaan ini sudah berubah. Muat ulang halaman."))
    opening.refresh_from_db()
    note_opening(opening, by)
    return opening
