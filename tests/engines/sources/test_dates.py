"""Every form of date that people and programs write, and each way in which one can be none."""

from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ikrar.sources import dates, orders
from ikrar.sources.dates import Verdict
from ikrar.sources.finishing import whole
from ikrar.sources.orders import Votes, order_of
from tests.engines.sources.making import at

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


def read(*texts, hours=7, order="dmy"):
    found = dates.moments(whole(list(texts)), hours=hours, order=order, now=NOW)
    return found.column().to_pylist(), [Verdict(verdict) for verdict in found.verdicts]


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-02-14", "2024-02-14T00:00"),
        ("2024-02-14 09:30", "2024-02-14T09:30"),
        ("2024-02-14T09:30:15", "2024-02-14T09:30:15"),
        ("2024-02-14T09:30:15.25", "2024-02-14T09:30:15.250"),
        ("2024-02-14T09:30:15.123456789Z", "2024-02-14T09:30:15.123456Z"),
        ("2024-02-14T09:30:15+0800", "2024-02-14T09:30:15+08:00"),
        ("2024-02-14 09:30:15+00", "2024-02-14T09:30:15+00:00"),
        ("2024-02-14 09:30:15 -03:30", "2024-02-14T13:00:15+00:00"),
        ("2024/02/14 09.30 WIB", "2024-02-14T09:30"),
        ("2024.2.14 9.30 WITA", "2024-02-14T09:30+08:00"),
        ("20240214", "2024-02-14T00:00"),
        ("20240214T093015Z", "2024-02-14T09:30:15Z"),
        ("20240214093015", "2024-02-14T09:30:15"),
        ("14/02/2024", "2024-02-14T00:00"),
        ("14/02/24 09.30", "2024-02-14T09:30"),
        ("14-2-24, 9:30:15", "2024-02-14T09:30:15"),
        ("14.02.2024 pukul 09.30 WIT", "2024-02-14T09:30+09:00"),
        ("Rabu, 14/02/2024 jam 9.30", "2024-02-14T09:30"),
        ("14/02/24 9:30 PM", "2024-02-14T21:30"),
        ("14/02/24 12:30\u202fa.m.", "2024-02-14T00:30"),
        ("14/02/24 12.30 pm", "2024-02-14T12:30"),
        ("14 Februari 2024 09:30", "2024-02-14T09:30"),
        ("14 Februari 2024 pukul 09.30 WIB", "2024-02-14T09:30"),
        ("14 Februari 2024, pukul 09.30 WITA", "2024-02-14T09:30+08:00"),
        ("Rabu, 14 Peb 2024", "2024-02-14T00:00"),
        ("Jum'at, 16 Feb 2024", "2024-02-16T00:00"),
        ("1 Agustus 2024", "2024-08-01T00:00"),
        ("1-Ags-24", "2024-08-01T00:00"),
        ("1 Agt. 2024", "2024-08-01T00:00"),
        ("31 Desember 2023 23.59", "2023-12-31T23:59"),
        ("5 Mei 2024", "2024-05-05T00:00"),
        ("5 May 2024", "2024-05-05T00:00"),
        ("17 Oktober 2024", "2024-10-17T00:00"),
        ("February 14, 2024 9:30 AM", "2024-02-14T09:30"),
        ("Feb 14 2024", "2024-02-14T00:00"),
        ("Wednesday, February 14th, 2024", "2024-02-14T00:00"),
        ("Wed, 14 Feb 2024 02:30:00 GMT", "2024-02-14T02:30Z"),
        ("Wed, 14 Feb 2024 09:30:00 +0700", "2024-02-14T09:30"),
        ("Wed Feb 14 02:30:00 +0000 2024", "2024-02-14T02:30Z"),
        ("Wed Feb 14 2024 09:30:00 GMT+0700 (Western Indonesia Time)", "2024-02-14T09:30"),
        ("1707877800", "2024-02-14T09:30"),
        ("1707877800.0", "2024-02-14T09:30"),
        ("1707877800123", "2024-02-14T09:30:00.123"),
        ("1707877800123456", "2024-02-14T09:30:00.123456"),
        ("1707877800123456789", "2024-02-14T09:30:00.123456"),
        ("45336", "2024-02-14T00:00"),
        ("45336.395833333336", "2024-02-14T09:30"),
        ("  14\u00a0Februari\u202f2024\t09:30\n", "2024-02-14T09:30"),
        ("29/02/2024", "2024-02-29T00:00"),
    ],
)  # fmt: skip
def test_forms(text, moment):
    assert read(text) == ([at(moment)], [Verdict.GOOD])


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("", Verdict.MISSING), (" \u00a0", Verdict.MISSING), ("kemarin", Verdict.UNREADABLE), ("14 Brumaire 2024", Verdict.UNREADABLE),
        ("2024-02-30", Verdict.IMPOSSIBLE), ("29/02/2023", Verdict.IMPOSSIBLE), ("14/13/2024", Verdict.IMPOSSIBLE),
        ("2024-02-14 25:00", Verdict.IMPOSSIBLE), ("2024-02-14 09:61", Verdict.IMPOSSIBLE), ("2024-00-10", Verdict.IMPOSSIBLE),
        ("2024-02-14 09:30 +99:00", Verdict.IMPOSSIBLE), ("0/0/0000", Verdict.IMPOSSIBLE), ("31 Juni 2024", Verdict.IMPOSSIBLE),
        ("1999-12-31", Verdict.EARLY), ("14/02/98", Verdict.EARLY), ("100000000", Verdict.EARLY), ("00001", Verdict.EARLY),
        ("2026-11-28 12:00", Verdict.LATE), ("9999-12-31", Verdict.LATE), ("9999999999999999999", Verdict.UNREADABLE),
        ("9999999999999", Verdict.LATE), ("123", Verdict.UNREADABLE), ("2024", Verdict.UNREADABLE), ("\ud800", Verdict.UNREADABLE),
    ],
)  # fmt: skip
def test_what_is_no_date(text, verdict):
    assert read(text) == ([None], [verdict])


