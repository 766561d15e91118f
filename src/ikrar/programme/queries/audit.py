"""Compare messages and what was done with them with both logs.

In: rows, none of which is trusted, and entries, which `ledger.queries.audit` checks against the signed trees. Out: named
discrepancies; nothing where all is well. An erased message keeps its acts, without their facts and salts.
"""

import hashlib
from collections.abc import Iterator
from enum import StrEnum
from uuid import UUID

from ikrar.errors import NotFound
from ikrar.ledger.queries import Discrepancy, commitments, recomputed
from ikrar.ledger.queries.commitments import Logged
from ikrar.programme import pictures
from ikrar.programme.models import Message, MessageAct
from ikrar.programme.states import ENTRIES, TO, ActKind, MessageState

WRITTEN = (ActKind.DRAFTED, ActKind.REVISED, ActKind.PUBLISHED)


class What(StrEnum):
    UNLOGGED = "message-unlogged"
    REMOVED = "message-act-removed"
    CHANGED = "message-act-changed"
    STATE = "message-state"
    TEXT = "message-text"
    PICTURE = "message-picture"


def audit_messages() -> Iterator[Discrepancy]:
    """Name whatever was changed, removed or added by other hands."""
    logged = commitments(ENTRIES.values())
    yield from _acts(logged)
    rows = Message.objects.select_related("unit").prefetch_related("acts")
    for message in rows.iterator(chunk_size=500):
        yield from _message(message)


def _acts(logged: dict[UUID, Logged]) -> Iterator[Discrepancy]:
    there = set()
    for act in MessageAct.objects.select_related("message", "by").iterator():
        where = f"act {act.ref.hex} of message {act.message.ref.hex}"
        there.add(act.ref)
        if act.ref not in logged:
            yield Discrepancy(What.UNLOGGED, where, "has no entry in a log")
        elif act.salt is None:
            if act.message.state != MessageState.ERASED:
                yield Discrepancy(What.CHANGED, where, "has lost its salt without an erasure")
        elif logged[act.ref] != (*act.entry, recomputed(act.salt, act.disclosure())):
            yield Discrepancy(What.CHANGED, where, "is not what its entry commits to")
    for ref in logged.keys() - there:
        yield Discrepancy(What.REMOVED, f"act {ref.hex}", "is in a log, but its row is gone")


def _message(message: Message) -> Iterator[Discrepancy]:
    """A message says what its last acts said."""
    acts = list(message.acts.all())
    where = f"message {message.ref.hex}"
    moved = [ActKind(act.kind) for act in acts if act.kind in TO]
    state = TO[moved[-1]] if moved else None
    if message.state != state:
        yield Discrepancy(What.STATE, where, f"stands as {message.state}; its acts say {state}")
    if message.state == MessageState.ERASED:
        return
    written = [act.facts for act in acts if act.kind in WRITTEN]
    if not written or message.told() != {key: written[-1].get(key) for key in message.told()}:
        yield Discrepancy(What.TEXT, where, "differs from what was written last")
    if message.has_picture and not _is_kept(message):
        yield Discrepancy(What.PICTURE, where, "its picture is changed or missing on this disk")


def _is_kept(message: Message) -> bool:
    try:
        data = pictures.read(message.ref, message.picture_sha256)
    except NotFound:
        return False
    return hashlib.sha256(data).hexdigest() == message.picture_sha256
