"""From an Altair chart to SVG: fixed room around the plot, notes in the foot, numbers in the page's language.

Altair and its renderer (a JavaScript engine, some 200 MB) are imported only here and in the shapes' functions: a chart is drawn by the
worker, never by a process that answers requests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

import pyarrow as pa

from ikrar.charts import svg, theme
from ikrar.charts.frame import Frame
from ikrar.charts.letters import wrap
from ikrar.charts.theme import FAINT, LINE

if TYPE_CHECKING:
    import altair as alt

    Chart = alt.LayerChart | alt.FacetChart

LEAST_TOP: Final = 0.004  # share that any scale reaches, so that its steps have one decimal
_FOOT: Final = 12  # px between the plot, or its axis, and the foot


@dataclass(frozen=True, slots=True)
class Box:
    """Room in px: the plot's height, and what stands above, left, right and (an axis) below it."""

    height: float
    top: float = 0
    left: float = 0
    right: float = 0
    below: float = 0

    def across(self, frame: Frame) -> float:
        """The plot's width."""
        return frame.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a picture: its title and description to whoever does not see it, notes in its foot."""

    title: str
    description: str
    notes: Sequence[str] = ()


def data(values: Sequence[dict[str, Any]]) -> pa.Table:
    """Rows of an Altair chart; all have the same names."""
    return pa.Table.from_pylist(list(values))


def shares(orient: "Literal['left', 'top']", *, steps: int = 4, apart: int = 6) -> "alt.Axis":
    """The axis of shares: percentages, `apart` px from the plot, and a firm line at nothing."""
    named = "datum.value == 0 ? '0' : datum.label"
    return _axis(
        orient=orient,
        format="%",
        tickCount=steps,
        labelExpr=named,
        labelPadding=apart,
    )


def counts() -> "alt.Axis":
    """The axis of whole numbers."""
    return _axis(orient="left", format=",d", tickCount=4, tickMinStep=1, labelPadding=6)


def _axis(**options: Any) -> "alt.Axis":
    import altair as alt

    zero = {"test": "datum.value == 0", "value": 1}
    opacity = {"condition": zero, "value": FAINT}
    return alt.Axis(gridOpacity=opacity, labelFlush=False, title=None, **options)


def draw(chart: "Chart", *, frame: Frame, box: Box, words: Words) -> str:
    """The chart as SVG, `box` px large with its foot."""
    import altair as alt
    import vl_convert

    foot = [line for note in words.notes for line in wrap(note, frame.width)]
    depth = box.below + (_FOOT + LINE * len(foot) + 4) * bool(foot)
    place = chart.properties(
        padding={"left": box.left, "top": box.top, "right": box.right, "bottom": depth},
        autosize=alt.AutoSizeParams(type="none"),
    )
    if foot:
        title = alt.TitleParams(foot, dx=-box.left, offset=_FOOT)
        place = place.properties(title=title)
    with alt.data_transformers.enable("default", max_rows=None):
        spec = place.to_dict()
    drawn = vl_convert.vegalite_to_svg(
        spec,
        config=theme.config(),
        allowed_base_urls=[],
        format_locale=_locale(frame.language),
    )
    size = frame.width, box.top + box.height + depth
    return svg.finish(drawn, size, words.title, words.description)


def _locale(language: str) -> dict[str, Any]:
    """How d3 writes numbers; it has no Indonesian of its own."""
    decimal, thousands = (".", ",") if language == "en" else (",", ".")
    signs = {"decimal": decimal, "thousands": thousands}
    return signs | {"grouping": [3], "currency": ["Rp", ""]}
