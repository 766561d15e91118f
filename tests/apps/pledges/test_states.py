"""Every row stays within its table of transitions, whatever people do and in whatever order."""

import contextlib

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ikrar.errors import NotPossible
from ikrar.ledger.models import Entry
from ikrar.people.models import Employee
from ikrar.people.states import Standing
from ikrar.pledges import actions, queries
from ikrar.pledges.models import Campaign, Signatory, Signature
from ikrar.pledges.states import (
    CAMPAIGN_TRANSITIONS,
    CEREMONY_TRANSITIONS,
    SIGNATORY_TRANSITIONS,
    SIGNATURE_TRANSITIONS,
    CampaignState,
    SignatoryState,
    SignatureState,
)
from tests.apps.pledges import steps

TABLES = [
    CAMPAIGN_TRANSITIONS,
    CEREMONY_TRANSITIONS,
    SIGNATORY_TRANSITIONS,
    SIGNATURE_TRANSITIONS,
]


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_complete(table):
    kind = type(next(iter(table)))
    assert set(table) == set(kind)
    assert all(to in table and to != state for state, tos in table.items() for to in tos)


@pytest.mark.parametrize("table", TABLES)
def test_every_state_is_reached_from_the_first(table):
    reached, todo = set(), [next(iter(table))]
    while todo:
        state = todo.pop()
        if state not in reached:
            reached.add(state)
            todo += table[state]
    assert reached == set(table)


class Walk(RuleBasedStateMachine):
    """The cast signs, withdraws, goes on leave and comes back; the campaign opens and closes."""

    cast = None

    def __init__(self):
        super().__init__()
        Entry.objects.all().delete()
        Signature.objects.update(supersedes=None)
        Signature.objects.all().delete()
        Signatory.objects.all().delete()
        Campaign.objects.all().delete()
        self.staff = list(Employee.objects.filter(agency=self.cast.agency).order_by("pk"))
        Employee.objects.update(standing=Standing.ACTIVE)
        self.campaign = steps.draft(self.cast)
        self.seen = self.states()

    def states(self):
        rows = {("campaign", 0): CampaignState(self.campaign.state)}
        for pk, state in Signatory.objects.values_list("employee", "state"):
            rows["signatory", pk] = SignatoryState(state)
        for pk, state in Signature.objects.values_list("pk", "state"):
            rows["signature", pk] = SignatureState(state)
        return rows

    def attempt(self, call):
        with contextlib.suppress(NotPossible):
            call()

    @rule()
    def open(self):
        self.attempt(lambda: actions.open_campaign(self.campaign, by=self.cast.fajar))

    @rule()
    def close(self):
        self.attempt(lambda: actions.close_campaign(self.campaign, by=self.cast.fajar))

    @rule(who=st.integers(0, 3))
    def sign(self, who):
        found = Signatory.objects.filter(employee=self.staff[who]).first()
        if found:
            self.attempt(lambda: steps.sign(steps.signatory_of(self.campaign, found.employee)))

    @rule(who=st.integers(0, 3))
    def withdraw(self, who):
        for signature in Signature.objects.filter(signatory__employee=self.staff[who]):
            self.attempt(
                lambda s=signature: actions.withdraw(s, reason="Keliru", by=self.cast.fajar)
            )

    @rule(who=st.integers(0, 3), standing=st.sampled_from(Standing))
    def change_standing(self, who, standing):
        Employee.objects.filter(pk=self.staff[who].pk).update(standing=standing)
        self.attempt(lambda: actions.sync_signatories(self.campaign))

    @invariant()
    def moves_are_in_the_tables(self):
        now = self.states()
        for key, state in now.items():
            before = self.seen.get(key)
            if before not in (None, state):
                table = next(t for t in TABLES if state in t)
                assert self.can_reach(table, before, state), (key, before, state)
        assert set(self.seen) <= set(now)
        self.seen = now

    @staticmethod
    def can_reach(table, before, state):
        """One step of the table, or two: a sync may take somebody back and exempt them at once."""
        return state in table[before] or any(state in table[between] for between in table[before])

    @invariant()
    def counts_agree(self):
        if self.campaign.state != CampaignState.DRAFT:
            total = queries.coverage_total(self.campaign)
            assert total.signed == Signatory.objects.filter(state=SignatoryState.SIGNED).count()
        assert Entry.objects.filter(kind="signature").count() == Signature.objects.count()

    @invariant()
    def the_audit_is_clean(self):
        assert list(queries.audit_signatures()) == []


def test_walks(cast):
    steps.make_log()
    Walk.cast = cast
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=20,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
