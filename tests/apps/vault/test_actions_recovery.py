"""The key of last resort: two custodians, both of them, one box at a time."""

import pytest

from ikrar.errors import InputError, NotAllowed, NotFound, NotPossible
from ikrar.people.models import Role
from ikrar.people.states import RoleName
from ikrar.sealing import shares
from ikrar.vault import actions, queries
from ikrar.vault.models import BoxKey, Opening, Recovery, Share
from ikrar.vault.policies import check_can_move_opening
from ikrar.vault.states import OPENING_TRANSITIONS, BoxKind, OpeningState
from tests.apps.vault.conftest import CHEAP, PASSPHRASE, REASON
from tests.cast import _user

pytestmark = pytest.mark.django_db


def asked(desk, box, who="gita") -> Opening:
    return actions.ask_opening(box, reason=REASON, by=desk.holders[who])


def approve(desk, opening, who) -> Opening:
    return actions.approve_opening(opening, by=desk.holders[who], private=desk.private[who])


def test_two_custodians_open_one_box_to_one_asker(desk, identity):
    box, key = identity
    other, _key = actions.new_box(BoxKind.IDENTITY)
    opening = asked(desk, box)
    assert approve(desk, opening, "joko").state == OpeningState.HALF
    assert list(queries.may_open(desk.holders["gita"])) == []
    done = approve(desk, opening, "indra")
    assert (done.state, bytes(done.half)) == (OpeningState.OPENED, b"")
    assert {done.first_by.user.username, done.second_by.user.username} == {"indra", "joko"}
    assert queries.data_key(box, desk.holders["gita"], desk.private["gita"]) == key
    for name in ("citra", "hadi", "indra", "joko"):
        with pytest.raises(NotFound):
            queries.data_key(box, desk.holders[name], desk.private[name])
    with pytest.raises(NotFound):
        queries.data_key(other, desk.holders["gita"], desk.private["gita"])


def test_no_half_alone_is_the_key(desk, identity):
    box, _key = identity
    sealed = bytes(box.keys.get().sealed)
    halves = [
        actions.recovery.boxes.open_key(bytes(row.sealed), desk.private[row.holder.user.username])
        for row in queries.custodians()
    ]
    for half in halves:
        with pytest.raises(NotAllowed):
            actions.recovery.boxes.open_key(sealed, half)
    assert actions.recovery.boxes.open_key(sealed, shares.join(*halves))


def test_one_custodian_is_not_two(desk, identity):
    opening = asked(desk, identity[0])
    approve(desk, opening, "indra")
    for step in (
        lambda: approve(desk, opening, "indra"),
        lambda: actions.refuse_opening(opening, by=desk.holders["indra"]),
    ):
        with pytest.raises(NotAllowed, match="dua kustodian yang berbeda"):
            step()


@pytest.mark.parametrize("who", ["citra", "gita", "hadi"])
def test_nobody_else_approves_or_refuses(desk, identity, who):
    opening = asked(desk, identity[0])
    for step in (
        lambda: approve(desk, opening, who),
        lambda: actions.refuse_opening(opening, by=desk.holders[who]),
    ):
        with pytest.raises(NotAllowed):
            step()
    opening.refresh_from_db()
    assert opening.state == OpeningState.ASKED


def test_a_custodian_does_not_ask(desk, identity):
    with pytest.raises(NotPossible, match="Anda kustodian"):
        asked(desk, identity[0], "indra")
    assert not Opening.objects.exists()


def test_whoever_asked_does_not_approve_as_a_custodian_of_later(desk, identity):
    opening = asked(desk, identity[0])
    Share.objects.filter(holder=desk.holders["joko"]).update(holder=desk.holders["gita"])
    for step in (
        lambda: approve(desk, opening, "gita"),
        lambda: actions.refuse_opening(opening, by=desk.holders["gita"]),
    ):
        with pytest.raises(NotAllowed):
            step()


