"""Text in a picture fits and is clean; of what the renderer draws only harmless parts are kept; inks are the site's."""

import datetime as dt
import itertools
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import ikrar
from ikrar.charts import letters, svg, theme
from ikrar.charts.days import Days, stagger


@pytest.mark.parametrize("text", ["", "a", "Kebencian terhadap kelompok", "W" * 99, " \u202e a\n"])
@pytest.mark.parametrize("room", [30, 90, 400])
def test_clipped_text_fits(text, room):
    found = letters.clip(text, room)
    assert letters.width(found) <= room
    assert found == letters.clean(text) or found.endswith("…")


def test_wrapped_text_keeps_its_words():
    text = "Bidang samar: rentang 95% tiap hari. Terputus: tidak ada unggahan."
    lines = letters.wrap(text, 150)
    assert " ".join(lines) == text
    assert all(letters.width(line) <= 150 for line in lines)
    assert letters.wrap("", 100) == []
    assert all(letters.width(line) <= 60 for line in letters.wrap("W" * 50, 60))


def test_clean_text_is_one_line_without_tricks():
    assert (
        letters.clean(" satu\n\tdua\u2028tiga \x00\x1b\u202e\u2066empat\ufffe ")
        == "satu dua tiga empat"
    )


def test_labels_neither_touch_nor_leave_the_picture():
    some = [(0.0, "Pra-pemilu"), (20.0, "Saat pemilu"), (140.0, "Pasca"), (195.0, "Akhir")]
    found = stagger(some, 200)
    assert [one["row"] for one in found] == [0, 1, 0, 1]
    assert all(one["x"] >= 0 and one["x"] + letters.width(one["text"]) <= 200 for one in found)
    assert stagger([], 200) == []


@pytest.mark.parametrize("last", [0, 6, 30, 69, 100, 400, 2000])
@pytest.mark.parametrize("width", [310, 670])
def test_named_days_have_room(last, width):
    first = dt.date(2023, 10, 4)
    days = Days(first, first + dt.timedelta(last), width)
    places = [days.edge(one) for one in days.named()]
    assert places
    assert all(b - a >= 30 for a, b in itertools.pairwise(places))


# ---------------------------------------------------------------- what the renderer drew

NS = 'xmlns="http://www.w3.org/2000/svg"'


def test_only_what_is_named_is_kept():
    ink = theme.MUTED.lower()
    drawn = (
        f'<svg {NS} xmlns:xlink="http://www.w3.org/1999/xlink" onload="x()"><style>*{{}}</style><script>x()</script>'
        f'<g transform="translate(0,0)" onclick="x()"><a href="x"><text fill="{ink}">no</text></a>'
        f'<image xlink:href="x" fill="{ink}"/><path d="M0.123456,7h2Z" fill="none"/>'
        f'<g transform="translate(1.25,2)"><text fill="{ink}" style="x" font-size="13px">a &lt;b&gt;</text></g></g></svg>'
    )
    found = svg.finish(drawn, (360, 20.5), "A & \u202eB", "<b>")
    assert 'viewBox="0 0 360 20.5"' in found
    assert ">A &amp; B</title>" in found
    assert found.endswith(
        f'&lt;b&gt;</desc><g transform="translate(1.2,2)"><text class="chart-fill-muted" fill="{ink}">a &lt;b&gt;</text></g></svg>'
    )


@pytest.mark.parametrize("drawn", [f'<!DOCTYPE x [<!ENTITY a "b">]><svg {NS}>&a;</svg>', "<svg"])
def test_what_is_no_picture_is_refused(drawn):
    with pytest.raises((ValueError, ET.ParseError)):
        svg.finish(drawn, (1, 1), "a", "b")


# ---------------------------------------------------------------- inks


def test_inks_are_those_of_the_site():
    """A chart in a file looks as it does on a page in the light theme."""
    sheet = (Path(ikrar.__file__).parent / "web/static/ikrar/ikrar.css").read_text("utf-8")
    for token, value in theme.INKS.values():
        assert f"{token}: {value.lower()};" in sheet.split("@media")[0]


def test_every_ink_has_a_rule():
    rules = theme.stylesheet()
    for ink, (token, _) in theme.INKS.items():
        assert f".chart-fill-{ink} {{ fill: var({token}); }}" in rules
        assert f".chart-line-{ink} {{ stroke: var({token}); }}" in rules
