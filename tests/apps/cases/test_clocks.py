"""Clocks at work: whose they are, how they are prolonged and paused, and whom a missed one is told."""

from datetime import date, timedelta

import pytest

from ikrar.cases import actions, law, queries, work
from ikrar.cases.models import Deadline, Step
from ikrar.cases.queries import desk
from ikrar.cases.queries.desk import Wanted
from ikrar.cases.states import CaseState
from ikrar.errors import NotPossible
from ikrar.packs.files import Leave
from ikrar.packs.pack import Pack
from ikrar.packs.workdays import workdays
from ikrar.people.models import Mail
from tests.apps.cases import steps
from tests.apps.cases.browse import as_, page, text

S = CaseState


def dates(case, step):
    row = case.deadlines.filter(step__endswith=f"/{step}").last()
    return row.since, row.due, row.met_on


def test_the_clock_of_another_body_runs_from_its_receipt(world):
    steps.travel(date(2024, 10, 1))
    steps.open_case(world)
    referral = steps.refer(world, to="bkn")
    actions.acknowledge_referral(referral, receipt_number="", by=world.gita)
    assert dates(world.case, "verifikasi") == (date(2024, 10, 1), date(2024, 10, 8), None)
    assert queries.names_running(world.case) == queries.expected(world.case)


def test_the_study_of_another_body_is_prolonged_once_and_to_its_limit(world):
    steps.open_case(world)
    referral = steps.refer(world, to="bawaslu")
    actions.acknowledge_referral(referral, receipt_number="", by=world.gita)
    row = world.case.deadlines.get(step="kasn/kaji")
    days = law.load("pemilu-2024").workdays()
    assert days.between(row.since, row.due) == 7
    actions.prolong_deadline(row, reason="Keterangan tambahan diminta", by=world.gita)
    row.refresh_from_db()
    assert days.between(row.since, row.due) == 14
    for other in (row, world.case.deadlines.get(step="kasn/lapor")):
        with pytest.raises(NotPossible):
            actions.prolong_deadline(other, reason="Sekali lagi", by=world.gita)
    assert list(queries.audit_cases()) == []


@pytest.mark.parametrize(
    ("day", "bodies"),
    [
        (date(2024, 1, 15), ["bawaslu", "kasn", "mendagri", "menpanrb"]),
        (date(2024, 9, 1), ["menpanrb", "bkn"]),
        (date(2024, 10, 1), ["bkn", "bawaslu"]),
    ],
)
def test_whom_a_case_goes_to_is_said_by_the_route_of_its_day(world, day, bodies):
    steps.travel(day)
    assert actions.addressees(steps.open_case(world)) == bodies


def test_a_right_that_was_left_unused_is_nobodys_delay(client, world):
    steps.bring(world, S.SERVED)
    rights = world.case.deadlines.filter(duty_of="pegawai")
    steps.travel(rights.first().due)
    week = Wanted(tab=desk.WEEK, duty="pegawai")
    assert desk.due(week, by=world.gita).count() == 2  # objection and appeal, still to be had
    steps.travel(rights.first().due + timedelta(days=1))
    assert rights.filter(met_on=None, ended_on=None).count() == 2
    for tab in desk.PRESSING:
        assert not desk.due(Wanted(tab=tab, duty="pegawai"), by=world.gita).exists()
    assert desk.pressing(by=world.gita)[desk.LATE] == 0
    assert (
        desk.next_clocks([world.case], on=world.today)[world.case.pk].step
        == "disiplin-pp94/berlaku"
    )
    as_(client, world.gita)
    shown = text(page(client, "case", world.case.number))
    assert shown.count("tidak digunakan") == 2
    assert "terlambat" not in shown


def test_an_overdue_official_is_taken_to_the_inspectorate_once(world):
    steps.bring(world, S.RECOMMENDED)
    since, due, _met = dates(world.case, "jatuhkan")
    assert queries.running(by=world.hadi).get(duty_of="ppk").since == since
    assert not work.do_one()
    steps.travel(due + timedelta(days=1))
    assert desk.due(Wanted(tab=desk.LATE, duty="ppk"), by=world.gita).count() == 1
    assert not desk.due(Wanted(tab=desk.LATE, duty="pegawai"), by=world.gita).exists()
    assert work.do_one()
    assert not work.do_one()
    letters = Mail.objects.filter(key__startswith="case-")
    assert {mail.employee for mail in letters} == {world.cast.citra.employee}
    letter = letters[0].subject + letters[0].body
    assert world.case.number in letter
    assert "Ani" not in letter
    assert list(queries.audit_cases()) == []


def test_a_late_superior_is_taken_to_the_superior_who_was_named(world):
    steps.open_case(world)
    above = world.cast.fajar.employee
    actions.name_superiors(
        world.case, superior=world.cast.budi.employee, above=above, by=world.gita
    )
    steps.summon(world)
    steps.miss(world)
    steps.travel(dates(world.case, "panggilan-2")[1] + timedelta(days=1))
    assert work.do_one()
    assert Mail.objects.get(key__startswith="case-").employee == above


def test_a_clock_is_paused_and_counted_anew_with_a_reason(world, monkeypatch):
    steps.bring(world, S.RECOMMENDED)
    row = world.case.deadlines.get(step="kasn/jatuhkan")
    before = row.due
    actions.pause_deadline(
        row, start=row.since + timedelta(days=1), end=row.since + timedelta(days=8),
        reason="Norma contoh", by=world.gita,
    )  # fmt: skip
    paused = row.due
    assert paused > before
    decreed = workdays(Leave()).without([(before, before + timedelta(days=1))])
    monkeypatch.setattr(Pack, "workdays", lambda _pack: decreed)
    assert [d.pk for d in actions.recompute_deadlines(
        world.case, reason="Cuti bersama baru", by=world.gita)] == [row.pk]  # fmt: skip
    assert Deadline.objects.get(pk=row.pk).due > paused
    assert Step.objects.last().facts["note"] == {"reason": "Cuti bersama baru"}
