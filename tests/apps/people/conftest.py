"""Fixtures of the people tests."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    """Each test begins in Indonesian, also after one that ran a command in English."""
    with translation.override("id"):
        yield
