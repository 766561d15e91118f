"""Compare gifts with both logs: every act has its entry, every entry its act, every row what its acts wrote.

In: rows, none of which is trusted, and entries, which `ledger.queries.audit` checks against the signed tree. Out: named
discrepancies. Gifts come in batches.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from typing import Any
from uuid import UUID

from ikrar.cases.facts import name_of, told
from ikrar.errors import InputError, NotFound
from ikrar.gifts import files
from ikrar.gifts.models import Gift, GiftClock, GiftStep, Refusal
from ikrar.gifts.states import GiftKind
from ikrar.ledger.models import Entry
from ikrar.ledger.queries import Discrepancy
from ikrar.tlog import entry as entries

BATCH = 500
REFUSALS = ("refusal", "refusal-withdrawal")


class What(StrEnum):
    UNLOGGED = "gift-unlogged"
    REMOVED = "gift-act-removed"
    CHANGED = "gift-act-changed"
    UNREADABLE = "gift-entry-unreadable"
    ROW_CHANGED = "gift-row-changed"
    ROW_ADDED = "gift-row-added"
    ROW_REMOVED = "gift-row-removed"
    NOT_ERASED = "gift-not-erased"
    SALT_LOST = "gift-salt-lost"
    PHOTO = "gift-photo-changed"


def audit_gifts() -> Iterator[Discrepancy]:
    """Name whatever was changed, removed or added by other hands; nothing comes out if all is well."""
    yield from _removed("internal", (GiftStep.ENTRY,))
    yield from _removed("public", REFUSALS)
    after = 0
    while batch := list(Gift.objects.filter(pk__gt=after).order_by("pk")[:BATCH]):
        after = batch[-1].pk
        yield from _check_steps(batch)
        yield from _check_refusals(batch)
        yield from _check_photos(batch)


def _removed(log: str, kinds: tuple[str, ...]) -> Iterator[Discrepancy]:
    """Look for entries of which no row is left."""
    after = 0
    found = Entry.objects.filter(log__name=log, kind__in=kinds).order_by("pk")
    while batch := list(found.filter(pk__gt=after).values_list("pk", "ref")[:BATCH]):
        after = batch[-1][0]
        refs = [ref for _pk, ref in batch]
        held: set[UUID | None] = set()
        for rows, field in (
            (GiftStep.objects, "ref"), (Refusal.objects, "ref"), (Refusal.objects, "withdrawn_ref"),
        ):  # fmt: skip
            held |= set(rows.filter(**{f"{field}__in": refs}).values_list(field, flat=True))
        for ref in refs:
            if ref not in held:
                detail = "The log holds this act, but its row is gone from the database."
                yield Discrepancy(What.REMOVED, f"act {ref.hex}", detail)


def _check_steps(batch: list[Gift]) -> Iterator[Discrepancy]:
    steps = list(GiftStep.objects.filter(gift__in=batch).select_related("gift").order_by("pk"))
    data = _entries("internal", [step.ref for step in steps])
    said: dict[int, dict[str, dict[str, Any]]] = {gift.pk: {} for gift in batch}
    for step in steps:
        where = f"gift {step.gift.number}, {name_of(step)}"
        if step.salt is None and step.ref in data:  # nobody can tell any more what it said
            if step.gift.erased_at is None:
                yield Discrepancy(
                    What.SALT_LOST, where, "Its salt is gone, but nothing was erased."
                )
            continue
        yield from _check_entry(
            where, data.get(step.ref), _commit(step.salt, step.disclosure()), "what"
        )
        for name, fields in step.facts.items():
            known = said[step.gift_id]
            known[name] = known.get(name, {}) | fields
    clocks = defaultdict[int, list[GiftClock]](list)
    for clock in GiftClock.objects.filter(gift__in=batch):
        clocks[clock.gift_id].append(clock)
    for gift in batch:
        if gift.erased_at is None:
            yield from _compare(gift, [gift, *clocks[gift.pk]], said[gift.pk])
        else:
            yield from _check_erased(gift, said[gift.pk])


def _check_erased(gift: Gift, said: dict[str, dict[str, Any]]) -> Iterator[Discrepancy]:
    """An erased gift keeps its days, and no word; its last act says that it was erased."""
    where = f"gift {gift.number}"
    refusal = Refusal.objects.filter(gift=gift).exclude(disclosure={})
    if gift.what or gift.giver or gift.story or gift.photo_sha256 or refusal.exists():
        detail = "The gift was erased, but this still tells something."
        yield Discrepancy(What.NOT_ERASED, where, detail)
    if said.get(name_of(gift), {}).get("erased_at") != told(gift, ["erased_at"])["erased_at"]:
        detail = "The row says that it was erased, and the history does not."
        yield Discrepancy(What.ROW_CHANGED, where, detail)


def _check_refusals(batch: list[Gift]) -> Iterator[Discrepancy]:
    rows = {row.gift_id: row for row in Refusal.objects.filter(gift__in=batch)}
    refs = [row.ref for row in rows.values()]
    refs += [row.withdrawn_ref for row in rows.values() if row.withdrawn_ref]
    data = _entries("public", refs)
    for gift in batch:
        row, where = rows.get(gift.pk), f"gift {gift.number}, its refusal"
        if (row is not None) != (gift.kind == GiftKind.REFUSED):
            detail = "A refusal has a row for the public log, and nothing else has one."
            yield Discrepancy(What.ROW_CHANGED, where, detail)
        if row is None or gift.erased_at is not None:
            continue
        yield from _check_entry(where, data.get(row.ref), _commit(row.salt, row.disclosure), "who")
        if row.withdrawn_ref is not None:
            yield from _check_entry(where, data.get(row.withdrawn_ref), row.ref.hex, "of")


def _check_photos(batch: list[Gift]) -> Iterator[Discrepancy]:
    """The photo on disk is the one that the row names."""
    for gift in batch:
        if not gift.photo_sha256:
            continue
        try:
            found = hashlib.sha256(files.read(gift.ref)).hexdigest()
        except NotFound:
            found = ""
        if found != gift.photo_sha256:
            detail = "The photo under gifts/ was changed or is gone. Restore that file."
            yield Discrepancy(What.PHOTO, f"gift {gift.number}, its photo", detail)


def _entries(log: str, refs: list[UUID]) -> dict[UUID, bytes]:
    found = Entry.objects.filter(log__name=log, ref__in=refs)
    return {ref: bytes(data) for ref, data in found.values_list("ref", "data")}


def _check_entry(
    where: str, data: bytes | None, expected: str | None, field: str
) -> Iterator[Discrepancy]:
    if data is None:
        yield Discrepancy(What.UNLOGGED, where, "This act has no entry in the log.")
        return
    try:
        fields = entries.decode(data)
    except InputError:
        yield Discrepancy(What.UNREADABLE, where, "Its log entry cannot be read.")
        return
    if fields.get(field) != expected:
        yield Discrepancy(What.CHANGED, where, "The act is not the one that the log holds.")


def _commit(salt: Any, disclosure: dict[str, Any]) -> str | None:
    try:
        return entries.commit(bytes(salt or b""), disclosure)
    except InputError:
        return None


def _compare(gift: Gift, rows: list[Any], said: dict[str, dict[str, Any]]) -> Iterator[Discrepancy]:
    """Put the acts together again and compare with the rows as they are."""
    names = set()
    for row in rows:
        names.add(name := name_of(row))
        where = f"gift {gift.number}, {name}"
        if name not in said:
            yield Discrepancy(What.ROW_ADDED, where, "No act of the history wrote this row.")
            continue
        now = told(row, row.LOGGED)
        for field in [field for field, value in now.items() if said[name].get(field) != value]:
            detail = f"{field} is not what the last act wrote."
            yield Discrepancy(What.ROW_CHANGED, where, detail)
    for name in sorted(set(said) - names):
        detail = "An act of the history wrote this row, and it is gone."
        yield Discrepancy(What.ROW_REMOVED, f"gift {gift.number}, {name}", detail)
