"""A picture of Vega's as one accessible SVG that a strict page may hold.

In: SVG text of the renderer, known size, title and description. Out: role="img", a viewBox and no size; of elements and attributes only
those named here, so no style, script or reference; each ink a class beside its colour. The same picture gives the same bytes.
"""

import re
from hashlib import blake2b
from typing import Final
from xml.etree import ElementTree as ET

from ikrar.charts.letters import clean
from ikrar.charts.theme import FONT, INKS, SIZE

_DRAWN: Final = frozenset({"path", "line", "rect", "circle", "text", "tspan"})
_KEPT: Final = (
    "x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "width", "height", "r", "d", "transform", "fill", "stroke", "stroke-width",
    "stroke-dasharray", "opacity", "fill-opacity", "stroke-opacity", "text-anchor", "font-weight",
)  # fmt: skip
_CLASSES: Final = {value.lower(): name for name, (_, value) in INKS.items()}
_STILL: Final = ("translate(0,0)", None)
_PLACES: Final = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")


def finish(drawn: str, size: tuple[float, float], title: str, description: str) -> str:
    """The picture, told by a title and a description to whoever does not see it."""
    told = clean(title), clean(description)
    mark = blake2b("\n".join([*told, drawn]).encode(), digest_size=5).hexdigest()
    names = f"chart-{mark}-title", f"chart-{mark}-text"
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "chart",
            "viewBox": f"0 0 {size[0]:g} {size[1]:g}",
            "role": "img",
            "aria-labelledby": " ".join(names),
            "font-family": FONT,
            "font-size": str(SIZE),
            "fill": "none",
        },
    )
    for tag, name, text in zip(("title", "desc"), names, told, strict=True):
        ET.SubElement(root, tag, id=name).text = text
    _copy(_parse(drawn), root)
    return ET.tostring(root, encoding="unicode")


def _parse(drawn: str) -> ET.Element:
    """The renderer's SVG; it writes no document type, so that one with entities is none of its own."""
    if "<!" in drawn:
        raise ValueError("this is not the renderer's SVG")
    return ET.fromstring(drawn)  # noqa: S314  our own renderer's, without entities


def _copy(source: ET.Element, into: ET.Element) -> None:
    """Copy what is drawn; groups only where they move something."""
    for one in source:
        tag = one.tag.rpartition("}")[2]
        if tag == "g" and one.get("transform") in _STILL:
            _copy(one, into)
        elif tag == "g":
            group = ET.Element("g", transform=_short(one.get("transform", "")))
            _copy(one, group)
            into.extend([group] * bool(len(group)))
        elif tag in _DRAWN and _is_seen(one, tag):
            kept = {name: _short(one.get(name, "")) for name in _KEPT if one.get(name)}
            made = ET.SubElement(into, tag, _inked(kept))
            made.text = one.text
            _copy(one, made)


def _is_seen(one: ET.Element, tag: str) -> bool:
    if tag == "text":
        return bool("".join(one.itertext()).strip())
    seen = {one.get("fill"), one.get("stroke")} - {None, "none", "transparent"}
    return tag == "tspan" or (bool(seen) and one.get("opacity") != "0")


def _inked(kept: dict[str, str]) -> dict[str, str]:
    """Attributes with a class for each ink."""
    if kept.get("stroke-width") == "0":
        kept.pop("stroke", None)
        del kept["stroke-width"]
    if kept.get("opacity") == "1":
        del kept["opacity"]
    classes = [
        f"chart-{what}-{_CLASSES[ink]}"
        for what, name in (("fill", "fill"), ("line", "stroke"))
        if (ink := kept.get(name, "").lower()) in _CLASSES
    ]
    if kept.get("font-weight") == "bold":
        kept["font-weight"] = "650"
    return ({"class": " ".join(classes)} if classes else {}) | kept


def _short(value: str) -> str:
    """Numbers with at most one decimal, opacities with two."""
    return _PLACES.sub(
        lambda found: f"{round(float(found[0]), 1 if abs(float(found[0])) > 1 else 2):g}", value
    )
