"""Clocks that were kept, and clocks that run, counted by step."""

from datetime import date, timedelta

import pytest

from ikrar import packs
from ikrar.cases import queries
from ikrar.cases.models import Deadline
from tests.apps.cases import steps

STEP, DUE = "disiplin-pp94/panggilan-1", date(2024, 1, 10)
BEFORE, DAY = date(2024, 1, 15), timedelta(days=1)


@pytest.fixture
def add(opened):
    def clock(n: int, *, step: str = STEP, **fields) -> None:
        for _n in range(n):
            Deadline.objects.create(
                case=opened.case, step=step, since=DUE - 7 * DAY, due=DUE,
                **{"duty_of": "ppk"} | fields,
            )  # fmt: skip

    return clock


def kept() -> dict[str, tuple[int, int]]:
    every = queries.clocks_kept(before=BEFORE).every
    return {one.step: (one.n, one.late) for one in every}


@pytest.mark.parametrize(
    ("fields", "late"),
    [
        ({"met_on": DUE}, 0), ({"met_on": DUE - DAY}, 0), ({"met_on": DUE + DAY}, 5),
        ({"ended_on": DUE + DAY}, 5),
    ],
)  # fmt: skip
def test_late_is_what_was_met_after_its_day_or_never(add, fields, late):
    add(5, **fields)
    assert kept() == {STEP: (5, late)}


def test_what_the_case_left_behind_in_time_does_not_count(add):
    add(5, ended_on=DUE)
    assert kept() == {}


@pytest.mark.parametrize("whose", ["pegawai", "-"])
def test_a_right_that_was_left_unused_is_nobodys_delay(add, whose):
    add(5, duty_of=whose, ended_on=DUE + DAY)
    assert kept() == {}


def test_what_is_due_on_the_day_is_not_judged_yet(add):
    add(5, met_on=DUE)
    assert queries.clocks_kept(before=DUE).every == ()
    assert queries.clocks_kept(before=DUE + DAY).every[0].n == 5


def test_small_steps_are_merged_only_where_they_hide_each_other(add):
    add(4, met_on=DUE)
    assert kept() == {}
    add(1, step="disiplin-pp94/panggilan-2", met_on=DUE + DAY)
    assert kept() == {"": (5, 1)}
    add(1, met_on=DUE)
    assert kept() == {STEP: (5, 0)}  # and the one that is left is told nowhere


def test_open_clocks_are_counted_over_cases(opened):
    for _n in range(4):
        steps.open_case(opened)
    running = Deadline.objects.filter(met_on=None, ended_on=None)
    counts = {step: running.filter(step=step).count() for step in set(running.values_list("step", flat=True))}  # fmt: skip
    found = queries.clocks_open(on=date(2030, 1, 1))
    assert {one.step: one.n for one in found.rows} == {s: n for s, n in counts.items() if n >= 5}
    assert all(one.late == one.n for one in found.every)
    assert all(one.late == 0 for one in queries.clocks_open(on=date(2024, 1, 1)).every)


def test_steps_are_named_in_the_packs_words():
    pack = packs.load("pemilu-2024")
    assert queries.step_words(pack, STEP).id.startswith("Memanggil secara tertulis")
    assert queries.step_words(pack, "tidak-ada/apa").id == "tidak-ada/apa"
