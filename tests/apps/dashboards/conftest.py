"""The cast with a communications directorate and a leader, both logs, nothing counted yet."""

import pytest
from django.core.cache import cache
from django.test import Client

from ikrar.people.models import Role
from ikrar.people.states import RoleName
from tests.apps.monitoring import steps as monitoring


@pytest.fixture(autouse=True)
def _fresh_counts(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    cache.clear()


@pytest.fixture
def world(cast):
    """Maya and Nanda work on communications; Fajar leads."""
    made = monitoring.make_world(cast)
    Role.objects.create(user=cast.fajar, name=RoleName.LEADER)
    return made


@pytest.fixture
def as_user():
    """A browser in which somebody is logged in."""

    def login(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return login
