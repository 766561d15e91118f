"""Working days against a plain count, across year ends and feasts, and with a decree that was changed."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest
from holidays import country_holidays
from hypothesis import example, given
from hypothesis import strategies as st

from ikrar import packs
from ikrar.errors import InputError
from ikrar.packs.files import Leave
from ikrar.packs.law import ChangedDay
from ikrar.packs.lint import lint
from ikrar.packs.model import Text
from ikrar.packs.workdays import EVERY_DAY, PAUSED, Workdays, workdays

DAY = timedelta(days=1)
DAYS = packs.load("pemilu-2024").workdays()
FREE = set(
    country_holidays("ID", categories=("public", "government"), years=range(2000, 2037)).keys()
)
A_DAY = st.dates(date(2001, 1, 1), date(2034, 12, 31))
NEAR_FEASTS = st.dates(date(2023, 12, 15), date(2024, 5, 31))
SPAN = st.tuples(NEAR_FEASTS, st.integers(0, 40)).map(lambda s: (s[0], s[0] + s[1] * DAY))


def counts(day):
    return day.weekday() < 5 and day not in FREE


def after(day, n):
    """The same as `add`, day by day."""
    while n:
        day += DAY
        n -= counts(day)
    return day


def changed(day, kind):
    return ChangedDay(day, kind, Text("Keputusan baru", "New decree"), "skb", "high")


# ---------------------------------------------------------------- known days


@pytest.mark.parametrize(
    ("since", "n", "due"),
    [
        (date(2023, 12, 22), 14, date(2024, 1, 16)),  # Christmas, its joint leave, New Year
        (date(2023, 12, 29), 1, date(2024, 1, 2)),
        (date(2024, 4, 1), 14, date(2024, 4, 29)),  # Idul Fitri with joint leave, 8 to 15 April
        (date(2024, 4, 5), 1, date(2024, 4, 16)),
        (date(2024, 2, 13), 1, date(2024, 2, 15)),  # voting day
        (date(2024, 3, 9), 1, date(2024, 3, 13)),  # received on a Saturday: still day 0
        (date(2024, 3, 9), 0, date(2024, 3, 9)),
    ],
)
def test_days_counted_by_hand(since, n, due):
    assert DAYS.add(since, n) == due


def test_the_reason_is_told():
    assert str(DAYS.off(date(2024, 4, 8)).why) == "Cuti Bersama Hari Raya Idul Fitri"
    assert DAYS.off(date(2024, 4, 10)).why.en == "Eid al-Fitr"
    assert DAYS.off(date(2024, 4, 13)).why == Text("Sabtu", "Saturday")
    assert DAYS.off(date(2024, 2, 10)).why.id == "Tahun Baru Imlek"  # a Saturday that has a name
    assert DAYS.off(date(2024, 4, 16)) is None


def test_a_year_without_a_decree_is_told():
    assert DAYS.known(date(2024, 6, 1))
    assert not DAYS.known(date(2099, 6, 1))
    assert workdays(Leave(complete=(2099,))).known(date(2099, 6, 1))
    assert not workdays(Leave((changed(date(2099, 6, 1), "off"),))).known(date(2099, 6, 1))


# ---------------------------------------------------------------- properties


@given(day=A_DAY)
@example(day=date(2024, 4, 15))
@example(day=date(2023, 12, 31))
def test_a_day_counts_as_a_plain_look_says(day):
    assert DAYS.is_working(day) == counts(day)
    assert (DAYS.off(day) is None) == counts(day)


@given(day=st.one_of(A_DAY, NEAR_FEASTS), n=st.integers(0, 60))
def test_add_is_the_plain_count(day, n):
    assert DAYS.add(day, n) == after(day, n)


@given(start=st.one_of(A_DAY, NEAR_FEASTS), length=st.integers(0, 500))
@example(start=date(2034, 12, 31), length=500)
def test_between_is_the_plain_count(start, length):
    end = start + length * DAY
    wanted = sum(counts(start + n * DAY) for n in range(1, length + 1))
    assert DAYS.between(start, end) == wanted
    assert DAYS.between(end, start) == -wanted


@given(day=st.one_of(A_DAY, NEAR_FEASTS).filter(counts), n=st.integers(0, 300))
def test_back_undoes_add_and_add_undoes_back(day, n):
    assert DAYS.back(DAYS.add(day, n), n) == day
    assert DAYS.add(DAYS.back(day, n), n) == day
    assert DAYS.between(day, DAYS.add(day, n)) == n


@given(one=NEAR_FEASTS, two=NEAR_FEASTS, n=st.integers(1, 40), more=st.integers(0, 5))
def test_a_later_receipt_or_a_longer_limit_is_never_due_earlier(one, two, n, more):
    first, last = sorted((one, two))
    assert DAYS.add(first, n) <= DAYS.add(last, n)
    assert DAYS.back(first, n) <= DAYS.back(last, n)
    assert DAYS.add(first, n) <= DAYS.add(first, n + more)
    assert DAYS.add(first, n) > first > DAYS.back(first, n)


@given(start=st.one_of(A_DAY, NEAR_FEASTS), length=st.integers(1, 400))
def test_days_skipped_are_those_inside_that_do_not_count(start, length):
    end = start + length * DAY
    inside = [start + n * DAY for n in range(1, length)]
    assert [row.day for row in DAYS.skipped(start, end)] == [d for d in inside if not counts(d)]


@given(day=NEAR_FEASTS, n=st.integers(1, 40), spans=st.lists(SPAN, max_size=4))
def test_paused_days_are_as_if_they_were_off(day, n, spans):
    paused = DAYS.without(spans)
    due, left = day, n
    while left:
        due += DAY
        left -= counts(due) and not any(start <= due < end for start, end in spans)
    assert paused.add(day, n) == due
    assert paused.between(day, due) == n
    for row in paused.skipped(day, due):
        assert (row.why == PAUSED) == counts(row.day)


# ---------------------------------------------------------------- a changed decree


def test_a_row_makes_a_day_free_or_a_working_day():
    days = workdays(
        Leave((changed(date(2024, 4, 16), "off"), changed(date(2024, 4, 15), "work"))),
    )
    assert days.is_working(date(2024, 4, 15))
    assert days.off(date(2024, 4, 16)).why == Text("Keputusan baru", "New decree")
    assert days.add(date(2024, 4, 5), 2) == date(2024, 4, 17)
    assert DAYS.add(date(2024, 4, 5), 2) == date(2024, 4, 17)
    assert days.add(date(2024, 4, 5), 1) == date(2024, 4, 15)


def test_a_decree_may_make_a_saturday_a_working_day():
    days = workdays(Leave((changed(date(2024, 4, 20), "work"),)))
    assert days.add(date(2024, 4, 19), 1) == date(2024, 4, 20)


@given(rows=st.dictionaries(NEAR_FEASTS, st.sampled_from(["off", "work"]), max_size=12))
def test_rows_have_the_last_word_and_touch_no_other_day(rows):
    days = workdays(Leave(tuple(changed(day, kind) for day, kind in rows.items())))
    for n in range(200):
        day = date(2023, 12, 1) + n * DAY
        assert days.is_working(day) == (rows[day] == "work" if day in rows else counts(day))


PACK = """
schema_version = 1
name = "{name}"
title = {{id = "Kantor Contoh", en = "Example Office"}}
kind = "pemilu"
extends = "{parent}"
year = "2024"
languages = ["id", "en"]
compiled_on = 2024-01-01
timezone = "Asia/Jakarta"
"""
LEAVE = """
complete = [2099]

