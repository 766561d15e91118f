"""A case can be brought to every state, its clocks are those expected, and the audit finds nothing."""

import pytest

from ikrar.cases import queries
from ikrar.cases.models import Step
from ikrar.cases.states import CaseState
from ikrar.ledger.models import Entry
from tests.apps.cases import steps


@pytest.mark.parametrize("state", CaseState)
def test_every_state_is_reached_with_its_clocks_and_a_clean_audit(world, state):
    steps.bring(world, state)
    assert queries.names_running(world.case) == queries.expected(world.case)
    assert list(queries.audit_cases()) == []
    entries = Entry.objects.filter(log__name="internal", kind="case-step")
    assert entries.count() == Step.objects.count()
