"""Phase beside phase: for each indicator a dot and its interval a phase, one phase in sogan.

In: the `phases` table of a story. The value stands beside its dot; a figure that is not shown says so.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from ikrar.charts import letters
from ikrar.charts.empty import empty
from ikrar.charts.frame import Frame
from ikrar.charts.picture import LEAST_TOP, Box, Words, data, draw, shares
from ikrar.charts.theme import INK, LINE, MUTED, SOGAN, SURFACE
from ikrar.indicators.kinds import Counting, indicator
from ikrar.indicators.numerals import between, number, percent, places
from ikrar.packs.model import Text

if TYPE_CHECKING:
    import altair as alt

ROW: Final = 24  # px of a phase
HEAD: Final = 30  # px of an indicator's name
_HIDDEN: Final = {"low": None, "high": None, "share": None, "is_corrected": True}
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
    every = [
        cells[band.id, one] for one in shown for band in frame.phases if (band.id, one) in cells
    ]
    told = [row for row in every if row["is_shown"]]
    title = frame.say(_TITLE)
    if not told:
        return empty(title, frame)
    emphasis = (
        emphasis or [b.id for b in frame.phases if b.id in {row["phase"] for row in told}][-1]
    )
    raw = "" if all(row["is_corrected"] for row in told) else frame.say(_RAW)
    notes = [
        f"{frame.say(_DOTS)} {raw}",
        f"{frame.source_note()} {_counted(frame, every, counting)}",
    ]
    box = _box(frame, len(shown))
    records = list(_records(frame, cells, shown, emphasis, room=box.left - 12))
    words = Words(title, " ".join(_tell(frame, row) for row in told), notes)
    return draw(_chart(frame, records, box), frame=frame, box=box, words=words)


def _cells(table: pa.Table, counting: Counting) -> dict[tuple[str, str], dict[str, Any]]:
    rows: list[dict[str, Any]] = table.filter(pc.field("counting") == str(counting)).to_pylist()
    return {(row["phase"], row["indicator"]): row for row in rows}


def _box(frame: Frame, groups: int) -> Box:
    """Shares between the names of phases and the values; the height is that of all groups."""
    names = max(letters.width(letters.clean(frame.say(band.name))) for band in frame.phases)
    widest = "<0,1%" if frame.is_narrow else "00,0% (00,0–00,0%)"
    return Box(
        height=(ROW * len(frame.phases) + HEAD) * groups - HEAD,
        top=LINE + HEAD,
        left=min(names + 14, frame.width * (0.42 if frame.is_narrow else 0.3)),
        right=letters.width(widest) + 16,
    )


def _records(
    frame: Frame,
    cells: dict[tuple[str, str], dict[str, Any]],
    shown: Sequence[str],
    emphasis: str,
    *,
    room: float,
) -> Iterator[dict[str, Any]]:
    """A row for each indicator and phase, with all that is written beside it."""
    for group, one in enumerate(shown):
        for i, band in enumerate(frame.phases):
            cell = cells.get((band.id, one))
            ink = SOGAN if band.id == emphasis else MUTED
            head = letters.clip(frame.say(indicator(one).name), frame.width) if i == 0 else ""
            row = {"group": group, "row": i, "head": head, "ink": ink, "few": "", "value": ""}
            row["name"] = letters.clip(frame.say(band.name), room)
            if cell is None or not cell["is_shown"]:
                yield row | _HIDDEN | {"few": frame.say(_FEW)}
            else:
                kept = {name: cell[name] for name in _HIDDEN}
                yield row | kept | {"value": _value(frame, cell)}


def _chart(frame: Frame, records: Sequence[dict[str, Any]], box: Box) -> "alt.FacetChart":
    """A plot an indicator, one under the other, all on one scale of shares."""
    import altair as alt

    top = max(LEAST_TOP, *(one["high"] for one in records if one["high"] is not None))
    steps = 2 if frame.is_narrow else 4
    axis = shares("top", steps=steps, apart=HEAD)
    x = alt.X("share:Q", axis=axis, scale=alt.Scale(domain=[0, top], nice=steps))
    base = alt.Chart().encode(y=alt.Y("row:O", axis=None, scale=alt.Scale(padding=0)))
    ink = alt.Color("ink:N", scale=None)
    text: dict[str, Any] = {"baseline": "middle"}
    weight: dict[str, Any] = {"fontWeight": alt.expr(f"datum.ink == '{SOGAN}' ? 'bold' : 'normal'")}
    right = box.across(frame) + box.right
    layers = [
        base.mark_rule(strokeWidth=2).encode(x="low:Q", x2="high:Q", color=ink),
        base.mark_point(size=80).encode(x=x, color=ink),
        base.transform_filter("!datum.is_corrected").mark_point(size=28, color=SURFACE).encode(x=x),
        base.mark_text(x=-box.left, **text, **weight).encode(text="name:N", color=ink),
        base.mark_text(x=8, **text).encode(text="few:N"),
        base.mark_text(x=right, align="right", **text, **weight).encode(text="value:N", color=ink),
        alt.Chart()
        .mark_text(x=-box.left, y=-8, color=INK, fontWeight="bold")
        .encode(text="head:N"),
    ]
    plot = alt.layer(*layers, width=box.across(frame), height=ROW * len(frame.phases))
    row = alt.Row("group:O", header=None)
    return plot.facet(row=row, data=data(records), spacing=HEAD, bounds="flush")


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
