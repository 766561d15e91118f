"""Shares day by day: one series with its interval in sogan, others in grey, the phases behind, and the days of a shift.

In: the `daily` table of a story. A day without posts, or with too few, is a gap; nothing is drawn across it.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from ikrar.charts.days import BELOW, Days, across, bands, depth, labels, moment, names, stagger
from ikrar.charts.empty import empty
from ikrar.charts.frame import Frame
from ikrar.charts.letters import clip
from ikrar.charts.picture import LEAST_TOP, Box, Words, data, draw, shares
from ikrar.charts.series import Point, Series, mean, runs, series
from ikrar.charts.theme import INK, LINE, MUTED, SIZE, SOGAN
from ikrar.indicators.kinds import Counting, indicator
from ikrar.indicators.numerals import day, number, percent, short_day
from ikrar.packs.model import Text

if TYPE_CHECKING:
    import altair as alt

    from ikrar.charts.picture import Chart

MANY: Final = 120  # days from which a mean over seven is drawn, and single days only faintly
_DASHES: Final = ([1, 0], [6, 3], [2, 3])  # of the greys, so that they are told apart
_LEFT: Final = 44  # px of the shares beside the plot
_RIGHT: Final = 6
_KEY: Final = LINE + 2  # px from one key to the next
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
    name = frame.say(indicator(shown[0]).name)
    every = {one: series(table, one, counting) for one in shown}
    own, title = every[shown[0]], frame.say(_TITLE, name=name)
    if not any(one.points for one in every.values()):
        return empty(title, frame)
    days = Days(min(own.days), max(own.days), frame.width - _LEFT - _RIGHT)
    shifts = _shifts(changes, shown[0], days)
    counted = frame.say(_COUNTED[counting], n=number(own.n, frame.language))
    marks = [_MEAN] * (days.count > MANY) + [_BAND] + [_SHIFT] * bool(shifts)
    notes = [" ".join(map(frame.say, marks)), f"{frame.source_note()} {counted}"]
    told = _tell(frame, days, own.points, name, shifts)
    chart, box = _layers(frame, days, every, shifts)
    return draw(chart, frame=frame, box=box, words=Words(title, told, notes))


def _shifts(changes: pa.Table | None, shown: str, days: Days) -> list[date]:
    """The days of an indicator's changes that are in the picture."""
    every = changes.to_pylist() if changes is not None else []
    found = [row["day"] for row in every if row["indicator"] == shown]
    return [one for one in found if days.first <= one <= days.last]


def _layers(
    frame: Frame, days: Days, every: dict[str, Series], shifts: Sequence[date]
) -> "tuple[Chart, Box]":
    """All that is drawn, and its room: keys, names of phases, shifts, the plot."""
    import altair as alt

    named = names(frame, days)
    marked = stagger(
        [(days.edge(one) + 9, short_day(one, frame.language)) for one in shifts], days.width
    )
    tops = [0.0, _KEY * len(every) + 4]
    tops += [tops[1] + depth(named) + 4]
    box = Box(
        height=180 if frame.is_narrow else 230,
        top=tops[2] + depth(marked) + 4 * bool(shifts),
        left=_LEFT,
        right=_RIGHT,
        below=BELOW,
    )
    layers = [
        *bands(frame, days, named, top=tops[1] - box.top),
        *_shifted(frame, days, shifts, marked, top=tops[2] - box.top),
        *_lines(frame, days, every),
        *_keys(frame, list(every), top=-box.top),
    ]
    return alt.layer(*layers, width=days.width, height=box.height), box


def _keys(frame: Frame, shown: Sequence[str], *, top: float) -> "list[alt.Chart]":
    """A sample of each line with its name, one a row: names are long, and lines end close together."""
    import altair as alt

    room = frame.width - 30
    told = [
        {"y": top + _KEY * i + SIZE, "text": clip(frame.say(indicator(one).name), room), **_look(i)}
        for i, one in enumerate(shown)
    ]
    y, text = alt.value(alt.expr("datum.y")), alt.Text("text:N")
    samples = alt.Chart(data(told)).mark_rule(x=-_LEFT, x2=22 - _LEFT, yOffset=-4)
    first, others = alt.Chart(data(told[:1])), alt.Chart(data(told[1:]))
    return [
        samples.encode(y=y, **_looks()),
        first.mark_text(x=30 - _LEFT, color=SOGAN, fontWeight="bold").encode(y=y, text=text),
        others.mark_text(x=30 - _LEFT, color=INK).encode(y=y, text=text),
    ]


