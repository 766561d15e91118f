"""What entries of a duty commit to, beside what its rows say now: the half of an audit that every duty shares.

In: kinds of entries; a row's salt and what it discloses. Out: commitments by reference. Nothing is trusted, and what cannot be
read is told by the audit of the log itself.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from ikrar.errors import InputError
from ikrar.ledger.models import Entry
from ikrar.tlog import entry as entries

Logged = tuple[str, str, str]  # log, kind of entry, commitment


def commitments(kinds: Iterable[tuple[str, str]]) -> dict[UUID, Logged]:
    """Of each entry of these (log, kind): where it stands and what it commits to, by the row's reference."""
    found: dict[UUID, Logged] = {}
    for log, kind in set(kinds):
        rows = Entry.objects.filter(log__name=log, kind=kind).values_list("ref", "data")
        found |= {ref: (log, kind, _commitment(bytes(data))) for ref, data in rows.iterator()}
    return found


def _commitment(data: bytes) -> str:
    try:
        return str(entries.decode(data).get("what"))
    except InputError:
        return ""


def recomputed(salt: bytes | memoryview | None, disclosure: Mapping[str, Any]) -> str:
    """What a row would commit to as it stands."""
    try:
        return entries.commit(bytes(salt or b""), disclosure)
    except InputError:
        return "unreadable"
