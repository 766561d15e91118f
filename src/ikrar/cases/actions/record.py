"""One act of a case: rows are written, one step tells which fields, one entry of the internal log commits to it.

Every action makes an `Act`, writes through it and closes it with `done`. All of it is one transaction of the caller:
where the log cannot be written, nothing was.
"""

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.cases.facts import name_of, told
from ikrar.cases.models import Case, CaseText, Logged, Step
from ikrar.cases.sealed import seal
from ikrar.cases.states import CaseState, StepKind, TextKind
from ikrar.errors import InputError, NotPossible
from ikrar.ledger import actions as ledger
from ikrar.people.models import User
from ikrar.people.policies import Actor
from ikrar.people.queries import the_agency, today
from ikrar.tlog import entry

LOG = "internal"
LONGEST = 100_000
CHANGED = gettext_lazy("Perkara ini baru saja berubah. Muat ulang halaman.")
Row = TypeVar("Row", bound=models.Model)


class Writing:
    """What one act writes: rows, and of each the fields that it wrote."""

    def __init__(self, by: Actor) -> None:
        self.by = by if isinstance(by, User) else None
        self.at = timezone.now().replace(microsecond=0)
        self.today = today(the_agency())
        self.facts: dict[str, dict[str, Any]] = {}

    def add(self, row: Row) -> Row:
        """Write a new row."""
        row.save(force_insert=True)
        self._tell(row, row.LOGGED)  # type: ignore[attr-defined]
        return row

    def change(self, row: models.Model, **fields: Any) -> None:
        """Write some fields of a row that is there."""
        for name, value in fields.items():
            setattr(row, name, value)
        row.save(update_fields=list(fields))
        self._tell(row, [name for name in fields if name in row.LOGGED])  # type: ignore[attr-defined]

    def advance(self, row: models.Model, to: str, *, changed: object, **fields: Any) -> None:
        """Take a row to another state, if nobody was faster; `changed` says so then."""
        rows = type(row).objects.filter(pk=row.pk, state=row.state)  # type: ignore[attr-defined]
        if rows.update(state=to, **fields) != 1:
            raise NotPossible(str(changed))
        for name, value in {"state": to, **fields}.items():
            setattr(row, name, value)
        self._tell(row, ["state", *fields])

    def _tell(self, row: models.Model, fields: Iterable[str]) -> None:
        self.facts.setdefault(name_of(row), {}).update(told(row, fields))


class Act(Writing):
    """What one action writes in one case. `on` is the local day it happened, today unless said."""

    def __init__(self, case: Case, kind: StepKind, *, on: date | None = None, by: Actor) -> None:
        super().__init__(by)
        self.case, self.kind = case, kind
        self.on = on or self.today
        if self.on > self.today:
            raise InputError(_("Tanggal ini masih di masa depan. Catat sesudah terjadi."))
        if case.pk is not None:
            self._hold()

    def _hold(self) -> None:
        """Lock the case, so that its acts happen one after another; what is read from here on is as it is."""
        rows = Case.objects.select_for_update(no_key=True)
        if rows.filter(pk=self.case.pk).values_list("state", flat=True).first() != self.case.state:
            raise NotPossible(str(CHANGED))

    def move(self, to: CaseState, **fields: Any) -> None:
        """Take the case to another state."""
        self.advance(self.case, to, changed=CHANGED, **fields)

    def text(self, kind: TextKind, words: str, *, key: bytes) -> CaseText:
        """Seal words into the case's box."""
        words = words.replace("\0", "").strip()
        if not words or len(words) > LONGEST:
            raise InputError(_("Isi teksnya, paling banyak 100.000 huruf."))
        row = CaseText(case=self.case, kind=kind, at=self.at, by=self.by)
        row.sealed = seal(key, row, words)
        return self.add(row)

    def note(self, **facts: Any) -> None:
        """Tell something that stands in no row."""
        self.facts.setdefault("note", {}).update(facts)

    def done(self) -> Step:
        """Write the step and its entry."""
        step = Step(
            case=self.case, kind=self.kind, on=self.on, facts=self.facts, at=self.at, by=self.by,
            salt=secrets.token_bytes(entry.SALT_BYTES),
        )  # fmt: skip
        return log(step)


LoggedRow = TypeVar("LoggedRow", bound=Logged)


def log(row: LoggedRow) -> LoggedRow:
    """Write a row of the history and the entry that commits to it."""
    row.save(force_insert=True)
    assert row.salt is not None
    payload = {"what": entry.commit(bytes(row.salt), row.disclosure())}
    append(row.ENTRY, row.ref, row.at, payload)  # type: ignore[attr-defined]
    return row


def append(kind: str, ref: UUID, at: datetime, payload: dict[str, Any]) -> None:
    ledger.append(log=LOG, kind=kind, ref=ref, at=at, payload=payload)
