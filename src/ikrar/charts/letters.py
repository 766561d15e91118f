"""Text in a picture: how wide it is, where it breaks, and what of it may stand there.

Widths are estimates, so that a chart is the same whatever fonts a machine has; the renderer is never asked to cut a text, since it
cuts letters in two that take more than sixteen bits.
"""

import re
import unicodedata
from bisect import bisect
from itertools import accumulate
from typing import Final

from ikrar.charts.theme import SIZE

# in parts of the letter height, as in DejaVu Sans, the broadest font that a system may choose
_WIDTHS: Final = {
    **dict.fromkeys("iljI|.,:;'’! ", 0.33),
    **dict.fromkeys("tfr()[]/-–·", 0.42),
    **dict.fromkeys("mwMW%@—…", 0.99),
}
# what XML forbids, and what turns the direction of the text that follows
_HALVES: Final = (
    f"{chr(0xD800)}-{chr(0xDFFF)}"  # spelt out, they would trouble who collects messages
)
_UNFIT: Final = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f{_HALVES}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


def clean(text: str) -> str:
    """Text on one line, without what cannot stand in XML or would turn its neighbours around."""
    return " ".join(_UNFIT.sub("", re.sub(r"\s", " ", text)).split())


def width(text: str) -> float:
    """The width of a line in px."""
    return sum(_width(letter) for letter in text) * SIZE


def _width(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.1
    return 0.76 if letter.isupper() else 0.64


def clip(text: str, room: float) -> str:
    """A clean text that fits, with an ellipsis where it was longer."""
    text = clean(text)
    ends = list(accumulate(map(_width, text), initial=_width("…")))
    if (ends[-1] - ends[0]) * SIZE <= room:
        return text
    kept = max(bisect(ends, room / SIZE) - 1, 0)
    return text[:kept].rstrip() + "…"


def wrap(text: str, room: float) -> list[str]:
    """Clean lines that fit; a word that does not is cut."""
    lines: list[str] = []
    for word in clean(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(clip(word, room))
    return lines
