"""Bars that lie: where posts come from, or what share of each group is done. Names over their bars, values beside them.

In: names and numbers, in groups if there are some. Out: the largest bars and one for all others; lengths compare within the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from ikrar.charts import letters
from ikrar.charts.empty import empty
from ikrar.charts.frame import Frame
from ikrar.charts.picture import Box, Words, data, draw
from ikrar.charts.theme import INK, LINE, RULE, SIZE, SOGAN
from ikrar.indicators.numerals import number, percent
from ikrar.packs.model import Text

if TYPE_CHECKING:
    from ikrar.charts.picture import Chart

MOST: Final = 8  # bars of a group; the others are one
_OTHERS: Final = Text("{count} lainnya", "{count} others")
_ROW: Final = 22  # px of a bar and the room about it
_THICK: Final = 13  # px of the bar itself
_HEAD: Final = 22  # px of a heading
_LEAST: Final = 0.003  # share that is drawn, lest a bar cannot be seen
_GAP: Final = 12  # px between groups
_TITLE: Final = Text("Asal unggahan per tahap", "Where the posts come from, by phase")
_UNIT: Final = Text(
    "Persentase dari unggahan tiap tahap.", "Percentages are of the posts of each phase."
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A name, a count, and the share 0..1 that its length shows."""

    name: str
    count: int
    share: float


def mix(table: pa.Table, *, frame: Frame) -> str:
    """Draw the `mix` table of a story: the sources of each phase."""
    groups = []
    for band in frame.phases:
        rows = [row for row in table.to_pylist() if row["phase"] == band.id]
        groups.append((frame.say(band.name), [Bar(r["source"], r["n"], r["share"]) for r in rows]))
    return bars(groups, title=frame.say(_TITLE), note=frame.say(_UNIT), frame=frame)


def bars(
    groups: Sequence[tuple[str, Sequence[Bar]]], *, title: str, frame: Frame, note: str = ""
) -> str:
    """Draw groups of bars, (name, bars), the largest first; a group without a name has no heading."""
    if not any(bar.count for _, some in groups for bar in some):
        return empty(title, frame)
    kept = [(name, _largest(some, frame)) for name, some in groups]
    told = [
        f"{name}: {', '.join(f'{one.name} {_value(frame, one)}' for one in some)}.".lstrip(": ")
        for name, some in kept
    ]
    left = 0.0 if frame.is_narrow else frame.width * 0.34
    records, height = _records(frame, kept, room=left - 12 if left else frame.width)
    box = Box(height, left=left, right=letters.width("100% (0.000.000)") + 8)
    words = Words(title, " ".join(told), [note, frame.source_note()])
    return draw(_chart(frame, records, box), frame=frame, box=box, words=words)


def _largest(some: Sequence[Bar], frame: Frame) -> list[Bar]:
    ordered = sorted(some, key=lambda bar: (-bar.count, bar.name))
    kept, rest = ordered[:MOST], ordered[MOST:]
    if rest:
        name = frame.say(_OTHERS, count=number(len(rest), frame.language))
        kept.append(Bar(name, sum(b.count for b in rest), sum(b.share for b in rest)))
    return kept


def _records(
    frame: Frame, groups: Sequence[tuple[str, Sequence[Bar]]], *, room: float
) -> tuple[list[dict[str, Any]], float]:
    """Rows with the place of each heading and bar, px from the top; and how high all are."""
    found: list[dict[str, Any]] = []
    y = 0.0
    for name, some in groups:
        y += _GAP * bool(found)
        if name:
            found.append({"y": y + SIZE, "head": letters.clip(name, frame.width)})
            y += _HEAD
        for i, bar in enumerate(some):
            y += LINE * frame.is_narrow
            row = {"value": _value(frame, bar), "ink": RULE if i else SOGAN, "y": y + _ROW / 2}
            row |= {"name": letters.clip(bar.name, room), "share": min(max(bar.share, _LEAST), 1)}
            found.append(row)
            y += _ROW
    return found, y


def _chart(frame: Frame, records: Sequence[dict[str, Any]], box: Box) -> "Chart":
    """Bars from a firm line; names beside them, or over them on a phone."""
    import altair as alt

    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[box.height, 0], nice=False))
    x = alt.X("share:Q", axis=None, scale=alt.Scale(domain=[0, 1]))
    narrow: dict[str, Any] = {"x": 0, "yOffset": 5 - LINE}
    beside: dict[str, Any] = {"x": -10, "yOffset": 5, "align": "right"}
    base = alt.Chart(data([one for one in records if "name" in one])).encode(y=y)
    heads = alt.Chart(data([one for one in records if "head" in one])).encode(y=y, text="head:N")
    layers = [
        heads.mark_text(x=-box.left, color=INK, fontWeight="bold"),
        base.mark_bar(size=_THICK, orient="horizontal").encode(
            x=x, color=alt.Color("ink:N", scale=None)
        ),
        base.mark_tick(x=0, size=_ROW, thickness=1, color=RULE, orient="vertical"),
        base.mark_text(color=INK, **(narrow if frame.is_narrow else beside)).encode(text="name:N"),
        base.mark_text(xOffset=6, yOffset=5).encode(x=x, text="value:N"),
    ]
    return alt.layer(*layers, width=box.across(frame), height=box.height)


def _value(frame: Frame, bar: Bar) -> str:
    return f"{percent(bar.share, frame.language)} ({number(bar.count, frame.language)})"
