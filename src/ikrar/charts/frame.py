"""What every chart is given beside its table: language, width, source, and the phases behind what it shows.

In: a canvas and days. Out: bands with their names, months below. Phases are told apart by bands and names, never by colour.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ikrar.charts import letters
from ikrar.charts.canvas import Canvas
from ikrar.charts.theme import DESKTOP, LINE, SIZE, fill, stroke
from ikrar.indicators.numerals import in_language, month, short_day
from ikrar.packs.model import Text

_STEPS: Final = (1, 2, 3, 6, 12)  # months from one label to the next
_WEEKS: Final = 70  # days under which days are labelled, not months


@dataclass(frozen=True, slots=True)
class Band:
    """A phase with its name; both days belong to it. A `packs` phase will do as well."""

    id: str
    name: Text
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Frame:
    """language "id" or "en" · width in px, see `theme` · source: where the posts come from, for the foot."""

    phases: Sequence[Band] = ()
    language: str = "id"
    width: int = DESKTOP
    source: str = ""

    @property
    def is_narrow(self) -> bool:
        return self.width < 560

    def say(self, text: Text, /, **words: str) -> str:
        """Words in the chart's language; those without slots are taken as they are, braces and all."""
        said = in_language(text, self.language)
        return said.format(**words) if words else said

    def source_note(self) -> str:
        return (
            self.say(Text("Sumber: {source}.", "Source: {source}."), source=self.source)
            if self.source
            else ""
        )


@dataclass(frozen=True, slots=True)
class Days:
    """The days from `first` to `last` between `left` and `right`, px; each day is as wide as any other."""

    first: date
    last: date
    left: float
    right: float

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1

    def edge(self, day: date) -> float:
        """Where a day begins, within the picture."""
        share = (day - self.first).days / self.count
        return self.left + min(max(share, 0), 1) * (self.right - self.left)

    def x(self, day: date) -> float:
        """The middle of a day."""
        return (self.edge(day) + self.edge(day + timedelta(1))) / 2


def band_names(canvas: Canvas, frame: Frame, days: Days) -> None:
    """The names of the phases that are seen, each over the start of its band, on as many lines as keep them apart."""
    room = days.right - days.left
    labels = [
        (days.edge(phase.start) + 3, letters.clip(frame.say(phase.name), room))
        for phase in _seen(frame, days)
    ]
    for (_, label), (x, row) in zip(labels, stagger(labels, days.right), strict=True):
        canvas.text(x, canvas.y + LINE * row + SIZE, label, ink="muted")
    canvas.y += LINE * rows_of(stagger(labels, days.right)) + 4


def stagger(labels: Sequence[tuple[float, str]], right: float) -> list[tuple[float, int]]:
    """Where labels that begin at x go, (x, row), so that none touches another and none passes `right`."""
    ends: list[float] = []
    places = []
    for x, label in labels:
        x = max(0.0, min(x, right - letters.width(label)))
        row = next((i for i, end in enumerate(ends) if end <= x), len(ends))
        ends[row : row + 1] = [x + letters.width(label) + SIZE]
        places.append((x, row))
    return places


def rows_of(places: Sequence[tuple[float, int]]) -> int:
    return max((row for _, row in places), default=-1) + 1


def bands(canvas: Canvas, frame: Frame, days: Days, height: float, *, rules: bool = True) -> None:
    """Every second phase shaded, and a rule where one begins, from `canvas.y` down."""
    for phase in _seen(frame, days):
        start, end = days.edge(phase.start), days.edge(phase.end + timedelta(1))
        if frame.phases.index(phase) % 2:
            canvas.rect(start, canvas.y, (end - start, height), fill("muted", opacity=0.09))
        if rules:
            canvas.line((start, canvas.y), (start, canvas.y + height), stroke("line", opacity=0.6))


def months(canvas: Canvas, frame: Frame, days: Days) -> None:
    """Labels of days or months under `canvas.y`, which they push down."""
    top, rows = canvas.y, 1
    for day, label, year in _labels(frame, days):
        x = days.edge(day) if days.count > 1 else days.x(day)
        canvas.line((x, top), (x, top + 4), stroke("line"))
        half = max(letters.width(label), letters.width(year)) / 2
        x = min(max(x, half), canvas.width - half)
        canvas.text(x, top + LINE, label, ink="muted", anchor="middle")
        if year:
            rows = 2
            canvas.text(x, top + 2 * LINE, year, ink="muted", anchor="middle")
    canvas.y += LINE * rows + 4


def _seen(frame: Frame, days: Days) -> list[Band]:
    return [p for p in frame.phases if p.start <= days.last and p.end >= days.first]


def _labels(frame: Frame, days: Days) -> Iterator[tuple[date, str, str]]:
    """(day, label, year or nothing), at least a label's width apart."""
    room = (days.right - days.left) / days.count
    if days.count < _WEEKS:
        step = next(n for n in (1, 2, 7, 14, 28, 70) if n * room > 48 or n == 70)
        for i in range(0, days.count, step):
            day = days.first + timedelta(i)
            yield day, short_day(day, frame.language), str(day.year) if i == 0 else ""
        return
    step = next(n for n in _STEPS if n * 30 * room > 36 or n == _STEPS[-1])
    year = 0
    for day in _firsts(days):
        if (day.month - 1) % step == 0:
            yield day, month(day, frame.language), str(day.year) if day.year != year else ""
            year = day.year


def _firsts(days: Days) -> Iterator[date]:
    """The first days of months."""
    day = days.first
    while day <= days.last:
        if day.day == 1:
            yield day
        day = (day.replace(day=1) + timedelta(32)).replace(day=1)
