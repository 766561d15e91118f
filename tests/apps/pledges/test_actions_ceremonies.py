"""A ceremony: the leader moves it, seats follow and accept what was read, each signs once."""

import pytest
from django.db import IntegrityError

from ikrar.errors import InputError, NotAllowed, NotFound, NotPossible
from ikrar.ledger.models import Entry
from ikrar.people.models import Role
from ikrar.people.states import RoleName
from ikrar.pledges import actions, queries
from ikrar.pledges.models import Campaign, Ceremony, Signatory, Signature
from ikrar.pledges.states import (
    CEREMONY_TRANSITIONS,
    STATEMENTS,
    CampaignState,
    CeremonyState,
    How,
    SignatoryState,
)
from tests.apps.pledges import steps

READING, SIGNING, ENDED = CeremonyState.READING, CeremonyState.SIGNING, CeremonyState.ENDED


@pytest.fixture
def ceremony(cast, campaign):
    return actions.open_ceremony(campaign, name="Apel pagi", leader=cast.budi, by=cast.fajar)


def put(ceremony, state, statement=0):
    Ceremony.objects.filter(pk=ceremony.pk).update(state=state, statement=statement)
    ceremony.refresh_from_db()
    return ceremony


def seat_with(ceremony, signatory, *numbers):
    """A seat that has accepted these statements, everything read."""
    put(ceremony, READING, 4)
    seat = actions.join_ceremony(ceremony, signatory=signatory)
    for number in numbers:
        actions.accept_statement(seat, statement=number)
    return queries.seat_of(ceremony, signatory)


def test_the_whole_ceremony(cast, campaign, ceremony, ani):
    budi = cast.budi
    seat = actions.join_ceremony(ceremony, signatory=ani)
    with pytest.raises(NotPossible, match="belum dimulai"):
        actions.accept_statement(seat, statement=1)
    actions.move_ceremony(ceremony, to=READING, by=budi)
    for number in STATEMENTS:
        with pytest.raises(NotPossible, match="belum dibacakan"):
            actions.accept_statement(seat, statement=number)
        actions.advance_ceremony(ceremony, statement=number, by=budi)
        actions.accept_statement(seat, statement=number)
    late = actions.join_ceremony(
        ceremony, signatory=steps.signatory_of(campaign, cast.citra.employee)
    )
    for number in STATEMENTS:
        actions.accept_statement(late, statement=number)
    sha256 = campaign.text.sha256
    with pytest.raises(NotPossible, match="belum dibuka"):
        actions.sign_seat(queries.seat_of(ceremony, ani), text_sha256=sha256, by=None)
    actions.move_ceremony(ceremony, to=SIGNING, by=budi)
    signature = actions.sign_seat(queries.seat_of(ceremony, ani), text_sha256=sha256, by=cast.ani)
    assert signature.how == How.CEREMONY
    assert signature.accepted == queries.seat_of(ceremony, ani).accepted
    assert queries.ceremony_figures(ceremony) == queries.CeremonyFigures(2, 1, 1, 4)


def test_joining_again_keeps_the_seat(ceremony, ani):
    seat = seat_with(ceremony, ani, 1, 3)
    again = actions.join_ceremony(ceremony, signatory=ani)
    assert again == seat
    assert sorted(again.accepted) == ["1", "3"]


def test_accepting_again_keeps_the_first_moment(ceremony, ani):
    seat = seat_with(ceremony, ani, 1)
    type(seat).objects.update(accepted={"1": "2023-10-04T02:30:00Z"})
    assert actions.accept_statement(seat, statement=1).accepted == {"1": "2023-10-04T02:30:00Z"}


@pytest.mark.parametrize("number", [0, 5, -1])
def test_there_are_four_statements(ceremony, ani, number):
    seat = seat_with(ceremony, ani)
    with pytest.raises(NotPossible):
        actions.accept_statement(seat, statement=number)


@pytest.mark.parametrize("left_out", STATEMENTS)
def test_a_seat_signs_with_all_four(campaign, ceremony, ani, left_out):
    seat = seat_with(ceremony, ani, *[n for n in STATEMENTS if n != left_out])
    put(ceremony, SIGNING, 4)
    seat = queries.seat_of(ceremony, ani)
    with pytest.raises(InputError, match=str(left_out)):
        actions.sign_seat(seat, text_sha256=campaign.text.sha256, by=None)
    assert not Signature.objects.exists()


@pytest.mark.parametrize("state", [s for s in CeremonyState if s != SIGNING])
def test_a_seat_signs_only_while_signing_is_open(campaign, ceremony, ani, state):
    seat_with(ceremony, ani, *STATEMENTS)
    put(ceremony, state, 4)
    with pytest.raises(NotPossible):
        actions.sign_seat(queries.seat_of(ceremony, ani), text_sha256=campaign.text.sha256, by=None)


def test_dodi_signs_from_no_seat(cast, campaign, ceremony, ani):
    seat_with(ceremony, ani, *STATEMENTS)
    put(ceremony, SIGNING, 4)
    seat = queries.seat_of(ceremony, ani)
    for by in (cast.dodi, cast.budi):
        with pytest.raises(NotAllowed):
            actions.sign_seat(seat, text_sha256=campaign.text.sha256, by=by)


def test_nothing_is_kept_when_the_log_cannot_be_written(campaign, ceremony, ani, monkeypatch):
    seat_with(ceremony, ani, *STATEMENTS)
    put(ceremony, SIGNING, 4)
    seat = queries.seat_of(ceremony, ani)

    def fail(**_fields):
        raise RuntimeError

    monkeypatch.setattr("ikrar.ledger.actions.append", fail)
    with pytest.raises(RuntimeError):
        actions.sign_seat(seat, text_sha256=campaign.text.sha256, by=None)
    assert not Signature.objects.exists()
    assert Signatory.objects.get(pk=ani.pk).state == SignatoryState.DUE


