"""Days from left to right: their axis, the phases behind, labels that must not touch each other.

In: the first and last day and the width of a plot. Out: layers of an Altair chart and where they stand.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from ikrar.charts import letters
from ikrar.charts.frame import Band, Frame
from ikrar.charts.picture import data
from ikrar.charts.theme import LINE, MUTED, RULE, SHADE, SIZE
from ikrar.indicators.numerals import month, short_day

if TYPE_CHECKING:
    import altair as alt

BELOW: Final = 2 * LINE + 8  # px of the axis: a day or month, and the year
DAY: Final = 86_400_000  # milliseconds
_EPOCH: Final = date(1970, 1, 1)
_WEEKS: Final = 70  # days under which days are labelled, not months
_FLUSH: Final = 22  # px from an end of the axis within which labels do not reach beyond it


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last`, `width` px together; each is as wide as any other."""

    first: date
    last: date
    width: float

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def each(self) -> float:
        """Px of a day."""
        return self.width / self.count

    def edge(self, day: date) -> float:
        """Where a day begins, px within the plot."""
        return min(max((day - self.first).days * self.each, 0), self.width)

    def named(self) -> Iterator[date]:
        """The days that the axis names, at least a label's width apart."""
        if self.count < _WEEKS:
            step = next(n for n in (1, 2, 7, 14, 28, 70) if n * self.each > 48 or n == 70)
            yield from (self.first + timedelta(i) for i in range(0, self.count, step))
            return
        step = next(n for n in (1, 2, 3, 6, 12) if n * 30 * self.each > 36 or n == 12)
        day = self.first
        while day <= self.last:
            if day.day == 1 and (day.month - 1) % step == 0:
                yield day
            day = (day.replace(day=1) + timedelta(32)).replace(day=1)


def moment(day: date, share: float = 0) -> float:
    """A day, and a share of it, as Vega has it: milliseconds since 1970."""
    return ((day - _EPOCH).days + share) * DAY


def across(frame: Frame, days: Days) -> "alt.X":
    """The place of a moment `at` from left to right; days or months are named below, years where they begin."""
    import altair as alt

    labels: dict[int, str | list[str]] = {}
    year = 0
    for one in days.named():
        write = short_day if days.count < _WEEKS else month
        label = write(one, frame.language)
        at = int(moment(one, 0.5 * (days.count == 1)))
        labels[at] = [label, str(one.year)] if one.year != year else label
        year = one.year
    axis = alt.Axis(
        values=list(labels),
        labelExpr=f"({json.dumps(labels)})[time(datum.value)]",
        title=None,
        grid=False,
        ticks=True,
        tickSize=4,
        labelPadding=5,
        labelFlush=_FLUSH,
    )
    ends = [moment(days.first), moment(days.last, 1)]
    return alt.X("at:T", axis=axis, scale=alt.Scale(type="utc", domain=ends))


# ---------------------------------------------------------------- phases


def seen(frame: Frame, days: Days) -> list[Band]:
    """The phases that are in the picture."""
    return [one for one in frame.phases if one.start <= days.last and one.end >= days.first]


def names(frame: Frame, days: Days) -> list[dict[str, Any]]:
    """The names of these phases, each over the start of its band: x, row, text."""
    some = [(days.edge(one.start) + 3, frame.say(one.name)) for one in seen(frame, days)]
    return stagger(some, days.width)


def bands(
    frame: Frame, days: Days, named: Sequence[dict[str, Any]], *, top: float
) -> "list[alt.Chart]":
    """Every second phase shaded, rules where they begin, their names from `top` down."""
    import altair as alt

    spans = [
        {
            "at": moment(max(one.start, days.first)),
            "to": moment(min(one.end, days.last), 1),
            "shade": SHADE * (frame.phases.index(one) % 2),
        }
        for one in seen(frame, days)
    ]
    base, x = alt.Chart(data(spans)), across(frame, days)
    return [
        base.mark_rect(color=MUTED).encode(
            x=x, x2="to:T", opacity=alt.Opacity("shade:Q", scale=None)
        ),
        base.mark_rule(color=RULE, opacity=0.6).encode(x=x),
        labels(named, top=top, color=MUTED),
    ]


# ---------------------------------------------------------------- labels


def labels(some: Sequence[dict[str, Any]], *, top: float, color: str) -> "alt.Chart":
    """Staggered labels above the plot, from `top` down."""
    import altair as alt

    placed = [one | {"y": top + LINE * one["row"] + SIZE} for one in some]
    x, y = (alt.value(alt.expr(f"datum.{name}")) for name in "xy")
    base: alt.Chart = alt.Chart(data(placed)).mark_text(color=color)
    return base.encode(x=x, y=y, text="text:N")


def stagger(some: Sequence[tuple[float, str]], width: float) -> list[dict[str, Any]]:
    """Where labels that begin at x go, so that none touches another and none passes `width`."""
    ends: list[float] = []
    found = []
    for x, label in some:
        text = letters.clip(label, width)
        at = max(0.0, min(x, width - letters.width(text)))
        row = next((i for i, end in enumerate(ends) if end <= at), len(ends))
        ends[row : row + 1] = [at + letters.width(text) + SIZE]
        found.append({"x": at, "row": row, "text": text})
    return found


def depth(some: Sequence[dict[str, Any]]) -> float:
    """Px that staggered labels take."""
    return LINE * (max((one["row"] for one in some), default=-1) + 1)
