"""Days, times and numbers as people write them, in both languages and every zone of the country."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import engines
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from ikrar.web import words
from ikrar.web.icons import ICONS
from ikrar.web.templatetags.ikrar import angka, persen, poin, pukul, tanggal, waktu

MOMENT = datetime(2024, 2, 14, 2, 30, tzinfo=UTC)


def render(source: str, **context) -> str:
    return engines["django"].from_string(source).render(context)


def test_day_and_time_in_indonesian():
    assert tanggal(date(2024, 2, 14)) == "14 Februari 2024"
    assert waktu(MOMENT) == "14 Februari 2024 pukul 09.30 WIB"


def test_day_and_time_in_english():
    with translation.override("en"):
        assert waktu(MOMENT) == "14 February 2024 09:30 WIB"


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Jakarta", "pukul 09.30 WIB"),
        ("Asia/Makassar", "pukul 10.30 WITA"),
        ("Asia/Jayapura", "pukul 11.30 WIT"),
    ],
)
def test_time_in_the_agency_zone(zone, said):
    with timezone.override(ZoneInfo(zone)):
        assert pukul(MOMENT) == said


def test_the_day_follows_the_zone():
    late = datetime(2024, 2, 13, 18, 0, tzinfo=UTC)
    assert tanggal(late) == "14 Februari 2024"


def test_numbers():
    assert angka(4000) == "4.000"
    assert angka(1234567.891, 2) == "1.234.567,89"
    with translation.override("en"):
        assert angka(4000) == "4,000"


@pytest.mark.parametrize("empty", [None, ""])
def test_nothing_stays_nothing(empty):
    assert (tanggal(empty), pukul(empty), waktu(empty), angka(empty)) == ("", "", "", "")


@pytest.mark.parametrize(
    ("ratio", "said"),
    [(0, "0%"), (1, "100%"), (0.5, "50%"), (0.625, "62,5%"), (0.99999, "99,9%"), (0.00001, "0,1%")],
)
def test_a_share_is_whole_only_when_it_is(ratio, said):
    assert persen(ratio) == said


def test_no_share_of_nobody():
    assert persen(None) == "–"


@given(st.integers(0, 10**7), st.integers(1, 10**7))
def test_a_share_never_reaches_its_end_early(part, whole):
    part = min(part, whole)
    shown = persen(Decimal(part) / whole)
    assert (shown == "100%") == (part == whole)
    assert (shown == "0%") == (part == 0)


@given(st.integers(-(10**12), 10**12))
def test_numbers_keep_their_digits(number):
    assert int(words.number(number).replace(".", "")) == number


@pytest.mark.parametrize("name", ICONS)
def test_every_drawing_is_silent_or_named(name):
    assert 'aria-hidden="true"' in render("{% icon name %}", name=name)
    assert 'aria-label="Isi"' in render("{% icon name 'Isi' %}", name=name)


def test_a_mark_has_a_word_and_a_shape():
    shown = render("{% mark 'ok' text %}", text="<sudah>")
    assert "<svg" in shown
    assert "&lt;sudah&gt;" in shown


def test_a_page_states_its_title_once_and_shows_it_twice():
    page = (
        "{% extends 'web/base.html' %}{% block title %}Judul & isi{% endblock %}"
        "{% block content %}x{% endblock %}"
    )
    shown = render(page)
    assert "<title>Judul & isi · Ikrar</title>" in shown
    assert "<h1>Judul & isi</h1>" in shown


@pytest.mark.parametrize(
    ("difference", "said"), [(0.061, "+6,1"), (-0.0041, "−0,4"), (0.0004, "0,0"), (-1, "−100,0")]
)
def test_points(difference, said):
    with translation.override("id"):
        assert poin(difference) == said