[[days]]
date = 2024-04-16
kind = "off"
text = {id = "Cuti bersama tambahan", en = "More joint leave"}
source = "surat"
confidence = "high"

[[days]]
date = 2024-04-15
kind = "work"
text = {id = "Cuti bersama dibatalkan", en = "Joint leave withdrawn"}
source = "surat"
confidence = "high"

[[days]]
date = 2099-02-25
kind = "off"
text = {id = "Cuti bersama Idulfitri", en = "Eid joint leave"}
source = "surat"
confidence = "high"
"""
SOURCES = '[[sources]]\nid = "surat"\ntitle = "Surat keputusan contoh"\n'


@pytest.fixture
def office(tmp_path):
    """A pack of an agency's own that brings a decree, and a way to write it otherwise."""

    def write(leave=LEAVE, name="kantor", parent="pemilu-2024"):
        path = tmp_path / name
        path.mkdir(exist_ok=True)
        (path / "pack.toml").write_text(PACK.format(name=name, parent=parent), "utf-8")
        (path / "sources.toml").write_text(SOURCES, "utf-8")
        if leave:
            (path / "leave.toml").write_text(leave, "utf-8")
        return path

    return write


def own(path):
    """What lint says of the pack's own files; what it inherits may warn for itself."""
    return [problem for problem in lint(path) if problem.where.startswith("leave.toml")]


def test_a_packs_own_decree_is_read_and_lints_clean(office):
    path = office()
    days = packs.load(path).workdays()
    assert own(path) == []
    assert days.is_working(date(2024, 4, 15))
    assert str(days.off(date(2024, 4, 16)).why) == "Cuti bersama tambahan"
    assert days.known(date(2099, 1, 5))
    assert not DAYS.known(date(2099, 1, 5))


def test_a_decree_is_inherited_whole_until_a_pack_has_its_own(office):
    office()
    child = office(leave="", name="cabang", parent="kantor")
    assert packs.load(child).leave == packs.load(child.parent / "kantor").leave
    office(leave=LEAVE.replace("2024-04-16", "2024-04-17"), name="cabang", parent="kantor")
    days = packs.load(child).workdays()
    assert days.is_working(date(2024, 4, 16))
    assert not days.is_working(date(2024, 4, 17))