def test_a_day_ahead_is_not_yet_the_future():
    assert read("2026-11-27 12:00", hours=0)[1] == [Verdict.GOOD]


def test_zones_of_naive_times():
    assert read("2024-02-14 09:30", hours=9)[0] == [at("2024-02-14T09:30+09:00")]
    assert read("2024-02-14 09:30Z", hours=9)[0] == [at("2024-02-14T09:30Z")]


@pytest.mark.parametrize(
    ("order", "day"), [("dmy", "2004-03-02"), ("mdy", "2004-02-03"), ("ymd", "2002-03-04")]
)
def test_orders(order, day):
    assert read("02/03/04", order=order)[0] == [at(f"{day}T00:00")]


def test_a_column_of_many_forms_keeps_its_order():
    found, verdicts = read("2024-02-14", "?", "1707877800", "", "14 Feb 2024", "2024-02-31")
    assert found == [at("2024-02-14"), None, at("2024-02-14T09:30"), None, at("2024-02-14"), None]
    assert verdicts[1::2] == [Verdict.UNREADABLE, Verdict.MISSING, Verdict.IMPOSSIBLE]


def decided(*days, is_chat=False):
    votes = Votes(2027, is_chat=is_chat)
    votes.add([tuple(day.split("/")) for day in days])
    found = votes.decide()
    return found.order, found.is_sure


@pytest.mark.parametrize(
    ("days", "order", "is_sure"),
    [
        (["14/02/24"], "dmy", True),
        (["02/14/24"], "mdy", True),
        (["24/02/28"], "ymd", True),  # 2028 is yet to come
        (["02/03/24"], "dmy", False),
        (["24/02/14", "24/03/01", "24/03/09"], "ymd", True),  # else years would run back and forth
        (["1/30/24", "2/1/24"], "mdy", True),
        (["11/1/24", "12/1/24", "1/2/24", "2/2/24"], "dmy", True),  # else time would run back
        (["12/02/24", "11/02/24", "10/02/24"], "dmy", False),  # newest first is as good
        (["99/99/99"], "dmy", False),
    ],
)
def test_the_order_is_decided_from_all_dates(days, order, is_sure):
    assert decided(*days) == (order, is_sure)


def test_a_chat_never_runs_back():
    assert decided("12/02/24", "11/02/24", is_chat=True) == ("dmy", False)
    assert decided("10/02/24", "11/01/24", is_chat=True) == ("mdy", True)
    assert decided("24/02/03", "24/03/01", is_chat=True) == ("ymd", True)


def test_a_file_without_such_dates_needs_no_order():
    assert order_of(["2024-02-14", "1707877800", ""], last_year=2027).order is None


def test_a_long_column_is_read_as_far_as_it_takes(monkeypatch):
    monkeypatch.setattr(orders, "_ENOUGH", 3)
    unsure, sure = ["02/03/24 09.30"] * 7, ["02/13/24 09.30"]
    assert order_of(unsure + sure, last_year=2027) == orders.Order("mdy")
    assert order_of(sure + unsure, last_year=2027) == orders.Order("mdy")


def test_votes_in_batches_are_votes_at_once():
    days = [("02", "03", "24"), ("03", "02", "24"), ("01", "05", "24"), ("13", "05", "24")]
    parts, whole_ = Votes(2027), Votes(2027)
    whole_.add(days)
    for day in days:
        parts.add([day])
    assert parts.decide() == whole_.decide()


NUMBERS = st.lists(st.integers(0, 9999), min_size=3, max_size=6).map(
    lambda found: "/".join(map(str, found))
)


@given(st.lists(st.text("0123456789-/.: apmzwibtfeJuni+", max_size=24) | NUMBERS, max_size=8))
@example(["0000-01-01", "00/00/00 00.00", "9999-12-31 23:59:60 -14:00", "+", "99999"])
@settings(max_examples=40, deadline=None)
def test_no_text_crashes(column):
    found, verdicts = read(*column)
    assert [moment is None for moment in found] == [verdict != Verdict.GOOD for verdict in verdicts]


@given(st.datetimes(datetime(2000, 1, 2), datetime(2026, 11, 26)), st.sampled_from(["%Y-%m-%d %H:%M:%S.%f", "%d/%m/%Y %H.%M.%S.%f", "%d %b %Y %H:%M:%S.%f"]))  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_what_is_written_is_read(moment, form):
    assert read(moment.strftime(form), hours=0)[0] == [moment.replace(tzinfo=UTC)]
