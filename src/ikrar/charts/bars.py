"""Bars that lie: where posts come from, or what share of each group is done. Names over their bars, values beside them.

In: names and numbers, in groups if there are some. Out: the largest bars and one for all others; lengths compare within the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from ikrar.charts import letters
from ikrar.charts.canvas import Canvas
from ikrar.charts.empty import empty
from ikrar.charts.frame import Frame
from ikrar.charts.theme import LINE, SIZE, fill, stroke
from ikrar.indicators.numerals import number, percent
from ikrar.packs.model import Text

MOST: Final = 8  # bars of a group; the others are one
_OTHERS: Final = Text("{count} lainnya", "{count} others")
_ROW: Final = 22
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
    canvas = Canvas(frame.width)
    told: list[str] = []
    for name, some in groups:
        kept = _largest(some, frame)
        if name:
            canvas.y += LINE if told else LINE - 8
            canvas.strong(0, canvas.y + 5, letters.clip(name, frame.width))
            canvas.y += 14
        for i, bar in enumerate(kept):
            _bar(canvas, frame, bar, "sogan" if i == 0 else "line")
        told.append(
            f"{name}: {', '.join(f'{b.name} {_value(frame, b)}' for b in kept)}.".lstrip(": ")
        )
    canvas.foot([note, frame.source_note()])
    return canvas.svg(title, " ".join(told))


def _largest(some: Sequence[Bar], frame: Frame) -> list[Bar]:
    ordered = sorted(some, key=lambda bar: (-bar.count, bar.name))
    kept, rest = ordered[:MOST], ordered[MOST:]
    if rest:
        name = frame.say(_OTHERS, count=number(len(rest), frame.language))
        kept.append(Bar(name, sum(b.count for b in rest), sum(b.share for b in rest)))
    return kept


def _bar(canvas: Canvas, frame: Frame, bar: Bar, ink: str) -> None:
    """A bar under `canvas.y`: beside its name where there is room, under it on a phone."""
    value = _value(frame, bar)
    left = 0.0 if frame.is_narrow else frame.width * 0.34
    right = frame.width - letters.width("100% (0.000.000)") - 8
    if frame.is_narrow:
        canvas.y += LINE
        canvas.text(0, canvas.y - 3, letters.clip(bar.name, frame.width))
    else:
        name = letters.clip(bar.name, left - 12)
        canvas.text(left - 10, canvas.y + SIZE + 2, name, anchor="end")
    length = min(max(bar.share, 0), 1) * (right - left)
    canvas.rect(left, canvas.y + 4, (max(length, 1), 13), fill(ink))
    canvas.text(left + max(length, 1) + 6, canvas.y + SIZE + 2, value, ink="muted")
    canvas.line((left, canvas.y), (left, canvas.y + _ROW), stroke("line"))
    canvas.y += _ROW


def _value(frame: Frame, bar: Bar) -> str:
    return f"{percent(bar.share, frame.language)} ({number(bar.count, frame.language)})"
