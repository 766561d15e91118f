"""Who writes, approves, publishes and withdraws messages: communications people, and never one of them alone.

State first, then person; a role in a unit reaches the messages of that unit and those below it. `by` None is the system
itself, which publishes what two people agreed on and does nothing else.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from ikrar.errors import NotAllowed, NotPossible
from ikrar.people.models import Unit, User
from ikrar.people.policies import Actor, has_role, has_role_somewhere
from ikrar.people.states import RoleName
from ikrar.programme.models import Message
from ikrar.programme.states import FROM, ActKind, MessageState

HUMAS = RoleName.COMMUNICATIONS
SECOND = (ActKind.APPROVED, ActKind.OVERRULED)
SYSTEMS = (ActKind.PUBLISHED, ActKind.HELD)


def can_see_desk(user: Actor) -> bool:
    """Whether somebody works on the programme."""
    return has_role_somewhere(user, HUMAS)


def check_can_see_desk(user: Actor) -> None:
    if not can_see_desk(user):
        raise NotAllowed(_("Meja program hanya untuk direktorat komunikasi (humas)."))


def check_can_write(unit: Unit | None, *, by: Actor) -> User:
    """Write a message for a unit, or for the whole agency."""
    check_can_see_desk(by)
    if not has_role(by, HUMAS, unit=unit):
        raise NotAllowed(_("Peran Anda tidak mencakup unit ini. Pilih unit Anda sendiri."))
    assert isinstance(by, User)
    return by


def check_can_write_somewhere(*, by: Actor) -> User:
    """Bring a plan in; each of its rows is checked again for its unit."""
    check_can_see_desk(by)
    assert isinstance(by, User)
    return by


def check_can(kind: ActKind, message: Message, *, by: Actor) -> User | None:
    """Do something with a message; the user who does it, or None for the system."""
    if MessageState(message.state) not in FROM[kind]:
        raise NotPossible(
            _("Pesan ini %(state)s, jadi langkah itu tidak dapat dilakukan. Muat ulang halaman.")
            % {"state": message.get_state_display()}
        )
    if by is None and kind in SYSTEMS:
        return None
    user = check_can_write(message.unit, by=by)
    if kind in SECOND and message.written_by_id == user.pk:
        raise NotAllowed(
            _("Ini dilakukan orang kedua, bukan yang menulis versi terakhir pesan ini.")
        )
    return user


def check_person(kind: ActKind, message: Message, *, by: Actor) -> User:
    """The same for what the system never does."""
    user = check_can(kind, message, by=by)
    if user is None:
        raise NotAllowed(_("Ini hanya dapat dilakukan seorang petugas."))
    return user


def steps_of(message: Message, *, by: Actor) -> set[str]:
    """What `by` may do with a message now, for its buttons."""
    return {str(kind) for kind in FROM if _may(check_person, kind, message, by)}


def _may(check: Callable[..., object], kind: ActKind, message: Message, by: Actor) -> bool:
    try:
        check(kind, message, by=by)
    except (NotAllowed, NotPossible):
        return False
    return True
