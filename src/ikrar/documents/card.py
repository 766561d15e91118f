"""Share cards of a message in the agency's look, as PNG and SVG: three shapes, the largest type that fits.

In: plain words. Out: bytes that depend on these alone. What the font cannot show (emoji) is left out, not drawn wrongly;
a text longer than a card holds is cut at a word.
"""

import re
from dataclasses import dataclass
from typing import Final

from ikrar.documents.compile import draw
from ikrar.documents.legible import breakable, legible
from ikrar.errors import InputError

SHAPES: Final = {"persegi": (1080, 1080), "lebar": (1200, 630), "tegak": (1080, 1920)}
KINDS: Final = ("png", "svg")
SIZES: Final = (62, 56, 50, 45, 40, 36, 32, 28, 24)
TALL: Final = (84, 76, 68, *SIZES)
_MOST: Final = {"persegi": 320, "lebar": 170, "tegak": 520}  # signs of the text
_LONGEST: Final = 24  # letters of a word before it may be broken
_UNSHOWN: Final = re.compile(r"\s*\[U\+[0-9A-F]{4,6}\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says. `series` stands below the agency's name, `phase` and `site` in the foot."""

    title: str
    text: str
    agency: str
    series: str
    phase: str = ""
    site: str = ""
    language: str = "id"


def share_card(card: Card, shape: str, kind: str) -> bytes:
    """The picture. InputError for a shape or kind that there is not."""
    if shape not in SHAPES or kind not in KINDS:
        raise InputError(
            f"Cards come as {', '.join(SHAPES)}, in {' and '.join(KINDS)}.",
            id_=f"Kartu tersedia sebagai {', '.join(SHAPES)}, dalam {' dan '.join(KINDS)}.",
        )
    width, height = SHAPES[shape]
    short = shortened(card.text, _MOST[shape])
    data = {
        "title": _shown(card.title), "parts": [part for line in short.splitlines() if (part := _shown(line))],
        "agency": _shown(card.agency), "series": _shown(card.series), "phase": _shown(card.phase),
        "site": _shown(card.site), "language": card.language[:2], "width": width, "height": height,
        "sizes": list(TALL if shape == "tegak" else SIZES),
    }  # fmt: skip
    return draw("card.typ", data, kind=kind)


def shortened(text: str, most: int) -> str:
    """The beginning of a text, cut at a word.

    >>> shortened("satu dua tiga", 9)
    'satu dua …'
    """
    text = text.strip()
    if len(text) <= most:
        return text
    cut = text[: most + 1]
    at = max(cut.rfind(" "), cut.rfind("\n"))
    return (cut[:at] if at > most // 2 else cut[:most]).rstrip(" ,;:\n") + " …"


def _shown(text: str) -> str:
    return breakable(_UNSHOWN.sub("", legible(text)).strip(), longest=_LONGEST)
