"""Both logs, the cast with two officers, and nothing counted yet."""

from dataclasses import dataclass

import pytest
from django.core.cache import cache

from ikrar.ledger import actions as ledger
from ikrar.people.models import Role, User
from ikrar.people.states import RoleName
from tests.cast import Cast, make_employee


@dataclass(frozen=True)
class Officers:
    """Gita of the task force and Citra of the inspectorate; Hari decides cases and has no part here."""

    cast: Cast
    gita: User
    citra: User


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def officers(cast) -> Officers:
    ledger.create_log("public", origin="contoh.test/log")
    ledger.create_log("internal", origin="contoh.test/internal")
    employee = make_employee(cast.other, "198101012006042001", "Gita Contoh")
    gita = User.objects.create_user("gita", email="gita@contoh.test", employee=employee)
    Role.objects.create(user=gita, name=RoleName.TASKFORCE)
    return Officers(cast, gita, cast.citra)
