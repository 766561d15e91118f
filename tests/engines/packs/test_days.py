"""Phases at every edge of the calendar, and what a day asks."""

from datetime import date, timedelta

import pytest

from ikrar import packs
from ikrar.errors import NotFound

PACK = packs.load("pemilu-2024")
PILKADA = packs.load("pilkada-2024")
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2022, 6, 13), None),
        (date(2022, 6, 14), "pre-candidacy"),
        (date(2023, 11, 12), "pre-candidacy"),
        (date(2023, 11, 13), "campaign"),
        (date(2023, 11, 27), "campaign"),
        (date(2023, 11, 28), "campaign"),
        (date(2024, 2, 10), "campaign"),
        (date(2024, 2, 11), "quiet"),
        (date(2024, 2, 13), "quiet"),
        (date(2024, 2, 14), "voting"),
        (date(2024, 2, 15), "voting"),
        (date(2024, 2, 16), "post"),
        (date(2024, 3, 20), "post"),
        (date(2024, 3, 21), "post"),
        (date(2024, 6, 26), "post"),
        (date(2024, 10, 20), "post"),
        (date(2024, 10, 21), None),
    ],
)
def test_violation_phase_of_the_presidential_contest(day, phase):
    assert PACK.violation_phase(day) == phase
    assert PACK.violation_phase(day, object="presiden") == phase
    assert PACK.violation_phase(day, object="calon") == phase


@pytest.mark.parametrize(
    ("day", "president", "legislature"),
    [
        (date(2023, 11, 2), "pre-candidacy", "pre-candidacy"),
        (date(2023, 11, 3), "pre-candidacy", "campaign"),
        (date(2023, 11, 12), "pre-candidacy", "campaign"),
        (date(2023, 11, 13), "campaign", "campaign"),
    ],
)
def test_the_line_depends_on_the_contest(day, president, legislature):
    assert PACK.violation_phase(day, object="presiden") == president
    assert PACK.violation_phase(day, object="legislatif") == legislature
    assert PACK.violation_phase(day, object="calon_perseorangan_dpd") == legislature


def test_an_unknown_object_suggests_a_known_one():
    with pytest.raises(NotFound, match="presiden"):
        PACK.violation_phase(date(2023, 11, 13), object="president")


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2024, 5, 4), None),
        (date(2024, 5, 5), "pre-candidacy"),
        (date(2024, 9, 21), "pre-candidacy"),
        (date(2024, 9, 22), "campaign"),
        (date(2024, 9, 24), "campaign"),
        (date(2024, 11, 23), "campaign"),
        (date(2024, 11, 24), "quiet"),
        (date(2024, 11, 26), "quiet"),
        (date(2024, 11, 27), "voting"),
        (date(2024, 11, 28), "post"),
        (date(2025, 2, 20), "post"),
        (date(2025, 2, 21), None),
    ],
)
def test_violation_phase_of_pilkada(day, phase):
    assert PILKADA.violation_phase(day, object="kepala-daerah") == phase


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2023, 10, 3), None),
        (date(2023, 10, 4), "pra"),
        (date(2023, 11, 28), "pra"),
        (date(2024, 2, 10), "pra"),
        (date(2024, 2, 11), "saat"),
        (date(2024, 2, 14), "saat"),
        (date(2024, 3, 20), "saat"),
        (date(2024, 3, 21), "pasca"),
        (date(2024, 10, 20), "pasca"),
        (date(2024, 10, 21), None),
    ],
)
def test_programme_phase(day, phase):
    found = PACK.phase(day)
    assert (found and found.id) == phase


@pytest.mark.parametrize("pack", [PACK, PILKADA], ids=lambda pack: pack.name)
def test_every_day_has_one_phase_and_windows_never_go_back(pack):
    for contest in pack.calendar.contests:
        windows = pack.windows(contest.id)
        day, last = windows[0].start, windows[-1].end
        while day <= last:
            assert sum(window.contains(day) for window in windows) == 1, (contest.id, day)
            day += DAY


def test_stages_overlap_and_what_was_not_held_is_left_out():
    ids = {stage.id for stage in PACK.stages(date(2024, 2, 14))}
    assert {"pemungutan", "penghitungan"} <= ids
    assert {"penghitungan", "rekapitulasi"} <= {s.id for s in PACK.stages(date(2024, 2, 15))}
    assert "putaran-kedua" not in {stage.id for stage in PACK.stages(date(2024, 6, 26))}


# ---------------------------------------------------------------- forms on a day


def ids_on(day, pack=PACK):
    return {form.id for form in pack.forms_on(day)}


def test_before_the_line_ethics_after_it_discipline():
    before, after = ids_on(date(2023, 11, 2)), ids_on(date(2023, 11, 13))
    assert {"KE-01", "KE-04", "D-03", "D-09", "D-11"} <= before
    assert "D-06" not in before
    assert {"D-01", "D-06", "D-10"} <= after
    assert {form for form in after if form.startswith("KE")} == {"KE-07"}


def test_between_the_two_lines_both_lists_can_be_met():
    between = ids_on(date(2023, 11, 5))
    assert {"KE-04", "D-06"} <= between


def test_forms_of_the_other_election_stay_away():
    assert not {"P-03", "P-05", "J-01"} & ids_on(date(2024, 2, 5))
    assert {"P-03", "P-05", "J-01"} <= ids_on(date(2024, 10, 1), PILKADA)
    assert not {"P-01", "P-02", "P-04", "P-09", "P-10"} & ids_on(date(2024, 10, 1), PILKADA)


def test_voting_day_and_quiet_period():
    assert "P-10" in ids_on(date(2024, 2, 14))
    assert "P-10" not in ids_on(date(2024, 2, 13))
    assert "D-04" in ids_on(date(2024, 2, 10))
    assert "D-04" not in ids_on(date(2024, 2, 11))


def test_outside_the_calendar_only_what_always_holds():
    always = ids_on(date(2026, 1, 1))
    assert "D-05" in always
    assert "KE-01" not in always
    assert "D-01" not in always


# ---------------------------------------------------------------- the card of the day


def test_today_during_the_programme():
    card = PACK.today(date(2023, 11, 12))
    assert card.status == "during"
    assert card.phase
    assert card.phase.id == "pra"
    assert card.asks_public
    assert card.asks_staff
    assert card.next
    assert (card.next.on, card.next.days) == (date(2023, 11, 13), 1)
    assert [line.determined for line in card.lines] == [False, True, True]
    assert [line.verified for line in card.lines] == [True, False, False]
    assert card.candidates_determined
    assert card.days_to_vote == 94


def test_today_before_and_after():
    before, after = PACK.today(date(2023, 10, 3)), PACK.today(date(2024, 10, 21))
    assert (before.status, after.status) == ("before", "after")
    assert "belum dimulai" in before.text.id
    assert "telah berakhir" in after.text.id
    assert before.phase is after.phase is None
    assert before.asks_public is after.asks_public is None
    assert before.next
    assert before.next.on == date(2023, 10, 4)
    assert not before.candidates_determined
    assert after.next is None
    assert after.days_to_vote is None


def test_today_on_voting_day_and_after_it():
    assert PACK.today(date(2024, 2, 14)).days_to_vote == 0
    assert PACK.today(date(2024, 2, 15)).days_to_vote is None


def test_a_day_that_was_not_held_is_never_announced():
    card = PACK.today(date(2024, 6, 20))
    assert card.next
    assert card.next.on == date(2024, 10, 1)
