"""Reads of gifts. Every list of the desk begins at `at_desk`, every list of one's own at `own`: nothing else knows who may see what."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ikrar.errors import NotFound
from ikrar.gifts.kin import near
from ikrar.gifts.models import Gift, GiftStep
from ikrar.people.models import Role, User
from ikrar.people.policies import Actor
from ikrar.people.states import RoleName


def own(user: Actor) -> QuerySet[Gift]:
    """The gifts that a person recorded, the newest first."""
    if not isinstance(user, User) or not user.is_active or user.employee_id is None:
        return Gift.objects.none()
    return Gift.objects.filter(employee=user.employee_id)


def at_desk(user: Actor) -> QuerySet[Gift]:
    """The gifts that an officer of the UPG may handle: of their units, and not their own or their family's.

    All of them for the system itself.
    """
    if user is None:
        return Gift.objects.all()
    if not isinstance(user, User) or not user.is_active:
        return Gift.objects.none()
    reach = Q(pk__in=[])
    for role in Role.objects.filter(user=user, name=RoleName.UPG).select_related("unit"):
        if role.unit is None:
            reach = Q()
            break
        reach |= Q(unit__path__startswith=role.unit.path)
    return Gift.objects.filter(reach).exclude(employee__in=near(user))


def get_own(number: str, *, by: Actor) -> Gift:
    return _get(own(by), number)


def get_at_desk(number: str, *, by: Actor) -> Gift:
    """The gift of this number. NotFound where there is none, or none that this officer may know of."""
    return _get(at_desk(by), number)


def _get(rows: QuerySet[Gift], number: str) -> Gift:
    number = number.replace("\0", "").strip().upper()[:16]
    gift = rows.select_related("employee", "unit").filter(number=number).first()
    if gift is None:
        raise NotFound(_("Catatan hadiah ini tidak ada."))
    return gift


def history(gift: Gift) -> QuerySet[GiftStep]:
    """What happened, in order."""
    return gift.steps.select_related("by__employee")
