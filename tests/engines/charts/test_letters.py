"""Text in a picture fits and is clean; scales hold all values, in steps that people count in; inks are the site's."""

from pathlib import Path

import pytest

import ikrar
from ikrar.charts import letters, theme
from ikrar.charts.canvas import num
from ikrar.charts.shares import counts, shares


@pytest.mark.parametrize(
    "text", ["", "a", "Kebencian terhadap kelompok", "W" * 99, "\u3042" * 40, "e\u0301" * 40]
)
@pytest.mark.parametrize("room", [30, 90, 400])
def test_clipped_text_fits(text, room):
    found = letters.clip(text, room)
    assert letters.width(found) <= room
    assert found == text or found.endswith("…")


def test_wrapped_text_keeps_its_words():
    text = "Bidang samar: rentang 95% tiap hari. Terputus: tidak ada unggahan."
    lines = letters.wrap(text, 150)
    assert " ".join(lines) == text
    assert all(letters.width(line) <= 150 for line in lines)
    assert letters.wrap("", 100) == []
    assert letters.wrap("W" * 50, 60)[0].endswith("…")


def test_clean_text_is_one_line_without_tricks():
    assert (
        letters.clean(" satu\n\tdua\u2028tiga \x00\x1b\u202e\u2066empat\ufffe ")
        == "satu dua tiga empat"
    )


@pytest.mark.parametrize("value", [0, 1e-9, 0.003, 0.0499, 0.05, 0.123, 0.5, 0.77, 1, 3])
@pytest.mark.parametrize("most", [3, 5])
def test_shares_fit_their_scale(value, most):
    scale = shares(value, 0, 100, most=most)
    assert scale.ticks[0] == 0
    assert min(value, 1) <= scale.top <= 1
    assert 2 <= len(scale.ticks) <= most + 1
    assert 0 <= scale(value) <= 100


@pytest.mark.parametrize("value", [0, 1, 3, 7, 999, 123_456_789])
def test_counts_fit_their_scale(value):
    scale = counts(value, 100, 0)
    assert scale.top >= value
    assert len(scale.ticks) <= 5
    assert all(tick == int(tick) for tick in scale.ticks)
    assert scale(0) == 100


def test_coordinates_are_short():
    assert [num(x) for x in (0, -0.01, 1.0, 12.34, -3.96)] == ["0", "0", "1", "12.3", "-4"]


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
