"""Pictures of a theme: two widths and a printed one, drawn once for a story."""

import subprocess
import sys

import pytest
from django.core.cache import cache

from ikrar import packs
from ikrar.charts import theme
from ikrar.monitoring import pictures, queries
from ikrar.monitoring.models import Picture
from ikrar.monitoring.queries import figures
from ikrar.monitoring.themes import THEMES
from tests.apps.dashboards.steps import tell
from tests.apps.monitoring import steps
from tests.house.source import PACKAGE

PACK = packs.load("pemilu-2024")


@pytest.fixture
def told(db):
    cache.clear()
    return tell()


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_each_theme_has_two_in_two_widths(told, name, language):
    days, phases = pictures.of_theme(told, name, language=language)
    for one in (days, phases):
        assert 'viewBox="0 0 360 ' in one.narrow
        assert 'viewBox="0 0 720 ' in one.wide
        assert one.wide.count("<title") == one.wide.count("<desc") == 1
        assert "style=" not in one.wide
    assert ("Before the election" in phases.wide) == (language == "en")


def test_a_document_has_its_own_width_and_the_balance_alone(told):
    _days, phases = pictures.printed(told, "memilih", language="id")
    assert 'viewBox="0 0 640 ' in phases
    assert "Memilih berbanding tidak memilih" in phases
    assert "Ajakan tidak memilih" not in phases


def test_where_posts_came_from_has_two_as_well(told):
    assert len(pictures.of_sources(told, language="id")) == 2


def test_a_story_that_was_told_anew_shows_nothing_old(told):
    told.made_at = told.made_at.replace(year=2025)
    assert pictures.of_theme(told, "memilih", language="id") == []
    assert pictures.printed(told, "memilih", language="id") == []


def test_the_worker_draws_what_was_told_and_the_page_shows_it(world, as_user, monkeypatch):
    monkeypatch.setattr(figures, "LANGUAGES", ("id",))
    monkeypatch.setattr(figures, "DRAWN", ("memilih",))
    client, source = as_user(world.maya), steps.source(world)
    steps.bring(world, source, steps.rows(*(f"{steps.VOTE} nomor {n}" for n in range(40))))
    first = Picture.objects.get()
    assert first.made_for == queries.outlook().made_at
    page = client.get("/percakapan/?tema=memilih").text
    assert page.count('<figure class="picture">') == 2
    assert "sedang digambar" not in page
    assert "sedang digambar" in client.get("/percakapan/?tema=tenang").text
    steps.bring(world, source, steps.rows("Satu unggahan lagi tentang hujan di sini"))
    assert Picture.objects.get().made_for == queries.outlook().made_at != first.made_for


def test_a_web_process_draws_nothing(told):
    """What draws is heavy; pages read what a worker drew."""
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'ikrar.server.settings'; import django; django.setup();"
        "import ikrar.server.urls; print(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"altair", "vl_convert"} & set(done.stdout.split())


def test_the_sites_stylesheet_colours_them():
    sheet = (PACKAGE / "web" / "static" / "ikrar" / "ikrar.css").read_text()
    for rule in theme.stylesheet().splitlines():
        assert rule in sheet
