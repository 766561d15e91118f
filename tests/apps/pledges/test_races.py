"""Two at once: whatever the door, one person signs once and the log holds one entry of it."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from ikrar.errors import NotPossible
from ikrar.ledger.models import Entry
from ikrar.people.models import Mail
from ikrar.pledges import actions, queries
from ikrar.pledges.models import Signatory, Signature
from ikrar.pledges.states import STATEMENTS, CeremonyState, SignatoryState
from tests.apps.pledges import steps
from tests.cast import make_cast

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run the calls in threads that start together; give back results and refusals."""
    barrier, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place: int, call: Callable[[], object]) -> None:
        try:
            barrier.wait()
            results[place] = call()
        except NotPossible as refused:
            results[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.fixture
def opened():
    cast = make_cast()
    return cast, steps.opened(cast)


def check_signed_once(results):
    signed = [r for r in results if isinstance(r, Signature)]
    refused = [r for r in results if isinstance(r, actions.AlreadySigned)]
    assert len(signed) == 1, results
    assert len(refused) == len(results) - 1, results
    assert all(r.signature == signed[0] for r in refused)
    assert list(Signature.objects.all()) == signed
    assert Entry.objects.filter(kind="signature").count() == 1


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_two_browsers_on_one_link(opened, _round):
    cast, campaign = opened
    ani = steps.signatory_of(campaign, cast.ani.employee)
    _link, token = actions.issue_link(ani, by=None)

    def post():
        signatory, link = queries.signatory_of_token(token)
        return actions.sign(signatory, **steps.act(signatory, link=link))

    check_signed_once(at_once(post, post, post))


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_double_click_on_a_page_that_both_clicks_had_open(opened, _round):
    cast, campaign = opened
    ani = steps.signatory_of(campaign, cast.ani.employee)
    link, _token = actions.issue_link(ani, by=None)
    pages = [steps.signatory_of(campaign, cast.ani.employee) for _i in range(2)]
    check_signed_once(
        at_once(*(lambda s=s: actions.sign(s, **steps.act(s, link=link)) for s in pages))
    )


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_a_link_and_a_ceremony_at_once(opened, _round):
    cast, campaign = opened
    ani = steps.signatory_of(campaign, cast.ani.employee)
    link, _token = actions.issue_link(ani, by=None)
    ceremony = actions.open_ceremony(campaign, name="Apel", leader=cast.budi, by=cast.fajar)
    actions.move_ceremony(ceremony, to=CeremonyState.READING, by=cast.budi)
    seat = actions.join_ceremony(ceremony, signatory=ani)
    for number in STATEMENTS:
        actions.advance_ceremony(ceremony, statement=number, by=cast.budi)
        actions.accept_statement(seat, statement=number)
    actions.move_ceremony(ceremony, to=CeremonyState.SIGNING, by=cast.budi)
    seat = queries.seat_of(ceremony, ani)
    sha256 = campaign.text.sha256
    check_signed_once(
        at_once(
            lambda: actions.sign(ani, **steps.act(ani, link=link)),
            lambda: actions.sign_seat(seat, text_sha256=sha256, by=None),
        )
    )


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_closing_while_somebody_signs(opened, _round):
    """Either the signature came first or it is refused; never half of it."""
    cast, campaign = opened
    ani = steps.signatory_of(campaign, cast.ani.employee)
    link, _token = actions.issue_link(ani, by=None)
    signed, _closed = at_once(
        lambda: actions.sign(ani, **steps.act(ani, link=link)),
        lambda: actions.close_campaign(campaign, by=cast.fajar),
    )
    happened = isinstance(signed, Signature)
    assert Signature.objects.exists() == happened
    assert Entry.objects.filter(kind="signature").exists() == happened
    state = Signatory.objects.get(pk=ani.pk).state
    assert state == (SignatoryState.SIGNED if happened else SignatoryState.DUE)


def test_two_press_invite_at_once(opened):
    cast, campaign = opened
    due = Signatory.objects.filter(state=SignatoryState.DUE).count()
    counts = at_once(*[lambda: actions.invite_by_mail(campaign, by=cast.fajar)] * 3)
    assert sorted(counts) == [0, 0, due]
    assert Mail.objects.count() == due


def test_two_accept_statements_on_one_seat_at_once(opened):
    cast, campaign = opened
    ani = steps.signatory_of(campaign, cast.ani.employee)
    ceremony = actions.open_ceremony(campaign, name="Apel", leader=cast.budi, by=cast.fajar)
    actions.move_ceremony(ceremony, to=CeremonyState.READING, by=cast.budi)
    seat = actions.join_ceremony(ceremony, signatory=ani)
    for number in STATEMENTS:
        actions.advance_ceremony(ceremony, statement=number, by=cast.budi)
    at_once(*(lambda n=n: actions.accept_statement(seat, statement=n) for n in STATEMENTS))
    seat.refresh_from_db()
    assert sorted(seat.accepted) == ["1", "2", "3", "4"]


def test_syncing_twice_at_once_lists_nobody_twice(opened):
    cast, campaign = opened
    Signatory.objects.all().delete()
    staff = 4
    counts = at_once(*[lambda: actions.sync_signatories(campaign, by=cast.fajar)] * 3)
    assert sorted(count["added"] for count in counts) == [0, 0, staff]
