"""`ikrar log audit` names whatever other hands did to gifts."""

import json

import pytest
from click.testing import CliRunner

from ikrar.cli import main
from ikrar.gifts import files, queries
from ikrar.gifts.models import Gift, GiftClock, GiftStep, Refusal
from ikrar.gifts.photos import clean
from ikrar.gifts.states import GiftKind, GiftState
from ikrar.ledger.actions import sequence
from ikrar.ledger.models import Entry
from tests.apps.gifts import steps
from tests.engines.evidence import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(world):
    """One gift in every state, and a refusal that was withdrawn."""
    for state in GiftState:
        steps.bring(world, state)
    steps.record(world, GiftKind.REFUSED)
    steps.record(world, GiftKind.REFUSED)
    steps.withdraw(world)
    assert list(queries.audit_gifts()) == []
    return world


def found() -> set[str]:
    return {one.what for one in queries.audit_gifts()}


TAMPERINGS = {
    "a state": (lambda: Gift.objects.filter(state="selesai").update(state="dicatat"), {"gift-row-changed"}),
    "a sum": (lambda: Gift.objects.update(estimate=1), {"gift-row-changed"}),
    "a day": (lambda: GiftClock.objects.update(due=steps.date(2030, 1, 2)), {"gift-row-changed"}),
    "words": (lambda: GiftStep.objects.filter(kind="ditanyakan").update(words="Lain."), {"gift-act-changed"}),
    "who did it": (lambda: GiftStep.objects.update(by=None), {"gift-act-changed"}),
    "a step gone": (lambda: GiftStep.objects.filter(kind="diputuskan").delete(), {"gift-act-removed", "gift-row-changed"}),
    "a clock gone": (lambda: GiftClock.objects.all().delete(), {"gift-row-removed"}),
    "a refusal's name": (lambda: Refusal.objects.update(disclosure={"name": "Orang Lain"}), {"gift-act-changed"}),
    "a refusal gone": (lambda: Refusal.objects.all().delete(), {"gift-act-removed", "gift-row-changed"}),
    "a withdrawal undone": (lambda: Refusal.objects.update(withdrawn_ref=None), {"gift-act-removed"}),
    "an entry gone": (lambda: Entry.objects.filter(kind="refusal").delete(), {"gift-unlogged"}),
    "an entry spoiled": (lambda: Entry.objects.filter(kind="gift-step").update(data=b"{}"), {"gift-entry-unreadable"}),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_named(full, name):
    do, expected = TAMPERINGS[name]
    do()
    assert found() == expected


def test_a_row_that_no_act_wrote_is_named(full):
    clock = GiftClock.objects.filter(step="lapor").first()
    GiftClock.objects.create(gift=clock.gift, step="lain", since=clock.since, due=clock.due)
    assert found() == {"gift-row-added"}


def test_a_photo_that_was_changed_or_is_gone_is_named(world):
    gift = steps.record(world, photo=clean(samples.jpeg_told(), "foto.jpg"))
    assert found() == set()
    files.put(files.place_of(gift.ref), b"lain")
    assert found() == {"gift-photo-changed"}
    files.remove(files.place_of(gift.ref))
    assert found() == {"gift-photo-changed"}


def test_the_command_covers_gifts(full):
    for log in ("public", "internal"):
        while sequence(log):
            pass
    run = CliRunner().invoke(main, ["log", "audit", "--json"])
    assert run.exit_code == 0, run.output
    Gift.objects.update(estimate=1)
    run = CliRunner().invoke(main, ["log", "audit", "--json"])
    assert run.exit_code == 1
    assert "gift-row-changed" in {row["what"] for row in json.loads(run.output)["discrepancies"]}
