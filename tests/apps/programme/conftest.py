"""Both logs, the cast, and two communications people: Maya writes, Nanda is the second person."""

from dataclasses import dataclass

import pytest
from django.core.cache import cache

from ikrar.ledger import actions as ledger
from ikrar.people.models import Role, User
from ikrar.people.states import RoleName
from tests.cast import Cast, make_employee


@dataclass(frozen=True)
class Humas:
    cast: Cast
    maya: User
    nanda: User


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def humas(cast) -> Humas:
    ledger.create_log("public", origin="contoh.test/log")
    ledger.create_log("internal", origin="contoh.test/internal")
    made = {}
    for name, nip in (("maya", "198606062011012010"), ("nanda", "197909092005011011")):
        employee = make_employee(cast.other, nip, f"{name.title()} Contoh")
        made[name] = User.objects.create_user(name, email=f"{name}@contoh.test", employee=employee)
        Role.objects.create(user=made[name], name=RoleName.COMMUNICATIONS)
    return Humas(cast, **made)
