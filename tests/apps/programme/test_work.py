"""The worker: what is due leaves at its moment, once, and what a guard stops then is held; no clock is off by a zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ikrar.programme import actions, queries, work
from ikrar.programme.states import MessageState
from tests.apps.programme import steps

pytestmark = pytest.mark.django_db
AT = datetime(2024, 1, 20, 23, 30, tzinfo=steps.WIB)


def state_after(message, at: datetime) -> str:
    with steps.clock(at):
        while work.do_one():
            pass
    return steps.fresh(message).state


def test_nothing_is_done_without_an_agency(db):
    assert work.do_one() is False


def test_it_leaves_at_its_moment_and_not_before(humas):
    with steps.clock():
        message = steps.approved(humas, at=AT)
    assert state_after(message, AT - timedelta(seconds=1)) == MessageState.APPROVED
    assert state_after(message, AT) == MessageState.PUBLISHED


def test_only_what_was_approved_leaves(humas):
    with steps.clock():
        kept = [
            steps.in_state(humas, state) for state in MessageState if state != MessageState.APPROVED
        ]
    with steps.clock(AT + timedelta(days=30)):
        assert work.do_one() is False
    assert [steps.fresh(one).state for one in kept] == [one.state for one in kept]


def test_what_waited_longest_leaves_first(humas):
    with steps.clock():
        late = steps.approved(humas, title="Kedua", at=AT + timedelta(hours=1))
        early = steps.approved(humas, title="Pertama", at=AT)
    with steps.clock(AT + timedelta(hours=2)):
        work.do_one()
    assert steps.fresh(early).state == MessageState.PUBLISHED
    assert steps.fresh(late).state == MessageState.APPROVED


def test_a_worker_that_was_down_holds_what_came_too_late(humas):
    at = datetime(2024, 2, 14, 12, 0, tzinfo=steps.WIB)
    with steps.clock():
        message = steps.approved(humas, text=steps.CALL, phase="saat", at=at)
    assert state_after(message, datetime(2024, 2, 14, 13, 0, tzinfo=steps.WIB)) == MessageState.HELD
    assert state_after(message, datetime(2024, 2, 15, 13, 0, tzinfo=steps.WIB)) == MessageState.HELD


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"])
def test_polls_close_by_the_agencys_clock(humas, zone):
    humas.cast.agency.time_zone = zone
    humas.cast.agency.save()
    noon = datetime(2024, 2, 14, 12, 59, tzinfo=ZoneInfo(zone))
    with steps.clock():
        message = steps.approved(humas, text=steps.CALL, phase="saat", at=noon)
    assert state_after(message, noon) == MessageState.PUBLISHED
    with steps.clock():
        late = steps.sent(humas, text=steps.CALL, phase="saat", at=noon + timedelta(minutes=1))
        assert queries.guarded(late).stops


def test_a_demo_pretends_its_day_and_keeps_the_hour(humas):
    agency = humas.cast.agency
    agency.is_demo, agency.today = True, date(2024, 2, 14)
    agency.save()
    with steps.clock(datetime(2026, 11, 24, 5, 30, tzinfo=UTC)):
        assert queries.now(agency).isoformat() == "2024-02-14T12:30:00+07:00"
        message = steps.sent(humas, text=steps.CALL, phase="saat", at=queries.now(agency))
        actions.approve_message(message, seen=steps.seen(message), by=humas.nanda)
        assert work.do_one() is True
        assert steps.fresh(message).published_at.astimezone(steps.WIB).date() == date(2024, 2, 14)
