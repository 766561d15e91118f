"""Check the rows of entries one by one: readable, labelled as signed, dated as logged.

Rows come in in the order of the log; discrepancies go out. Nothing of a row is trusted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import Count

from ikrar.errors import InputError
from ikrar.ledger.models import Entry, Log
from ikrar.ledger.queries.discrepancy import Discrepancy, What
from ikrar.tlog import entry as entries

LATE = timedelta(minutes=10)
_EVER = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Row:
    index: int
    ref: UUID
    kind: str
    at: datetime
    data: bytes

    @property
    def where(self) -> str:
        return f"entry {self.index} (ref {self.ref.hex})"


def read_rows(log: Log, start: int, end: int) -> list[Row]:
    """Read the rows numbered [start, end), in order."""
    rows = Entry.objects.filter(log=log, index__gte=start, index__lt=end).order_by("index")
    return [
        Row(index or 0, ref, kind, at, bytes(data))
        for index, ref, kind, at, data in rows.values_list("index", "ref", "kind", "at", "data")
    ]


@dataclass(slots=True)
class RowCheck:
    """Remembers the latest moment logged so far, to see an entry that claims an earlier one."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    latest: datetime = _EVER

    def check(self, row: Row) -> Iterator[Discrepancy]:
        try:
            fields = entries.decode(row.data)
            at = entries.read_at(fields["at"])
        except InputError as error:
            yield Discrepancy(What.ENTRY_UNREADABLE, row.where, f"Its data is no entry: {error}")
            return
        yield from _check_labels(row, fields["ref"], fields["kind"], at)
        if at > self.now + LATE:
            yield Discrepancy(
                What.FUTURE_DATED, row.where, f"It claims {at:%Y-%m-%d %H:%M:%S} UTC."
            )
        elif at < self.latest - LATE:
            yield Discrepancy(
                What.BACK_DATED,
                row.where,
                f"It claims {at:%Y-%m-%d %H:%M:%S} UTC, but an entry logged ahead of it is of"
                f" {self.latest:%Y-%m-%d %H:%M:%S}.",
            )
        else:
            self.latest = max(self.latest, at)


def _check_labels(row: Row, ref: str, kind: str, at: datetime) -> Iterator[Discrepancy]:
    for name, column, signed in (
        ("ref", row.ref.hex, ref),
        ("kind", row.kind, kind),
        ("at", row.at, at),
    ):
        if column != signed:
            yield Discrepancy(
                What.ENTRY_LABEL, row.where, f"Column {name} says {column}, its data {signed}."
            )


def refs_twice() -> Iterator[Discrepancy]:
    """Name references that more than one row has."""
    rows = Entry.objects.values_list("ref").annotate(count=Count("pk")).filter(count__gt=1)
    for ref, count in rows.order_by("ref")[:1000]:
        yield Discrepancy(What.REF_TWICE, f"ref {ref.hex}", f"{count} rows have this reference.")
