"""How many posts came in day by day, with the phases behind; days without any are marked below the line.

In: days and counts. It stands beside every chart of shares, since a share of few posts says little.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

import pyarrow as pa

from ikrar.charts import letters
from ikrar.charts.canvas import Canvas
from ikrar.charts.empty import empty
from ikrar.charts.frame import Days, Frame, band_names, bands, months
from ikrar.charts.shares import Scale, counts
from ikrar.charts.theme import fill, stroke
from ikrar.indicators.numerals import day, number
from ikrar.packs.model import Text

_DAY: Final = timedelta(1)
_TITLE: Final = Text("Banyaknya unggahan per hari", "Posts by day")
_TELLS: Final = Text(
    "Batang per hari dari {first} sampai {last}: {n} unggahan, terbanyak {most} pada {peak}; {gaps} hari tanpa unggahan.",
    "Bars by day from {first} to {last}: {n} posts, most ({most}) on {peak}; {gaps} days without posts.",
)
_GAPS: Final = Text(
    "Garis di bawah sumbu: hari tanpa unggahan.", "Line below the axis: days without posts."
)
_ALL: Final = Text("{n} unggahan.", "{n} posts.")


def volume(table: pa.Table, *, frame: Frame) -> str:
    """Draw posts by day from (day, n); several rows of a day are added up."""
    summed = table.group_by("day", use_threads=False).aggregate([("n", "sum")]).to_pylist()
    posts = {row["day"]: row["n_sum"] for row in summed if row["n_sum"]}
    title = frame.say(_TITLE)
    if not posts:
        return empty(title, frame)
    most = counts(max(posts.values()), 0, 0).top
    left = letters.width(number(most, frame.language)) + 10
    place = Days(min(posts), max(posts), left, frame.width - 6)
    missing = [d for i in range(place.count) if (d := place.first + timedelta(i)) not in posts]
    canvas = Canvas(frame.width)
    band_names(canvas, frame, place)
    height = 110 if frame.is_narrow else 130
    bands(canvas, frame, place, height)
    scale = counts(max(posts.values()), canvas.y + height, canvas.y + 8)
    _grid(canvas, frame, place, scale)
    for run in _runs(posts):
        _steps(canvas, place, scale, [(one, posts[one]) for one in run])
    canvas.y += height
    for run in _runs(missing):
        x, end = place.edge(run[0]), place.edge(run[-1] + _DAY)
        canvas.rect(x, canvas.y + 1, (end - x, 4), fill("sogan"))
    months(canvas, frame, place)
    told = {"n": sum(posts.values()), "most": max(posts.values()), "gaps": len(missing)}
    numbers = {name: number(value, frame.language) for name, value in told.items()}
    canvas.foot(
        [
            frame.say(_GAPS) if missing else "",
            f"{frame.source_note()} {frame.say(_ALL, n=numbers['n'])}",
        ]
    )
    peak = max(posts, key=lambda one: (posts[one], one))
    days = {"first": place.first, "last": place.last, "peak": peak}
    spelt = {name: day(value, frame.language) for name, value in days.items()}
    return canvas.svg(title, frame.say(_TELLS, **numbers, **spelt))


def _grid(canvas: Canvas, frame: Frame, place: Days, scale: Scale) -> None:
    for tick in scale.ticks:
        y = scale(tick)
        canvas.line((place.left, y), (place.right, y), stroke("line", opacity=0.25 if tick else 1))
        label = number(tick, frame.language)
        canvas.text(place.left - 6, y + 4, label, ink="muted", anchor="end")


def _runs(days: Iterable[date]) -> list[list[date]]:
    """Days that follow each other."""
    runs: list[list[date]] = []
    for one in sorted(days):
        if runs and runs[-1][-1] + _DAY == one:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _steps(canvas: Canvas, place: Days, scale: Scale, run: Sequence[tuple[date, int]]) -> None:
    """The outline of bars that stand side by side."""
    outline = [(place.edge(run[0][0]), scale.start)]
    for one, n in run:
        outline += [(place.edge(one), scale(n)), (place.edge(one + _DAY), scale(n))]
    canvas.path([*outline, (place.edge(run[-1][0] + _DAY), scale.start)], fill("line"))
