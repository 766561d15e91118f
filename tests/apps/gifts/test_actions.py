"""Every action of a gift: done by whom it is for, refused to others and in every other state, all or nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

import pytest

from ikrar.errors import InputError, NotAllowed, NotPossible
from ikrar.gifts import actions, queries
from ikrar.gifts.models import Gift, GiftClock, GiftStep, Refusal
from ikrar.gifts.states import OPEN, TRANSITIONS, GiftHandling, GiftKind, GiftState, GiverTie
from ikrar.ledger.models import Checkpoint, Entry, Log
from ikrar.people.actions import Tie, declare_interest, end_interest
from ikrar.people.models import Employee, Role, User
from ikrar.people.states import InterestKind, RoleName
from tests.apps.gifts import steps
from tests.cast import make_employee

pytestmark = pytest.mark.django_db
G = GiftState


class Call(NamedTuple):
    """An action, where it leads to, who does it, and for what sort of gift."""

    do: Callable[..., object]
    to: GiftState
    who: str = "lestari"
    kind: GiftKind = GiftKind.RECEIVED

    @property
    def start(self) -> GiftState:
        return next(state for state, following in TRANSITIONS.items() if self.to in following)

    def others(self, world):
        cast = world.cast
        yield from (cast.dodi, cast.budi, cast.citra, cast.eka, cast.fajar)
        yield world.ani if self.who == "lestari" else world.lestari


CALLS = [
    Call(steps.ask, G.ASKED),
    Call(steps.answer, G.RECORDED, who="ani"),
    Call(steps.note, G.NOTED, kind=GiftKind.OFFERED),
    Call(steps.decide, G.DECIDED),
    Call(steps.forward, G.FORWARDED),
    Call(steps.settle, G.SETTLED),
    Call(steps.withdraw, G.WITHDRAWN, who="ani"),
]
every = pytest.mark.parametrize("call", CALLS, ids=lambda call: call.do.__name__)
WRONG = [(call, state) for call in CALLS for state in G if call.to not in TRANSITIONS[state]]


@every
def test_it_moves_the_gift_and_is_logged(world, call):
    steps.bring(world, call.start, call.kind)
    before = Entry.objects.filter(log__name="internal").count()
    call.do(world)
    assert Gift.objects.get(pk=world.gift.pk).state == call.to
    step = world.gift.steps.last()
    assert step.by == getattr(world, call.who)
    entries = Entry.objects.filter(log__name="internal")
    assert entries.count() == before + 1
    assert entries.filter(ref=step.ref, kind="gift-step").exists()
    assert list(queries.audit_gifts()) == []


@every
def test_it_is_refused_to_others(world, call):
    steps.bring(world, call.start, call.kind)
    for other in call.others(world):
        with pytest.raises(NotAllowed):
            call.do(world, other)
    assert Gift.objects.get(pk=world.gift.pk).state == call.start


@pytest.mark.parametrize(("call", "state"), WRONG, ids=lambda one: str(getattr(one, "to", one)))
def test_it_is_refused_in_a_wrong_state(world, call, state):
    steps.bring(world, state)
    count = world.gift.steps.count()
    with pytest.raises(NotPossible):
        call.do(world)
    assert world.gift.steps.count() == count


@every
def test_without_the_log_nothing_happens(world, monkeypatch, call):
    steps.bring(world, call.start, call.kind)
    clocks = list(GiftClock.objects.order_by("pk").values())

    def broken(**_fields):
        raise RuntimeError("no log")

    monkeypatch.setattr("ikrar.ledger.actions.append", broken)
    with pytest.raises(RuntimeError):
        call.do(world)
    assert Gift.objects.get(pk=world.gift.pk).state == call.start
    assert list(GiftClock.objects.order_by("pk").values()) == clocks


def test_closing_ends_what_was_handled(world):
    steps.bring(world, G.SETTLED)
    steps.close(world)
    assert world.gift.state == G.CLOSED
    steps.record(world)
    steps.decide_to_return(world)
    steps.close(world)
    assert world.gift.state == G.CLOSED
    assert world.gift.clocks.get().ended_on == steps.TODAY
    for other in (world.cast.dodi, world.ani):
        steps.bring(world, G.SETTLED)
        with pytest.raises(NotAllowed):
            steps.close(world, other)


def test_what_goes_to_kpk_is_not_closed_before_it_went(world):
    steps.bring(world, G.DECIDED)
    with pytest.raises(NotPossible, match="KPK"):
        steps.close(world)


def test_nothing_to_handle_is_noted_and_what_is_held_is_not(world):
    steps.record(world)
    with pytest.raises(NotPossible):
        steps.note(world)
    for kind in (GiftKind.OFFERED, GiftKind.REFUSED, GiftKind.SEEN):
        steps.record(world, kind)
        with pytest.raises(NotPossible):
            steps.decide(world)
        assert not world.gift.clocks.exists()
        steps.note(world)


def test_an_officer_never_handles_their_own(world):
    steps.record(world, by=world.lestari)
    for call in (steps.ask, steps.decide):
        with pytest.raises(NotAllowed, match="petugas UPG yang lain"):
            call(world, world.lestari)
    colleague = User.objects.create_user(
        "yani", employee=make_employee(world.cast.top, "198601012011012001", "Yani Contoh")
    )
    Role.objects.create(user=colleague, name=RoleName.UPG)
    steps.decide(world, colleague)
    assert world.gift.state == G.DECIDED


@pytest.mark.parametrize("declared_by", ["lestari", "ani"])
def test_an_officer_never_handles_a_declared_relatives(world, declared_by):
    steps.record(world)
    pair = {"lestari": (world.lestari, world.ani), "ani": (world.ani, world.lestari)}
    own, other = pair[declared_by]
    declared = Tie(kind=InterestKind.FAMILY, relative=other.employee, since=steps.TODAY)
    interest = declare_interest(Employee.objects.get(pk=own.employee_id), declared, by=own)
    with pytest.raises(NotAllowed):
        steps.ask(world, world.lestari)
    assert not queries.at_desk(world.lestari).exists()
    assert queries.at_desk(world.wira).exists()
    steps.travel(steps.TODAY + timedelta(days=1))
    end_interest(interest, until=steps.TODAY, by=own)
    assert queries.at_desk(world.lestari).exists()
    steps.ask(world, world.lestari)


def test_an_officer_of_a_unit_reaches_its_tree_only(world):
    steps.record(world)
    steps.ask(world, world.wira)
    steps.record(world, by=world.cast.citra)  # of the other unit
    with pytest.raises(NotAllowed):
        steps.ask(world, world.wira)


def test_who_is_no_employee_records_nothing(world):
    with pytest.raises(NotAllowed):
        steps.record(world, by=world.cast.dodi)
    assert not Gift.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"estimate": -1}, {"estimate": 1_000_000_000_001}, {"what": " \0 "}, {"what": "x" * 301},
        {"tie": "entah"}, {"on": steps.TODAY.replace(day=16)}, {"on": steps.TODAY.replace(year=1990)},
        {"story": "x" * 4001},
    ],
)  # fmt: skip
def test_hostile_values_are_refused_in_words(world, wrong):
    with pytest.raises(InputError) as refused:
        steps.record(world, **wrong)
    assert len(str(refused.value)) > 20
    assert not Gift.objects.exists()


def test_the_largest_sum_and_an_unknown_one_are_taken(world):
    assert steps.record(world, estimate=1_000_000_000_000).estimate == 10**12
    assert steps.record(world, estimate=None).estimate is None
    assert steps.record(world, estimate=0).estimate == 0


def test_a_ticket_makes_one_gift(world):
    ticket = steps.uuid4()
    made = {actions.record_gift(steps.new(), ticket=ticket, by=world.ani).pk for _n in range(3)}
    assert len(made) == 1
    assert GiftStep.objects.count() == 1


def test_an_answer_may_put_the_sum_right(world):
    steps.bring(world, G.ASKED)
    actions.answer(world.gift, text="Ternyata lebih.", estimate=900_000, by=world.ani)
    assert Gift.objects.get().estimate == 900_000
    steps.bring(world, G.ASKED)
    with pytest.raises(InputError):
        actions.answer(world.gift, text="Salah.", estimate=-5, by=world.ani)


def test_what_kpk_has_said_needs_a_number_and_a_day_that_can_be(world):
    steps.bring(world, G.DECIDED)
    with pytest.raises(InputError):
        actions.forward(world.gift, receipt_number=" ", on=steps.TODAY, by=world.lestari)
    for day in (world.gift.on.replace(day=1), steps.TODAY.replace(day=16)):
        with pytest.raises(InputError):
            actions.forward(world.gift, receipt_number="1", on=day, by=world.lestari)
    with pytest.raises(InputError):
        actions.decide(steps.record(world), handling="dimakan", reason="Salah.", by=world.lestari)
    assert GiftHandling.CHARITY in GiftHandling


def test_a_refusal_stands_in_the_public_log_and_tells_nobody(world):
    steps.record(world, GiftKind.REFUSED, tie=GiverTie.CONTESTANT)
    refusal = Refusal.objects.get()
    entry = Entry.objects.get(log__name="public", kind="refusal")
    assert entry.ref == refusal.ref
    for word in (b"Ani", b"Contoh", b"CV", b"Parsel", b"peserta", b"19900101"):
        assert word not in bytes(entry.data)
    assert refusal.disclosure.keys() == {"agency", "name", "unit", "person", "on", "tie"}
    assert "199001012015032001" not in str(refusal.disclosure)
    steps.withdraw(world)
    assert Entry.objects.filter(log__name="public", kind="refusal-withdrawal").count() == 1
    with pytest.raises(NotPossible):
        queries.certificate_of(world.gift)
    assert list(queries.audit_gifts()) == []


def test_without_the_public_log_no_refusal_is_recorded(world):
    Entry.objects.all().delete()
    Checkpoint.objects.filter(log__name="public").delete()
    Log.objects.filter(name="public").delete()
    with pytest.raises(NotPossible):
        steps.record(world, GiftKind.REFUSED)
    assert not Gift.objects.exists()
    assert not GiftStep.objects.exists()


def test_open_states_lead_on(world):
    assert {G.RECORDED, G.ASKED, G.DECIDED, G.FORWARDED, G.SETTLED} == set(OPEN)
