"""The pictures of a theme as the worker drew them, for pages in two widths and for documents in one.

In: a told story, a theme, a language. Out: SVG; nothing where the story was told anew and is not drawn yet.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from ikrar.monitoring.drawing import SOURCES
from ikrar.monitoring.models import Outlook, Picture

NAMES: Final[tuple[str | Promise, ...]] = (
    gettext_lazy("Per hari"),
    gettext_lazy("Per tahap"),
)
_OF_SOURCES: Final[tuple[str | Promise, ...]] = (
    gettext_lazy("Banyaknya unggahan"),
    gettext_lazy("Asal unggahan"),
)


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart as pages show it: one width is seen, the other is not there for anybody."""

    title: str
    narrow: SafeString
    wide: SafeString


def of_theme(told: Outlook, theme: str, *, language: str) -> list[Chart]:
    """Shares by day, then all figures of the theme by phase."""
    return _charts(told, theme, language, NAMES)


def of_sources(told: Outlook, *, language: str) -> list[Chart]:
    """Posts by day, then where those of each phase came from."""
    return _charts(told, SOURCES, language, _OF_SOURCES)


def printed(told: Outlook, theme: str, *, language: str) -> list[str]:
    """The same two for a document, which has a table of all figures: of those by phase the balance alone."""
    return [one for (one,) in _drawn(told, theme, language).get("print", [])]


def _charts(
    told: Outlook, theme: str, language: str, names: tuple[str | Promise, ...]
) -> list[Chart]:
    pairs = _drawn(told, theme, language).get("page", [])
    return [
        Chart(str(name), mark_safe(narrow), mark_safe(wide))
        for name, (narrow, wide) in zip(names, pairs, strict=False)
    ]


def _drawn(told: Outlook, theme: str, language: str) -> dict[str, Any]:
    wanted = {"theme": theme, "language": language, "made_for": told.made_at}
    found = Picture.objects.filter(**wanted).values_list("drawings", flat=True).first()
    return found or {}
