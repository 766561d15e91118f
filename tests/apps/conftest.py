"""Fixtures that every app test may ask for."""

import pytest
from django.utils import timezone

from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db) -> Cast:
    return make_cast()


@pytest.fixture
def one_minute(time_machine):
    """For tests of what one may do in a minute: the clock stands still, so that no new minute begins in between."""
    time_machine.move_to(timezone.now(), tick=False)
