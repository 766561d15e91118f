"""Compare reports, their messages, evidence and custody with the internal log, and sealed files with their hashes.

In: rows and files, none of which is trusted, and entries, which `ledger.queries.audit` checks against the signed tree. Out: named
discrepancies. No key is needed: everything is compared as it is sealed.
"""

import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any
from uuid import UUID

from ikrar.errors import InputError, NotFound
from ikrar.ledger.models import Entry
from ikrar.ledger.queries import Discrepancy
from ikrar.reports.fingerprints import commitment, fingerprint
from ikrar.reports.models import Attachment, Custody, Message, Report
from ikrar.reports.shelf import files
from ikrar.reports.states import GONE, ReportState
from ikrar.tlog import entry as entries

LOG = "internal"
KINDS = ("report", "evidence", "message", "custody")
Fields = dict[str, Any]


class What(StrEnum):
    UNLOGGED = "report-unlogged"
    REMOVED = "report-row-removed"
    CHANGED = "report-changed"
    STATE = "report-state"
    FILE_CHANGED = "report-file-changed"
    FILE_MISSING = "report-file-missing"


def audit_reports() -> Iterator[Discrepancy]:
    """Name whatever was changed, removed or added by other hands; nothing comes out if all is well."""
    logged = {kind: _entries(kind) for kind in KINDS}
    rows: tuple[tuple[str, Iterable[Any], Any], ...] = (
        ("report", Report.objects.iterator(), _report),
        ("evidence", Attachment.objects.select_related("report").iterator(), _evidence),
        ("message", Message.objects.exclude(sealed=b"").iterator(), _message),
        ("custody", Custody.objects.select_related("by", "attachment").iterator(), _custody),
    )
    for kind, found, told in rows:
        yield from _compare(kind, found, told, logged[kind])
    yield from _removed(logged)
    yield from _states()
    yield from _files()


def _compare(
    kind: str, rows: Iterable[Any], told: Any, logged: dict[UUID, Fields]
) -> Iterator[Discrepancy]:
    for row in rows:
        where = f"{kind} {row.ref.hex}"
        if row.ref not in logged:
            yield Discrepancy(What.UNLOGGED, where, "has no entry in the internal log")
            continue
        said = logged[row.ref]
        wrong = [name for name, value in told(row).items() if said.get(name) != value]
        if wrong:
            yield Discrepancy(What.CHANGED, where, f"differs from its entry in {', '.join(wrong)}")


def _report(row: Report) -> Fields:
    return {} if row.state in GONE else {"sealed": fingerprint(bytes(row.content))}


def _evidence(row: Attachment) -> Fields:
    about = fingerprint(bytes(row.about))
    return {"report": row.report.ref.hex, "sealed": row.digest, "about": about}


def _message(row: Message) -> Fields:
    return {"sealed": fingerprint(bytes(row.sealed))}


def _custody(row: Custody) -> Fields:
    by = commitment(bytes(row.salt), row.by.username)
    return {"evidence": row.attachment.ref.hex, "what": row.what, "by": by}


def _removed(logged: dict[str, dict[UUID, Fields]]) -> Iterator[Discrepancy]:
    """Look for entries of which no row is left."""
    kept: dict[str, Any] = {
        "report": Report, "evidence": Attachment, "message": Message, "custody": Custody,
    }  # fmt: skip
    for kind, model in kept.items():
        there = set(model.objects.values_list("ref", flat=True))
        for ref in logged[kind].keys() - there:
            yield Discrepancy(
                What.REMOVED, f"{kind} {ref.hex}", "is in the log, but its row is gone"
            )


def _states() -> Iterator[Discrepancy]:
    """The state of a report is the one that the log heard of last."""
    heard: dict[str, str] = {}
    kinds = ("report-triaged", "report-deleted", "report-erased")
    for entry in Entry.objects.filter(log__name=LOG, kind__in=kinds).order_by("pk").iterator():
        fields = _fields(entry)
        heard[str(fields.get("report"))] = str(fields.get("state", ReportState.DELETED))
    for ref, state in Report.objects.values_list("ref", "state").iterator():
        last = heard.get(ref.hex, ReportState.RECEIVED)
        if state != last:
            detail = f"stands as {state}; the log says {last}"
            yield Discrepancy(What.STATE, f"report {ref.hex}", detail)


def _files() -> Iterator[Discrepancy]:
    """Every sealed file is there, byte for byte."""
    there = Attachment.objects.exclude(report__state__in=GONE)
    for ref, digest in there.values_list("ref", "digest").iterator():
        where = f"sealed file {ref.hex}"
        try:
            found = _digest(ref)
        except (NotFound, OSError):
            yield Discrepancy(What.FILE_MISSING, where, "is not on this disk")
            continue
        if found != digest:
            yield Discrepancy(What.FILE_CHANGED, where, "is not the file that was sealed")


def _digest(ref: UUID) -> str:
    with files.open_sealed(ref) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _entries(kind: str) -> dict[UUID, Fields]:
    rows = Entry.objects.filter(log__name=LOG, kind=kind).iterator()
    return {row.ref: _fields(row) for row in rows}


def _fields(entry: Entry) -> Fields:
    try:
        return dict(entries.decode(bytes(entry.data)))
    except InputError:  # told by the audit of the log itself
        return {}
