"""Compares rows of a roster with the employees there are, and writes the difference.

Fields whose column is not in the file are left as they are. A person who is new and has already left is
not stored at all. Nobody is taken for gone while a refused row may be theirs.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from ikrar.people.models import Employee, RosterImport
from ikrar.people.roster.spool import Row, Spool
from ikrar.people.states import Kind, Standing

ALWAYS = ("unit_id", "name")
OPTIONAL = {
    "kind": ("kind", "cpns"),
    "title_before": ("title_before",), "title_after": ("title_after",), "email": ("email", "email_gov"),
    "position": ("position",), "echelon": ("echelon",), "standing": ("standing",),
    "standing_text": ("standing",),
}  # fmt: skip
BATCH = 2_000
NOT_LISTED = "tidak ada di daftar lengkap"  # kept as data, beside what rosters themselves say
Values = dict[str, Any]


def compared(columns: dict[str, str]) -> tuple[str, ...]:
    """The fields that this file may change."""
    return ALWAYS + tuple(
        name for name, sources in OPTIONAL.items() if any(source in columns for source in sources)
    )


def verdict_of(old: Values | None, new: Values, fields: Sequence[str]) -> str:
    """What a row means for the employee who is there (or not)."""
    if old is None:
        return "ignored" if new["standing"] == Standing.LEFT else "new"
    if all(old[name] == new[name] for name in fields):
        return "unchanged"
    had_left, leaves = old["standing"] == Standing.LEFT, new["standing"] == Standing.LEFT
    if had_left and not leaves:
        return "reactivated"
    if leaves and not had_left:
        return "left"
    return "transferred" if old["unit_id"] != new["unit_id"] else "changed"


def _existing(roster_import: RosterImport, rows: Sequence[Row]) -> dict[str, Values]:
    # not filtered by agency, of which there is one: an index led by it would walk everybody
    found = Employee.objects.filter(nip__in=[row.nip for row in rows]).order_by()
    values = found.values("nip", "agency_id", *ALWAYS, *OPTIONAL)
    return {old["nip"]: old for old in values if old["agency_id"] == roster_import.agency_id}


def _new_values(row: Row, unit_id: int | None, old: Values | None, fields: Sequence[str]) -> Values:
    values: Values = {name: getattr(row, name) for name in ("nip", "name", *OPTIONAL)}
    values["unit_id"] = unit_id
    if old is not None:
        values |= {name: old[name] for name in OPTIONAL if name not in fields}
        if "standing" not in fields and old["standing"] == Standing.LEFT:
            values |= {"standing": Standing.ACTIVE, "standing_text": ""}  # back on a list
    return values


def _judge(
    roster_import: RosterImport, rows: Sequence[Row], unit_ids: dict[int, int]
) -> Iterator[tuple[Row, Values, str]]:
    fields = compared(roster_import.columns)
    existing = _existing(roster_import, rows)
    for row in rows:
        old = existing.get(row.nip)
        new = _new_values(row, unit_ids.get(row.unit), old, fields)
        yield row, new, verdict_of(old, new, (*fields, "standing"))


def check_rows(
    roster_import: RosterImport, spool: Spool, unit_ids: dict[int, int], ambiguous: set[int],
    progress: Callable[[int, int], None] | None,
) -> dict[str, int]:  # fmt: skip
    """Mark every row of the spool with its verdict, find leavers, count."""
    counts: Counter[str] = Counter()
    done = 0
    while rows := spool.rows(done, BATCH):
        judged = [(row, verdict) for row, _new, verdict in _judge(roster_import, rows, unit_ids)]
        verdicts = [
            ("no_unit" if row.unit in ambiguous else verdict, row.seq) for row, verdict in judged
        ]
        spool.mark(verdicts)
        counts.update(verdict for verdict, _seq in verdicts)
        done = rows[-1].seq
        if progress is not None:
            progress(done, roster_import.rows_total)
    spool.forget_leavers()
    if roster_import.is_complete and not roster_import.counts.get("unreadable"):
        for block in _absent(roster_import, spool):
            spool.add_leavers(block)
    return dict(counts)


def _staff(roster_import: RosterImport, spool: Spool) -> QuerySet[Employee]:
    """Those whom a complete list of these kinds should name."""
    kinds = set(spool.kinds())
    if kinds & {Kind.PNS, Kind.CPNS}:
        kinds |= {Kind.PNS.value, Kind.CPNS.value}
    staff = Employee.objects.filter(kind__in=kinds, erased_at=None)
    return staff.exclude(standing=Standing.LEFT)


def _absent(roster_import: RosterImport, spool: Spool) -> Iterator[list[int]]:
    last = 0
    staff = _staff(roster_import, spool).order_by("id")
    while block := list(staff.filter(id__gt=last).values_list("id", "nip")[:BATCH]):
        last = block[-1][0]
        yield [pk for pk, nip in block if not spool.knows(nip)]


def apply_batch(
    roster_import: RosterImport, rows: Sequence[Row], unit_ids: dict[int, int]
) -> dict[str, int]:
    """Write what differs, in the caller's transaction."""
    counts: Counter[str] = Counter()
    changed = []
    for _row, new, verdict in _judge(roster_import, rows, unit_ids):
        if new["unit_id"] is None:
            counts["no_unit"] += 1
            continue
        counts[verdict] += 1
        if verdict not in ("unchanged", "ignored"):
            changed.append(Employee(agency_id=roster_import.agency_id, **new))
    if changed:
        Employee.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["agency", "nip"],
            update_fields=["unit", "name", *OPTIONAL, "updated_at"], batch_size=1000,
        )  # fmt: skip
    return dict(counts)


def apply_leavers(roster_import: RosterImport, ids: Sequence[int]) -> dict[str, int]:
    """Those whom the complete list no longer names have left."""
    if not ids:
        return {}
    staff = Employee.objects.filter(pk__in=ids, agency_id=roster_import.agency_id, erased_at=None)
    left = staff.exclude(standing=Standing.LEFT).update(
        standing=Standing.LEFT,
        standing_text=NOT_LISTED,
        updated_at=timezone.now(),
    )
    return {"left": left}
