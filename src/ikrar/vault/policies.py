"""Who may make keys, be a custodian, and open with the recovery key. State first, then person."""

from django.utils.translation import gettext as _

from ikrar.errors import NotAllowed, NotPossible
from ikrar.people.models import User
from ikrar.people.policies import Actor, has_role, has_role_somewhere
from ikrar.people.states import RoleName
from ikrar.vault.models import Holder, Opening, Share
from ikrar.vault.states import OPENING_TRANSITIONS, OpeningState

HOLDERS = (RoleName.TASKFORCE, RoleName.INSPECTOR, RoleName.DECIDER, RoleName.CUSTODIAN)


def check_can_hold_key(user: User) -> None:
    """Have a key: whoever may have to read what is sealed."""
    if not has_role_somewhere(user, *HOLDERS):
        raise NotAllowed(
            _(
                "Kunci hanya untuk satuan tugas netralitas, inspektorat, pejabat yang berwenang, dan kustodian."
            )
        )


def can_hold_key(user: Actor) -> bool:
    return has_role_somewhere(user, *HOLDERS)


def check_can_set_custodians(*, by: Actor) -> None:
    """Name the two custodians; the administrator does, and can never be one of them."""
    if by is not None and not has_role(by, RoleName.ADMINISTRATOR):
        raise NotAllowed(_("Hanya administrator yang dapat menunjuk kustodian."))


def check_can_be_custodian(holder: Holder) -> None:
    if not holder.is_active or not has_role(holder.user, RoleName.CUSTODIAN):
        raise NotPossible(
            _("Kustodian harus memiliki peran kustodian dan kunci yang masih berlaku.")
        )
    if has_role_somewhere(holder.user, RoleName.ADMINISTRATOR):
        raise NotPossible(_("Administrator tidak dapat menjadi kustodian."))


def check_can_move_opening(opening: Opening, *, to: OpeningState, by: Holder) -> None:
    """A custodian of the key that the box is sealed to moves it; not the one who asked, and nobody twice."""
    if to not in OPENING_TRANSITIONS[OpeningState(opening.state)]:
        raise NotPossible(
            _("Permintaan ini sudah berakhir atau sudah berubah. Muat ulang halaman.")
        )
    if not Share.objects.filter(holder=by, recovery__keys__box=opening.box_id).exists():
        raise NotAllowed(_("Hanya kustodian yang dapat menyetujui pembukaan."))
    if by.pk in {opening.asked_by_id, opening.first_by_id}:
        raise NotAllowed(_("Persetujuan harus datang dari dua kustodian yang berbeda."))