def test_the_text_on_the_phone_must_be_the_campaigns(ceremony, ani):
    seat_with(ceremony, ani, *STATEMENTS)
    put(ceremony, SIGNING, 4)
    with pytest.raises(actions.TextChanged):
        actions.sign_seat(queries.seat_of(ceremony, ani), text_sha256="sha256:0", by=None)


@pytest.mark.parametrize("to", CeremonyState)
@pytest.mark.parametrize("state", CeremonyState)
def test_moves_follow_the_table(cast, ceremony, state, to):
    put(ceremony, state, 4)
    if to in CEREMONY_TRANSITIONS[state]:
        assert actions.move_ceremony(ceremony, to=to, by=cast.budi).state == to
        return
    with pytest.raises(NotPossible):
        actions.move_ceremony(ceremony, to=to, by=cast.budi)


@pytest.mark.parametrize("statement", range(4))
def test_signing_opens_after_the_fourth_statement(cast, ceremony, statement):
    put(ceremony, READING, statement)
    with pytest.raises(NotPossible, match="keempat"):
        actions.move_ceremony(ceremony, to=SIGNING, by=cast.budi)


def test_statements_are_read_in_order(cast, ceremony):
    put(ceremony, READING, 1)
    for skipped in (3, 4, 5, -1):
        with pytest.raises(NotPossible, match="berurutan"):
            actions.advance_ceremony(ceremony, statement=skipped, by=cast.budi)
    assert actions.advance_ceremony(ceremony, statement=2, by=cast.budi).statement == 2
    assert actions.advance_ceremony(ceremony, statement=2, by=cast.budi).statement == 2
    assert actions.advance_ceremony(ceremony, statement=0, by=cast.budi).statement == 0
    for state in (s for s in CeremonyState if s != READING):
        put(ceremony, state, 1)
        with pytest.raises(NotPossible):
            actions.advance_ceremony(ceremony, statement=2, by=cast.budi)


def test_two_screens_of_one_leader(cast, ceremony):
    put(ceremony, READING, 1)
    other = Ceremony.objects.get(pk=ceremony.pk)
    actions.advance_ceremony(ceremony, statement=0, by=cast.budi)
    with pytest.raises(NotPossible, match="layar lain"):
        actions.advance_ceremony(other, statement=2, by=cast.budi)
    actions.move_ceremony(ceremony, to=ENDED, by=cast.budi)
    with pytest.raises(NotPossible, match="layar lain"):
        actions.move_ceremony(other, to=ENDED, by=cast.budi)


def test_who_leads(cast, campaign, ceremony):
    put(ceremony, READING, 1)
    for by in (cast.dodi, cast.ani, cast.eka):
        for refused in (
            lambda by=by: actions.open_ceremony(campaign, name="X", leader=by, by=by),
            lambda by=by: actions.move_ceremony(ceremony, to=ENDED, by=by),
            lambda by=by: actions.advance_ceremony(ceremony, statement=2, by=by),
        ):
            with pytest.raises(NotAllowed):
                refused()
    Role.objects.create(user=cast.ani, name=RoleName.LEADER, unit=cast.unit)
    assert actions.open_ceremony(campaign, name="X", leader=cast.ani, by=cast.ani)
    assert actions.advance_ceremony(ceremony, statement=2, by=cast.fajar)


@pytest.mark.parametrize("state", [s for s in CampaignState if s != CampaignState.OPEN])
def test_a_ceremony_needs_an_open_campaign(cast, campaign, state):
    Campaign.objects.update(state=state)
    campaign.refresh_from_db()
    with pytest.raises(NotPossible):
        actions.open_ceremony(campaign, name="Apel", leader=cast.budi, by=cast.fajar)


def test_a_ceremony_has_a_name_and_a_code_that_can_be_typed(cast, campaign, ceremony):
    with pytest.raises(InputError):
        actions.open_ceremony(campaign, name=" ", leader=cast.budi, by=cast.fajar)
    code = ceremony.join_code
    assert len(code) == 6
    assert queries.ceremony_of_code(f" {code[:3].lower()}-{code[3:]} ") == ceremony
    with pytest.raises(NotFound):
        queries.ceremony_of_code("AEIOU1")


def test_a_code_that_is_taken_is_drawn_again(cast, campaign, ceremony, monkeypatch):
    letters = iter([*ceremony.join_code, *"BCDFGH"])
    monkeypatch.setattr("secrets.choice", lambda _letters: next(letters))
    made = actions.open_ceremony(campaign, name="Apel", leader=cast.budi, by=cast.fajar)
    assert made.join_code == "BCDFGH"


def test_another_fault_is_not_taken_for_a_taken_code(cast, campaign, monkeypatch):
    def fail(**_fields):
        raise IntegrityError

    monkeypatch.setattr(Ceremony.objects, "create", fail)
    with pytest.raises(IntegrityError):
        actions.open_ceremony(campaign, name="Apel", leader=cast.budi, by=cast.fajar)


def test_who_may_join(cast, campaign, ceremony, ani):
    other = steps.opened(cast, "kedua")
    with pytest.raises(NotAllowed):
        actions.join_ceremony(ceremony, signatory=steps.signatory_of(other, cast.ani.employee))
    put(ceremony, ENDED)
    with pytest.raises(NotPossible, match="selesai"):
        actions.join_ceremony(ceremony, signatory=ani)
    put(ceremony, READING)
    steps.sign(ani)
    with pytest.raises(actions.AlreadySigned):
        actions.join_ceremony(ceremony, signatory=steps.signatory_of(campaign, ani.employee))
    assert Entry.objects.filter(kind="signature").count() == 1
