"""What a case says, for whoever holds its key and may still see it. Each call opens; nothing keeps the words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from ikrar.cases.models import Case, CaseText, Item, Subject, Verdict
from ikrar.cases.queries.cases import visible_to
from ikrar.cases.sealed import unseal
from ikrar.cases.states import TextKind
from ikrar.errors import NotFound
from ikrar.people.models import User
from ikrar.tlog import canonical
from ikrar.vault import queries as vault


@dataclass(frozen=True, slots=True)
class Read:
    """A text, opened."""

    kind: TextKind
    words: str
    at: datetime
    by: User | None
    row: CaseText


def data_key(case: Case, *, user: User, private: bytes) -> bytes:
    """The case's key, by the private key of one who may see the case now: a key held from before is not enough."""
    holder = vault.holder_of(user)
    if holder is None or not visible_to(user).filter(pk=case.pk).exists():
        raise NotFound(_("Perkara ini tidak ada."))
    return vault.data_key(case.box, holder, private)


def texts(case: Case, *, key: bytes) -> list[Read]:
    """Every text of a case, in order; none once it was erased."""
    rows = case.texts.select_related("by__employee") if case.erased_at is None else []
    return [Read(TextKind(row.kind), unseal(key, row), row.at, row.by, row) for row in rows]


def subjects(case: Case, *, key: bytes) -> list[tuple[Subject, str]]:
    """Who is reported: the row, and how the report calls them."""
    rows = case.subjects.select_related("employee__unit").order_by("pk")
    return [(row, unseal(key, row)) for row in rows if row.sealed]


def verdict_note(verdict: Verdict, *, key: bytes) -> str:
    return unseal(key, verdict) if verdict.sealed else ""


def names_by_hash(case: Case, *, key: bytes) -> dict[str, str]:
    """What the case's evidence is called, by the SHA-256 of what it says."""
    opened = [open_item(item, key=key) for item in case.items.all() if item.sealed]
    return {facts["sha256"]: facts["name"] for facts in opened}


def open_item(item: Item, *, key: bytes) -> dict[str, Any]:
    """Name, type, size, hash and stream key of a file. Call `actions.note_custody` before anything is shown."""
    found = canonical.decode(unseal(key, item).encode())
    assert isinstance(found, dict)
    return found
