"""Reads of clocks: what is due, what is overdue, and which clocks a case must have running as it stands."""

import hashlib

from django.db.models import QuerySet

from ikrar.cases import law
from ikrar.cases.models import Case, Deadline, Feed
from ikrar.cases.queries.cases import visible_to
from ikrar.cases.states import EARLY, ENDED, CaseState
from ikrar.people.models import User
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


def feed_of(user: User) -> Feed | None:
    """The calendar address that this person made, if there is one."""
    return Feed.objects.filter(user=user).first()


def user_of_feed(token: str) -> User | None:
    """Whose calendar a secret address is; None for any other text, and once the account is closed."""
    hashed = hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
    found = Feed.objects.filter(token_sha256=hashed, user__is_active=True)
    feed = found.select_related("user__employee__unit").first()
    return feed.user if feed is not None else None


def to_escalate() -> Deadline | None:
    """One overdue duty of our own that nobody was told of yet."""
    rows = Deadline.objects.filter(
        met_on=None, ended_on=None, escalated_at=None, duty_of__in=law.OURS,
        due__lt=today(the_agency()),
    )  # fmt: skip
    return rows.select_related("case__unit").order_by("due", "pk").first()


def expected(case: Case) -> set[str]:
    """The clocks that must run in a case as it stands; a referral's own are named with its id."""
    state = CaseState(case.state)
    if state in ENDED:
        return set()
    pack = law.load(case.pack)
    known = law.clocked(pack, case.route)
    names = [f"{law.DISCIPLINE}/{step}" for step in _PROCEDURE.get(state, ())]
    referrals = list(case.referrals.all())
    if state in EARLY and not referrals and case.recommended_on is None:
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
