"""Who may do what with a gift: its owner records, answers and withdraws; the UPG does all else, never with its own.

Whoever may not know of a gift gets NotFound from `queries.get_gift`. Here: the person first, then the state.
`by` None is the system itself. A superior has no part in it.
"""

from django.utils.translation import gettext as _

from ikrar.errors import NotAllowed, NotPossible
from ikrar.gifts.kin import near
from ikrar.gifts.models import Gift
from ikrar.gifts.states import OPEN, OWNERS, TRANSITIONS, GiftHandling, GiftState
from ikrar.people.models import User
from ikrar.people.policies import Actor, has_role, has_role_somewhere
from ikrar.people.states import RoleName

G = GiftState
UPG = RoleName.UPG
_OWNERS_TARGETS = {to for _from, to in OWNERS}


def is_owner(gift: Gift, *, by: Actor) -> bool:
    """Whether it is this person's own gift."""
    return isinstance(by, User) and by.is_active and by.employee_id == gift.employee_id


def handles(gift: Gift, *, by: Actor) -> bool:
    """Whether this officer of the UPG may handle the gift: in their units, and not their own or their family's."""
    if by is None:
        return True
    return (
        isinstance(by, User)
        and has_role(by, UPG, unit=gift.unit)
        and gift.employee_id not in near(by)
    )


def check_can_record(*, by: Actor) -> None:
    """Record a gift: any employee with an account, for themself."""
    if not isinstance(by, User) or not by.is_active or by.employee_id is None:
        raise NotAllowed(
            _("Hadiah dicatat oleh pegawai sendiri. Akun Anda tidak terhubung dengan pegawai.")
        )


def check_can_see(gift: Gift, *, by: Actor) -> None:
    """Read a gift: its owner and the UPG of its unit."""
    if not is_owner(gift, by=by) and not handles(gift, by=by):
        raise NotAllowed(_("Catatan hadiah ini bukan milik Anda dan bukan tugas Anda."))


def check_is_owner(gift: Gift, *, by: Actor) -> None:
    """Do what nobody does for another."""
    if not is_owner(gift, by=by):
        raise NotAllowed(_("Hanya pegawai yang mencatat hadiah ini yang dapat melakukannya."))


def check_handles(gift: Gift, *, by: Actor) -> None:
    """Handle a gift as the UPG."""
    if is_owner(gift, by=by):
        raise NotAllowed(_("Hadiah Anda sendiri ditangani oleh petugas UPG yang lain."))
    if not handles(gift, by=by):
        raise NotAllowed(_("Hanya unit pengendalian gratifikasi (UPG) yang dapat melakukannya."))


def check_can_move(gift: Gift, *, to: GiftState, by: Actor) -> None:
    """Take a gift from its state to another."""
    state = G(gift.state)
    if to in _OWNERS_TARGETS:
        check_is_owner(gift, by=by)
    else:
        check_handles(gift, by=by)
    if to not in TRANSITIONS[state]:
        raise NotPossible(
            _("Catatan hadiah ini %(state)s, jadi langkah itu tidak dapat dilakukan.")
            % {"state": state.label}
        )
    _check_kind(gift, to)


def _check_kind(gift: Gift, to: GiftState) -> None:
    """What nobody holds needs no handling; what somebody holds is not settled by knowing of it."""
    if to == G.NOTED and gift.is_held:
        raise NotPossible(_("Hadiah yang diterima perlu diputuskan penanganannya."))
    if to == G.DECIDED and not gift.is_held:
        raise NotPossible(_("Tidak ada barang yang diterima. Cukup tandai sudah diketahui."))
    if to == G.CLOSED and (gift.state, gift.handling) == (G.DECIDED, GiftHandling.FORWARD):
        raise NotPossible(_("Hadiah ini diputuskan untuk diteruskan ke KPK. Catat penerusannya."))


def can_move(gift: Gift, *, to: GiftState, by: Actor) -> bool:
    try:
        check_can_move(gift, to=to, by=by)
    except (NotAllowed, NotPossible):
        return False
    return True


def check_can_recompute(gift: Gift, *, by: Actor) -> None:
    """Count the clocks of a gift anew."""
    check_handles(gift, by=by)
    if gift.state not in OPEN:
        raise NotPossible(_("Catatan hadiah ini sudah berakhir; tidak ada tenggat yang berjalan."))


def check_can_see_desk(user: User) -> None:
    """NotAllowed for whoever has no duty in gifts."""
    if not has_role_somewhere(user, UPG):
        raise NotAllowed(_("Meja hadiah hanya untuk unit pengendalian gratifikasi (UPG)."))
