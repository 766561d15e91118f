"""The clocks of a gift: counted in working days over the year's end and joint leave, reminded of, escalated, recounted."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from ikrar.errors import InputError, NotAllowed, NotPossible
from ikrar.gifts import actions, law, queries, work
from ikrar.gifts.models import GiftClock
from ikrar.gifts.states import GiftKind, GiftState, GiftStepKind
from ikrar.people.models import Mail
from tests.apps.gifts import steps

pytestmark = pytest.mark.django_db
G = GiftState


def received(world, on: date, *, today: date | None = None):
    steps.travel(today or on)
    return steps.record(world, on=on)


def test_thirty_working_days_run_over_the_years_end_and_joint_leave(world):
    gift = received(world, date(2023, 12, 22))
    clock = gift.clocks.get()
    assert (clock.step, clock.due) == ("lapor", date(2024, 2, 7))
    assert clock.is_settled


def test_thirty_working_days_run_over_lebaran(world):
    gift = received(world, date(2024, 3, 28))
    off = {
        day.day
        for day in law.count(law.load(gift.pack), law.restored(gift.clocks.get().clock), gift.on).skipped
        if day.day.weekday() < 5
    }  # fmt: skip
    joint_leave = {date(2024, 4, day) for day in (8, 9, 12, 15)}
    assert joint_leave <= off


def test_a_clock_cites_its_norm_and_how_sure_the_pack_is(world, client):
    gift = received(world, date(2023, 12, 22))
    client.force_login(world.lestari)
    shown = client.get(reverse("gift_at_desk", args=[gift.number])).content.decode()
    assert "UU 31/1999 jo. UU 20/2001 Pasal 12C (keyakinan" in shown
    assert "UU20/2001:12C" not in shown


@pytest.mark.parametrize(("asked_on", "step", "days"), [
    (date(2024, 1, 15), "lengkapi-2019", 30),
    (date(2026, 1, 19), "lengkapi-2019", 30),
    (date(2026, 1, 20), "lengkapi", 20),
])  # fmt: skip
def test_the_clock_to_complete_is_the_one_of_the_day(world, asked_on, step, days):
    steps.travel(asked_on)
    steps.record(world, on=asked_on)
    steps.ask(world)
    clock = world.gift.clocks.get(step=step)
    assert clock.clock["days"] == days
    assert law.load(world.gift.pack).workdays().between(asked_on, clock.due) == days
    steps.answer(world)
    clock.refresh_from_db()
    assert clock.met_on == asked_on


def test_the_day_of_receipt_counts_and_not_the_day_of_writing(world):
    gift = received(world, date(2024, 1, 2), today=date(2024, 1, 15))
    assert gift.clocks.get().since == date(2024, 1, 2)


def test_forwarding_meets_the_clock_and_starts_that_of_kpk(world):
    steps.bring(world, G.FORWARDED)
    assert world.gift.clocks.get(step="lapor").met_on == steps.TODAY
    assert world.gift.clocks.get(step="tetapkan").is_open
    steps.settle(world)
    assert world.gift.clocks.get(step="tetapkan").met_on == steps.TODAY


def test_withdrawing_ends_the_clock(world):
    steps.bring(world, G.WITHDRAWN)
    assert world.gift.clocks.get().ended_on == steps.TODAY
    assert queries.to_remind() is None


def test_it_reminds_twice_and_then_goes_to_the_upg_once(world):
    received(world, date(2023, 12, 22))  # due 7 February
    assert not work.do_one()
    days = law.load("pemilu-2024").workdays()
    for before in (10, 3):
        steps.travel(days.back(date(2024, 2, 7), before))
        assert work.do_one()
        assert not work.do_one()
        told = set(
            Mail.objects.filter(key__startswith="gift-reminder").values_list("to", flat=True)
        )
        assert told == {"ani@contoh.test", "lestari@contoh.test", "wira@contoh.test"}
    assert Mail.objects.count() == 6
    steps.travel(date(2024, 2, 7))
    assert not work.do_one()
    steps.travel(date(2024, 2, 8))
    assert work.do_one()
    assert not work.do_one()
    letters = Mail.objects.filter(key__startswith="gift-escalation")
    assert {letter.to for letter in letters} == {"lestari@contoh.test", "wira@contoh.test"}
    for letter in Mail.objects.all():
        for word in ("Parsel", "CV Contoh", "Ani", "750"):
            assert word not in letter.body + letter.subject
        assert world.gift.number in letter.body
    assert world.gift.steps.filter(kind=GiftStepKind.ESCALATED).count() == 1
    assert list(queries.audit_gifts()) == []


def test_nobody_is_told_of_their_own_as_the_upg(world):
    steps.travel(date(2024, 1, 2))
    steps.record(world, by=world.lestari, on=date(2024, 1, 2))
    steps.travel(date(2024, 6, 3))
    assert work.do_one()
    assert Mail.objects.count() == 0  # Wira's unit is another one
    assert GiftClock.objects.get().escalated_at is not None


def test_kpks_own_clock_is_shown_and_nobody_is_reminded_of_it(world):
    steps.bring(world, G.FORWARDED)
    steps.travel(date(2024, 12, 2))
    assert queries.to_remind() is None
    assert queries.to_escalate() is None


def test_two_workers_escalate_once(world):
    received(world, date(2024, 1, 2))
    steps.travel(date(2024, 6, 3))
    clock = queries.to_escalate()
    assert actions.escalate(clock)
    assert not actions.escalate(clock)


def test_two_workers_remind_once(world):
    received(world, date(2023, 12, 22))
    steps.travel(date(2024, 1, 30))
    clock = queries.to_remind()
    assert actions.remind(clock)
    assert not actions.remind(clock)


def test_a_changed_decree_counts_anew_with_its_reason(world, monkeypatch):
    gift = received(world, date(2024, 3, 28))
    before = gift.clocks.get().due

    real = law.count

    def later(pack, clock, since):
        return real(pack, law.restored({**law.snapshot(clock), "days": clock.days + 2}), since)

    monkeypatch.setattr("ikrar.gifts.law.count", later)
    for other in (world.cast.dodi, world.ani, world.cast.budi):
        with pytest.raises(NotAllowed):
            steps.recompute(world, other)
    with pytest.raises(InputError):
        actions.recompute(gift, reason=" ", by=world.lestari)
    moved = steps.recompute(world)
    assert [row.due > before for row in moved] == [True]
    step = gift.steps.last()
    assert (step.kind, step.words) == (GiftStepKind.RECOMPUTED, "SKB cuti bersama diubah.")
    assert list(queries.audit_gifts()) == []
    assert steps.recompute(world) == []


def test_a_changed_decree_moves_the_whole_desk_and_nothing_else(world, monkeypatch, client):
    standing, moving = received(world, date(2024, 1, 8)), received(world, date(2024, 3, 28))
    before, real = moving.clocks.get().due, law.count
    bridge = date(2024, 4, 16)  # a day of joint leave that a new decree adds

    def decreed(pack, clock, since):
        due = real(pack, clock, since)
        if since < bridge <= due.on:
            return replace(due, on=pack.workdays().add(due.on, 1))
        return due

    monkeypatch.setattr("ikrar.gifts.law.count", decreed)
    with pytest.raises(NotAllowed):
        actions.recompute_all(reason="SKB cuti bersama diubah.", by=world.ani)
    client.force_login(world.lestari)
    place, reason = reverse("gift_recount"), {"text": "SKB cuti bersama diubah."}
    assert client.post(place, {"text": ""}).status_code == 400
    assert "1 hadiah" in client.post(place, reason, follow=True).content.decode()
    assert moving.clocks.get().due > before
    assert moving.steps.last().words == "SKB cuti bersama diubah."
    assert not standing.steps.filter(kind=GiftStepKind.RECOMPUTED).exists()
    assert list(queries.audit_gifts()) == []
    assert "0 hadiah" in client.post(place, reason, follow=True).content.decode()


@pytest.mark.parametrize("state", [G.NOTED, G.CLOSED, G.WITHDRAWN])
def test_what_is_over_is_not_counted_anew(world, state):
    steps.bring(world, state)
    with pytest.raises(NotPossible):
        steps.recompute(world)


def test_a_pack_without_the_procedure_has_no_clock(world, monkeypatch):
    monkeypatch.setattr("ikrar.gifts.law.step_of", lambda *_args: None)
    steps.record(world, GiftKind.RECEIVED)
    assert not world.gift.clocks.exists()


def test_limits_are_those_of_the_day_and_none_for_politics():
    pack = law.load("pemilu-2024")
    old, now = date(2026, 1, 19), date(2026, 1, 20)
    assert law.limits(pack, "rekan", old).norms[0].id == "PerKPK2/2019"
    assert law.limits(pack, "rekan", now).norms[0].id == "PerKPK1/2026"
    for tie in ("peserta", "tim", "partai"):
        found = law.limits(pack, tie, now)
        assert found.is_refused
        assert found.norms == ()
