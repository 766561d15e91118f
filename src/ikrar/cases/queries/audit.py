"""Compare cases with the internal log: every act has its entry, every entry its act, every row what its acts wrote.

In: rows, none of which is trusted, and entries, which `ledger.queries.audit` checks against the signed tree. Out: named
discrepancies. The steps of a case are put together again, field by field; what a row says beyond them was written by
other hands. Cases come in batches.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import models

from ikrar.cases import files
from ikrar.cases.facts import name_of, told
from ikrar.cases.models import (
    Assignment,
    Case,
    CaseText,
    CustodyEvent,
    Deadline,
    Decision,
    Hearing,
    Item,
    Logged,
    Origin,
    Referral,
    Remedy,
    Step,
    Subject,
    TeamMember,
    Touch,
    Verdict,
)
from ikrar.cases.states import ItemState
from ikrar.errors import InputError
from ikrar.ledger.models import Entry
from ikrar.ledger.queries import Discrepancy
from ikrar.people.models import Interest, InterestReview
from ikrar.tlog import entry as entries

BATCH = 500
LOG = "internal"
KINDS = ("case-step", "case-custody", "referral", "interest", "interest-end", "interest-review")
OF_CASE: tuple[Any, ...] = (
    Assignment, CaseText, Deadline, Decision, Hearing, Item, Origin, Referral, Remedy, Subject,
    TeamMember, Touch, Verdict,
)  # fmt: skip


class What(StrEnum):
    UNLOGGED = "case-unlogged"
    REMOVED = "case-act-removed"
    CHANGED = "case-act-changed"
    UNREADABLE = "case-entry-unreadable"
    ROW_CHANGED = "case-row-changed"
    ROW_ADDED = "case-row-added"
    ROW_REMOVED = "case-row-removed"
    NOT_ERASED = "case-not-erased"
    SALT_LOST = "case-salt-lost"
    FILE_CHANGED = "case-file-changed"


def audit_cases(only: Iterable[Case] | None = None) -> Iterator[Discrepancy]:
    """Name whatever was changed, removed or added by other hands; nothing comes out if all is well."""
    rows = Case.objects.order_by("pk")
    if only is not None:
        rows = rows.filter(pk__in=[case.pk for case in only])
    else:
        yield from _removed()
        yield from _interests()
    after = 0
    while batch := list(rows.filter(pk__gt=after)[:BATCH]):
        after = batch[-1].pk
        yield from _check_batch(batch)


def _removed() -> Iterator[Discrepancy]:
    """Look for entries of which no row is left."""
    after = 0
    found = Entry.objects.filter(log__name=LOG, kind__in=KINDS).order_by("pk")
    while batch := list(found.filter(pk__gt=after).values_list("pk", "ref")[:BATCH]):
        after = batch[-1][0]
        refs = [ref for _pk, ref in batch]
        held: set[UUID | None] = set(
            Step.objects.filter(ref__in=refs).values_list("ref", flat=True)
        )
        held |= set(CustodyEvent.objects.filter(ref__in=refs).values_list("ref", flat=True))
        held |= set(Referral.objects.filter(ref__in=refs).values_list("ref", flat=True))
        for field in ("entry", "end_entry"):
            rows = Interest.objects.filter(**{f"{field}__in": refs})
            held |= set(rows.values_list(field, flat=True))
        reviews = InterestReview.objects.filter(entry__in=refs)
        held |= set(reviews.values_list("entry", flat=True))
        for ref in refs:
            if ref not in held:
                detail = "The log holds this act, but its row is gone from the database."
                yield Discrepancy(What.REMOVED, f"act {ref.hex}", detail)


def _check_batch(batch: list[Case]) -> Iterator[Discrepancy]:
    steps = list(Step.objects.filter(case__in=batch).select_related("case").order_by("pk"))
    events = list(CustodyEvent.objects.filter(item__case__in=batch).select_related("item__case"))
    entries_of = _entries([*(step.ref for step in steps), *(event.ref for event in events)])
    for step in steps:
        yield from _check_logged(step, step.case, entries_of.get(step.ref))
    for event in events:
        yield from _check_logged(event, event.item.case, entries_of.get(event.ref))
    yield from _check_referrals(batch)
    yield from _check_rows(batch, steps)
    yield from _check_files(batch)


def _check_files(batch: list[Case]) -> Iterator[Discrepancy]:
    """What no report brought lies as it was sealed; the files of reports are the reports' own audit's."""
    own = Item.objects.filter(
        case__in=batch, path__startswith=files.OWN_PLACES, state=ItemState.KEPT
    )
    for item in own.select_related("case"):
        if files.digest(item) != item.digest:
            where = f"case {item.case.number}, {name_of(item)}"
            yield Discrepancy(What.FILE_CHANGED, where, "The sealed file is gone or was changed.")


def _check_referrals(batch: list[Case]) -> Iterator[Discrepancy]:
    """The packet of each referral is the one that the log committed to, or nobody could prove it."""
    rows = list(Referral.objects.filter(case__in=batch).select_related("case").order_by("pk"))
    entries_of = _entries([row.ref for row in rows])
    for row in rows:
        where = f"case {row.case.number}, {name_of(row)}"
        data = entries_of.get(row.ref)
        if data is None:
            yield Discrepancy(What.UNLOGGED, where, "This packet has no entry in the log.")
        elif (_fields(data) or {}).get("packet") != row.packet:
            yield Discrepancy(What.CHANGED, where, "The packet is not the one that the log holds.")


def _entries(refs: list[UUID]) -> dict[UUID, bytes]:
    found = Entry.objects.filter(log__name=LOG, ref__in=refs)
    return {ref: bytes(data) for ref, data in found.values_list("ref", "data")}


def _check_logged(row: Logged, case: Case, data: bytes | None) -> Iterator[Discrepancy]:
    where = f"case {case.number}, {name_of(row)}"
    if data is None:
        yield Discrepancy(What.UNLOGGED, where, "This act has no entry in the log.")
        return
    fields = _fields(data)
    if fields is None:
        yield Discrepancy(What.UNREADABLE, where, "Its log entry cannot be read.")
        return
    if row.salt is None:
        if case.erased_at is None:
            yield Discrepancy(
                What.SALT_LOST, where, "Its salt is gone, but the case is not erased."
            )
        return
    same_time = entries.read_at(fields["at"]) == row.at
    if not same_time or fields.get("what") != _commit(row.salt, row.disclosure()):
        yield Discrepancy(What.CHANGED, where, "The act is not the one that the log holds.")


def _fields(data: bytes) -> dict[str, Any] | None:
    try:
        return entries.decode(data)
    except InputError:
        return None


def _commit(salt: Any, disclosure: dict[str, Any]) -> str | None:
    try:
        return entries.commit(bytes(salt), disclosure)
    except InputError:
        return None


def _check_rows(batch: list[Case], steps: list[Step]) -> Iterator[Discrepancy]:
    """Put the acts together again and compare with the rows as they are."""
    said: dict[int, dict[str, dict[str, Any]]] = {case.pk: {} for case in batch}
    for step in steps:
        for name, fields in step.facts.items():
            said[step.case_id][name] = said[step.case_id].get(name, {}) | fields
    rows = defaultdict[int, list[Any]](list)
    for model in OF_CASE:
        for row in model.objects.filter(case__in=batch):
            rows[row.case_id].append(row)
    for case in batch:
        if case.erased_at is None:
            yield from _compare(case, [case, *rows[case.pk]], said[case.pk])
        else:
            yield from _check_erased(case, rows[case.pk])


def _compare(
    case: Case, rows: list[models.Model], said: dict[str, dict[str, Any]]
) -> Iterator[Discrepancy]:
    names = set()
    for row in rows:
        names.add(name := name_of(row))
        where = f"case {case.number}, {name}"
        if name not in said:
            yield Discrepancy(What.ROW_ADDED, where, "No act of the history wrote this row.")
            continue
        now = told(row, row.LOGGED)  # type: ignore[attr-defined]
        for field in [field for field, value in now.items() if said[name].get(field) != value]:
            detail = f"{field} is not what the last act wrote."
            yield Discrepancy(What.ROW_CHANGED, where, detail)
    for name in sorted(set(said) - names - {"note"}):
        detail = "An act of the history wrote this row, and it is gone."
        yield Discrepancy(What.ROW_REMOVED, f"case {case.number}, {name}", detail)


def _check_erased(case: Case, rows: list[Any]) -> Iterator[Discrepancy]:
    """An erased case keeps its number and dates, and no word."""
    left = [name_of(row) for row in rows if getattr(row, "sealed", b"")]
    left += [name_of(row) for row in rows if isinstance(row, Subject) and row.employee_id]
    if case.box.keys.exists():
        left.append("keys")
    for name in left:
        detail = "The case was erased, but this still tells something."
        yield Discrepancy(What.NOT_ERASED, f"case {case.number}, {name}", detail)
    last = case.steps.last()
    said = last.facts.get(name_of(case), {}).get("erased_at") if last is not None else None
    if said != told(case, ["erased_at"])["erased_at"]:
        detail = "The row says that it was erased, and the history does not."
        yield Discrepancy(What.ROW_CHANGED, f"case {case.number}", detail)


def _interests() -> Iterator[Discrepancy]:
    """Declared ties and their ends."""
    after = 0
    while batch := list(Interest.objects.filter(pk__gt=after).order_by("pk")[:BATCH]):
        after = batch[-1].pk
        refs = [row.entry for row in batch] + [row.end_entry for row in batch if row.end_entry]
        data = _entries(refs)
        for row in batch:
            acts: list[tuple[Any, Any, dict[str, Any]]] = [(row.entry, row.salt, row.declared())]
            if row.until is not None or row.end_entry is not None:
                acts.append((row.end_entry, row.end_salt, row.ended()))
            for ref, salt, disclosure in acts:
                where = f"interest {row.pk}"
                yield from _check_interest(where, data.get(ref), _commit(salt or b"", disclosure))
    after = 0
    while reviews := list(InterestReview.objects.filter(pk__gt=after).order_by("pk")[:BATCH]):
        after = reviews[-1].pk
        data = _entries([review.entry for review in reviews])
        for review in reviews:
            where, said = f"interest review {review.pk}", _commit(review.salt, review.said())
            yield from _check_interest(where, data.get(review.entry), said)


def _check_interest(
    where: str, data: bytes | None, commitment: str | None
) -> Iterator[Discrepancy]:
    if data is None:
        yield Discrepancy(What.UNLOGGED, where, "This tie, or its end, has no entry in the log.")
    elif (_fields(data) or {}).get("what") != commitment:
        yield Discrepancy(What.CHANGED, where, "The tie is not the one that the log holds.")
