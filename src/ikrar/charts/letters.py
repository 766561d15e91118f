"""Text in a picture: how wide it is, where it breaks, and what of it may stand there.

Widths are estimates for a system's sans-serif, rather too broad; no font file is read, so that a chart is the same on every
machine.
"""

import re
import unicodedata
from typing import Final

from ikrar.charts.theme import SIZE

# in parts of the letter height, as in DejaVu Sans, the broadest font that a system may choose
_WIDTHS: Final = {
    **dict.fromkeys("iljI|.,:;'’!", 0.32),
    **dict.fromkeys("tfr()[]/ -–·", 0.42),
    **dict.fromkeys("mwMW%@—…", 0.99),
}
# what XML forbids, and what turns the direction of the text that follows
_UNFIT: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)


def clean(text: str) -> str:
    """Text on one line, without what cannot stand in XML or would turn its neighbours around."""
    return " ".join(_UNFIT.sub("", re.sub(r"\s", " ", text)).split())


def width(text: str, size: float = SIZE) -> float:
    """The width of a line in px."""
    return sum(_width(letter) for letter in text) * size


def _width(letter: str) -> float:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.1
    return 0.76 if letter.isupper() else 0.64


def clip(text: str, room: float, size: float = SIZE) -> str:
    """A text that fits, with an ellipsis where it was longer."""
    if width(text, size) <= room:
        return text
    while text and width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def wrap(text: str, room: float, size: float = SIZE) -> list[str]:
    """Lines that fit; a word that does not is cut."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(clip(word, room, size))
    return lines
