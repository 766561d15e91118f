"""The briefing of one phase: two A4 pages for whoever leads the agency, from numbers and sentences that are made elsewhere.

In: plain words, and charts as SVG from the engine `charts`. Out: PDF bytes, the same for the same data, whenever they are made again;
the day that is printed is that of the data. Nothing is read as markup. What is longer than its place is cut, with a mark that it was.
"""

import re
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from html import unescape
from io import BytesIO
from typing import Any, Final, Literal

from pypdf import PdfReader

from ikrar.documents.compile import render
from ikrar.documents.legible import breakable, legible
from ikrar.errors import InputError
from ikrar.indicators.numerals import day

PAGES: Final = 2
SIZES: Final = (
    11.4,
    11.0,
    10.6,
    10.0,
    9.4,
    8.8,
    8.2,
    7.6,
    7.0,
)  # points; smaller could not be read
LINE, ALERT, SENTENCE, FIGURES = 90, 260, 420, 720  # letters; longer ones are cut
# sizes with the part of that room that texts may fill; where there is far too much to say, all is cut alike
ATTEMPTS: Final = (
    *((size, 1.0) for size in SIZES),
    *((SIZES[-1], room) for room in (0.7, 0.5, 0.35)),
)
_LONGEST: Final = 26
# emoji, which no font of a document has
_PICTURES: Final = re.compile("[\u200d\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")
_FONT: Final = re.compile(r'font-family="[^"]*"')
_TOLD: Final = re.compile(r"<(?:title|desc)\b[^>]*>(.*?)</(?:title|desc)>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number that is seen from afar, as it is written, with what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Cells as they are written; the first column names the row. No rows, no table."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One alert: what kind, of which day, in words."""

    kind: str
    day: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """What the two pages say. `on` is the day of the data, `days` are the phase's in words, `charts` are SVG; lists beyond the
    room of a page are cut by whoever makes them, texts here.
    """

    agency: str
    election: str
    phase: str
    days: str
    on: date
    lead: str
    counts: tuple[Count, ...] = ()
    said: tuple[str, ...] = ()
    channels: Table
    people: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    figures: Table
    alerts: tuple[Notice, ...] = ()
    pledge: tuple[str, ...] = ()
    units: Table
    clocks: tuple[str, ...] = ()
    steps: Table
    method: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    language: Literal["id", "en"] = "id"


def briefing(data: Briefing) -> bytes:
    """The PDF, in the largest type that fits. InputError where even little of each text needs a third page."""
    at = datetime(data.on.year, data.on.month, data.on.day, tzinfo=UTC)
    plain = asdict(data) | {"on": day(data.on, data.language), "charts": []}
    charts = [_chart(svg) for svg in data.charts]
    for size, room in ATTEMPTS:
        says = _shown(plain, room) | {"charts": charts, "size": size}
        made = render("briefing.typ", says, at=at)
        if len(PdfReader(BytesIO(made)).pages) == PAGES:
            return made
    raise InputError(
        "This briefing says more than two pages hold. Leave rows out.",
        id_="Isi laporan naratif ini lebih dari dua halaman. Kurangi barisnya.",
    )


def _chart(svg: str) -> dict[str, str]:
    """A chart in the page's own type, with what it tells to whoever does not see it."""
    told = (legible(unescape(text)) for text in _TOLD.findall(svg))
    drawn = _FONT.sub('font-family="Libertinus Serif"', svg)
    return {"svg": drawn, "alt": " ".join(dict.fromkeys(told))}


_ROOM: Final = {
    "lead": SENTENCE, "said": SENTENCE, "people": FIGURES, "pledge": SENTENCE, "clocks": SENTENCE,
    "method": SENTENCE, "limits": SENTENCE, "text": ALERT,
}  # fmt: skip


def _shown(value: Any, room: float, most: int = LINE) -> Any:
    """Every string legible and no longer than its place, breakable where a word is too long for a column."""
    if isinstance(value, str):
        text = _cut(legible(_PICTURES.sub("", value)), round(most * room))
        return breakable(text, longest=_LONGEST)
    if isinstance(value, dict):
        return {name: _shown(part, room, _ROOM.get(name, most)) for name, part in value.items()}
    return (
        [_shown(part, room, most) for part in value] if isinstance(value, list | tuple) else value
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
