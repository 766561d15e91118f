"""Texts that were said again and again: when each began and ended, and how many posts it made.

In: clusters with a sample of their text. The text is cut to a line; it is a sample, and says nothing about who wrote it.
"""

from datetime import date
from typing import Any, Final

import pyarrow as pa

from ikrar.charts import letters
from ikrar.charts.canvas import Canvas
from ikrar.charts.empty import empty
from ikrar.charts.frame import Days, Frame, band_names, bands, months
from ikrar.charts.theme import SIZE, fill, stroke
from ikrar.indicators.numerals import number, short_day
from ikrar.packs.model import Text

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
    rows: list[dict[str, Any]] = sorted(
        table.to_pylist(), key=lambda row: (-row["posts"], row["first"], row["text"] or "")
    )
    title = frame.say(_TITLE)
    if not rows:
        return empty(title, frame)
    kept, rest = rows[:MOST], rows[MOST:]
    canvas = Canvas(frame.width)
    place = Days(
        min(row["first"] for row in kept), max(row["last"] for row in kept), 0, frame.width
    )
    band_names(canvas, frame, place)
    bands(canvas, frame, place, _ROW * len(kept) + 4, rules=False)
    for i, row in enumerate(kept):
        _cluster(canvas, frame, place, row, ("sogan" if i == 0 else "muted", kept[0]["posts"]))
    canvas.y += 4
    months(canvas, frame, place)
    more = frame.say(_REST, count=number(len(rest), frame.language)) if rest else ""
    canvas.foot([frame.say(_NOTE), f"{frame.source_note()} {more}"])
    return canvas.svg(title, " ".join(_tell(frame, row) for row in kept))


def _cluster(
    canvas: Canvas, frame: Frame, place: Days, row: dict[str, Any], look: tuple[str, int]
) -> None:
    """One text over its line; the line's thickness goes with the root of its posts."""
    ink, largest = look
    posts = number(row["posts"], frame.language)
    room = frame.width - letters.width(posts) - 16
    canvas.text(
        0, canvas.y + SIZE + 5, letters.clip(letters.clean(row["text"] or ""), room), ink="ink"
    )
    canvas.text(frame.width, canvas.y + SIZE + 5, posts, ink=ink, anchor="end")
    middle = canvas.y + 31
    start, end = place.edge(row["first"]), place.edge(_next(row["last"]))
    thick = 2 + 8 * (row["posts"] / largest) ** 0.5
    canvas.line((0, middle), (frame.width, middle), stroke("line", opacity=0.25))
    canvas.rect(start, middle - thick / 2, (max(end - start, 5), thick), fill(ink))
    canvas.y += _ROW


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _tell(frame: Frame, row: dict[str, Any]) -> str:
    return frame.say(
        _TELLS,
        text=letters.clip(letters.clean(row["text"] or ""), 400),
        posts=number(row["posts"], frame.language),
        first=short_day(row["first"], frame.language),
        last=short_day(row["last"], frame.language),
    )
