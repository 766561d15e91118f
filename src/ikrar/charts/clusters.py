"""Texts that were said again and again: when each began and ended, and how many posts it made.

In: clusters with a sample of their text. The text is cut to a line; it is a sample, and says nothing about who wrote it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa

from ikrar.charts import letters
from ikrar.charts.days import BELOW, DAY, Days, across, bands, depth, moment, names
from ikrar.charts.empty import empty
from ikrar.charts.frame import Frame
from ikrar.charts.picture import Box, Words, data, draw
from ikrar.charts.theme import FAINT, INK, MUTED, SOGAN
from ikrar.indicators.numerals import number, short_day
from ikrar.packs.model import Text

if TYPE_CHECKING:
    import altair as alt

MOST: Final = 12  # clusters that are drawn
_ROW: Final = 44
_TITLE: Final = Text("Teks yang berulang", "Texts that were repeated")
_TELLS: Final = Text(
    "“{text}”: {posts} unggahan, {first} sampai {last}.",
    "“{text}”: {posts} posts, {first} to {last}.",
)
_NOTE: Final = Text(
    "Garis: dari hari pertama sampai hari terakhir; makin tebal, makin banyak unggahan. Angka: banyaknya unggahan.",
    "Line: from the first day to the last; the thicker, the more posts. Number: posts.",
)
_REST: Final = Text("{count} teks lain tidak digambar.", "{count} other texts are not drawn.")


def clusters(table: pa.Table, *, frame: Frame) -> str:
    """Draw (text, first, last, posts), the largest first, the very largest in sogan."""
    import altair as alt

    rows: list[dict[str, Any]] = sorted(
        table.to_pylist(), key=lambda row: (-row["posts"], row["first"], row["text"] or "")
    )
    title = frame.say(_TITLE)
    if not rows:
        return empty(title, frame)
    kept, rest = rows[:MOST], rows[MOST:]
    days = Days(min(r["first"] for r in kept), max(r["last"] for r in kept), frame.width)
    named = names(frame, days)
    box = Box(_ROW * len(kept) + 4, top=depth(named) + 4, below=BELOW)
    layers = [*bands(frame, days, named, top=-box.top, rules=False), *_lines(frame, days, kept)]
    chart = alt.layer(*layers, width=days.width, height=box.height)
    more = frame.say(_REST, count=number(len(rest), frame.language)) if rest else ""
    notes = [frame.say(_NOTE), f"{frame.source_note()} {more}"]
    words = Words(title, " ".join(_tell(frame, row) for row in kept), notes)
    return draw(chart, frame=frame, box=box, words=words)


def _lines(frame: Frame, days: Days, kept: Sequence[dict[str, Any]]) -> "list[alt.Chart]":
    """Each text over its line, whose thickness goes with the root of its posts."""
    import altair as alt

    height = _ROW * len(kept) + 4
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False))
    base = alt.Chart(data([_row(frame, days, i, row) for i, row in enumerate(kept)])).encode(y=y)
    thick = alt.Scale(type="sqrt", domain=[0, kept[0]["posts"]], range=[2, 10])
    x, ink = across(frame, days), alt.Color("ink:N", scale=None)
    return [
        base.mark_rule(opacity=FAINT),
        base.mark_rule(strokeCap="butt").encode(
            x=x, x2="to:T", color=ink, size=alt.Size("posts:Q", scale=thick, legend=None)
        ),
        base.mark_text(x=0, yOffset=-13, color=INK).encode(text="text:N"),
        base.mark_text(x=frame.width, yOffset=-13, align="right").encode(text="told:N", color=ink),
    ]


def _row(frame: Frame, days: Days, i: int, row: dict[str, Any]) -> dict[str, Any]:
    """A text with its place; what lasted a day is still long enough to be seen."""
    told = number(row["posts"], frame.language)
    start, end = moment(row["first"]), moment(row["last"], 1)
    return {
        "at": start,
        "to": max(end, start + 5 / days.each * DAY),
        "y": _ROW * i + 31,
        "ink": MUTED if i else SOGAN,
        "posts": row["posts"],
        "told": told,
        "text": letters.clip(row["text"] or "", frame.width - letters.width(told) - 16),
    }


def _tell(frame: Frame, row: dict[str, Any]) -> str:
    return frame.say(
        _TELLS,
        text=letters.clip(row["text"] or "", 400),
        posts=number(row["posts"], frame.language),
        first=short_day(row["first"], frame.language),
        last=short_day(row["last"], frame.language),
    )
