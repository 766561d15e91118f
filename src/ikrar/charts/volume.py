"""How many posts came in day by day, with the phases behind; days without any are marked below the line.

In: days and counts. It stands beside every chart of shares, since a share of few posts says little.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from ikrar.charts import letters
from ikrar.charts.days import BELOW, Days, across, bands, depth, moment, names
from ikrar.charts.empty import empty
from ikrar.charts.frame import Frame
from ikrar.charts.picture import Box, Words, counts, data, draw
from ikrar.charts.theme import RULE, SOGAN
from ikrar.indicators.numerals import day, number
from ikrar.packs.model import Text

if TYPE_CHECKING:
    import altair as alt

_DAY: Final = timedelta(1)
_RIGHT: Final = 6  # px beside the plot
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
    import altair as alt

    summed = table.group_by("day", use_threads=False).aggregate([("n", "sum")]).to_pylist()
    posts = {row["day"]: row["n_sum"] for row in summed if row["n_sum"]}
    if not posts:
        return empty(frame.say(_TITLE), frame)
    left = letters.width(number(2 * max(posts.values()), frame.language)) + 10
    days = Days(min(posts), max(posts), frame.width - left - _RIGHT)
    named = names(frame, days)
    height = 110 if frame.is_narrow else 130
    box = Box(height, top=depth(named) + 4, left=left, right=_RIGHT, below=BELOW)
    missing = [d for i in range(days.count) if (d := days.first + timedelta(i)) not in posts]
    layers = [*bands(frame, days, named, top=-box.top), *_layers(frame, days, posts, missing, box)]
    chart = alt.layer(*layers, width=days.width, height=box.height)
    words = _words(frame, posts, len(missing))
    return draw(chart, frame=frame, box=box, words=words)


def _layers(
    frame: Frame, days: Days, posts: dict[date, int], missing: Sequence[date], box: Box
) -> "list[alt.Chart]":
    """Bars side by side as one outline a run of days; a line below the axis for days without."""
    import altair as alt

    x = across(frame, days)
    y = alt.Y(
        "n:Q",
        axis=counts(),
        scale=alt.Scale(domain=[0, max(posts.values())], nice=4),
        stack=None,
    )
    gaps = [{"at": moment(run[0]), "to": moment(run[-1], 1)} for run in _runs(missing)]
    bars, below = alt.Chart(data(list(_steps(posts)))), alt.Chart(data(gaps))
    return [
        bars.mark_area(color=RULE, interpolate="step-after").encode(x=x, y=y, detail="run:N"),
        below.mark_rect(color=SOGAN, y=box.height + 1, y2=box.height + 5).encode(x=x, x2="to:T"),
    ]


def _words(frame: Frame, posts: dict[date, int], gaps: int) -> Words:
    told = {"n": sum(posts.values()), "most": max(posts.values()), "gaps": gaps}
    numbers = {name: number(value, frame.language) for name, value in told.items()}
    peak = max(posts, key=lambda one: (posts[one], one))
    ends = {"first": min(posts), "last": max(posts), "peak": peak}
    spelt = {name: day(value, frame.language) for name, value in ends.items()}
    counted = f"{frame.source_note()} {frame.say(_ALL, n=numbers['n'])}"
    notes = [frame.say(_GAPS) if gaps else "", counted]
    return Words(frame.say(_TITLE), frame.say(_TELLS, **numbers, **spelt), notes)


def _runs(days: Iterable[date]) -> list[list[date]]:
    """Days that follow each other."""
    runs: list[list[date]] = []
    for one in sorted(days):
        if runs and runs[-1][-1] + _DAY == one:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _steps(posts: dict[date, int]) -> Iterator[dict[str, Any]]:
    """The left edge of each day's bar, and the right edge of a run's last one."""
    for i, run in enumerate(_runs(posts)):
        for one in run:
            yield {"at": moment(one), "n": posts[one], "run": i}
        yield {"at": moment(run[-1], 1), "n": posts[run[-1]], "run": i}
