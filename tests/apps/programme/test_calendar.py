"""The calendar and the gaps: the right day in every zone and at midnight, whole weeks, filters, phases, balance."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ikrar.packs import load
from ikrar.programme import queries
from ikrar.programme.queries import calendar
from ikrar.programme.queries.calendar import View, Wanted
from ikrar.server.context import forget_zone
from tests.apps.programme import browse, steps

pytestmark = pytest.mark.django_db
ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


@pytest.fixture(autouse=True)
def _still():
    with steps.clock():
        yield
    forget_zone()


def view(humas, **more) -> View:
    return View(humas.cast.agency, date(2024, 1, 10), load("pemilu-2024"), Wanted(**more))


def days(weeks) -> dict[date, list[str]]:
    return {
        day.on: [m.title for m in day.messages] for week in weeks for day in week if day.messages
    }


@pytest.mark.parametrize(("name", "zone"), ZONES.items())
@pytest.mark.parametrize("hour", ["00:00", "23:30", "23:59", "06:59", "07:00"])
def test_a_message_stands_on_its_day_at_the_agency(humas, name, zone, hour):
    agency = humas.cast.agency
    agency.time_zone = zone
    agency.save()
    forget_zone()
    at = datetime.fromisoformat(f"2024-01-31T{hour}").replace(tzinfo=ZoneInfo(zone))
    steps.draft(humas, title="Malam itu", at=at)
    found = days(calendar.month(date(2024, 1, 1), view(humas)))
    assert found == {date(2024, 1, 31): ["Malam itu"]}
    page = browse.text_of(browse.client(humas.maya).get("/program/kalender/?bulan=2024-01"))
    assert f"({name})" in page
    assert f'{hour.replace(":", ".")}</span> <span lang="id" dir="auto">Malam itu' in page
    march = browse.text_of(browse.client(humas.maya).get("/program/kalender/?bulan=2024-03"))
    assert "Malam itu" not in march


def test_a_month_has_whole_weeks_and_marks_its_own_days(humas):
    for first in (date(2024, month, 1) for month in range(1, 13)):
        weeks = calendar.month(first, view(humas))
        assert all(len(week) == 7 and week[0].on.weekday() == 0 for week in weeks)
        inside = [day.on for week in weeks for day in week if day.is_inside]
        assert inside[0] == first
        assert {day.month for day in inside} == {first.month}
        assert (inside[-1] + timedelta(days=1)).month != first.month
    assert (
        sum(day.is_today for week in calendar.month(date(2024, 1, 1), view(humas)) for day in week)
        == 1
    )


def test_phases_begin_where_they_begin(humas):
    weeks = calendar.month(date(2024, 2, 1), view(humas))
    begins = [
        (day.on, day.phase.id)
        for week in weeks
        for day in week
        if day.begins and day.phase.start == day.on
    ]
    assert begins == [(date(2024, 2, 11), "saat")]
    before = calendar.month(date(2023, 9, 1), view(humas))
    assert all(day.phase is None for day in before[0])


def test_filters_by_channel_and_by_unit_with_what_is_below(humas):
    steps.draft(humas, title="Satu sms", channel="sms")
    steps.draft(humas, title="Satu unit", unit=humas.cast.unit)
    first = date(2024, 1, 1)
    assert list(days(calendar.month(first, view(humas, channel="sms"))).values()) == [["Satu sms"]]
    assert list(days(calendar.month(first, view(humas, unit=humas.cast.top))).values()) == [
        ["Satu unit"]
    ]
    assert days(calendar.month(first, view(humas, unit=humas.cast.other))) == {}


def test_what_was_cancelled_is_not_planned(humas):
    from ikrar.programme.states import MessageState

    for state in (MessageState.CANCELLED, MessageState.WITHDRAWN, MessageState.ERASED):
        steps.in_state(humas, state)
    assert days(calendar.month(date(2024, 1, 1), view(humas))) == {}


@pytest.mark.parametrize("query", ["", "?bulan=2024-02", "?bulan=x", "?bulan=9999-99", "?bulan=0001-01", "?bulan=2024-13", "?saluran=sms", "?saluran=x", "?unit=x", "?unit=99999999999999", "?bulan=%00"])  # fmt: skip
def test_any_address_of_a_month_is_a_page(humas, query):
    assert browse.client(humas.maya).get("/program/kalender/" + query).status_code == 200


@pytest.mark.parametrize("query", ["", "?hari=2024-02-14", "?hari=x", "?hari=2024-02-30", "?hari=0001-01-01", "?hari=9999-12-31", "?saluran=radio"])  # fmt: skip
def test_any_address_of_a_week_is_a_page(humas, query):
    assert browse.client(humas.maya).get("/program/kalender/minggu/" + query).status_code == 200


def test_a_month_costs_the_same_however_full_it_is(humas, django_assert_max_num_queries):
    for n in range(40):
        steps.draft(humas, title=f"Pesan {n}", at=steps.NOW + timedelta(hours=n))
    client = browse.client(humas.maya)
    client.get("/program/kalender/")
    for where in ("/program/kalender/", "/program/kalender/minggu/", "/program/sela/"):
        with django_assert_max_num_queries(14):
            client.get(where)


# ---------------------------------------------------------------- gaps


def phase(name: str = "saat"):
    return queries.phase_of(load("pemilu-2024"), name)


def draft(humas, day: str, **more):
    at = datetime.fromisoformat(f"{day}T09:00").replace(tzinfo=steps.WIB)
    return steps.draft(humas, phase="saat", at=at, **more)


def test_an_empty_phase_lacks_everything(humas):
    found = queries.gaps(phase(), agency=humas.cast.agency)
    assert (found.total, found.days, found.empty_days) == (0, 39, 39)
    assert [(run.first, run.last, run.days) for run in found.runs] == [
        (date(2024, 2, 11), date(2024, 3, 20), 39)
    ]
    assert all(row.n == 0 for row in (*found.channels, *found.audiences, *found.aims))
    assert sum(week.n for week in found.weeks) == 0
    assert (found.weeks[0].first, found.weeks[-1].last) == (date(2024, 2, 11), date(2024, 3, 20))


def test_runs_of_days_channels_and_weeks(humas):
    for day in ("2024-02-12", "2024-02-14", "2024-02-14", "2024-03-20"):
        draft(humas, day)
    draft(humas, "2024-02-20", channel="sms", unit=humas.cast.unit)
    found = queries.gaps(phase(), agency=humas.cast.agency)
    runs = [(f"{run.first:%m-%d}", f"{run.last:%m-%d}") for run in found.runs]
    assert runs == [("02-11", "02-11"), ("02-13", "02-13"), ("02-15", "02-19"), ("02-21", "03-19")]
    assert found.longest.first == date(2024, 2, 21)
    assert {row.label: row.n for row in found.channels}["WhatsApp"] == 4
    assert [week.n for week in found.weeks] == [0, 3, 1, 0, 0, 0, 1]
    names = [unit.name for unit in found.units]
    assert humas.cast.unit.name not in names
    assert humas.cast.other.name in names
    assert queries.next_gap(found, date(2024, 2, 17)).days == 3


def test_a_message_filed_elsewhere_does_not_fill_a_day(humas):
    at = datetime(2024, 2, 12, 9, tzinfo=steps.WIB)
    steps.draft(humas, phase="pra", at=at)
    assert queries.gaps(phase(), agency=humas.cast.agency).total == 0


def test_what_comes_next_is_in_order(humas):
    draft(humas, "2024-02-14", title="Nanti")
    steps.draft(humas, title="Besok")
    steps.draft(humas, title="Lewat", at=steps.NOW - timedelta(days=1))
    assert [one.title for one in queries.next_up(queries.now())] == ["Besok", "Nanti"]


@pytest.mark.parametrize("query", ["", "?tahap=pra", "?tahap=saat", "?tahap=pasca", "?tahap=x"])
def test_the_page_of_gaps(humas, query):
    response = browse.client(humas.maya).get("/program/sela/" + query)
    assert response.status_code == 200
    assert "Sela terpanjang" in browse.text_of(response)