@pytest.mark.parametrize("who", ["indra", "joko"])
def test_either_custodian_ends_it(desk, identity, who):
    opening = asked(desk, identity[0])
    done = actions.refuse_opening(opening, by=desk.holders[who])
    assert (done.state, done.second_by) == (OpeningState.REFUSED, desk.holders[who])
    assert done.ended_at
    assert asked(desk, identity[0]).pk != opening.pk


def test_the_second_refuses_and_the_half_is_gone(desk, identity):
    opening = asked(desk, identity[0])
    approve(desk, opening, "indra")
    done = actions.refuse_opening(opening, by=desk.holders["joko"])
    assert bytes(done.half) == b""
    assert not BoxKey.objects.filter(holder=desk.holders["gita"]).exists()


PAIRS = [(a, b) for a in OpeningState for b in OpeningState if b not in OPENING_TRANSITIONS[a]]
ENDED = [state for state in OpeningState if not OPENING_TRANSITIONS[state]]


def _set(opening, state):
    Opening.objects.filter(pk=opening.pk).update(state=state)
    opening.refresh_from_db()


@pytest.mark.parametrize(("state", "to"), PAIRS)
def test_the_policy_knows_every_step_that_is_none(desk, identity, state, to):
    opening = asked(desk, identity[0])
    _set(opening, state)
    for who in ("joko", "gita"):  # state first, then person
        with pytest.raises(NotPossible):
            check_can_move_opening(opening, to=to, by=desk.holders[who])


@pytest.mark.parametrize("state", ENDED)
@pytest.mark.parametrize("step", ["approve", "refuse"])
def test_no_step_from_a_state_that_ended(desk, identity, state, step):
    opening = asked(desk, identity[0])
    approve(desk, opening, "indra")
    _set(opening, state)
    with pytest.raises(NotPossible):
        if step == "approve":
            approve(desk, opening, "joko")
        else:
            actions.refuse_opening(opening, by=desk.holders["joko"])
    opening.refresh_from_db()
    assert opening.state == state
    assert not BoxKey.objects.filter(holder=desk.holders["gita"]).exists()


def test_a_page_of_yesterday_moves_nothing(desk, identity):
    opening = asked(desk, identity[0])
    stale = Opening.objects.get(pk=opening.pk)
    approve(desk, opening, "indra")
    with pytest.raises(NotPossible, match="Muat ulang"):
        approve(desk, stale, "joko")
    opening.refresh_from_db()
    assert (opening.state, opening.second_by) == (OpeningState.HALF, None)


def test_nothing_is_opened_where_the_state_cannot_be_stored(desk, identity, monkeypatch):
    opening = asked(desk, identity[0])
    approve(desk, opening, "indra")

    def fails(*_args, **_kwargs):
        raise RuntimeError("power is gone")

    monkeypatch.setattr("ikrar.vault.actions.recovery._move", fails)
    with pytest.raises(RuntimeError):
        approve(desk, opening, "joko")
    assert not BoxKey.objects.filter(holder=desk.holders["gita"]).exists()


def test_a_reason_is_neither_missing_nor_a_letter(desk, identity):
    for reason in ("", "terlalu pendek", " \0 " * 30, "a" * 501):
        with pytest.raises(InputError):
            actions.ask_opening(identity[0], reason=reason, by=desk.holders["gita"])
    said = actions.ask_opening(
        identity[0], reason=f"  {REASON}\n\n lagi\0 ", by=desk.holders["gita"]
    )
    assert said.reason == f"{REASON} lagi"


def test_one_request_of_one_asker_at_a_time(desk, identity):
    asked(desk, identity[0])
    with pytest.raises(NotPossible, match="masih menunggu"):
        asked(desk, identity[0])
    assert asked(desk, identity[0], "citra")


def test_a_box_without_recovery_key_cannot_be_asked_for(desk):
    box, _key = actions.new_box(BoxKind.REPORT)
    box.keys.all().delete()
    with pytest.raises(NotPossible):
        asked(desk, box)


