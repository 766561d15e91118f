"""What is drawn of a told story: for each theme the days and the phases, and where the posts came from, in each language.

In: a told story, a theme, a pack, a language. Out: SVG from the engine `charts`, which escapes whatever comes from outside. Only
the worker draws: a web process never loads what draws.
"""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from ikrar.charts.frame import Band, Frame
from ikrar.charts.theme import DESKTOP, PHONE, PRINT
from ikrar.indicators.kinds import BALANCES, Counting
from ikrar.monitoring import themes
from ikrar.monitoring.models import Outlook
from ikrar.packs import Pack

SOURCES: Final = "asal"  # how many posts, and from where; no theme, but drawn like one
DRAWN: Final = (*themes.THEMES, SOURCES)
LANGUAGES: Final = ("id", "en")
_BALANCES: Final = {one.id for one in BALANCES}


def drawings(told: Outlook, theme: str, *, pack: Pack, language: str) -> dict[str, list[list[str]]]:
    """`page`: each chart narrow and wide · `print`: each chart as a document has it, of the phases the balance alone."""
    draw = _sources if theme == SOURCES else _theme
    narrow, wide, printed = (_frame(pack, language, width) for width in (PHONE, DESKTOP, PRINT))
    page = zip(draw(told, theme, narrow), draw(told, theme, wide), strict=True)
    return {
        "page": [list(pair) for pair in page],
        "print": [[one] for one in draw(told, theme, printed, most=1)],
    }


def _frame(pack: Pack, language: str, width: int) -> Frame:
    with override(language):
        source = _("unggahan yang terkumpul")
    bands = [Band(one.id, one.name, one.start, one.end) for one in pack.programme.phases]
    return Frame(bands, language, width, source)


def _theme(told: Outlook, theme: str, frame: Frame, *, most: int | None = None) -> Iterator[str]:
    """By day, then by phase, that of the theme emphasised: at most so many figures, the balance first."""
    from ikrar.charts.daily import daily
    from ikrar.charts.phases import phases

    story, about = themes.story_of(told), themes.THEMES[theme].about
    shares = [one for one in about if one not in _BALANCES]
    yield daily(story.daily, shares, frame=frame, changes=story.changes)
    balances = [one for one in about if one in _BALANCES]
    own = next((phase for phase, one in themes.OF_PHASE.items() if one == theme), "")
    yield phases(story.phases, [*balances, *shares][:most], frame=frame, emphasis=own)


def _sources(told: Outlook, _theme: str, frame: Frame, *, most: int | None = None) -> Iterator[str]:
    """Posts by day, all copies counted; then the sources of each phase."""
    import pyarrow.compute as pc

    from ikrar.charts.bars import mix
    from ikrar.charts.volume import volume

    story = themes.story_of(told)
    rows = pc.and_(
        pc.equal(story.daily["indicator"], "participate"),
        pc.equal(story.daily["counting"], str(Counting.POSTS)),
    )
    yield volume(story.daily.filter(rows), frame=frame)
    yield mix(story.mix, frame=frame)
