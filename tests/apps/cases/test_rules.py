"""The rules of the procedure: summons in time, the right to answer, the team, four verdicts, one penalty, the clocks."""

import re
from datetime import date, timedelta

import pytest

from ikrar.cases import actions, law, queries
from ikrar.cases.models import Case, CaseText, Decision
from ikrar.cases.ranks import is_lower
from ikrar.cases.states import (
    MEASURES,
    OUTCOMES,
    CaseState,
    Element,
    Measure,
    Outcome,
    RemedyKind,
    Sanction,
    VerdictKind,
)
from ikrar.errors import InputError, NotPossible
from tests.apps.cases import steps

S, V, Out = CaseState, VerdictKind, Outcome
NOTE = "Catatan manusia yang cukup panjang."


def dates(case, step):
    row = case.deadlines.filter(step__endswith=f"/{step}").last()
    return row.since, row.due, row.met_on


def test_a_number_tells_the_year_and_nothing_of_other_cases(world, monkeypatch):
    numbers = {steps.open_case(world).number for _n in range(5)}
    assert all(re.fullmatch(r"P-2024-[1-9]\d{5}", number) for number in numbers)
    assert len(numbers) == 5
    drawn = iter([7, 7, 8])
    monkeypatch.setattr("ikrar.cases.actions.opening.secrets.randbelow", lambda _most: next(drawn))
    assert steps.open_case(world).number == "P-2024-100007"
    assert steps.open_case(world).number == "P-2024-100008"  # 7 is taken: it draws once more
    steps.travel(date(2025, 1, 2))
    drawn = iter([7])
    assert steps.open_case(world).number == "P-2025-100007"


@pytest.mark.parametrize(
    ("day", "route"),
    [(date(2024, 1, 15), "kasn"), (date(2024, 9, 1), "peralihan"), (date(2024, 10, 1), "bkn-sbt")],
)
def test_the_route_is_that_of_the_day_the_report_was_received(world, day, route):
    steps.travel(date(2025, 3, 3))
    case = steps.open_case(world, received_on=day)
    assert case.route == route


def test_a_summons_leaves_seven_working_days(opened):
    """15 Jan 2024 is a Monday: 16, 17, 18, 19, 22, 23, 24 lie between, so the 25th is the first day."""
    with pytest.raises(InputError, match="2024-01-25"):
        actions.summon(
            opened.case, on=date(2024, 1, 24), details=steps.WORDS, **steps.sealed(opened)
        )
    actions.summon(opened.case, on=date(2024, 1, 25), details=steps.WORDS, **steps.sealed(opened))
    assert dates(opened.case, "panggilan-1") == (date(2024, 1, 25), steps.RECEIVED, steps.RECEIVED)


def test_a_summons_on_a_free_day_counts_from_the_next(world):
    steps.open_case(world)
    steps.travel(date(2024, 1, 20))  # a Saturday
    earliest = law.earliest_hearing(law.load("pemilu-2024"), date(2024, 1, 20))
    assert earliest == date(2024, 2, 1)
    with pytest.raises(InputError):
        actions.summon(world.case, on=date(2024, 2, 3), details=steps.WORDS, **steps.sealed(world))


def test_the_second_summons_has_a_clock_of_its_own(opened):
    steps.summon(opened)
    steps.miss(opened)
    assert dates(opened.case, "panggilan-2") == (date(2024, 1, 25), date(2024, 2, 5), None)
    steps.summon(opened)
    assert dates(opened.case, "panggilan-2")[2] == date(2024, 1, 25)


def test_nobody_is_decided_upon_unheard(world):
    steps.bring(world, S.EXAMINED)
    steps.assess(world)
    steps.recommend(world)
    with pytest.raises(NotPossible, match="menanggapi"):
        steps.decide(world)
    steps.reply(world)
    assert steps.decide(world).sanction == Sanction.MEDIUM


def test_who_stayed_away_twice_is_decided_upon_by_the_evidence(world):
    steps.bring(world, S.ABSENT)
    steps.assess(world)
    steps.recommend(world)
    assert steps.decide(world).decided_by == world.hadi


def test_heavy_cases_need_a_team_of_three_elements(world):
    steps.bring(world, S.EXAMINED)
    steps.assess(world, form=steps.HEAVY)
    with pytest.raises(NotPossible, match="tim"):
        steps.recommend(world)
    team = steps.members(world, is_confirmed=True)
    with pytest.raises(InputError):
        actions.form_team(world.case, team[:2], note=NOTE, **steps.sealed(world))
    actions.form_team(world.case, team, note=NOTE, **steps.sealed(world))
    steps.recommend(world)


def test_a_heavy_penalty_needs_the_team_whenever_it_is_found_to_be_heavy(world):
    steps.bring(world, S.RECOMMENDED)
    steps.assess(world, form=steps.HEAVY)
    with pytest.raises(NotPossible, match="tim"):
        steps.decide(world, sanction=Sanction.HEAVY, measure=Measure.DEMOTED)


