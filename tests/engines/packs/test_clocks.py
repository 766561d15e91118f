"""Time limits of the routing: forward, back, prolonged, paused, in working and in calendar days."""

import time
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar import packs
from ikrar.errors import InputError
from ikrar.packs.clocks import due, prolonged
from ikrar.packs.files import Leave
from ikrar.packs.law import ChangedDay, Clock
from ikrar.packs.model import Text
from ikrar.packs.workdays import PAUSED, workdays

PACK = packs.load("pemilu-2024")
DAYS = PACK.workdays()
DAY = timedelta(days=1)
SINCE = Text("sejak diterima", "since receipt")
NEAR_FEASTS = st.dates(date(2023, 12, 1), date(2024, 5, 31))
SPANS = st.lists(
    st.tuples(NEAR_FEASTS, st.integers(0, 30)).map(lambda s: (s[0], s[0] + s[1] * DAY)), max_size=3
)


def step(route, name):
    every = (*PACK.routing.routes, *PACK.routing.procedures)
    return next(s for r in every if r.id == route for s in r.steps if s.id == name)


SUMMONS = step("disiplin-pp94", "panggilan-1").clock
IN_FORCE = step("disiplin-pp94", "berlaku").clock
STUDY = step("kasn", "kaji").clock
TASK_FORCE = step("bkn-sbt", "verifikasi").clock
GIFT = step("gratifikasi", "lapor").clock
EVERY_CLOCK = [
    s.clock for r in (*PACK.routing.routes, *PACK.routing.procedures) for s in r.steps if s.clock
]


# ---------------------------------------------------------------- forward


def test_the_day_of_receipt_is_day_0():
    assert due(IN_FORCE, date(2024, 4, 1), DAYS).on == date(2024, 4, 30)
    assert due(GIFT, date(2023, 12, 22), DAYS).on == date(2024, 2, 7)
    assert due(replace(GIFT, days=1), date(2023, 12, 22), DAYS).on == date(2023, 12, 27)


def test_what_was_skipped_explains_the_count():
    found = due(replace(GIFT, days=5), date(2024, 4, 1), DAYS)
    assert found.on == date(2024, 4, 16)
    assert [(row.day.day, str(row.why)) for row in found.skipped] == [
        (6, "Sabtu"),
        (7, "Minggu"),
        (8, "Cuti Bersama Hari Raya Idul Fitri"),
        (9, "Cuti Bersama Hari Raya Idul Fitri"),
        (10, "Hari Raya Idul Fitri"),
        (11, "Hari kedua dari Hari Raya Idul Fitri"),
        (12, "Cuti Bersama Hari Raya Idul Fitri"),
        (13, "Sabtu"),
        (14, "Minggu"),
        (15, "Cuti Bersama Hari Raya Idul Fitri"),
    ]
    assert found.falls_on is None


def test_days_left_are_working_days():
    found = due(IN_FORCE, date(2024, 4, 1), DAYS)
    left = [found.left(date(2024, *day)) for day in ((4, 1), (4, 5), (4, 14), (4, 29), (4, 30))]
    assert left == [15, 11, 11, 1, 0]
    assert [found.left(date(2024, 5, day)) for day in (1, 2, 6)] == [0, -1, -3]  # 1 May is off


def test_a_prolonged_clock_runs_to_its_limit():
    assert due(STUDY, date(2024, 4, 1), DAYS).on == date(2024, 4, 18)
    assert due(prolonged(STUDY), date(2024, 4, 1), DAYS).on == date(2024, 4, 29)
    with pytest.raises(InputError, match="no at_most"):
        prolonged(GIFT)


def test_a_changed_decree_moves_the_day():
    text = Text("Keputusan baru", "New decree")
    row = ChangedDay(date(2024, 4, 17), "off", text, "skb", "high")
    found = due(STUDY, date(2024, 4, 1), workdays(Leave((row,))))
    assert found.on == date(2024, 4, 19)
    assert text in [day.why for day in found.skipped]


def test_a_year_without_joint_leave_leaves_the_day_unsettled():
    late = replace(IN_FORCE, kind="calendar")
    assert due(IN_FORCE, date(2024, 12, 20), DAYS).is_settled
    assert not due(IN_FORCE, date(2098, 12, 20), DAYS).is_settled
    half = workdays(Leave(complete=(2098,)))
    assert due(IN_FORCE, date(2098, 12, 1), half).is_settled
    assert not due(IN_FORCE, date(2098, 12, 20), half).is_settled
    assert due(late, date(2098, 12, 20), DAYS).is_settled


# ---------------------------------------------------------------- back


@pytest.mark.parametrize(
    ("examination", "summons"),
    [
        (date(2024, 1, 10), date(2023, 12, 28)),
        (date(2024, 4, 22), date(2024, 4, 2)),
        (date(2024, 3, 28), date(2024, 3, 18)),
        (date(2024, 4, 14), date(2024, 3, 26)),  # a Sunday; 29 March is off
    ],
)
def test_a_summons_leaves_seven_full_working_days(examination, summons):
    found = due(SUMMONS, examination, DAYS)
    assert found.on == summons
    assert DAYS.between(summons, examination - DAY) == 7
    assert found.left(summons) == 0


def test_a_clock_that_counts_back_tells_what_it_skipped():
    found = due(SUMMONS, date(2024, 1, 10), DAYS)
    skipped = [row.day for row in found.skipped]
    assert skipped == [
        date(2023, 12, 30),
        date(2023, 12, 31),
        date(2024, 1, 1),
        date(2024, 1, 6),
        date(2024, 1, 7),
    ]


