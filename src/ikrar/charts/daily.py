"""Shares day by day: one series with its interval in sogan, others in grey, the phases behind, and the days of a shift.

In: the `daily` table of a story. A day without posts, or with too few, is a gap; nothing is drawn across it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import pyarrow as pa

from ikrar.charts import letters
from ikrar.charts.canvas import Canvas
from ikrar.charts.empty import empty
from ikrar.charts.frame import Days, Frame, band_names, bands, months, rows_of, stagger
from ikrar.charts.series import Point, Series, mean, runs, series
from ikrar.charts.shares import Scale, shares
from ikrar.charts.theme import LINE, SIZE, fill, stroke
from ikrar.indicators.kinds import Counting, indicator
from ikrar.indicators.numerals import day, number, percent, short_day
from ikrar.packs.model import Text

MANY: Final = 120  # days from which a mean over seven is drawn, and single days only faintly
_DASHES: Final = ("", "6 3", "2 3")  # of the greys, so that they are told apart
_TITLE: Final = Text("{name} per hari", "{name} by day")
_TELLS: Final = Text(
    "Garis per hari dari {first} sampai {last}. {name}: terendah {low}, tertinggi {high}; {gaps} hari tanpa angka. Pergeseran: {shifts}.",
    "A line by day from {first} to {last}. {name}: lowest {low}, highest {high}; {gaps} days without a figure. Shifts: {shifts}.",
)
_NONE: Final = Text("tidak ada", "none")
_MEAN: Final = Text("Garis tebal: rata-rata tujuh hari.", "Bold line: mean of seven days.")
_BAND: Final = Text(
    "Bidang samar: rentang 95% tiap hari. Terputus: tidak ada unggahan, atau terlalu sedikit.",
    "Faint area: 95% interval of each day. Gaps: no posts, or too few.",
)
_SHIFT: Final = Text(
    "Belah ketupat: sejak hari itu angkanya bergeser.",
    "Diamond: from that day the figure is another.",
)
_COUNTED: Final = {
    Counting.TEXTS: Text(
        "Dihitung dari {n} teks; salinan dihitung sekali sehari.",
        "Counted from {n} texts; copies count once a day.",
    ),
    Counting.POSTS: Text("Dihitung dari {n} unggahan.", "Counted from {n} posts."),
}


def daily(
    table: pa.Table,
    shown: Sequence[str],
    *,
    frame: Frame,
    changes: pa.Table | None = None,
    counting: Counting = Counting.TEXTS,
) -> str:
    """Draw indicators by their ids, the first one emphasised; `changes` is the table of a story."""
    names = [frame.say(indicator(one).name) for one in shown]
    every = [series(table, one, counting) for one in shown]
    title = frame.say(_TITLE, name=names[0])
    if not any(one.points for one in every):
        return empty(title, frame)
    days = every[0].days
    place = Days(min(days), max(days), 44, frame.width - 6)
    shifts = _shifts(changes, shown[0], place)
    canvas = Canvas(frame.width)
    _keys(canvas, names)
    band_names(canvas, frame, place)
    _mark(canvas, frame, place, shifts)
    _plot(canvas, frame, place, every, shifts)
    counted = frame.say(_COUNTED[counting], n=number(every[0].n, frame.language))
    marks = [_MEAN] * (place.count > MANY) + [_BAND] + [_SHIFT] * bool(shifts)
    canvas.foot([" ".join(map(frame.say, marks)), f"{frame.source_note()} {counted}"])
    return canvas.svg(title, _tell(frame, place, every[0].points, names[0], shifts))


def _shifts(changes: pa.Table | None, shown: str, place: Days) -> list[date]:
    """The days of an indicator's changes that are in the picture."""
    rows = changes.to_pylist() if changes is not None else []
    days = [row["day"] for row in rows if row["indicator"] == shown]
    return [one for one in days if place.first <= one <= place.last]


def _keys(canvas: Canvas, names: Sequence[str]) -> None:
    """A sample of each line with its name, one a row: names are long, and lines end close together."""
    for i, name in enumerate(names):
        y = canvas.y + SIZE
        canvas.line((0, y - 4), (22, y - 4), _look(i))
        told = letters.clip(name, canvas.width - 30)
        (canvas.text if i else canvas.strong)(30, y, told, ink="ink" if i else "sogan")
        canvas.y += LINE + 2
    canvas.y += 4