def test_the_official_sends_back_whom_nobody_has_heard(world):
    steps.bring(world, S.REFERRED)
    steps.assess(world)
    steps.recommend(world)
    with pytest.raises(NotPossible, match="menanggapi"):
        steps.decide(world)
    actions.send_back(world.case, reason=steps.WORDS, key=world.key, by=world.hadi)
    assert world.case.state == S.OPENED
    assert queries.names_running(world.case) == queries.expected(world.case) == set()
    assert queries.get_case(world.case.number, by=world.hadi) == world.case  # who waits for it
    for step in (steps.summon, steps.hold, steps.reply, steps.recommend):
        step(world)
    assert dates(world.case, "jatuhkan")[:1] == (world.today,)
    assert steps.decide(world).decided_by == world.hadi
    assert list(queries.audit_cases()) == []


@pytest.mark.parametrize(
    ("theirs", "confirmed", "holds"),
    [("III.a", False, True), ("II.a", False, True), ("I.b", True, False), ("", False, False),
     ("", True, True)],
)  # fmt: skip
def test_nobody_examines_their_better(opened, theirs, confirmed, holds):
    ani = opened.cast.ani.employee
    ani.echelon = theirs
    ani.save()
    team = steps.members(opened, is_confirmed=confirmed)

    def form():
        return actions.form_team(opened.case, team, note=NOTE, **steps.sealed(opened))

    if holds:
        assert {row.element for row in form()} == set(Element)
    else:
        with pytest.raises(InputError):
            form()


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [("III.a", "II.b", True), ("II.a", "II.b", False), ("Eselon IV", "III.b", True),
     ("II/b", "II/a", True), ("", "II.a", None), ("Fungsional", "II.a", None)],
)  # fmt: skip
def test_ranks(one, other, answer):
    assert is_lower(one, than=other) is answer


def test_a_crime_is_never_decided_here(opened):
    assert OUTCOMES[V.CRIME] == (Out.NOT_ASSESSED, Out.REFER)
    for outcome in (Out.BREACH, Out.NO_BREACH, Out.ASK_HUMAN):
        with pytest.raises(InputError):
            steps.assess(opened, V.CRIME, outcome, "P-01", note=NOTE)
    verdict = steps.assess(opened, V.CRIME, Out.REFER, "P-01", note=NOTE)
    assert (verdict.sanction, queries.verdict_note(verdict, key=opened.key)) == ("", NOTE)


@pytest.mark.parametrize(
    ("kind", "outcome", "form", "more"),
    [
        (V.DISCIPLINE, Out.BREACH, "P-01", {}),  # a crime is no breach of discipline
        (V.ETHICS, Out.BREACH, steps.MEDIUM, {}),
        (V.DISCIPLINE, Out.BREACH, steps.MORAL, {}),
        (V.DISCIPLINE, Out.BREACH, "KE-04", {}),  # not on that day
        (V.DISCIPLINE, Out.BREACH, "", {}),
        (V.DISCIPLINE, Out.BREACH, "X-1", {}),
        (V.DISCIPLINE, Out.BREACH, steps.MEDIUM, {"object": "bakal_calon"}),
        (V.DISCIPLINE, Out.BREACH, steps.MEDIUM, {"object": "bukan"}),
        (V.DISCIPLINE, Out.BREACH, steps.MEDIUM, {"norms": ("X",)}),
        (V.DISCIPLINE, Out.BREACH, "D-01", {"norms": ("UU5/2014:9:2",)}),  # ended on 30 Oct 2023
        (V.DISCIPLINE, Out.BREACH, steps.UNMAPPED, {}),  # no class: a human says why
        (V.DISCIPLINE, Out.BREACH, steps.MEDIUM, {"sanction": Sanction.LIGHT}),
        (V.DISCIPLINE, Out.BREACH, steps.MEDIUM, {"sanction": Sanction.MORAL, "note": NOTE}),
        (V.DISCIPLINE, Out.ASK_HUMAN, "", {}),
        (V.PLEDGE, Out.REFER, steps.MEDIUM, {"note": NOTE}),
    ],
)
def test_verdicts_that_are_refused(opened, kind, outcome, form, more):
    with pytest.raises(InputError):
        steps.assess(opened, kind, outcome, form, **more)


def test_a_verdict_without_the_day_of_the_act_cites_nothing(world):
    steps.open_case(world, act_on=None)
    with pytest.raises(InputError):
        steps.assess(world)
    assert steps.assess(world, outcome=Out.NOT_ASSESSED, form="").norms == []


