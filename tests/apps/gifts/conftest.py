"""The cast with a UPG and both logs, and a gift that Ani received."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.apps.gifts import steps


@pytest.fixture
def world(cast):
    return steps.make_world(cast)


@pytest.fixture
def recorded(world):
    steps.record(world)
    return world


@pytest.fixture
def as_user():
    """A browser in which somebody is logged in."""

    def login(user) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return login


@pytest.fixture
def count_queries():
    """How many times something asks the database."""

    def count(do) -> int:
        with CaptureQueriesContext(connection) as asked:
            do()
        return len(asked)

    return count
