"""A desk with keys: Citra inspects, Gita is in the task force; Indra and Joko are custodians."""

from dataclasses import dataclass

import pytest

from ikrar.ledger.actions import create_log
from ikrar.people.models import Role, User
from ikrar.people.states import RoleName
from ikrar.sealing.keys import Cost
from ikrar.vault import actions as vault
from ikrar.vault.models import Holder
from ikrar.vault.views.unlocked import Unlocked
from tests.cast import make_employee

CHEAP = Cost(passes=1, memory=8192)
PHRASE = "empat kata tanpa kalimat"


@dataclass(frozen=True)
class Desk:
    citra: Unlocked
    gita: Unlocked
    indra: Unlocked
    joko: Unlocked


@pytest.fixture(autouse=True)
def _fast(monkeypatch):
    monkeypatch.setattr("ikrar.reports.actions.intake.COST", CHEAP)


def member(cast, unit, nip, name, role) -> User:
    user = User.objects.create_user(
        name.split()[0].lower(), password="x", employee=make_employee(unit, nip, name)
    )
    Role.objects.create(user=user, name=role)
    return user


def key_of(user: User) -> Unlocked:
    holder = vault.make_holder(user, passphrase=PHRASE, cost=CHEAP)
    from ikrar.vault.queries import unwrap

    return Unlocked(holder, unwrap(holder, PHRASE))


@pytest.fixture
def desk(cast) -> Desk:
    create_log("internal", origin="kemencontoh.example/internal")
    gita = member(cast, cast.top, "198801012012032005", "Gita Contoh", RoleName.TASKFORCE)
    indra = member(cast, cast.top, "197001011995031006", "Indra Contoh", RoleName.CUSTODIAN)
    joko = member(cast, cast.top, "197101011996031007", "Joko Contoh", RoleName.CUSTODIAN)
    keys = [key_of(user) for user in (cast.citra, gita, indra, joko)]
    vault.set_custodians(keys[2].holder, keys[3].holder, by=cast.eka)
    return Desk(*keys)


def holders_of(report) -> set[str]:
    return set(Holder.objects.filter(keys__box=report.box).values_list("user__username", flat=True))