def _look(i: int) -> str:
    return stroke("muted", 1.25, dash=_DASHES[(i - 1) % len(_DASHES)]) if i else stroke("sogan", 2)


def _mark(canvas: Canvas, frame: Frame, place: Days, shifts: Sequence[date]) -> None:
    """The days of shifts with a diamond each, over the plot."""
    labels = [(place.edge(one) - 5, f"   {short_day(one, frame.language)}") for one in shifts]
    places = stagger(labels, place.right)
    for (_, label), (x, row) in zip(labels, places, strict=True):
        y = canvas.y + LINE * row + SIZE
        canvas.diamond(x + 5, y - 4, 5, ink="sogan")
        canvas.text(x + 14, y, label, ink="sogan")
    canvas.y += LINE * rows_of(places) + 4 * bool(shifts)


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where days and shares lie on a canvas."""

    canvas: Canvas
    days: Days
    scale: Scale

    @property
    def is_dense(self) -> bool:
        return self.days.count > MANY


def _plot(
    canvas: Canvas, frame: Frame, place: Days, every: Sequence[Series], shifts: Sequence[date]
) -> None:
    """Everything between the names above and the months below."""
    height = 180 if frame.is_narrow else 230
    bands(canvas, frame, place, height)
    plot = _Plot(canvas, place, shares(_largest(every), canvas.y + height, canvas.y + 8))
    _grid(plot, frame)
    for one in shifts:
        x = place.edge(one)
        canvas.line((x, canvas.y), (x, canvas.y + height), stroke("sogan", 1, dash="3 3"))
    _draw_interval(plot, every[0].points)
    if plot.is_dense:
        _draw(plot, every[0].points, "sogan", stroke("sogan", 0.75, opacity=0.45))
    for i in range(len(every) - 1, -1, -1):
        points = every[i].points
        ink = "muted" if i else "sogan"
        _draw(plot, mean(points) if plot.is_dense else points, ink, _look(i))
    canvas.y += height
    months(canvas, frame, place)


def _largest(every: Sequence[Series]) -> float:
    """The largest share; of intervals the one that is higher than nineteen of twenty, lest a thin day flatten the rest."""
    highs = sorted(point.high for point in every[0].points)
    shown = [point.share for one in every for point in one.points]
    return max([*shown, *highs[int(len(highs) * 0.95) :][:1]])


def _grid(plot: _Plot, frame: Frame) -> None:
    left, right = plot.days.left, plot.days.right
    decimals = 1 if plot.scale.ticks[1] < 0.01 else 0
    for tick in plot.scale.ticks:
        y = plot.scale(tick)
        plot.canvas.line((left, y), (right, y), stroke("line", opacity=0.25 if tick else 1))
        label = percent(tick, frame.language, decimals=decimals) if tick else "0"
        plot.canvas.text(left - 6, y + 4, label, ink="muted", anchor="end")


def _draw_interval(plot: _Plot, points: Sequence[Point]) -> None:
    half = min(8, (plot.days.right - plot.days.left) / plot.days.count / 2)
    for run in runs(points):
        middle = [plot.days.x(point.day) for point in run]
        x = [middle[0] - half, *middle, middle[-1] + half]
        ends = [run[0], *run, run[-1]]
        above = [(at, plot.scale(point.high)) for at, point in zip(x, ends, strict=True)]
        below = [(at, plot.scale(point.low)) for at, point in zip(x, ends, strict=True)]
        plot.canvas.path([*above, *reversed(below)], fill("sogan", opacity=0.2))


def _draw(plot: _Plot, points: Sequence[Point], ink: str, look: str) -> None:
    """Runs of days as lines; a day that stands alone as a dot, as large as there is room."""
    for run in runs(points):
        path = [(plot.days.x(point.day), plot.scale(point.share)) for point in run]
        if len(path) > 1:
            plot.canvas.path(path, look)
        else:
            plot.canvas.dot(*path[0], 1 if plot.is_dense else 3, ink=ink)


def _tell(
    frame: Frame, place: Days, points: Sequence[Point], name: str, shifts: Sequence[date]
) -> str:
    told = [point.share for point in points] or [0.0]
    return frame.say(
        _TELLS,
        first=day(place.first, frame.language),
        last=day(place.last, frame.language),
        name=name,
        low=percent(min(told), frame.language),
        high=percent(max(told), frame.language),
        gaps=number(place.count - len(points), frame.language),
        shifts=", ".join(day(one, frame.language) for one in shifts) or frame.say(_NONE),
    )
