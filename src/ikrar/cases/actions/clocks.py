"""Clocks of a case: started, met, ended, paused, prolonged, worked out again, and taken to whose duty it is to mend them.

`expected` says which clocks must run in a case as it stands; after every action exactly those are open.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from ikrar.cases import law
from ikrar.cases.actions.record import Act
from ikrar.cases.models import Case, Deadline, Referral
from ikrar.cases.policies import HANDLE, check_can_act
from ikrar.cases.states import OPEN, StepKind
from ikrar.errors import InputError, NotPossible
from ikrar.packs.clocks import prolonged
from ikrar.people.policies import Actor

NONE = "-"


def start(act: Act, steps: Iterable[str], *, since: date, referral: Referral | None = None) -> None:
    """Let these clocks of the pack run from a day; steps that the pack has no clock for are passed over."""
    case = act.case
    pack = law.load(case.pack)
    known = law.clocked(pack, case.route)
    for id_ in steps:
        if id_ not in known:
            continue
        step = known[id_]
        assert step.clock is not None
        due = law.due(pack, step.clock, since)
        act.add(
            Deadline(
                case=case, step=id_, duty_of=step.actor, since=since, due=due.on,
                clock=law.snapshot(step.clock), is_settled=due.is_settled, referral=referral,
            )
        )  # fmt: skip


def procedure(*steps: str) -> list[str]:
    """Steps of the discipline procedure by the names that rows use."""
    return [f"{law.DISCIPLINE}/{step}" for step in steps]


def meet(act: Act, steps: Iterable[str], *, on: date) -> None:
    """These clocks did what they were for."""
    for row in _running(act.case).filter(step__in=list(steps)):
        act.change(row, met_on=on)


def end(act: Act, steps: Iterable[str] | None = None) -> None:
    """These clocks (all, without names) run no more, since the case has moved on."""
    rows = _running(act.case)
    if steps is not None:
        rows = rows.filter(step__in=list(steps))
    for row in rows:
        act.change(row, ended_on=act.today)


def answered(act: Act, referral: Referral, *, on: date) -> None:
    """Whom it was referred to has answered."""
    for row in _running(act.case).filter(referral=referral):
        act.change(row, met_on=on)


def _running(case: Case):  # type: ignore[no-untyped-def]  # noqa: ANN202  a queryset of deadlines
    return Deadline.objects.filter(case=case, met_on=None, ended_on=None)


@transaction.atomic
def pause_deadline(
    deadline: Deadline, *, start: date, end: date, reason: str, by: Actor
) -> Deadline:
    """Days that do not count, `[start, end)`, because a norm says so; `reason` names it, and nobody."""
    case = deadline.case
    check_can_act(case, roles=HANDLE, by=by)
    if not start < end:
        raise InputError(_("Jeda berakhir sebelum dimulai."))
    act = Act(case, StepKind.PAUSED, by=by)
    _check_runs(deadline)
    act.note(reason=_reason(reason))
    pauses = [*deadline.pauses, [start.isoformat(), end.isoformat()]]
    _recount(act, deadline, pauses)
    act.done()
    return deadline


@transaction.atomic
def prolong_deadline(deadline: Deadline, *, reason: str, by: Actor) -> Deadline:
    """The longest time that the norm allows, once."""
    case = deadline.case
    check_can_act(case, roles=HANDLE, by=by)
    act = Act(case, StepKind.PROLONGED, by=by)
    _check_runs(deadline)
    if not deadline.can_be_prolonged:
        raise NotPossible(_("Norma tenggat ini tidak mengenal perpanjangan lagi."))
    act.note(reason=_reason(reason))
    longest = prolonged(law.restored(deadline.clock))
    act.change(deadline, clock=law.snapshot(longest))
    _recount(act, deadline, deadline.pauses)
    act.done()
    return deadline


def _check_runs(deadline: Deadline) -> None:
    deadline.refresh_from_db()
    if not deadline.is_open:
        raise NotPossible(_("Tenggat ini tidak berjalan lagi."))


@transaction.atomic
def recompute_deadlines(case: Case, *, reason: str, by: Actor) -> list[Deadline]:
    """Count the open clocks of a case anew, after a decree has changed the holidays; those that moved."""
    check_can_act(case, states=OPEN, roles=HANDLE, by=by)
    act = Act(case, StepKind.RECOMPUTED, by=by)
    act.note(reason=_reason(reason))
    moved = [row for row in _running(case) if _recount(act, row, row.pauses)]
    act.done()
    return moved


def _recount(act: Act, row: Deadline, pauses: list[list[str]]) -> bool:
    due = law.due(law.load(act.case.pack), law.restored(row.clock), row.since, pauses)
    before = row.due
    if (before, row.is_settled, row.pauses) == (due.on, due.is_settled, pauses):
        return False
    act.change(row, due=due.on, is_settled=due.is_settled, pauses=pauses)
    return due.on != before


def _reason(reason: str) -> str:
    reason = " ".join(reason.replace("\0", "").split())
    if not 3 <= len(reason) <= 300:
        raise InputError(_("Tulis alasannya dalam 3 sampai 300 huruf, tanpa nama orang."))
    return reason
