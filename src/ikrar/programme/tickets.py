"""A ticket on each form: one page makes one message, however often it is sent. It opens for the person it was made for."""

from uuid import UUID, uuid4

from django.core import signing

from ikrar.people.models import User

_SALT = "ikrar.programme.ticket"


def make(user: User) -> str:
    return signing.dumps([uuid4().hex, user.pk], salt=_SALT)


def read(text: str, user: User) -> UUID | None:
    """What `make` wrote for this person; None for anything else."""
    try:
        ticket, pk = signing.loads(text, salt=_SALT)
        return UUID(ticket) if pk == user.pk else None
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
