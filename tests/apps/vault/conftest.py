"""The cast at its desk, each with a key that is cheap to try; Indra and Joko are the custodians."""

import pytest

from ikrar.ledger.actions import create_log
from ikrar.sealing import boxes
from ikrar.vault import actions
from ikrar.vault.models import Box, Holder
from ikrar.vault.states import BoxKind
from tests.cast import CHEAP, PASSPHRASE, Desk, make_desk

REASON = "Perlu menghubungi pelapor untuk keterangan saksi"


@pytest.fixture(autouse=True)
def _cheap(monkeypatch):
    """Views make keys at the normal cost: half a second each, and 128 MiB."""
    for name in ("make_holder", "change_passphrase"):
        real = getattr(actions, name)
        monkeypatch.setattr(
            actions, name, lambda *a, real=real, **kw: real(*a, **{"cost": CHEAP, **kw})
        )


@pytest.fixture(autouse=True)
def _log(_cheap, cast) -> None:
    create_log("internal", origin="contoh.test/internal")


@pytest.fixture
def desk(cast) -> Desk:
    return make_desk(cast)


@pytest.fixture
def identity(desk) -> tuple[Box, bytes]:
    """A box that only the custodians together can open, and its data key."""
    return actions.new_box(BoxKind.IDENTITY)


def sealed_for(*holders: Holder) -> tuple[Box, bytes, bytes]:
    """A box for these holders, its key, and a text sealed under it."""
    box, key = actions.new_box(BoxKind.REPORT, holders=holders)
    return box, key, boxes.seal(key, b"rahasia", about=b"uji")


__all__ = ["CHEAP", "PASSPHRASE", "REASON", "sealed_for"]
