"""Two at once: of two officers one decides, of two clicks one gift is made, whatever the database."""

from uuid import uuid4

import pytest

from ikrar.errors import NotPossible
from ikrar.gifts import actions, queries
from ikrar.gifts.models import Gift, GiftStep
from ikrar.gifts.states import GiftHandling, GiftKind, GiftState
from ikrar.ledger.models import Entry
from tests.apps.gifts import steps
from tests.apps.pledges.test_races import at_once
from tests.cast import make_cast

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4


@pytest.fixture
def world():
    return steps.make_world(make_cast())


def fresh(gift: Gift) -> Gift:
    return Gift.objects.select_related("employee", "unit").get(pk=gift.pk)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_officers_one_decides(world, _round):
    gift = steps.record(world)
    mine, theirs = fresh(gift), fresh(gift)
    results = at_once(
        lambda: actions.decide(
            mine, handling=GiftHandling.RETURN, reason="Satu.", by=world.lestari
        ),
        lambda: actions.decide(theirs, handling=GiftHandling.FORWARD, reason="Dua.", by=world.wira),
    )
    won = [one for one in results if isinstance(one, Gift)]
    assert len(won) == 1
    assert sum(isinstance(one, NotPossible) for one in results) == 1
    assert fresh(gift).handling == won[0].handling
    assert list(queries.audit_gifts()) == []


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_withdrawal_and_a_decision_never_both_happen(world, _round):
    gift = steps.record(world)
    mine, theirs = fresh(gift), fresh(gift)
    at_once(
        lambda: actions.withdraw(mine, reason="Salah catat.", by=world.ani),
        lambda: actions.decide(theirs, handling=GiftHandling.RETURN, reason="Satu.", by=world.wira),
    )
    assert fresh(gift).state in {GiftState.WITHDRAWN, GiftState.DECIDED}
    assert gift.steps.count() == 2
    assert list(queries.audit_gifts()) == []


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_clicks_make_one_gift_and_one_refusal(world, _round):
    ticket, new = uuid4(), steps.new(GiftKind.REFUSED)
    results = at_once(
        *[lambda: actions.record_gift(new, ticket=ticket, by=world.ani) for _n in range(3)]
    )
    assert len({one.pk for one in results}) == 1
    assert Gift.objects.count() == GiftStep.objects.count() == 1
    assert Entry.objects.filter(kind="refusal").count() == 1
