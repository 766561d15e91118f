"""Phase beside phase: for each indicator a dot and its interval a phase, one phase in sogan.

In: the `phases` table of a story. The value stands beside its dot; a figure that is not shown says so.
"""

from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from ikrar.charts import letters
from ikrar.charts.canvas import Canvas
from ikrar.charts.empty import empty
from ikrar.charts.frame import Band, Frame
from ikrar.charts.shares import Scale, shares
from ikrar.charts.theme import LINE, SIZE, stroke
from ikrar.indicators.kinds import Counting, indicator
from ikrar.indicators.numerals import between, number, percent, places
from ikrar.packs.model import Text

ROW: Final = 24  # px of a phase
HEAD: Final = 30  # px of an indicator's name
_TITLE: Final = Text("Angka per tahap", "Figures by phase")
_FEW: Final = Text("terlalu sedikit", "too few")
_DOTS: Final = Text(
    "Titik: bagian dari unggahan; garis: rentang 95%.",
    "Dot: share of the posts; line: 95% interval.",
)
_RAW: Final = Text(
    "Bulatan kosong: belum dikoreksi dari kekeliruan mesin.",
    "Hollow dot: not corrected for the engine's mistakes.",
)
_UNITS: Final = {
    Counting.TEXTS: Text("Banyaknya teks: {counts}.", "Numbers of texts: {counts}."),
    Counting.POSTS: Text("Banyaknya unggahan: {counts}.", "Numbers of posts: {counts}."),
}


def phases(
    table: pa.Table,
    shown: Sequence[str],
    *,
    frame: Frame,
    emphasis: str = "",
    counting: Counting = Counting.TEXTS,
) -> str:
    """Draw indicators by their ids; `emphasis` is the id of the phase in sogan, the last one with figures if none is named."""
    cells = _cells(table, counting)
    rows = [
        cells[band.id, one] for one in shown for band in frame.phases if (band.id, one) in cells
    ]
    told = [row for row in rows if row["is_shown"]]
    title = frame.say(_TITLE)
    if not told:
        return empty(title, frame)
    emphasis = (
        emphasis or [b.id for b in frame.phases if b.id in {row["phase"] for row in told}][-1]
    )
    canvas = Canvas(frame.width)
    scale = _scale(frame, told)
    _axis(canvas, frame, scale)
    for one in shown:
        canvas.y += HEAD
        canvas.strong(0, canvas.y - 7, letters.clip(frame.say(indicator(one).name), frame.width))
        _grid(canvas, scale, ROW * len(frame.phases))
        for band in frame.phases:
            ink = "sogan" if band.id == emphasis else "muted"
            _phase(canvas, frame, scale, (band, cells.get((band.id, one))), ink)
    raw = "" if all(row["is_corrected"] for row in told) else frame.say(_RAW)
    canvas.foot(
        [f"{frame.say(_DOTS)} {raw}", f"{frame.source_note()} {_counted(frame, rows, counting)}"]
    )
    return canvas.svg(title, " ".join(_tell(frame, row) for row in told))


def _cells(table: pa.Table, counting: Counting) -> dict[tuple[str, str], dict[str, Any]]:
    rows: list[dict[str, Any]] = table.filter(pc.field("counting") == str(counting)).to_pylist()
    return {(row["phase"], row["indicator"]): row for row in rows}


def _scale(frame: Frame, told: Sequence[dict[str, Any]]) -> Scale:
    """Shares between the names of phases and the values."""
    names = max(letters.width(frame.say(band.name)) for band in frame.phases)
    left = min(names + 14, frame.width * (0.34 if frame.is_narrow else 0.3))
    widest = "<0,1%" if frame.is_narrow else "00,0% (00,0–00,0%)"
    right = frame.width - letters.width(widest) - 10
    return shares(max(row["high"] for row in told), left, right, most=3 if frame.is_narrow else 5)


def _axis(canvas: Canvas, frame: Frame, scale: Scale) -> None:
    decimals = 1 if scale.ticks[1] < 0.01 else 0
    for tick in scale.ticks:
        label = percent(tick, frame.language, decimals=decimals) if tick else "0"
        canvas.text(scale(tick), SIZE, label, ink="muted", anchor="middle")
    canvas.y = LINE


def _grid(canvas: Canvas, scale: Scale, height: float) -> None:
    for tick in scale.ticks:
        ends = (scale(tick), canvas.y), (scale(tick), canvas.y + height)
        canvas.line(*ends, stroke("line", opacity=0.25 if tick else 1))


def _phase(
    canvas: Canvas, frame: Frame, scale: Scale, row: tuple[Band, dict[str, Any] | None], ink: str
) -> None:
    """One phase of one indicator, over `canvas.y`."""
    band, cell = row
    canvas.y += ROW
    middle, base = canvas.y - ROW / 2, canvas.y - ROW / 2 + 4.5
    canvas.text(0, base, letters.clip(frame.say(band.name), scale.start - 12), ink=ink)
    if cell is None or not cell["is_shown"]:
        canvas.text(scale.start + 8, base, frame.say(_FEW), ink="muted")
        return
    canvas.line((scale(cell["low"]), middle), (scale(cell["high"]), middle), stroke(ink, 2))
    canvas.dot(scale(cell["share"]), middle, 5, ink=ink)
    if not cell["is_corrected"]:
        canvas.dot(scale(cell["share"]), middle, 3, ink="surface")
    canvas.text(frame.width, base, _value(frame, cell), ink=ink, anchor="end")


def _value(frame: Frame, cell: dict[str, Any]) -> str:
    share = percent(cell["share"], frame.language)
    if frame.is_narrow:
        return share
    ends = cell["low"], cell["high"]
    return f"{share} ({between(*ends, frame.language, decimals=places(cell['share']))})"


def _counted(frame: Frame, rows: Sequence[dict[str, Any]], counting: Counting) -> str:
    """How many texts or posts each phase has; a balance is of fewer, so the largest number of a phase is its own."""
    most: dict[str, int] = {}
    for row in rows:
        most[row["phase"]] = max(row["n"], most.get(row["phase"], 0))
    told = [
        f"{frame.say(band.name)} {number(most[band.id], frame.language)}"
        for band in frame.phases
        if band.id in most
    ]
    return frame.say(_UNITS[counting], counts="; ".join(told))


def _tell(frame: Frame, row: dict[str, Any]) -> str:
    names = {band.id: frame.say(band.name) for band in frame.phases}
    share = percent(row["share"], frame.language)
    ends = between(row["low"], row["high"], frame.language, decimals=places(row["share"]))
    return (
        f"{names[row['phase']]}, {frame.say(indicator(row['indicator']).name)}: {share} ({ends})."
    )
