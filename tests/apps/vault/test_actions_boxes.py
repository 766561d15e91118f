"""Boxes: for some, for more, for fewer, for nobody."""

import pytest

from ikrar.errors import NotAllowed, NotFound, VerificationError
from ikrar.sealing import boxes
from ikrar.vault import actions, queries
from ikrar.vault.models import Box, BoxKey, Opening
from ikrar.vault.states import BoxKind
from tests.apps.vault.conftest import REASON, sealed_for

pytestmark = pytest.mark.django_db


def test_a_box_opens_for_its_holders_and_nobody_else(desk):
    box, key, _sealed = sealed_for(desk.holders["gita"], desk.holders["citra"])
    for name in ("gita", "citra"):
        assert queries.data_key(box, desk.holders[name], desk.private[name]) == key
    for name in ("hadi", "indra", "joko"):
        with pytest.raises(NotFound):
            queries.data_key(box, desk.holders[name], desk.private[name])
    with pytest.raises(NotAllowed):
        queries.data_key(box, desk.holders["gita"], desk.private["hadi"])


def test_no_row_holds_a_data_key_in_the_open(desk):
    _box, key, _sealed = sealed_for(desk.holders["gita"])
    for row in BoxKey.objects.all():
        assert key not in bytes(row.sealed)


def test_every_box_is_sealed_to_the_recovery_key_too(desk):
    box, _key = actions.new_box(BoxKind.CASE)
    assert box.keys.get().recovery == queries.recovery_or_none()


def test_without_custodians_a_box_is_for_its_holders_alone(cast):
    box, _key = actions.new_box(BoxKind.CASE)
    assert not box.keys.exists()


def test_a_box_whose_keys_cannot_be_stored_is_not_there(desk, monkeypatch):
    def fails(*_args, **_kwargs):
        raise RuntimeError("power is gone")

    monkeypatch.setattr(BoxKey.objects, "bulk_create", fails, raising=False)
    with pytest.raises(RuntimeError):
        sealed_for(desk.holders["gita"])
    assert not Box.objects.exists()


def test_a_new_holder_opens_nothing_until_granted(desk):
    old, key, _sealed = sealed_for(desk.holders["gita"])
    hadi, private = desk.holders["hadi"], desk.private["hadi"]
    assert list(queries.may_open(hadi)) == []
    actions.grant(old, to=hadi, key=key)
    actions.grant(old, to=hadi, key=key)
    assert list(queries.may_open(hadi)) == [old]
    assert queries.data_key(old, hadi, private) == key


def test_a_box_is_taken_from_one_and_stays_with_the_other(desk):
    gita, citra = desk.holders["gita"], desk.holders["citra"]
    box, key, _sealed = sealed_for(gita, citra)
    assert actions.revoke(box, holder=gita)
    assert not actions.revoke(box, holder=gita)
    with pytest.raises(NotFound):
        queries.data_key(box, gita, desk.private["gita"])
    assert queries.data_key(box, citra, desk.private["citra"]) == key


def test_an_erased_box_leaves_noise(desk):
    gita = desk.holders["gita"]
    box, _key, sealed = sealed_for(gita)
    actions.ask_opening(box, reason=REASON, by=desk.holders["citra"])
    actions.erase_box(box)
    box.refresh_from_db()
    assert box.erased_at
    assert not box.keys.exists()
    assert not Opening.objects.exists()
    assert list(queries.may_open(gita)) == []
    with pytest.raises(NotFound):
        queries.data_key(box, gita, desk.private["gita"])
    # whatever key anybody still has, what was sealed is noise under it
    for other in (boxes.new_key(), *desk.private.values()):
        with pytest.raises(VerificationError):
            boxes.unseal(other, sealed, about=b"uji")


def test_what_is_sealed_belongs_to_its_row(desk):
    _box, key, sealed = sealed_for(desk.holders["gita"])
    assert boxes.unseal(key, sealed, about=b"uji") == b"rahasia"
    with pytest.raises(VerificationError):
        boxes.unseal(key, sealed, about=b"lain")
