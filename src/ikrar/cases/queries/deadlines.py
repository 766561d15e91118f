"""Reads of clocks: what is due, what is overdue, and which clocks a case must have running as it stands."""

from datetime import date, timedelta

from django.db.models import QuerySet

from ikrar.cases import law
from ikrar.cases.models import Case, Deadline
from ikrar.cases.queries.cases import visible_to
from ikrar.cases.states import EARLY, ENDED, CaseState
from ikrar.people.policies import Actor
from ikrar.people.queries import the_agency, today

S = CaseState
_PROCEDURE: dict[CaseState, tuple[str, ...]] = {
    S.DECIDED: ("sampaikan",),
    S.SERVED: ("berlaku", "keberatan", "banding"),
    S.OBJECTED: ("berlaku", "banding"),
    S.APPEALED: ("berlaku",),
}


def running(*, by: Actor) -> QuerySet[Deadline]:
    """The clocks that run, of cases that this user may know of; the first to run out first."""
    rows = Deadline.objects.filter(met_on=None, ended_on=None, case__in=visible_to(by))
    return rows.select_related("case__unit").order_by("due", "pk")


def due_this_week(*, by: Actor) -> QuerySet[Deadline]:
    """What runs out between today and Sunday, or has run out already."""
    day = today(the_agency())
    return running(by=by).filter(due__lte=day + timedelta(days=6 - day.weekday()))


def overdue(*, by: Actor) -> QuerySet[Deadline]:
    return running(by=by).filter(due__lt=today(the_agency()))


def overdue_deciders(*, by: Actor) -> QuerySet[Deadline]:
    """What the deciding officials have let run out."""
    return overdue(by=by).filter(duty_of=law.PPK)


def to_escalate() -> Deadline | None:
    """One overdue duty of our own that nobody was told of yet."""
    rows = Deadline.objects.filter(
        met_on=None, ended_on=None, escalated_at=None, duty_of__in=law.OURS,
        due__lt=today(the_agency()),
    )  # fmt: skip
    return rows.select_related("case__unit").order_by("due", "pk").first()


def left(deadline: Deadline, *, on: date | None = None) -> int:
    """Days left, of the clock's own kind; negative after the due day."""
    pack, clock = law.load(deadline.case.pack), law.restored(deadline.clock)
    found = law.due(pack, clock, deadline.since, deadline.pauses)
    return found.left(on or today(the_agency()))


def expected(case: Case) -> set[str]:
    """The clocks that must run in a case as it stands; a referral's own are named with its id."""
    state = CaseState(case.state)
    if state in ENDED:
        return set()
    pack = law.load(case.pack)
    known = law.clocked(pack, case.route)
    names = [f"{law.DISCIPLINE}/{step}" for step in _PROCEDURE.get(state, ())]
    referrals = list(case.referrals.all())
    if state in EARLY and not referrals:
        names += law.of_reporter(pack, case.route)
    if state == S.RECOMMENDED:
        names += law.of_decider(pack, case.route)
    last = case.hearings.last()
    if state == S.SUMMONED and last is not None and last.missed_on is not None:
        names.append(f"{law.DISCIPLINE}/panggilan-2")
    decision = case.decisions.filter(annulled_on=None).last()
    if state == S.DECIDED and decision is not None and decision.unserved_on is not None:
        names.append(f"{law.DISCIPLINE}/kirim")
    found = {name for name in names if name in known}
    for referral in referrals:
        if referral.received_on is not None and referral.answered_on is None:
            steps = law.of_body(pack, case.route, referral.to)
            found |= {f"{step}@{referral.pk}" for step in steps}
    return found


def names_running(case: Case) -> set[str]:
    """The clocks that do run, spelled as `expected` spells them."""
    rows = case.deadlines.filter(met_on=None, ended_on=None).values_list("step", "referral")
    return {f"{step}@{referral}" if referral else step for step, referral in rows}
