"""Two people at once, two workers at once, one form sent many times: one wins, and nothing is done twice."""

import pytest

from ikrar.errors import NotPossible
from ikrar.ledger.models import Entry
from ikrar.people.models import Role
from ikrar.people.states import RoleName
from ikrar.programme import actions, queries, work
from ikrar.programme.models import Message, MessageAct
from ikrar.programme.states import ActKind, MessageState
from tests.apps.pledges.test_races import at_once
from tests.apps.programme import steps

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


@pytest.fixture(autouse=True)
def _still():
    with steps.clock():
        yield


def refused(act):
    """`act`, giving back whether it was refused."""

    def run():
        try:
            act()
        except NotPossible:
            return True
        return False

    return run


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_who_approve_at_once_one_wins(humas, _round):
    Role.objects.create(user=humas.cast.citra, name=RoleName.COMMUNICATIONS)
    message = steps.sent(humas)
    seen = steps.seen(message)
    acts = [
        refused(lambda by=by: actions.approve_message(steps.fresh(message), seen=seen, by=by))
        for by in (humas.nanda, humas.cast.citra)
    ]
    assert sorted(at_once(*acts)) == [False, True]
    assert MessageAct.objects.filter(kind=ActKind.APPROVED).count() == 1
    assert list(queries.audit_messages()) == []


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_approved_and_revised_at_once_is_one_of_them(humas, _round):
    message = steps.sent(humas)
    seen = steps.seen(message)
    acts = [
        refused(lambda: actions.approve_message(steps.fresh(message), seen=seen, by=humas.nanda)),
        refused(
            lambda: actions.revise_message(steps.fresh(message), steps.written(), by=humas.maya)
        ),
    ]
    at_once(*acts)
    again = steps.fresh(message)
    assert again.state in (MessageState.APPROVED, MessageState.DRAFT)
    assert (again.approved_by is None) == (again.state == MessageState.DRAFT)
    assert list(queries.audit_messages()) == []


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_three_workers_one_publishes(humas, _round):
    message = steps.approved(humas, at=steps.NOW)
    at_once(work.do_one, work.do_one, work.do_one)
    assert steps.fresh(message).state == MessageState.PUBLISHED
    assert Entry.objects.filter(kind="message").count() == 1
    assert list(queries.audit_messages()) == []


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_one_form_sent_five_times_at_once_is_one_message(humas, _round):
    ticket = steps.draft(humas).ticket
    at_once(*[lambda: actions.draft_message(steps.written(), ticket=ticket, by=humas.maya)] * 5)
    assert Message.objects.count() == 1
