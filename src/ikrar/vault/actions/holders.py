"""Key holders: a key is made, its passphrase changed, the key itself rotated, and one day retired."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotPossible
from ikrar.people.models import User
from ikrar.sealing import boxes, keys
from ikrar.vault.actions.record import note_key
from ikrar.vault.models import BoxKey, Holder, Opening, Share
from ikrar.vault.policies import check_can_hold_key
from ikrar.vault.queries import openings_for, unwrap
from ikrar.vault.states import OpeningState


@transaction.atomic
def make_holder(user: User, *, passphrase: str, cost: keys.Cost = keys.NORMAL) -> Holder:
    """A key pair for a user, the private half under their passphrase, which nobody can restore.

    One who was retired begins anew: the new key opens nothing that the old one did.
    """
    check_can_hold_key(user)
    User.objects.select_for_update().get(pk=user.pk)  # a form sent twice makes one key
    if Holder.objects.filter(user=user, retired_at=None).exists():
        raise NotPossible(_("Anda sudah memiliki kunci."))
    pair = keys.make_pair()
    wrapped = _wrapped(pair.private, passphrase, cost)
    holder, _made = Holder.objects.update_or_create(
        user=user,
        defaults={"public_key": pair.public, "wrapped_key": wrapped, "retired_at": None},
    )
    note_key("key-made", holder)
    return holder


@transaction.atomic
def change_passphrase(holder: Holder, *, old: str, new: str, cost: keys.Cost = keys.NORMAL) -> None:
    """The same key under another passphrase."""
    private = unwrap(holder, old)
    wrapped = _wrapped(private, new, cost)
    Holder.objects.filter(pk=holder.pk).update(wrapped_key=wrapped, changed_at=timezone.now())
    holder.wrapped_key = wrapped


@transaction.atomic
def rotate_key(holder: Holder, *, passphrase: str, cost: keys.Cost = keys.NORMAL) -> int:
    """A new key pair for a holder; every box and share is sealed anew to it. How many boxes."""
    holder = Holder.objects.select_for_update().get(pk=holder.pk)
    old, pair = unwrap(holder, passphrase), keys.make_pair()
    own = list(BoxKey.objects.filter(holder=holder))
    shares = list(Share.objects.filter(holder=holder))
    for row in own:
        row.sealed = _anew(bytes(row.sealed), old, pair)
    for share in shares:
        share.sealed = _anew(bytes(share.sealed), old, pair)
    for opening in openings_for(holder).filter(state=OpeningState.HALF):
        half = _anew(bytes(opening.half), old, pair)
        Opening.objects.filter(pk=opening.pk, state=OpeningState.HALF).update(half=half)
    BoxKey.objects.bulk_update(own, ["sealed"], batch_size=500)
    Share.objects.bulk_update(shares, ["sealed"])
    holder.public_key, holder.wrapped_key = pair.public, _wrapped(pair.private, passphrase, cost)
    holder.save()
    note_key("key-rotated", holder)
    return len(own)


@transaction.atomic
def retire_holder(holder: Holder) -> None:
    """Take every box from a holder who leaves. NotPossible for a custodian: name another first."""
    if Share.objects.filter(holder=holder, recovery__is_in_use=True).exists():
        raise NotPossible(_("Pemegang ini kustodian. Tunjuk kustodian lain dahulu."))
    BoxKey.objects.filter(holder=holder).delete()
    Holder.objects.filter(pk=holder.pk).update(
        retired_at=timezone.now(), wrapped_key=b"", changed_at=timezone.now()
    )
    note_key("key-retired", holder)


def _anew(sealed: bytes, old: bytes, pair: keys.Pair) -> bytes:
    return boxes.seal_key(boxes.open_key(sealed, old), pair.public)


def _wrapped(private: bytes, passphrase: str, cost: keys.Cost) -> bytes:
    if len(passphrase) < keys.SHORTEST:
        raise InputError(
            _(
                "Frasa sandi paling sedikit %(n)s huruf. Empat kata yang tidak berhubungan mudah diingat."
            )
            % {"n": keys.SHORTEST}
        )
    return keys.wrap(private, passphrase, cost=cost)
