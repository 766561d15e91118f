"""Who may read the briefing: it is for who leads, and for who must be able to check what leaders are told."""

from django.utils.translation import gettext as _

from ikrar.errors import NotAllowed
from ikrar.people.policies import Actor, has_role
from ikrar.people.states import RoleName

READERS = (
    RoleName.COMMUNICATIONS, RoleName.LEADER, RoleName.ADMINISTRATOR, RoleName.INSPECTOR,
)  # fmt: skip


def can_read_briefing(by: Actor) -> bool:
    """Whether somebody may have the briefing made; None is the system itself."""
    return by is None or has_role(by, *READERS)


def check_can_read_briefing(*, by: Actor) -> None:
    if not can_read_briefing(by):
        raise NotAllowed(
            _(
                "Laporan naratif hanya untuk humas, pemimpin, inspektorat, dan administrator."
                " Angka yang sama, tanpa peringatan, ada di halaman Barometer."
            )
        )