def test_a_retired_asker_gets_nothing(desk, identity):
    opening = asked(desk, identity[0])
    approve(desk, opening, "indra")
    actions.retire_holder(desk.holders["gita"])
    opening.refresh_from_db()
    with pytest.raises(NotPossible, match="dihentikan"):
        approve(desk, opening, "joko")
    assert not BoxKey.objects.filter(holder=desk.holders["gita"]).exists()


def _others(cast, desk):
    """Two more custodians: Kartika, and Hadi, who decides."""
    kartika = _user("kartika")
    Role.objects.create(user=kartika, name=RoleName.CUSTODIAN)
    Role.objects.create(user=desk.hadi, name=RoleName.CUSTODIAN)
    desk.holders["kartika"] = actions.make_holder(kartika, passphrase=PASSPHRASE, cost=CHEAP)
    desk.private["kartika"] = queries.unwrap(desk.holders["kartika"], PASSPHRASE)
    return desk.holders["kartika"], desk.holders["hadi"]


def test_what_was_sealed_before_is_opened_by_the_custodians_of_then(desk, identity, cast):
    old, old_key = identity
    kartika, hadi = _others(cast, desk)
    actions.set_custodians(kartika, hadi, by=cast.eka)
    assert Recovery.objects.filter(is_in_use=True).count() == 1
    new, new_key = actions.new_box(BoxKind.IDENTITY)
    before, after = asked(desk, old), asked(desk, new)
    for opening, wrong, right, key in (
        (before, ("kartika", "hadi"), ("indra", "joko"), old_key),
        (after, ("indra", "joko"), ("kartika", "hadi"), new_key),
    ):
        for who in wrong:
            assert opening not in queries.openings_for(desk.holders[who])
            with pytest.raises(NotAllowed):
                approve(desk, opening, who)
        for who in right:
            assert opening in queries.openings_for(desk.holders[who])
            approve(desk, opening, who)
        assert queries.data_key(opening.box, desk.holders["gita"], desk.private["gita"]) == key


def test_what_waits_is_shown_to_whom_it_waits_for(desk, identity):
    opening = asked(desk, identity[0])
    assert list(queries.openings_for(desk.holders["gita"])) == []
    assert list(queries.openings_for(desk.holders["indra"])) == [opening]
    approve(desk, opening, "indra")
    assert list(queries.openings_for(desk.holders["indra"])) == []
    assert list(queries.openings_for(desk.holders["joko"])) == [opening]
    approve(desk, opening, "joko")
    assert list(queries.openings_for(desk.holders["joko"])) == []


@pytest.mark.parametrize("who", ["ani", "budi", "citra", "dodi", "fajar"])
def test_only_the_administrator_names_custodians(desk, cast, who):
    with pytest.raises(NotAllowed):
        actions.set_custodians(desk.holders["indra"], desk.holders["joko"], by=getattr(cast, who))
    assert Recovery.objects.count() == 1


def test_custodians_are_two_who_have_the_role_and_a_key(desk, cast):
    indra, joko, gita = (desk.holders[name] for name in ("indra", "joko", "gita"))
    with pytest.raises(InputError):
        actions.set_custodians(indra, indra, by=cast.eka)
    with pytest.raises(NotPossible, match="peran kustodian"):
        actions.set_custodians(indra, gita, by=cast.eka)
    Role.objects.create(user=desk.joko, name=RoleName.ADMINISTRATOR)
    with pytest.raises(NotPossible, match="Administrator tidak dapat"):
        actions.set_custodians(indra, joko, by=cast.eka)
    desk.indra.is_active = False
    desk.indra.save()
    indra.refresh_from_db()
    with pytest.raises(NotPossible):
        actions.set_custodians(joko, indra, by=cast.eka)
    assert Recovery.objects.get().is_in_use


def test_a_recovery_key_that_cannot_be_shared_replaces_nothing(desk, cast, monkeypatch):
    def fails(*_args, **_kwargs):
        raise RuntimeError("power is gone")

    monkeypatch.setattr(Share.objects, "create", fails, raising=False)
    with pytest.raises(RuntimeError):
        actions.set_custodians(desk.holders["indra"], desk.holders["joko"], by=cast.eka)
    assert Recovery.objects.get().is_in_use