@given(examination=NEAR_FEASTS, paused=SPANS)
def test_no_later_summons_would_do(examination, paused):
    found = due(SUMMONS, examination, DAYS, paused=paused)

    def full(day):
        inside = [day + n * DAY for n in range(1, (examination - day).days)]
        return sum(
            DAYS.is_working(d) and not any(start <= d < end for start, end in paused)
            for d in inside
        )

    assert full(found.on) == 7
    following = DAYS.without(paused).add(found.on, 1)
    assert full(following) == 6


# ---------------------------------------------------------------- calendar days


def test_calendar_days_run_through_and_a_day_off_is_marked():
    found = due(TASK_FORCE, date(2024, 4, 4), DAYS)
    assert found.on == date(2024, 4, 11)
    assert str(found.falls_on.why) == "Hari kedua dari Hari Raya Idul Fitri"
    assert found.skipped == ()
    assert [found.left(date(2024, 4, day)) for day in (4, 6, 11, 14)] == [7, 5, 0, -3]
    assert due(TASK_FORCE, date(2024, 4, 9), DAYS).falls_on is None
    assert str(due(TASK_FORCE, date(2024, 4, 13), DAYS).falls_on.why) == "Sabtu"


def test_a_pause_stops_calendar_days_too():
    found = due(TASK_FORCE, date(2024, 4, 1), DAYS, paused=[(date(2024, 4, 3), date(2024, 4, 6))])
    assert found.on == date(2024, 4, 11)
    assert [row.day.day for row in found.skipped] == [3, 4, 5]


# ---------------------------------------------------------------- pauses


def test_a_pause_is_half_open():
    pause = (date(2024, 4, 3), date(2024, 4, 5))
    found = due(STUDY, date(2024, 4, 1), DAYS, paused=[pause])
    assert found.on == date(2024, 4, 22)  # two working days later than without
    assert [row.day.day for row in found.skipped if row.why == PAUSED] == [3, 4]
    assert due(STUDY, date(2024, 4, 1), DAYS, paused=[(pause[0], pause[0])]).on == date(2024, 4, 18)


def test_while_a_clock_is_paused_its_days_left_stand_still():
    pause = (date(2024, 4, 3), date(2024, 4, 24))
    found = due(STUDY, date(2024, 4, 1), DAYS, paused=[pause])
    assert {found.left(date(2024, 4, day)) for day in range(3, 24)} == {6}
    assert found.left(date(2024, 4, 24)) == 5


@given(since=NEAR_FEASTS, paused=SPANS, n=st.integers(1, 30))
def test_a_pause_costs_exactly_its_working_days(since, paused, n):
    clock = Clock(n, "working", SINCE)
    found = due(clock, since, DAYS, paused=paused)
    stood = [row for row in found.skipped if row.why == PAUSED]
    assert found.on == DAYS.add(since, n + len(stood))
    assert found.left(since) == n
    assert found.on >= due(clock, since, DAYS).on


@given(one=NEAR_FEASTS, two=NEAR_FEASTS, clock=st.sampled_from(EVERY_CLOCK), paused=SPANS)
def test_a_later_event_is_never_due_earlier(one, two, clock, paused):
    first, last = sorted((one, two))
    assert due(clock, first, DAYS, paused=paused).on <= due(clock, last, DAYS, paused=paused).on


@given(since=NEAR_FEASTS, clock=st.sampled_from(EVERY_CLOCK), paused=SPANS)
def test_every_day_on_the_way_is_counted_or_explained(since, clock, paused):
    found = due(clock, since, DAYS, paused=paused)
    first, last = sorted((since, found.on))
    inside = (last - first).days - 1
    back = clock.direction == "back"
    assert inside == len(found.skipped) + clock.days - (not back)  # forward, the due day counts
    assert (found.falls_on is None) == DAYS.is_working(found.on)
    assert found == due(clock, since, DAYS, paused=paused)


# ---------------------------------------------------------------- refusals and cost


@pytest.mark.parametrize(
    ("clock", "since", "more", "why"),
    [
        (replace(GIFT, kind="moon"), date(2024, 1, 2), {}, "kind is 'moon'"),
        (replace(GIFT, direction="up"), date(2024, 1, 2), {}, "direction is 'up'"),
        (GIFT, datetime(2024, 1, 2, 20), {}, "is a moment"),
        (GIFT, date.max, {}, "reaches 9999"),
        (GIFT, date(2024, 1, 2), {"paused": [(date(2024, 2, 2), date(2024, 2, 1))]}, "before it"),
    ],
)
def test_what_cannot_be_told_is_refused_in_words(clock, since, more, why):
    with pytest.raises(InputError, match=why):
        due(clock, since, DAYS, **more)


def test_a_hundred_thousand_due_days_take_less_than_two_seconds():
    """One case in ten is paused, each of those at a time of its own."""
    pauses = [[(date(2024, 1, 5) + n * DAY, date(2024, 1, 26) + n * DAY)] for n in range(900)]
    started = time.process_time()
    for n in range(100_000):
        paused = () if n % 10 else pauses[n // 10 % 900]
        due(
            EVERY_CLOCK[n % len(EVERY_CLOCK)], date(2024, 1, 1) + n % 300 * DAY, DAYS, paused=paused
        )
    assert time.process_time() - started < 2
