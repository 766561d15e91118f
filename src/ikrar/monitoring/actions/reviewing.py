"""People read findings: each says whether the label is right; two who differ leave it to a third. Nothing here acts on
an author: an upheld finding is handed over, and opens a case, by a human act only.
"""

from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.cases import actions as cases
from ikrar.cases.actions import NewCase, Opened, Reported
from ikrar.errors import InputError, NotPossible
from ikrar.monitoring import policies
from ikrar.monitoring.actions.record import record
from ikrar.monitoring.models import Finding, Opinion
from ikrar.monitoring.states import DeedKind, FindingState, SourceScope, Verdict
from ikrar.people.models import User
from ikrar.people.policies import Actor


@dataclass(frozen=True, slots=True)
class Evidence:
    """A finding as it goes into a case: the words it is about, and why they were marked."""

    name: str
    text: str = field(repr=False)
    reasons: tuple[str, ...] = field(repr=False)


_ENDS = {Verdict.UPHOLD: FindingState.UPHELD, Verdict.DISMISS: FindingState.DISMISSED}


@transaction.atomic
def read_finding(finding: Finding, verdict: str, *, by: Actor) -> Finding:
    """Say whether the label is right. NotPossible where somebody said so first."""
    user = policies.check_can_read(finding, by=by)
    if verdict not in Verdict.values:
        raise InputError(_("Pilih apakah labelnya benar atau keliru."))
    opinion = Opinion(finding=finding, by=user, verdict=verdict, at=timezone.now())
    try:
        with transaction.atomic():
            opinion.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(
            _("Anda sudah membaca temuan ini; pembaca lain yang melanjutkan.")
        ) from None
    _move(finding, state_after(finding))
    facts = {"verdict": str(verdict), "state": str(finding.state), "label": finding.label}
    record(DeedKind.READ, finding.ref, facts, by=user)
    return finding


@transaction.atomic
def take_back(finding: Finding, *, by: Actor) -> Finding:
    """Take back one's own opinion: the finding waits to be read again."""
    user = policies.check_can_take_back(finding, by=by)
    finding.opinions.filter(by=user).delete()
    _move(finding, state_after(finding))
    record(DeedKind.REOPENED, finding.ref, {"state": str(finding.state)}, by=user)
    return finding


def state_after(finding: Finding) -> FindingState:
    """Where the opinions of a finding leave it: enough of one mind end it."""
    said = list(finding.opinions.values_list("verdict", flat=True))
    upheld, dismissed = said.count(Verdict.UPHOLD), said.count(Verdict.DISMISS)
    needed = finding.batch.source.readers
    if not said:
        return FindingState.OPEN
    if max(upheld, dismissed) >= needed:
        return _ENDS[Verdict.UPHOLD if upheld > dismissed else Verdict.DISMISS]
    return FindingState.SPLIT if upheld and dismissed else FindingState.ONCE


@transaction.atomic
def hand_over(finding: Finding, *, by: Actor) -> Finding:
    """Give an upheld finding to the task force."""
    user = policies.check_can_hand_over(finding, by=by)
    if finding.batch.source.scope != SourceScope.OFFICIAL:
        raise NotPossible(
            _(
                "Hanya temuan dari akun resmi instansi yang diserahkan. Unggahan warga bukan perkara pegawai."
            )
        )
    fields = {"handed_at": timezone.now().replace(microsecond=0), "handed_by": user}
    rows = Finding.objects.filter(pk=finding.pk, state=FindingState.UPHELD, handed_at=None)
    _change(finding, rows.update(**fields), fields)
    record(DeedKind.HANDED, finding.ref, {"label": finding.label}, by=user)
    return finding


@transaction.atomic
def open_case(
    finding: Finding, new: NewCase, *, summary: str, evidence: Evidence, by: Actor
) -> Opened:
    """Open a case from a finding that was handed over; its origin is the finding, its words a person's."""
    user = policies.check_can_open_case(finding, by=by)
    opened = cases.open_case(
        new, subjects=list[Reported](), summary=summary, handlers=list[User](), by=user
    )
    fields = {"case_at": timezone.now().replace(microsecond=0)}
    rows = Finding.objects.filter(pk=finding.pk, case_at=None).exclude(handed_at=None)
    _change(finding, rows.update(**fields), fields)
    record(DeedKind.CASE_OPENED, finding.ref, {"label": finding.label}, by=user)
    cases.add_finding(
        opened.case, evidence.text, name=evidence.name, reasons=evidence.reasons, key=opened.key,
        by=user,
    )  # fmt: skip
    return opened


def _move(finding: Finding, to: FindingState) -> None:
    if to == finding.state:
        return
    if not policies.can_move(finding, to):
        raise NotPossible(_("Temuan ini baru saja berubah. Muat ulang halaman."))
    rows = Finding.objects.filter(pk=finding.pk, state=finding.state, handed_at=None)
    _change(finding, rows.update(state=to), {"state": to})


def _change(finding: Finding, moved: int, fields: dict[str, Any]) -> None:
    if moved != 1:
        raise NotPossible(_("Temuan ini baru saja berubah. Muat ulang halaman."))
    for name, value in fields.items():
        setattr(finding, name, value)
