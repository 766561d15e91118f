"""The desk of the cast, with keys and the internal log, and a case that Gita opened about Ani."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.apps.cases import steps


@pytest.fixture
def world(cast):
    return steps.make_world(cast)


@pytest.fixture
def opened(world):
    steps.open_case(world)
    return world


@pytest.fixture
def count_queries():
    """How many times something asks the database."""

    def count(do) -> int:
        with CaptureQueriesContext(connection) as asked:
            do()
        return len(asked)

    return count
