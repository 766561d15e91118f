"""The look of charts: five inks, one size of text, and what Vega-Lite is told once for all of them.

Each ink is a class that the site's stylesheet colours and a colour for where there is none, so that one SVG serves a page in light and
dark (no inline style, so that a strict policy holds), a file and a PDF. Contestants and parties have no colour here.
"""

from typing import Any, Final

PHONE: Final = 360
DESKTOP: Final = 720
PRINT: Final = 640
SIZE: Final = 13  # px of all text, so that it stays above 11 where a chart of 360 is drawn on 320
LINE: Final = 17  # px from one line of text to the next
FONT: Final = "system-ui, 'Noto Sans', sans-serif"

# what a class stands for: the site's token, and its value in the light theme
INKS: Final = {
    "ink": ("--ink", "#211C17"),
    "muted": ("--muted", "#5E554B"),
    "line": ("--line", "#8C8175"),
    "sogan": ("--sogan", "#7A4B23"),
    "surface": ("--surface", "#FFFFFF"),
}
INK, MUTED, RULE, SOGAN, SURFACE = (value for _, value in INKS.values())
FAINT: Final = 0.25  # of rules that only guide the eye
SHADE: Final = 0.09  # of every second phase


def config() -> dict[str, Any]:
    """What Vega-Lite takes for every chart. Nothing is placed by the width of a text, so that fonts move nothing."""
    return {
        "background": "transparent",
        "font": FONT,
        "aria": False,
        "view": {"stroke": None},
        "title": {"anchor": "start", "fontSize": SIZE, "fontWeight": "normal", "lineHeight": LINE}
        | {"color": MUTED, "frame": "group", "orient": "bottom", "limit": 0},
        "text": {"fontSize": SIZE, "lineHeight": LINE, "color": MUTED, "align": "left"}
        | {"baseline": "alphabetic"},
        "point": {"filled": True, "opacity": 1, "strokeWidth": 0},
        "rule": {"color": RULE},
        "axis": {"labelColor": MUTED, "labelFontSize": SIZE, "labelLineHeight": LINE}
        | {"labelOverlap": False, "labelLimit": 0, "titleFontSize": SIZE, "domain": False}
        | {"gridColor": RULE, "tickColor": RULE, "ticks": False},
    }


def stylesheet() -> str:
    """The rules that the site's stylesheet holds, so that charts follow its theme."""
    rules = [".chart { display: block; width: 100%; height: auto; }"]
    for ink, (token, _) in INKS.items():
        rules.append(f".chart-fill-{ink} {{ fill: var({token}); }}")
        rules.append(f".chart-line-{ink} {{ stroke: var({token}); }}")
    return "\n".join(rules) + "\n"
