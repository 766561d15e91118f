"""Messages one by one and in lists: the desk, what is published, what is due."""

import uuid
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from ikrar.errors import NotFound
from ikrar.people.models import User
from ikrar.people.states import RoleName
from ikrar.programme.models import Message, MessageAct, Plan
from ikrar.programme.states import ActKind, MessageState

WORDS = 6  # of a search, beyond which words count no more
LARGEST = 2**63 - 1


def count_by_state() -> dict[str, int]:
    """How many messages there are of each state."""
    rows = Message.objects.order_by().values_list("state").annotate(Count("pk"))
    return {str(state): n for state, n in rows}


def listed(
    state: str, *, q: str = "", channel: str = "", unit: int | None = None
) -> QuerySet[Message]:
    """The messages of a state, those that leave first on top."""
    rows = Message.objects.filter(state=state).select_related("unit", "written_by")
    for word in q.replace("\0", "").split()[:WORDS]:
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
    if channel:
        rows = rows.filter(channel=channel)
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows


def message_by_pk(pk: int) -> Message:
    """One of them."""
    rows = Message.objects.select_related("unit", "written_by", "approved_by")
    found = rows.filter(pk=min(pk, LARGEST)).first()
    if found is None:
        raise NotFound(_("Pesan ini tidak ada."))
    return found


def published(*, phase: str = "") -> QuerySet[Message]:
    """What everybody may read, the newest first."""
    rows = Message.objects.filter(state=MessageState.PUBLISHED).select_related("unit")
    rows = rows.filter(phase=phase) if phase else rows
    return rows.order_by("-published_at", "-id")


def public_by_ref(ref: uuid.UUID) -> Message:
    """One that is or was published; NotFound for a draft."""
    states = (MessageState.PUBLISHED, MessageState.WITHDRAWN, MessageState.ERASED)
    found = Message.objects.select_related("unit").filter(ref=ref, state__in=states).first()
    if found is None:
        raise NotFound(_("Pesan ini tidak ada, atau belum terbit."))
    return found


def due(moment: datetime) -> Message | None:
    """The approved message that has waited longest for its moment."""
    rows = Message.objects.filter(state=MessageState.APPROVED, at__lte=moment)
    return rows.select_related("unit").order_by("at", "id").first()


def acts_of(message: Message) -> list[MessageAct]:
    """What was done with a message, in order."""
    return list(message.acts.select_related("by").order_by("pk"))


def publication_of(message: Message) -> MessageAct | None:
    """The act that published it."""
    return message.acts.filter(kind=ActKind.PUBLISHED).order_by("-pk").first()


def overruled(message: Message) -> dict[str, MessageAct]:
    """The findings of this version that a person overruled, by their key."""
    rows = message.acts.filter(kind=ActKind.OVERRULED, version=message.version)
    return {str(act.facts.get("key")): act for act in rows.select_related("by")}


def communications_people() -> QuerySet[User]:
    """Who is told that a message was held."""
    rows = User.objects.filter(roles__name=RoleName.COMMUNICATIONS, is_active=True)
    return rows.exclude(email="").select_related("employee").distinct()


def plan_by_ref(ref: uuid.UUID) -> Plan:
    found = Plan.objects.select_related("by").filter(ref=ref).first()
    if found is None:
        raise NotFound(_("Rencana ini tidak ada."))
    return found
