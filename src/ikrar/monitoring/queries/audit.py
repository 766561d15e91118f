"""Compare what people did in the conversation with the internal log, and findings and judges with what people did.

In: rows, none of which is trusted, and entries, which `ledger.queries.audit` checks against the signed trees. Out: named
discrepancies; nothing where all is well.
"""

from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from uuid import UUID

from ikrar.ledger.queries import Discrepancy, commitments, recomputed
from ikrar.monitoring.models import Deed, Finding, Judge
from ikrar.monitoring.states import DeedKind, FindingState, JudgeState

ENTRY = "conversation"


class What(StrEnum):
    UNLOGGED = "conversation-deed-unlogged"
    REMOVED = "conversation-deed-removed"
    CHANGED = "conversation-deed-changed"
    FINDING = "finding-state"
    HANDED = "finding-handed"
    JUDGE = "judge-state"


def audit_conversation() -> Iterator[Discrepancy]:
    """Name whatever was changed, removed or added by other hands."""
    deeds = list(Deed.objects.select_related("by").order_by("id"))
    yield from _deeds(deeds)
    about: dict[UUID, list[Deed]] = defaultdict(list)
    for deed in deeds:
        about[deed.about].append(deed)
    yield from _findings(about)
    yield from _judges(about)


def _deeds(deeds: list[Deed]) -> Iterator[Discrepancy]:
    logged = commitments([("internal", ENTRY)])
    for deed in deeds:
        where = f"deed {deed.ref.hex}"
        if deed.ref not in logged:
            yield Discrepancy(What.UNLOGGED, where, "has no entry in the log")
        elif recomputed(deed.salt, deed.disclosure()) != logged[deed.ref][2]:
            yield Discrepancy(What.CHANGED, where, "is not what the log commits to")
    for ref in logged.keys() - {deed.ref for deed in deeds}:
        yield Discrepancy(What.REMOVED, f"deed {ref.hex}", "is in the log and not in the database")


def _findings(about: dict[UUID, list[Deed]]) -> Iterator[Discrepancy]:
    """A finding is where the last reading left it, and was handed over only if somebody did."""
    moved = {DeedKind.READ, DeedKind.REOPENED}
    for finding in Finding.objects.exclude(state=FindingState.OPEN, handed_at=None).iterator():
        deeds, where = about.get(finding.ref, []), f"finding {finding.ref.hex}"
        states = [deed.facts.get("state") for deed in deeds if deed.kind in moved]
        if states[-1:] != [finding.state]:
            yield Discrepancy(What.FINDING, where, f"is {finding.state}, which no reading left it")
        kinds = {deed.kind for deed in deeds}
        if finding.handed_at and DeedKind.HANDED not in kinds:
            yield Discrepancy(What.HANDED, where, "was handed over by nobody")


def _judges(about: dict[UUID, list[Deed]]) -> Iterator[Discrepancy]:
    """A judge sits only where a second person approved it."""
    for judge in Judge.objects.filter(state__in=(JudgeState.ACTIVE, JudgeState.REPLACED)):
        approved = [d for d in about.get(judge.ref, []) if d.kind == DeedKind.JUDGE_APPROVED]
        said = [(d.facts.get("pack"), d.facts.get("weights")) for d in approved]
        if (judge.pack, judge.weights) not in said:
            yield Discrepancy(What.JUDGE, f"judge {judge.ref.hex}", "was approved by nobody")
