"""Objection and appeal: made in time, answered, and the decision confirmed, changed or annulled."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ikrar.cases.actions import clocks
from ikrar.cases.actions.decisions import Ruling, impose, standing
from ikrar.cases.actions.record import Act
from ikrar.cases.models import Case, Remedy
from ikrar.cases.policies import DECIDE, check_can_act, check_can_move
from ikrar.cases.states import CaseState, RemedyKind, RemedyOutcome, StepKind, TextKind
from ikrar.errors import InputError, NotPossible
from ikrar.people.policies import Actor

S = CaseState
SOUGHT = (S.OBJECTED, S.APPEALED)
_STATES = {RemedyKind.OBJECTION: S.OBJECTED, RemedyKind.APPEAL: S.APPEALED}
_STEPS = {RemedyKind.OBJECTION: StepKind.OBJECTED, RemedyKind.APPEAL: StepKind.APPEALED}
_CLOCKS = {RemedyKind.OBJECTION: "keberatan", RemedyKind.APPEAL: "banding"}


@transaction.atomic
def seek_remedy(
    case: Case, kind: RemedyKind, *, on: date | None = None, text: str, key: bytes, by: Actor
) -> Remedy:
    """Record the subject's objection or appeal. One that is late is recorded too; its clock shows that it is."""
    check_can_move(case, to=_STATES[kind], by=by)
    act = Act(case, _STEPS[kind], on=on, by=by)
    decision = standing(case)
    if decision.served_on is None or act.on < decision.served_on:
        raise InputError(_("Tanggal pengajuan tidak boleh sebelum keputusan diterima."))
    if case.remedies.filter(decision=decision, answered_on=None).exists():
        raise NotPossible(_("Keberatan sebelumnya belum dijawab."))
    row = act.add(Remedy(case=case, decision=decision, kind=kind, made_on=act.on))
    act.text(TextKind.OBJECTION, text, key=key)
    clocks.meet(act, clocks.procedure(_CLOCKS[kind]), on=act.on)
    if kind == RemedyKind.APPEAL:
        clocks.end(act, clocks.procedure("keberatan"))
    act.move(_STATES[kind])
    act.done()
    return row


@transaction.atomic
def confirm_decision(
    remedy: Remedy, *, on: date | None = None, text: str, key: bytes, by: Actor
) -> Remedy:
    """Answer that the decision stands; the case waits for it to take effect."""
    case = remedy.case
    check_can_act(case, states=SOUGHT, roles=DECIDE, by=by)
    act = _answer(remedy, RemedyOutcome.REFUSED, on, by)
    act.text(TextKind.ANSWER, text, key=key)
    act.done()
    return remedy


@transaction.atomic
def change_decision(remedy: Remedy, ruling: Ruling, *, text: str, key: bytes, by: Actor) -> Remedy:
    """Answer with another penalty: the old decision ends, the new one is to be handed over."""
    case = remedy.case
    check_can_act(case, states=SOUGHT, roles=DECIDE, by=by)
    act = _answer(remedy, RemedyOutcome.CHANGED, ruling.on, by)
    old = remedy.decision
    act.change(old, annulled_on=act.on)
    clocks.end(act, clocks.procedure("berlaku", "keberatan", "banding"))
    impose(act, ruling, replaces=old)
    act.text(TextKind.ANSWER, text, key=key)
    act.move(S.DECIDED)
    act.done()
    return remedy


@transaction.atomic
def annul_decision(
    remedy: Remedy, *, on: date | None = None, text: str, key: bytes, by: Actor
) -> Remedy:
    """Answer that the decision falls: the case ends without a penalty."""
    case = remedy.case
    check_can_act(case, states=SOUGHT, roles=DECIDE, by=by)
    act = _answer(remedy, RemedyOutcome.GRANTED, on, by)
    act.change(remedy.decision, annulled_on=act.on)
    act.text(TextKind.ANSWER, text, key=key)
    clocks.end(act)
    act.move(S.DISMISSED, closed_on=act.on)
    act.done()
    return remedy


def _answer(remedy: Remedy, outcome: RemedyOutcome, on: date | None, by: Actor) -> Act:
    act = Act(remedy.case, StepKind.ANSWERED, on=on, by=by)
    remedy.refresh_from_db(fields=["answered_on"])
    if remedy.answered_on is not None:
        raise NotPossible(_("Keberatan atau banding ini sudah dijawab."))
    if act.on < remedy.made_on:
        raise InputError(_("Jawaban tidak boleh sebelum pengajuannya."))
    act.change(remedy, outcome=outcome, answered_on=act.on)
    return act
