"""The cast with a communications directorate and both logs; files of imports in a folder of their own."""

import pytest
from django.test import Client

from ikrar.monitoring.queries import figures
from tests.apps.monitoring import steps
from tests.cast import Desk, make_desk


@pytest.fixture(autouse=True)
def _own_data(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture(autouse=True)
def _undrawn(monkeypatch):
    """Sixty charts a story take eight seconds; `test_pictures.py` draws."""
    monkeypatch.setattr(figures, "LANGUAGES", ())


@pytest.fixture
def world(cast, _own_data):
    return steps.make_world(cast)


@pytest.fixture
def as_user():
    """A browser in which somebody is logged in."""

    def login(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return login


@pytest.fixture
def desk(world) -> Desk:
    """Who works on cases, with keys that are cheap to try."""
    return make_desk(world.cast)
