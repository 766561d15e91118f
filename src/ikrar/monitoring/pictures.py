"""Charts of a told story, a narrow and a wide one of each, drawn once for each story, theme and language.

In: the row of the story, a theme. Out: SVG that a page embeds; its stylesheet shows the one that fits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ikrar.charts import daily, phases
from ikrar.charts.frame import Band, Frame
from ikrar.charts.theme import DESKTOP, PHONE
from ikrar.monitoring.models import Outlook
from ikrar.monitoring.themes import THEMES, story_of
from ikrar.packs import Pack

_DAY: Final = 24 * 3600


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture in two widths; a table with the same data stands beside it."""

    title: str
    narrow: SafeString
    wide: SafeString


def of_theme(row: Outlook, theme: str, *, pack: Pack, language: str) -> list[Chart]:
    """By day, and phase beside phase."""
    made = row.made_at.timestamp() if row.made_at else 0
    key = f"ikrar.charts.{made}.{theme}.{language}"
    found = cache.get(key)
    if found is None:
        found = list(_drawn(row, theme, pack, language))
        cache.set(key, found, _DAY)
    titles = (_("Per hari"), _("Per tahap"))
    return [
        Chart(title, mark_safe(narrow), mark_safe(wide))
        for title, (narrow, wide) in zip(titles, found, strict=True)
    ]


def _drawn(row: Outlook, theme: str, pack: Pack, language: str) -> Iterator[tuple[str, str]]:
    story, about = story_of(row), THEMES[theme].about
    shares = [one for one in about if "_" not in one or one == "reject_result"]
    bands = [Band(one.id, one.name, one.start, one.end) for one in pack.programme.phases]
    frames = [
        Frame(bands, language=language, width=width, source=_("unggahan yang terkumpul"))
        for width in (PHONE, DESKTOP)
    ]  # fmt: skip
    by_day = [daily.daily(story.daily, shares, frame=one, changes=story.changes) for one in frames]
    by_phase = [phases.phases(story.phases, about, frame=one) for one in frames]
    yield by_day[0], by_day[1]
    yield by_phase[0], by_phase[1]
