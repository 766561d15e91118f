"""A picture that is drawn piece by piece and becomes one accessible SVG.

Out: text with role="img", title and description, a viewBox and no size; no style, script or reference. The same pieces give the same
bytes. Whatever comes from outside is cleaned and escaped here and nowhere else.
"""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from html import escape
from typing import Final

from ikrar.charts import letters
from ikrar.charts.theme import FONT, LINE, SIZE, fill

_ANCHORS: Final = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}


def num(value: float) -> str:
    """A coordinate with at most one decimal."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


class Canvas:
    """Pieces of a picture `width` px wide; `y` is how far down it was drawn."""

    __slots__ = ("_parts", "width", "y")

    def __init__(self, width: float) -> None:
        self.width = width
        self.y = 0.0
        self._parts: list[str] = []

    def text(
        self, x: float, y: float, text: str, *, ink: str = "ink", anchor: str = "start"
    ) -> None:
        """One line of text whose baseline is at y."""
        text = escape(letters.clean(text), quote=False)
        self._add(f'<text x="{num(x)}" y="{num(y)}"{_ANCHORS[anchor]} {fill(ink)}>{text}</text>')

    def strong(self, x: float, y: float, text: str, *, ink: str = "ink") -> None:
        """One line of bold text."""
        text = escape(letters.clean(text), quote=False)
        self._add(f'<text x="{num(x)}" y="{num(y)}" font-weight="650" {fill(ink)}>{text}</text>')

    def rect(self, x: float, y: float, size: tuple[float, float], look: str) -> None:
        """A box; `size` is its width and height, `look` comes from `theme.fill`."""
        width, height = num(size[0]), num(size[1])
        self._add(f'<rect x="{num(x)}" y="{num(y)}" width="{width}" height="{height}" {look}/>')

    def line(self, start: tuple[float, float], end: tuple[float, float], look: str) -> None:
        """A straight line; `look` comes from `theme.stroke`."""
        ends = f'x1="{num(start[0])}" y1="{num(start[1])}" x2="{num(end[0])}" y2="{num(end[1])}"'
        self._add(f"<line {ends} {look}/>")

    def path(self, points: Sequence[tuple[float, float]], look: str) -> None:
        """A line through points, or a shape around them; `look` comes from `theme.stroke` or `theme.fill`."""
        steps = "L".join(f"{num(x)} {num(y)}" for x, y in points)
        self._add(f'<path d="M{steps}" {look}/>')

    def dot(self, x: float, y: float, radius: float, *, ink: str) -> None:
        self._add(f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(radius)}" {fill(ink)}/>')

    def diamond(self, x: float, y: float, radius: float, *, ink: str) -> None:
        corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
        self.path(corners, fill(ink))

    def foot(self, notes: Iterable[str]) -> None:
        """Notes under the picture, each on lines of its own."""
        self.y += 8
        for note in filter(None, notes):
            for line in letters.wrap(letters.clean(note), self.width):
                self.y += LINE
                self.text(0, self.y, line, ink="muted")
        self.y += 6

    def svg(self, title: str, description: str) -> str:
        """The picture, told by a title and a description to whoever does not see it."""
        body = "".join(self._parts)
        told = [escape(letters.clean(text), quote=False) for text in (title, description)]
        mark = blake2b("\n".join([*told, body]).encode(), digest_size=5).hexdigest()
        ids = f"chart-{mark}-title", f"chart-{mark}-text"
        font = FONT.replace('"', "'")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {num(self.width)} {num(self.y)}" '
            f'role="img" aria-labelledby="{ids[0]} {ids[1]}" font-family="{font}" font-size="{SIZE}">'
            f'<title id="{ids[0]}">{told[0]}</title><desc id="{ids[1]}">{told[1]}</desc>{body}</svg>'
        )

    def _add(self, part: str) -> None:
        self._parts.append(part)
