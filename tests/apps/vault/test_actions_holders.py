"""Keys: made by whoever has to read, opened by one passphrase, rotated without loss, retired for good."""

import pytest

from ikrar.errors import InputError, NotAllowed, NotFound, NotPossible
from ikrar.people.models import Role
from ikrar.sealing import keys
from ikrar.vault import actions, queries
from ikrar.vault.models import BoxKey, Holder, Share
from tests.apps.vault.conftest import CHEAP, PASSPHRASE, REASON, sealed_for

pytestmark = pytest.mark.django_db
OTHER = "frasa lain yang panjang"


def test_a_key_opens_with_its_passphrase_alone(desk):
    gita = desk.holders["gita"]
    assert keys.pair_of(queries.unwrap(gita, PASSPHRASE)).public == bytes(gita.public_key)
    with pytest.raises(NotAllowed, match="Frasa sandi tidak membuka"):
        queries.unwrap(gita, PASSPHRASE + " ")
    assert desk.private["gita"] not in bytes(gita.wrapped_key)


@pytest.mark.parametrize("who", ["ani", "budi", "dodi", "eka", "fajar"])
def test_whoever_reads_nothing_has_no_key(cast, who):
    with pytest.raises(NotAllowed):
        actions.make_holder(getattr(cast, who), passphrase=PASSPHRASE)
    assert not Holder.objects.exists()


def test_a_second_key_is_refused(desk):
    with pytest.raises(NotPossible, match="sudah memiliki kunci"):
        actions.make_holder(desk.gita, passphrase=PASSPHRASE)


def test_a_short_passphrase_keeps_nothing(cast):
    with pytest.raises(InputError, match="12"):
        actions.make_holder(cast.citra, passphrase="sebelas hrf")
    assert not Holder.objects.exists()


def test_another_passphrase_for_the_same_key(desk):
    gita = desk.holders["gita"]
    box, key, _sealed = sealed_for(gita)
    with pytest.raises(NotAllowed):
        actions.change_passphrase(gita, old="bukan frasa sandinya", new=OTHER)
    with pytest.raises(InputError):
        actions.change_passphrase(gita, old=PASSPHRASE, new="pendek")
    actions.change_passphrase(gita, old=PASSPHRASE, new=OTHER)
    gita.refresh_from_db()
    with pytest.raises(NotAllowed):
        queries.unwrap(gita, PASSPHRASE)
    assert queries.data_key(box, gita, queries.unwrap(gita, OTHER)) == key


def test_a_rotated_key_opens_all_and_the_old_one_nothing(desk):
    gita = desk.holders["gita"]
    made = [sealed_for(gita) for _ in range(3)]
    assert actions.rotate_key(gita, passphrase=PASSPHRASE, cost=CHEAP) == 3
    gita.refresh_from_db()
    new = queries.unwrap(gita, PASSPHRASE)
    assert new != desk.private["gita"]
    for box, key, _sealed in made:
        assert queries.data_key(box, gita, new) == key
        with pytest.raises(NotAllowed):
            queries.data_key(box, gita, desk.private["gita"])


def test_a_wrong_passphrase_rotates_nothing(desk):
    gita = desk.holders["gita"]
    sealed_for(gita)
    before = [bytes(row.sealed) for row in BoxKey.objects.all()]
    with pytest.raises(NotAllowed):
        actions.rotate_key(gita, passphrase="bukan frasa sandinya", cost=CHEAP)
    assert [bytes(row.sealed) for row in BoxKey.objects.all()] == before


def test_a_rotation_that_fails_in_the_middle_changes_nothing(desk, monkeypatch):
    gita = desk.holders["gita"]
    box, key, _sealed = sealed_for(gita)
    monkeypatch.setattr(Share.objects, "bulk_update", _fails, raising=False)
    monkeypatch.setattr(Holder, "save", _fails)
    with pytest.raises(RuntimeError):
        actions.rotate_key(gita, passphrase=PASSPHRASE, cost=CHEAP)
    gita.refresh_from_db()
    assert queries.data_key(box, gita, queries.unwrap(gita, PASSPHRASE)) == key


@pytest.mark.parametrize("who", ["indra", "joko"])
def test_custodians_may_rotate_while_an_opening_waits(desk, identity, who):
    box, key = identity
    gita, indra, joko = (desk.holders[name] for name in ("gita", "indra", "joko"))
    opening = actions.ask_opening(box, reason=REASON, by=gita)
    opening = actions.approve_opening(opening, by=indra, private=desk.private["indra"])
    actions.rotate_key(desk.holders[who], passphrase=PASSPHRASE, cost=CHEAP)
    joko.refresh_from_db()
    opening.refresh_from_db()
    actions.approve_opening(opening, by=joko, private=queries.unwrap(joko, PASSPHRASE))
    assert queries.data_key(box, gita, desk.private["gita"]) == key


def test_a_retired_holder_opens_nothing_any_more(desk):
    gita = desk.holders["gita"]
    box, key, _sealed = sealed_for(gita, desk.holders["citra"])
    actions.retire_holder(gita)
    gita.refresh_from_db()
    assert queries.holder_of(desk.gita) is None
    assert bytes(gita.wrapped_key) == b""
    assert gita not in queries.holders([desk.gita])
    with pytest.raises(NotFound):
        queries.data_key(box, gita, desk.private["gita"])
    with pytest.raises(NotPossible, match="dihentikan"):
        actions.grant(box, to=gita, key=key)
    assert not BoxKey.objects.filter(holder=gita).exists()


def test_whoever_comes_back_begins_anew(desk):
    box, key, _sealed = sealed_for(desk.holders["gita"])
    actions.retire_holder(desk.holders["gita"])
    again = actions.make_holder(desk.gita, passphrase=OTHER)
    private = queries.unwrap(again, OTHER)
    with pytest.raises(NotFound):
        queries.data_key(box, again, private)
    actions.grant(box, to=again, key=key)
    assert queries.data_key(box, again, private) == key


def test_a_custodian_does_not_retire_before_another_is_named(desk, cast):
    with pytest.raises(NotPossible, match="kustodian lain"):
        actions.retire_holder(desk.holders["indra"])
    Role.objects.create(user=desk.hadi, name="kustodian")
    actions.set_custodians(desk.holders["joko"], desk.holders["hadi"], by=cast.eka)
    actions.retire_holder(desk.holders["indra"])
    assert queries.holder_of(desk.indra) is None


def _fails(*_args, **_kwargs):
    raise RuntimeError("power is gone")