def test_a_changed_file_changes_the_count(office):
    path = office()
    assert packs.load(path).workdays().add(date(2024, 4, 15), 1) == date(2024, 4, 17)
    office(leave=LEAVE.replace("2024-04-16", "2024-04-17"))
    assert packs.load(path).workdays().add(date(2024, 4, 15), 1) == date(2024, 4, 16)


ROW = "leave.toml: days[2024-04-16]"
BREAKS = {
    "kind": ('kind = "off"', 'kind = "leave"', "error", f"{ROW}.kind", "'leave'"),
    "date as text": ("date = 2024-04-16", 'date = "2024-04-16"', "error", f"{ROW}.date", "date"),
    "no source": ('source = "surat"', 'source = ""', "error", f"{ROW}.source", "no source"),
    "odd source": ('source = "surat"', 'source = "s"', "error", f"{ROW}.source", "does not exist"),
    "confidence": ('"high"', '"sure"', "error", f"{ROW}.confidence", "sure"),
    "no English": ('en = "More joint leave"', 'en = ""', "error", f"{ROW}.text.en", "empty"),
    "twice": ("2024-04-15", "2024-04-16", "error", ROW, "twice"),
    "no year at all": ("complete = [2099]", "complete = [2098]", "error", "leave.toml: complete", "2098"),
    "year as text": ("complete = [2099]", 'complete = ["x"]', "error", "leave.toml: complete[1]", "whole number"),
    "too early": ("2024-04-16", "1024-04-16", "error", "leave.toml: days[1024-04-16].date", "far"),
    "low confidence": ('"high"', '"low"', "warning", ROW, "low confidence"),
    "off on a Sunday": ("2024-04-16", "2024-04-14", "warning", "leave.toml: days[2024-04-14]", "changes nothing"),
    "work on a workday": ("2024-04-15", "2024-04-17", "warning", "leave.toml: days[2024-04-17]", "changes nothing"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BREAKS)
def test_lint_finds_a_wrong_decree(office, kind):
    old, new, severity, where, what = BREAKS[kind]
    assert old in LEAVE
    found = own(office(leave=LEAVE.replace(old, new, 1)))
    assert [p for p in found if (p.severity, p.where) == (severity, where) and what in p.what], (
        found
    )


def test_a_decree_that_nobody_linted_is_refused_when_it_is_counted(office):
    pack = packs.load(office(leave=LEAVE.replace('kind = "off"', 'kind = "libur"', 1)))
    with pytest.raises(InputError, match=r"days\[2024-04-16\]\.kind is 'libur'\. Use one of off"):
        pack.workdays().is_working(date(2024, 6, 3))


# ---------------------------------------------------------------- what is refused, what it costs


@pytest.mark.parametrize(
    ("ask", "why"),
    [
        (lambda: DAYS.add(date(2024, 1, 1), -1), "-1 days cannot be counted"),
        (lambda: DAYS.back(date(2024, 1, 1), -1), "-1 days cannot be counted"),
        (lambda: DAYS.add(date.max, 1), "from 1946 to 2100, and this count reaches 9999"),
        (lambda: DAYS.add(date(2100, 12, 30), 5), "this count reaches 2101"),
        (lambda: DAYS.back(date(1946, 1, 4), 9), "this count reaches 1945"),
        (lambda: DAYS.is_working(date.min), "this count reaches 1"),
        (lambda: DAYS.known(datetime(2024, 1, 1, 23)), "is a moment"),
        (lambda: DAYS.between(date(2024, 1, 1), datetime(2024, 1, 2)), "is a moment"),
        (lambda: DAYS.skipped(date(2024, 1, 1), datetime(2024, 1, 2)), "is a moment"),
        (lambda: DAYS.without([(date(2024, 1, 2), date(2024, 1, 1))]), "before it starts"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused_in_words(ask, why):
    with pytest.raises(InputError, match=why):
        ask()


def test_a_count_of_every_day_skips_none():
    assert EVERY_DAY.add(date(2023, 12, 30), 7) == date(2024, 1, 6)
    assert EVERY_DAY.back(date(2024, 3, 1), 1) == date(2024, 2, 29)
    assert EVERY_DAY.skipped(date(2023, 12, 1), date(2024, 2, 1)) == ()


def test_threads_that_start_together_agree():
    for _ in range(5):
        add = Workdays(DAYS.read).add
        with ThreadPoolExecutor(8) as pool:
            found = set(pool.map(add, [date(2023, 12, 22)] * 64, [300] * 64))
        assert found == {DAYS.add(date(2023, 12, 22), 300)}


def test_the_library_waits_for_the_first_question():
    code = (
        "import sys; from datetime import date; from ikrar import packs;"
        "days = packs.load('pemilu-2024').workdays(); print('holidays' in sys.modules);"
        "days.is_working(date(2024, 1, 2)); print('holidays' in sys.modules, 'django' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "False"]