def _look(i: int) -> dict[str, Any]:
    """The first line in sogan and thick, the others in grey and dashed."""
    if i == 0:
        return {"ink": SOGAN, "thick": 2, "dash": _DASHES[0]}
    return {"ink": MUTED, "thick": 1.25, "dash": _DASHES[(i - 1) % len(_DASHES)]}


def _looks() -> dict[str, Any]:
    import altair as alt

    return {
        "color": alt.Color("ink:N", scale=None),
        "strokeWidth": alt.StrokeWidth("thick:Q", scale=None),
        "strokeDash": alt.StrokeDash("dash:N", scale=None),
    }


def _shifted(
    frame: Frame,
    days: Days,
    shifts: Sequence[date],
    marked: Sequence[dict[str, Any]],
    *,
    top: float,
) -> "list[alt.Chart]":
    """The days of shifts: a diamond and the day over the plot, a dashed rule in it."""
    import altair as alt

    at = [
        {"at": moment(one), "y": top + LINE * label["row"] + SIZE - 4}
        for one, label in zip(shifts, marked, strict=True)
    ]
    base = alt.Chart(data(at)).encode(x=across(frame, days))
    diamonds = base.mark_point(shape="diamond", size=80, color=SOGAN)
    return [
        base.mark_rule(color=SOGAN, strokeDash=[3, 3]),
        diamonds.encode(y=alt.value(alt.expr("datum.y"))),
        labels(marked, top=top, color=SOGAN),
    ]


# ---------------------------------------------------------------- the plot


def _lines(frame: Frame, days: Days, every: dict[str, Series]) -> "list[alt.Chart]":
    """The interval of the first, and a line a series, the first above all others."""
    import altair as alt

    own = next(iter(every.values()))
    is_dense = days.count > MANY
    x, y = across(frame, days), _up(every)
    area = alt.Chart(data(list(_areas(days, own.points))))
    thin = alt.Chart(data(list(_rows(0, own.points)) if is_dense else []))
    drawn = [mean(some.points) if is_dense else some.points for some in every.values()]
    line = alt.Chart(data([row for i in reversed(range(len(drawn))) for row in _rows(i, drawn[i])]))
    dots = line.transform_filter("datum.days == 1").mark_point(size=8 if is_dense else 30)
    return [
        area.mark_area(color=SOGAN, opacity=0.2).encode(x=x, y=y, y2="high:Q", detail="run:N"),
        thin.mark_line(color=SOGAN, strokeWidth=0.75, opacity=0.45).encode(
            x=x, y=y, detail="run:N"
        ),
        line.mark_line().encode(x=x, y=y, detail="run:N", **_looks()),
        dots.encode(x=x, y=y, color=_looks()["color"]),
    ]


def _up(every: dict[str, Series]) -> "alt.Y":
    """From nothing to the largest share, or the interval that is higher than nineteen of twenty: no thin day flattens all."""
    import altair as alt

    own = next(iter(every.values()))
    highs = sorted(point.high for point in own.points)
    told = [point.share for one in every.values() for point in one.points]
    top = max([LEAST_TOP, *told, *highs[int(len(highs) * 0.95) :][:1]])
    return alt.Y(
        "share:Q",
        axis=shares("left"),
        scale=alt.Scale(domain=[0, min(top, 1)], nice=4, clamp=True),
    )


def _rows(which: int, points: Sequence[Point]) -> Iterator[dict[str, Any]]:
    """A row for each day of a series, with the run of days that it belongs to."""
    for i, run in enumerate(runs(points)):
        own = {"run": f"{which} {i}", "days": len(run)} | _look(which)
        yield from ({"at": moment(one.day, 0.5), "share": one.share} | own for one in run)


def _areas(days: Days, points: Sequence[Point]) -> Iterator[dict[str, Any]]:
    """The interval of each day; a run begins and ends half a day, but not more than 8 px, beside its days."""
    half = min(8 / days.each, 0.5)
    for i, run in enumerate(runs(points)):
        ends = (run[0], 0.5 - half), *((one, 0.5) for one in run), (run[-1], 0.5 + half)
        for one, share in ends:
            yield {"at": moment(one.day, share), "share": one.low, "high": one.high, "run": i}


def _tell(
    frame: Frame, days: Days, points: Sequence[Point], name: str, shifts: Sequence[date]
) -> str:
    told = [point.share for point in points] or [0.0]
    return frame.say(
        _TELLS,
        first=day(days.first, frame.language),
        last=day(days.last, frame.language),
        name=name,
        low=percent(min(told), frame.language),
        high=percent(max(told), frame.language),
        gaps=number(days.count - len(points), frame.language),
        shifts=", ".join(day(one, frame.language) for one in shifts) or frame.say(_NONE),
    )
