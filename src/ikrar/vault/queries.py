"""Reads of the vault. `data_key` is the one door to what is sealed: it needs the private key of a holder."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ikrar.errors import NotAllowed, NotFound
from ikrar.people.models import User
from ikrar.people.states import RoleName
from ikrar.sealing import boxes, keys
from ikrar.vault.models import Box, BoxKey, Holder, Opening, Recovery, Share
from ikrar.vault.states import OpeningState


def holder_of(user: User) -> Holder | None:
    """The user's key, unless it was retired."""
    return (
        Holder.objects.select_related("user__employee").filter(user=user, retired_at=None).first()
    )


def unwrap(holder: Holder, passphrase: str) -> bytes:
    """The private key of a holder. NotAllowed where the passphrase is wrong. Takes about half a second."""
    try:
        return keys.unwrap(bytes(holder.wrapped_key), passphrase)
    except NotAllowed as error:
        raise NotAllowed(
            _("Frasa sandi tidak membuka kunci Anda. Periksa huruf besar dan spasi.")
        ) from error


def holders(users: Iterable[User] | QuerySet[User]) -> QuerySet[Holder]:
    """The active keys of these users."""
    return Holder.objects.filter(user__in=users, user__is_active=True, retired_at=None)


def holders_in_role(name: RoleName) -> QuerySet[Holder]:
    """The active keys of whoever has a role anywhere."""
    return (
        holders(User.objects.filter(roles__name=name))
        .select_related("user__employee")
        .order_by("pk")
    )


def recovery_or_none() -> Recovery | None:
    """The recovery key in use."""
    return Recovery.objects.filter(is_in_use=True).first()


def custodians() -> QuerySet[Share]:
    """The two shares in use, with their custodians."""
    found = Share.objects.filter(recovery__is_in_use=True).order_by("pk")
    return found.select_related("holder__user__employee")


def may_open(holder: Holder) -> QuerySet[Box]:
    """The boxes whose key this holder has."""
    return Box.objects.filter(keys__holder=holder, erased_at=None)


def data_key(box: Box, holder: Holder, private: bytes) -> bytes:
    """The data key of a box. NotFound where it was never sealed to this holder: not even that it exists is told."""
    row = BoxKey.objects.filter(box=box, holder=holder).first()
    if row is None:
        raise NotFound(_("Tidak ada yang dapat dibuka di sini dengan kunci Anda."))
    return boxes.open_key(bytes(row.sealed), private)


def data_keys(holder: Holder, private: bytes, *, of: Iterable[UUID]) -> dict[UUID, bytes]:
    """The data keys of these boxes, by the id of the box; of those that were sealed to this holder."""
    rows = BoxKey.objects.filter(box__in=list(of), holder=holder)
    return {row.box_id: boxes.open_key(bytes(row.sealed), private) for row in rows}


def openings_for(holder: Holder) -> QuerySet[Opening]:
    """The requests that wait for this custodian."""
    waiting = Opening.objects.filter(
        state__in=[OpeningState.ASKED, OpeningState.HALF],
        box__keys__recovery__shares__holder=holder,
    )
    others = waiting.exclude(first_by=holder).exclude(asked_by=holder)
    return others.select_related("asked_by__user__employee", "box")


def is_custodian(holder: Holder) -> bool:
    """Whether half of a recovery key, in use or of earlier days, is with this holder."""
    return Share.objects.filter(holder=holder).exists()
