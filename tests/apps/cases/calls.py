"""Every action as one call, with who may do it and the states that its table allows; the tests are made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from ikrar.cases import actions
from ikrar.cases.actions.examination import REPLIABLE, SUMMONABLE
from ikrar.cases.actions.referrals import REFERABLE
from ikrar.cases.actions.verdicts import ASSESSABLE
from ikrar.cases.models import Remedy
from ikrar.cases.states import (
    EARLY,
    ENDED,
    OPEN,
    TRANSITIONS,
    CaseState,
    CustodyKind,
    OriginKind,
    Outcome,
    RemedyKind,
    VerdictKind,
)
from tests.apps.cases.steps import MEDIUM, WORDS, World, packed, ruling

S = CaseState


@dataclass(frozen=True)
class Call:
    """`allowed` are the states in which it is not refused for the state."""

    name: str
    do: Callable[[World, object], object]
    allowed: tuple[CaseState, ...]
    who: str = "gita"

    def __str__(self) -> str:
        return self.name


def to(*targets: CaseState, but: tuple[CaseState, ...] = ()) -> tuple[CaseState, ...]:
    return tuple(
        state
        for state, following in TRANSITIONS.items()
        if set(following) & set(targets) and state not in but
    )


def file():
    return actions.File(name="foto.jpg", type="image/jpeg", size=3, sha256="a" * 64)


def add_item(w: World, by):
    return actions.add_item(w.case, file(), path="perkara/satu", digest="b" * 64, key=w.key, by=by)


def _remedy(w: World) -> Remedy:
    found = w.case.remedies.last()
    decision = w.case.decisions.last()
    return found or Remedy(case=w.case, decision=decision, kind="keberatan", made_on=w.today)


def _referral(w: World):
    return w.made["referral"]


def _ahead(w: World) -> date:
    return date(2025, 6, 2)


def _answer(w: World):
    return actions.Assessment(kind=VerdictKind.DISCIPLINE, outcome=Outcome.BREACH, form=MEDIUM)


CALLS = [
    Call("summon", lambda w, by: actions.summon(
        w.case, on=_ahead(w), details=WORDS, key=w.key, by=by), to(S.SUMMONED, S.SUMMONED_AGAIN)),
    Call("hold_hearing", lambda w, by: actions.hold_hearing(
        w.case, minutes=WORDS, key=w.key, by=by), to(S.EXAMINED)),
    Call("note_absence", lambda w, by: actions.note_absence(w.case, by=by), SUMMONABLE),
    Call("record_reply", lambda w, by: actions.record_reply(
        w.case, text=WORDS, key=w.key, by=by), REPLIABLE),
    Call("join", lambda w, by: actions.join(
        actions.Opened(w.case, w.key), (OriginKind.REPORT, uuid4()), bars=(), by=by), OPEN),
    Call("add_text", lambda w, by: actions.add_text(w.case, text=WORDS, key=w.key, by=by), OPEN),
    Call("form_team", lambda w, by: actions.form_team(w.case, [], key=w.key, by=by), EARLY),
    Call("assign", lambda w, by: actions.assign(w.case, w.cast.citra, key=w.key, by=by), OPEN),
    Call("unassign", lambda w, by: actions.unassign(w.case, w.gita, by=by), OPEN),
    Call("add_subject", lambda w, by: actions.add_subject(
        w.case, actions.Reported("Orang lain"), key=w.key, by=by), EARLY),
    Call("name_superiors", lambda w, by: actions.name_superiors(
        w.case, superior=w.cast.budi.employee, above=None, by=by), OPEN),
    Call("grant_key", lambda w, by: actions.grant_key(
        w.case, w.gita, key=w.key, by=by), OPEN),
    Call("give_verdict", lambda w, by: actions.give_verdict(
        w.case, _answer(w), key=w.key, by=by), ASSESSABLE),
    Call("recommend", lambda w, by: actions.recommend(
        w.case, text=WORDS, key=w.key, by=by), to(S.RECOMMENDED)),
    Call("send_back", lambda w, by: actions.send_back(
        w.case, reason=WORDS, key=w.key, by=by), to(S.OPENED), "hadi"),
    Call("decide", lambda w, by: actions.decide(
        w.case, ruling(), reasons=WORDS, key=w.key, by=by), (S.RECOMMENDED,), "hadi"),
    Call("note_unserved", lambda w, by: actions.note_unserved(w.case, by=by), (S.DECIDED,)),
    Call("serve", lambda w, by: actions.serve(w.case, by=by), to(S.SERVED)),
    Call("object", lambda w, by: actions.seek_remedy(
        w.case, RemedyKind.OBJECTION, text=WORDS, key=w.key, by=by), to(S.OBJECTED)),
    Call("appeal", lambda w, by: actions.seek_remedy(
        w.case, RemedyKind.APPEAL, text=WORDS, key=w.key, by=by), to(S.APPEALED)),
    Call("confirm_decision", lambda w, by: actions.confirm_decision(
        _remedy(w), text=WORDS, key=w.key, by=by), (S.OBJECTED, S.APPEALED), "hadi"),
    Call("change_decision", lambda w, by: actions.change_decision(
        _remedy(w), ruling(letter="SK-2/2024"), text=WORDS, key=w.key, by=by),
        to(S.DECIDED, but=(S.RECOMMENDED,)), "hadi"),
    Call("annul_decision", lambda w, by: actions.annul_decision(
        _remedy(w), text=WORDS, key=w.key, by=by), (S.OBJECTED, S.APPEALED), "hadi"),
    Call("put_in_force", lambda w, by: actions.put_in_force(w.case, by=by), to(S.IN_FORCE)),
    Call("close", lambda w, by: actions.close(w.case, by=by), to(S.CLOSED)),
    Call("dismiss", lambda w, by: actions.dismiss(
        w.case, reason=WORDS, key=w.key, by=by),
        to(S.DISMISSED, but=(S.OBJECTED, S.APPEALED, S.RECOMMENDED))),
    Call("dismiss_as_ppk", lambda w, by: actions.dismiss(
        w.case, reason=WORDS, key=w.key, by=by), (S.RECOMMENDED,), "hadi"),
    Call("refer", lambda w, by: actions.refer(
        w.case, packed("kasn"), key=w.key, by=by), REFERABLE),
    Call("acknowledge_referral", lambda w, by: actions.acknowledge_referral(
        _referral(w), receipt_number="TT-1", by=by), OPEN),
    Call("answer_referral", lambda w, by: actions.answer_referral(
        _referral(w), answer=WORDS, key=w.key, by=by), OPEN),
    Call("add_item", add_item, OPEN),
    Call("pause_deadline", lambda w, by: actions.pause_deadline(
        w.made["deadline"], start=date(2024, 1, 16), end=date(2024, 1, 18), reason="Norma contoh",
        by=by), OPEN),
    Call("prolong_deadline", lambda w, by: actions.prolong_deadline(
        w.made["deadline"], reason="Keterangan tambahan", by=by), OPEN),
    Call("recompute_deadlines", lambda w, by: actions.recompute_deadlines(
        w.case, reason="Keputusan bersama baru", by=by), OPEN),
    Call("erase_case", lambda w, by: actions.erase_case(w.case, by=by), ENDED),
]  # fmt: skip
CUSTODY = CustodyKind.VIEWED
