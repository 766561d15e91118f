"""The pictures of a theme: days and phases, drawn once for a story and kept, for pages in two widths and for documents in one.

In: a told story, a theme, a pack, a language. Out: SVG from the engine `charts`, which escapes whatever comes from outside.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar, cast

from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from ikrar.charts.daily import daily
from ikrar.charts.frame import Band, Frame
from ikrar.charts.phases import phases
from ikrar.charts.theme import DESKTOP, PHONE, PRINT
from ikrar.indicators.kinds import BALANCES
from ikrar.monitoring import themes
from ikrar.monitoring.models import Outlook
from ikrar.packs import Pack

DAY: Final = 24 * 3600  # seconds that drawings are kept
NAMES: Final[tuple[str | Promise, ...]] = (
    gettext_lazy("Per hari"),
    gettext_lazy("Per tahap"),
)
_BALANCES: Final = {one.id for one in BALANCES}
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart as pages show it: one width is seen, the other is not there for anybody."""

    title: str
    narrow: SafeString
    wide: SafeString


def of_theme(told: Outlook, theme: str, *, pack: Pack, language: str) -> list[Chart]:
    """Shares by day, then all figures of the theme by phase."""

    def fresh() -> list[tuple[str, str]]:
        frames = [_frame(pack, language, width) for width in (PHONE, DESKTOP)]
        return list(zip(*(_drawn(told, theme, frame) for frame in frames), strict=True))

    kept = _kept(told, f"{theme}:{pack.about.name}:{language}:page", fresh)
    return [
        Chart(str(name), mark_safe(narrow), mark_safe(wide))
        for name, (narrow, wide) in zip(NAMES, kept, strict=True)
    ]


def printed(told: Outlook, theme: str, *, pack: Pack, language: str) -> list[str]:
    """The same two for a document, which has a table of all figures: of those by phase the balance alone."""

    def fresh() -> list[str]:
        return list(_drawn(told, theme, _frame(pack, language, PRINT), most=1))

    return _kept(told, f"{theme}:{pack.about.name}:{language}:print", fresh)


def _frame(pack: Pack, language: str, width: int) -> Frame:
    with override(language):
        source = _("unggahan yang terkumpul")
    bands = [Band(one.id, one.name, one.start, one.end) for one in pack.programme.phases]
    return Frame(bands, language, width, source)


def _drawn(told: Outlook, theme: str, frame: Frame, *, most: int | None = None) -> Iterator[str]:
    """By day, then by phase, that of the theme emphasised: at most so many figures, the balance first."""
    story, about = themes.story_of(told), themes.THEMES[theme].about
    shares = [one for one in about if one not in _BALANCES]
    yield daily(story.daily, shares, frame=frame, changes=story.changes)
    balances = [one for one in about if one in _BALANCES]
    own = next((phase for phase, one in themes.OF_PHASE.items() if one == theme), "")
    yield phases(story.phases, [*balances, *shares][:most], frame=frame, emphasis=own)


def _kept(told: Outlook, key: str, fresh: Callable[[], _Value]) -> _Value:
    """Drawn anew where the story was told anew."""
    at = told.made_at.timestamp() if told.made_at else 0
    return cast("_Value", cache.get_or_set(f"picture:{at}:{key}", fresh, DAY))
