"""A picture of nothing that says so: where a chart has no figure that may be shown."""

from typing import Final

from ikrar.charts.frame import Frame
from ikrar.charts.letters import wrap
from ikrar.charts.picture import Box, Words, data, draw
from ikrar.charts.theme import LINE, MUTED, SHADE
from ikrar.packs.model import Text

_NOTHING: Final = Text(
    "Belum ada angka yang dapat ditampilkan: belum ada unggahan, atau jumlahnya terlalu sedikit.",
    "There is no figure to show yet: there are no posts, or too few of them.",
)


def empty(title: str, frame: Frame) -> str:
    """A frame as high as a few lines, with the reason in it."""
    import altair as alt

    said = frame.say(_NOTHING)
    lines = wrap(said, frame.width - 32)
    box = Box(LINE * len(lines) + 36)
    one = alt.Chart(data([{"at": 0}]), width=frame.width, height=box.height)
    ground = one.mark_rect(color=MUTED, opacity=SHADE)
    text = one.mark_text(text=lines, align="center", y=18, baseline="top")
    return draw(alt.layer(ground, text), frame=frame, box=box, words=Words(title, said))
