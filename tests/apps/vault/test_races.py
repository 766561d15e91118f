"""Two at once: one key a person, one step an opening, one recovery key in use."""

import pytest

from ikrar.errors import NotPossible
from ikrar.vault import actions, queries
from ikrar.vault.models import Holder, Opening, Recovery
from ikrar.vault.states import BoxKind, OpeningState
from tests.apps.pledges.test_races import at_once
from tests.apps.vault.conftest import CHEAP, PASSPHRASE, REASON

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_form_sent_twice_makes_one_key(cast, _round):
    def make():
        return actions.make_holder(cast.citra, passphrase=PASSPHRASE, cost=CHEAP)

    results = at_once(make, make, make)
    [made] = [one for one in results if isinstance(one, Holder)]
    assert sum(isinstance(one, NotPossible) for one in results) == 2
    kept = queries.holder_of(cast.citra)
    assert bytes(kept.public_key) == bytes(made.public_key)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_custodians_at_once_are_one_after_the_other(desk, _round):
    box, key = actions.new_box(BoxKind.IDENTITY)
    opening = actions.ask_opening(box, reason=REASON, by=desk.holders["gita"])

    def approve(who):
        seen = Opening.objects.get(pk=opening.pk)
        return lambda: actions.approve_opening(
            seen, by=desk.holders[who], private=desk.private[who]
        )

    results = at_once(approve("indra"), approve("joko"))
    assert sum(isinstance(one, NotPossible) for one in results) == 1
    opening.refresh_from_db()
    assert opening.state == OpeningState.HALF
    late = ({"indra", "joko"} - {opening.first_by.user.username}).pop()
    approve(late)()
    assert queries.data_key(box, desk.holders["gita"], desk.private["gita"]) == key


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_yes_and_no_at_once_are_one_of_both(desk, _round):
    box, _key = actions.new_box(BoxKind.IDENTITY)
    opening = actions.ask_opening(box, reason=REASON, by=desk.holders["gita"])
    first, second = (Opening.objects.get(pk=opening.pk) for _ in range(2))
    results = at_once(
        lambda: actions.approve_opening(
            first, by=desk.holders["indra"], private=desk.private["indra"]
        ),
        lambda: actions.refuse_opening(second, by=desk.holders["joko"]),
    )
    assert sum(isinstance(one, NotPossible) for one in results) == 1
    opening.refresh_from_db()
    assert opening.state in {OpeningState.HALF, OpeningState.REFUSED}
    assert bool(opening.half) == (opening.state == OpeningState.HALF)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_custodians_named_twice_at_once_leave_one_key_in_use(desk, cast, _round):
    def name():
        return actions.set_custodians(desk.holders["indra"], desk.holders["joko"], by=cast.eka)

    at_once(name, name)
    assert Recovery.objects.filter(is_in_use=True).count() == 1
    assert queries.custodians().count() == 2
