"""What goes: the gifts of whoever was erased, and what is over and older than the pack keeps it. The log stays whole."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ikrar.errors import NotPossible
from ikrar.gifts import actions, files, queries, work
from ikrar.gifts.models import Gift, Refusal
from ikrar.gifts.states import GiftKind, GiftState
from ikrar.ledger.actions import sequence
from ikrar.packs import load
from tests.apps.gifts import steps

pytestmark = pytest.mark.django_db
G = GiftState


@pytest.fixture
def look(monkeypatch):
    """What the worker does once in a while."""
    monkeypatch.setattr(work, "_looked_at", [-1e9])
    return work.do_one


def test_before_its_time_nothing_is_erased(world):
    steps.bring(world, G.CLOSED)
    with pytest.raises(NotPossible, match="masa simpan"):
        actions.erase_gift(world.gift)
    world.gift.refresh_from_db()
    assert world.gift.what


def test_what_is_over_and_old_is_erased_and_the_log_stays_whole(world, look):
    steps.bring(world, G.CLOSED)
    years = load("pemilu-2024").retention.case_years
    Gift.objects.update(recorded_at=timezone.now() - timedelta(days=366 * 20))
    steps.travel(steps.TODAY + timedelta(days=366 * years))
    look()
    gift = Gift.objects.get()
    assert gift.erased_at is not None
    assert not any(getattr(gift, name) for name in actions.TOLD)
    assert (gift.estimate, gift.state) == (None, G.CLOSED)
    assert all(step.salt is None or step.kind == "dihapus" for step in gift.steps.all())
    assert list(queries.audit_gifts()) == []
    Gift.objects.update(what="ditulis lagi")
    assert [one.what for one in queries.audit_gifts()] == ["gift-not-erased"]


def test_who_is_erased_leaves_no_gift_that_tells_of_them(world, look):
    steps.record(world, kind=GiftKind.REFUSED)
    type(world.ani.employee).objects.filter(pk=world.ani.employee.pk).update(
        erased_at=timezone.now()
    )
    look()
    refusal = Refusal.objects.get()
    assert (refusal.disclosure, bytes(refusal.salt)) == ({}, b"")
    assert not files.place_of(refusal.gift.ref).exists()
    assert list(queries.audit_gifts()) == []
    Gift.objects.update(erased_at=None)
    assert {one.what for one in queries.audit_gifts()} >= {"gift-salt-lost"}


def test_the_pages_of_an_erased_gift_say_so(client, world, look):
    steps.record(world, kind=GiftKind.REFUSED)
    steps.note(world)
    sequence("public")
    Gift.objects.update(recorded_at=timezone.now() - timedelta(days=366 * 20))
    steps.travel(steps.TODAY + timedelta(days=366 * 6))
    look()
    client.force_login(world.ani)
    number = world.gift.number
    assert "sudah dihapus" in client.get(reverse("gift", args=[number])).content.decode()
    for name in ("refusal_certificate", "refusal_bundle"):
        assert client.get(reverse(name, args=[number])).status_code == 409
    client.force_login(world.lestari)
    assert "sudah dihapus" in client.get(reverse("gift_at_desk", args=[number])).content.decode()
    assert client.get(reverse("gift_desk")).status_code == 200
