"""One act of a person: a row tells what was done, the internal log commits to it, in the caller's transaction."""

import secrets
from typing import Any
from uuid import UUID

from django.utils import timezone

from ikrar.ledger import actions as ledger
from ikrar.monitoring.models import Deed
from ikrar.monitoring.states import DeedKind
from ikrar.people.models import User
from ikrar.people.policies import Actor
from ikrar.tlog import entry

ENTRY = "conversation"


def record(kind: DeedKind, about: UUID, facts: dict[str, Any], *, by: Actor) -> Deed:
    """Write the deed and its entry."""
    row = Deed(
        kind=kind, about=about, facts=facts, by=by if isinstance(by, User) else None,
        at=timezone.now().replace(microsecond=0), salt=secrets.token_bytes(entry.SALT_BYTES),
    )  # fmt: skip
    row.save(force_insert=True)
    payload = {"what": entry.commit(bytes(row.salt), row.disclosure())}
    ledger.append(log="internal", kind=ENTRY, ref=row.ref, at=row.at, payload=payload)
    return row