@pytest.mark.parametrize(
    ("question", "form", "more", "sanction"),
    [
        ((V.PLEDGE, Out.BREACH), steps.HEAVY, {}, ""),
        ((V.ETHICS, Out.BREACH), steps.MORAL, {"object": "calon"}, "moral"),
        ((V.DISCIPLINE, Out.BREACH), steps.HEAVY, {}, "berat"),
        ((V.DISCIPLINE, Out.NO_BREACH), steps.HEAVY, {}, ""),
        ((V.DISCIPLINE, Out.BREACH), steps.UNMAPPED, {"note": NOTE}, "unmapped"),
        (
            (V.DISCIPLINE, Out.BREACH),
            steps.UNMAPPED,
            {"note": NOTE, "sanction": "sedang"},
            "sedang",
        ),
        ((V.DISCIPLINE, Out.ASK_HUMAN), "", {"note": NOTE}, ""),
    ],
)
def test_verdicts_that_hold(opened, question, form, more, sanction):
    verdict = steps.assess(opened, *question, form, **more)
    assert verdict.sanction == sanction
    cited = [law.load("pemilu-2024").cite(norm) for norm in verdict.norms]
    assert all(norm.in_force(steps.ACT) for norm in cited)


def test_several_breaches_get_the_one_heaviest_penalty(world):
    steps.bring(world, S.EXAMINED)
    steps.assess(world, V.ETHICS, form=steps.MORAL, object="calon")
    steps.assess(world, V.DISCIPLINE)
    steps.reply(world)
    steps.recommend(world)
    with pytest.raises(InputError):
        steps.decide(world, sanction=Sanction.MORAL, measure=Measure.OPEN_STATEMENT)
    with pytest.raises(InputError):
        steps.decide(world, measure=Measure.DEMOTED)
    decision = steps.decide(world)
    assert decision.kinds == [V.DISCIPLINE, V.ETHICS]
    assert Decision.objects.count() == 1
    assert set().union(*MEASURES.values()) == set(Measure)


def test_one_act_is_not_punished_twice(world):
    steps.bring(world, S.DECIDED)
    steps.bring(world, S.RECOMMENDED, act_on=world.case.act_on)
    with pytest.raises(NotPossible, match="perkara lain"):
        steps.decide(world)


def test_an_assessment_that_was_replaced_punishes_nothing(world):
    """The other case was decided on another breach: what was assessed first, and then differently, counts no more."""
    steps.bring(world, S.EXAMINED, act_on=steps.ACT)
    steps.reply(world)
    steps.assess(world)
    steps.assess(world, outcome=Outcome.NO_BREACH)
    steps.assess(world, V.ETHICS, form=steps.MORAL)
    steps.recommend(world)
    steps.decide(world, sanction=Sanction.MORAL, measure=Measure.OPEN_STATEMENT)
    steps.bring(world, S.DECIDED, act_on=steps.ACT)
    assert world.case.decisions.count() == 1


def test_an_annulled_decision_punishes_nothing(world):
    steps.bring(world, S.OBJECTED)
    act_on = world.case.act_on
    actions.annul_decision(
        world.case.remedies.get(), text=steps.WORDS, key=world.key, by=world.hadi
    )
    assert world.case.state == S.DISMISSED
    steps.bring(world, S.RECOMMENDED, act_on=act_on)
    steps.decide(world)


def test_a_changed_decision_is_handed_over_anew(world):
    steps.bring(world, S.APPEALED)
    ruling = steps.ruling(sanction=Sanction.LIGHT, measure=Measure.ORAL_REPRIMAND)
    remedy = world.case.remedies.get(kind=RemedyKind.APPEAL)
    actions.change_decision(remedy, ruling, text=steps.WORDS, key=world.key, by=world.hadi)
    assert (world.case.state, world.case.decisions.count()) == (S.DECIDED, 2)
    assert world.case.decisions.last().replaces == remedy.decision
    assert queries.names_running(world.case) == queries.expected(world.case)


def test_in_force_on_the_fifteenth_working_day_and_not_while_a_remedy_waits(world):
    steps.bring(world, S.SERVED)
    served_on, due, _met = dates(world.case, "berlaku")
    assert law.load("pemilu-2024").workdays().between(served_on, due) == 15
    with pytest.raises(NotPossible):
        actions.put_in_force(world.case, by=world.gita)
    steps.remedy(world, RemedyKind.OBJECTION)
    steps.travel(due + timedelta(days=3))
    with pytest.raises(NotPossible, match="belum dijawab"):
        actions.put_in_force(world.case, by=world.gita)
    steps.confirm(world)
    assert actions.put_in_force(world.case, by=world.gita).in_force_on == due


def test_a_referral_is_followed_until_it_is_answered(world):
    steps.bring(world, S.REFERRED)
    referral = world.case.referrals.get()
    with pytest.raises(NotPossible):
        steps.close(world)
    with pytest.raises(InputError):
        steps.refer(world, to="entah")
    actions.acknowledge_referral(referral, receipt_number="TT-1", by=world.gita)
    actions.answer_referral(referral, answer=steps.WORDS, **steps.sealed(world))
    steps.close(world)


def test_nothing_is_erased_before_its_time(world):
    steps.bring(world, S.DISMISSED)
    until = actions.keep_until(world.case)
    assert until == date(2029, 1, 15)
    steps.travel(until - timedelta(days=1))
    with pytest.raises(NotPossible):
        actions.erase_case(world.case, by=world.gita)
    assert CaseText.objects.exclude(sealed=b"").exists()
    assert Case.objects.get().erased_at is None
