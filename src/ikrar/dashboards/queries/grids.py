"""A theme's figures as a small grid: a row a figure, a column a phase; the page and the briefing show the same one."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ikrar.indicators.numerals import between, number, percent, places
from ikrar.monitoring.themes import Figure


@dataclass(frozen=True, slots=True)
class Cell:
    """What one phase says of one figure, as it is written; `range` and `n` are "" where it is hidden."""

    phase: str
    share: str
    range: str
    n: str

    @property
    def told(self) -> str:
        """Both in one."""
        return f"{self.share} ({self.range})" if self.range else self.share


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in all phases; `is_raw` where its shares are not corrected for the engine's mistakes."""

    name: str
    is_raw: bool
    cells: tuple[Cell, ...]


def grid(figures: list[Figure], language: str) -> list[Line]:
    """The lines of a theme, in the order of its figures."""
    names = dict.fromkeys(one.name for one in figures)
    return [_line([one for one in figures if one.name == name], language) for name in names]


def _line(some: list[Figure], language: str) -> Line:
    is_raw = any(one.share is not None and not one.is_corrected for one in some)
    return Line(some[0].name, is_raw, tuple(_cell(one, language) for one in some))


def _cell(one: Figure, language: str) -> Cell:
    if one.share is None or one.low is None or one.high is None:
        return Cell(one.phase, _("terlalu sedikit"), "", "")
    ends = between(one.low, one.high, language, decimals=places(one.share))
    return Cell(one.phase, percent(one.share, language), ends, number(one.n, language))
