"""An open campaign of the cast's ministry, and where Ani stands in it."""

import pytest

from tests.apps.pledges import steps


@pytest.fixture
def campaign(cast):
    return steps.opened(cast)


@pytest.fixture
def ani(cast, campaign):
    """Ani's row in the campaign, ready to sign."""
    return steps.signatory_of(campaign, cast.ani.employee)
