"""A picture of nothing that says so: where a chart has no figure that may be shown."""

from typing import Final

from ikrar.charts import letters
from ikrar.charts.canvas import Canvas
from ikrar.charts.frame import Frame
from ikrar.charts.theme import LINE, fill
from ikrar.packs.model import Text

_NOTHING: Final = Text(
    "Belum ada angka yang dapat ditampilkan: belum ada unggahan, atau jumlahnya terlalu sedikit.",
    "There is no figure to show yet: there are no posts, or too few of them.",
)


def empty(title: str, frame: Frame) -> str:
    """A frame as high as a few lines, with the reason in it."""
    canvas = Canvas(frame.width)
    said = frame.say(_NOTHING)
    lines = letters.wrap(said, frame.width - 32)
    height = LINE * len(lines) + 40
    canvas.rect(0, 0, (frame.width, height), fill("muted", opacity=0.09))
    for i, line in enumerate(lines):
        canvas.text(frame.width / 2, 24 + LINE * (i + 1) - 4, line, ink="muted", anchor="middle")
    canvas.y = height
    return canvas.svg(title, said)
