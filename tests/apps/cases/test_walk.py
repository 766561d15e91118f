"""A walk through the machine at random: no state that the table does not lead to, no clock lost, a clean audit.

Every step is one of all actions, by whoever may do it, on a day that only moves forward; most are refused, as
they must be. Each walk ends with an audit of its case, the last one with an audit of everything.
"""

import os
import random
from datetime import timedelta

import pytest

from ikrar.cases import actions, queries
from ikrar.cases.models import Case, Deadline, Referral, Remedy, Step
from ikrar.cases.states import OPEN, TRANSITIONS, CaseState, Measure, Outcome, Sanction, VerdictKind
from ikrar.errors import Error
from ikrar.ledger.models import Entry
from tests.apps.cases import steps
from tests.apps.cases.calls import CALLS

STEPS, LONGEST = 5_000, 120
# 20,000 in all, in parts that run side by side; on PostgreSQL, which runs after SQLite, one of them
SEEDS = 1 if os.environ.get("IKRAR_TEST_DB") == "postgres" else 4
PASSED = ("unassign", "erase_case", "grant_key", "add_subject", "assign", "name_superiors")
MOVES = [call for call in CALLS if call.name not in PASSED]
S = CaseState


def _team(world, by):
    return actions.form_team(
        world.case, world.made["members"], note=steps.WORDS, key=world.key, by=by
    )


def _summon(world, by):
    on = world.made["calendar"].add(world.today, world.made["random"].choice([3, 8, 8, 9]))
    return actions.summon(world.case, on=on, details=steps.WORDS, key=world.key, by=by)


def _decide(world, by):
    sanction, measure = world.made["random"].choice(
        [(Sanction.MEDIUM, Measure.CUT_6), (Sanction.HEAVY, Measure.DEMOTED)]
    )
    ruling = steps.ruling(sanction=sanction, measure=measure)
    return actions.decide(world.case, ruling, reasons=steps.WORDS, key=world.key, by=by)


def _assess(world, by):
    form = world.made["random"].choice([steps.HEAVY, steps.MEDIUM])
    answer = actions.Assessment(kind=VerdictKind.DISCIPLINE, outcome=Outcome.BREACH, form=form)
    return actions.give_verdict(world.case, answer, key=world.key, by=by)


OWN = {"form_team": _team, "summon": _summon, "decide": _decide, "give_verdict": _assess}


def _needs(call, world):
    """Look up what the calls about a referral, a remedy or a clock are about; False where there is none."""
    case, rng = world.case, world.made["random"]
    if call.name in {"acknowledge_referral", "answer_referral"}:
        referrals = list(Referral.objects.filter(case=case))
        world.made["referral"] = rng.choice(referrals) if referrals else None
        return bool(referrals)
    if call.name in {"pause_deadline", "prolong_deadline"}:
        world.made["deadline"] = Deadline.objects.filter(case=case).last()
        return world.made["deadline"] is not None and rng.random() < 0.2
    if call.name in {"confirm_decision", "change_decision", "annul_decision"}:
        return Remedy.objects.filter(case=case).exists()
    return True


def _pick(world, rng):
    """Anything at all, what the state allows, or what was never done in this state; seldom what ends the walk."""
    fitting = [call for call in MOVES if world.case.state in call.allowed]
    new = [call for call in fitting if (world.case.state, call.name) not in world.made["tried"]]
    call = rng.choice(rng.choice([MOVES, fitting or MOVES, new or fitting or MOVES]))
    is_known = (world.case.state, call.name) in world.made["tried"]
    return None if "dismiss" in call.name and is_known and rng.random() < 0.8 else call


def _wait(world, call):
    """Every other time, let the day come on which the call may be made."""
    if world.made["random"].random() < 0.5:
        return
    found = []
    if call.name in {"hold_hearing", "note_absence"}:
        found = world.case.hearings.values_list("on", flat=True)
    elif call.name == "put_in_force":
        found = world.case.deadlines.filter(step__endswith="/berlaku").values_list("due", flat=True)
    steps.travel(max([world.today, *found]))


def _step(world, rng):
    """One attempt; what it did to the state must stand in the table. True where it was done."""
    if rng.random() < 0.2:
        steps.travel(world.today + timedelta(days=rng.choice([1, 3, 12, 25])))
    call = _pick(world, rng)
    if call is None or not _needs(call, world):
        return False
    _wait(world, call)
    before = CaseState(world.case.state)
    # mostly the system itself, which no rule about persons holds back: those have tests of their own
    by = getattr(world, call.who) if rng.random() < 0.05 else None
    try:
        OWN.get(call.name, call.do)(world, by)
    except Error:
        assert Case.objects.filter(pk=world.case.pk, state=before).exists()
        world.case.refresh_from_db()
        return False
    after = CaseState(world.case.state)
    assert after in (before, *TRANSITIONS[before])
    world.made["done"].add((before, after))
    world.made["tried"].add((before, call.name))
    if after != before or rng.random() < 0.3:
        assert queries.names_running(world.case) == queries.expected(world.case)
    return True


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_walks(world, seed):
    rng, taken = random.Random(seed), 0
    world.made |= {
        "random": rng,
        "done": set(),
        "tried": set(),
        "members": steps.members(world, is_confirmed=True),
        "calendar": steps.law.load("pemilu-2024").workdays(),
    }
    while taken < STEPS:
        steps.travel(steps.RECEIVED)
        steps.open_case(world, act_on=steps.ACT - timedelta(days=rng.randrange(40)))
        acts = 1
        for _n in range(LONGEST):
            acts += _step(world, rng)
            taken += 1
            if world.case.state not in OPEN:
                break
        assert Step.objects.filter(case=world.case).count() == acts
        assert queries.names_running(world.case) == queries.expected(world.case)
        assert list(queries.audit_cases([world.case])) == []
    assert list(queries.audit_cases()) == []
    assert Entry.objects.filter(kind="case-step").count() == Step.objects.count()
    assert {after for _before, after in world.made["done"]} == set(CaseState), "a state was missed"
