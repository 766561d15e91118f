"""What the internal log keeps of keys: that one was made, changed, given up or shared, and how each opening went.

A holder is told by the hash of their public key, a box by its number: no names.
"""

import hashlib
from collections.abc import Mapping
from uuid import uuid4

from django.utils import timezone

from ikrar.ledger import actions as ledger
from ikrar.vault.models import Holder, Opening

LOG = "internal"


def note_key(kind: str, *holders: Holder) -> None:
    """An entry about the keys of these holders."""
    _append(kind, {"keys": sorted(_told(holder) for holder in holders)})


def note_opening(opening: Opening, by: Holder) -> None:
    """An entry about a step of an opening, and whose step it was."""
    facts = {"box": opening.box_id.hex, "state": str(opening.state), "by": _told(by)}
    _append("opening", facts)


def _append(kind: str, facts: Mapping[str, object]) -> None:
    ledger.append(log=LOG, kind=kind, ref=uuid4(), at=timezone.now(), payload=facts)


def _told(holder: Holder) -> str:
    return hashlib.sha256(bytes(holder.public_key)).hexdigest()
