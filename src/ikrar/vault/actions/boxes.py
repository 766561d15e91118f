"""Boxes: made for some, opened to more, closed to one, erased for all."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import NotPossible
from ikrar.sealing import boxes
from ikrar.vault.models import Box, BoxKey, Holder
from ikrar.vault.queries import recovery_or_none
from ikrar.vault.states import BoxKind


@transaction.atomic
def new_box(kind: BoxKind, *, holders: Iterable[Holder] = ()) -> tuple[Box, bytes]:
    """A box and its data key, sealed to the holders and, where there is one, to the recovery key."""
    key = boxes.new_key()
    box = Box.objects.create(kind=kind)
    rows = [BoxKey(box=box, holder=one, sealed=_sealed(key, one)) for one in holders]
    if recovery := recovery_or_none():
        sealed = boxes.seal_key(key, bytes(recovery.public_key))
        rows.append(BoxKey(box=box, recovery=recovery, sealed=sealed))
    BoxKey.objects.bulk_create(rows)
    return box, key


@transaction.atomic
def grant(box: Box, *, to: Holder, key: bytes) -> None:
    """Let one more holder open a box; `key` is its data key. Twice changes nothing."""
    _check_active(to)
    BoxKey.objects.get_or_create(box=box, holder=to, defaults={"sealed": _sealed(key, to)})


@transaction.atomic
def revoke(box: Box, *, holder: Holder) -> bool:
    """Take a box from a holder. What they read before stays read; what is sealed later they never see."""
    return BoxKey.objects.filter(box=box, holder=holder).delete()[0] > 0


@transaction.atomic
def erase_box(box: Box) -> None:
    """Destroy every copy of the data key: what is sealed under it is noise from now on, in backups of rows too
    old to hold the key as well as here.
    """
    box.openings.all().delete()
    box.keys.all().delete()
    Box.objects.filter(pk=box.pk).update(erased_at=timezone.now())


def _check_active(holder: Holder) -> None:
    if holder.retired_at is not None:
        raise NotPossible(_("Kunci pemegang ini sudah dihentikan."))


def _sealed(key: bytes, holder: Holder) -> bytes:
    return boxes.seal_key(key, bytes(holder.public_key))
