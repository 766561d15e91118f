"""Pictures of a theme: two widths and a printed one, drawn once for a story."""

import pytest
from django.core.cache import cache

from ikrar import packs
from ikrar.charts import theme
from ikrar.monitoring import pictures
from ikrar.monitoring.themes import THEMES
from tests.apps.dashboards.steps import tell
from tests.house.source import PACKAGE

PACK = packs.load("pemilu-2024")


@pytest.fixture
def told(db):
    cache.clear()
    return tell()


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_each_theme_has_two_in_two_widths(told, name, language):
    days, phases = pictures.of_theme(told, name, pack=PACK, language=language)
    for one in (days, phases):
        assert 'viewBox="0 0 360 ' in one.narrow
        assert 'viewBox="0 0 720 ' in one.wide
        assert one.wide.count("<title") == one.wide.count("<desc") == 1
        assert "style=" not in one.wide
    assert ("Before the election" in phases.wide) == (language == "en")


def test_a_document_has_its_own_width_and_the_balance_alone(told):
    _days, phases = pictures.printed(told, "memilih", pack=PACK, language="id")
    assert 'viewBox="0 0 640 ' in phases
    assert "Memilih berbanding tidak memilih" in phases
    assert "Ajakan tidak memilih" not in phases


def test_they_are_drawn_once_for_a_story(told, monkeypatch):
    first = pictures.of_theme(told, "memilih", pack=PACK, language="id")
    monkeypatch.setattr(pictures, "daily", None)
    assert pictures.of_theme(told, "memilih", pack=PACK, language="id") == first
    told.made_at = told.made_at.replace(year=2025)
    with pytest.raises(TypeError):  # told anew, drawn anew
        pictures.of_theme(told, "memilih", pack=PACK, language="id")


def test_the_sites_stylesheet_colours_them():
    sheet = (PACKAGE / "web" / "static" / "ikrar" / "ikrar.css").read_text()
    for rule in theme.stylesheet().splitlines():
        assert rule in sheet
