"""The look of charts: a few named inks, each a class that the site's stylesheet colours and a colour for where there is none.

One SVG thus serves a page in light and dark (no inline style, so that a strict policy holds), a file and a PDF. Contestants and
parties have no colour here.
"""

from typing import Final

PHONE: Final = 360
DESKTOP: Final = 720
PRINT: Final = 640
SIZE: Final = 13  # px of all text, so that it stays above 11 where a chart of 360 is drawn on 320
LINE: Final = 17  # px from one line of text to the next
FONT: Final = 'system-ui, "Noto Sans", sans-serif'

# what a class stands for: the site's token, and its value in the light theme
INKS: Final = {
    "ink": ("--ink", "#211C17"),
    "muted": ("--muted", "#5E554B"),
    "line": ("--line", "#8C8175"),
    "sogan": ("--sogan", "#7A4B23"),
    "surface": ("--surface", "#FFFFFF"),
}


def fill(ink: str, *, opacity: float = 1) -> str:
    """Attributes that fill a shape with an ink."""
    return f'class="chart-fill-{ink}" fill="{INKS[ink][1]}"' + _faint("fill", opacity)


def stroke(ink: str, width: float = 1, *, dash: str = "", opacity: float = 1) -> str:
    """Attributes that draw a line in an ink, `width` in px."""
    color = f'class="chart-line-{ink}" fill="none" stroke="{INKS[ink][1]}"'
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'{color} stroke-width="{width:g}"{dashes}{_faint("stroke", opacity)}'


def _faint(what: str, opacity: float) -> str:
    return f' {what}-opacity="{opacity:g}"' if opacity < 1 else ""


def stylesheet() -> str:
    """The rules that the site's stylesheet holds, so that charts follow its theme."""
    rules = [".chart { display: block; width: 100%; height: auto; }"]
    for ink, (token, _) in INKS.items():
        rules.append(f".chart-fill-{ink} {{ fill: var({token}); }}")
        rules.append(f".chart-line-{ink} {{ stroke: var({token}); }}")
    return "\n".join(rules) + "\n"
