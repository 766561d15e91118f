"""PNG: out with every chunk that does not draw; the picture's own bytes stay as they are.

In: any bytes. Out: header, palette, data, frames of an animation and how colours are meant. What follows the end goes
too: some tools that crop a screenshot leave the cropped part there.
"""

from typing import Final

from ikrar.evidence.outcome import Budget, Clean, Trace, damaged

_START: Final = b"\x89PNG\r\n\x1a\n"
_DATA, _END = b"IDAT", b"IEND"
_KEPT: Final = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA sBIT sRGB cICP bKGD pHYs acTL fcTL fdAT".split()
)
_TRACES: Final = {
    b"eXIf": Trace.EXIF,
    b"tIME": Trace.TIMES,
    b"iCCP": Trace.COLOUR_PROFILE,
    b"tEXt": Trace.TEXT,
    b"zTXt": Trace.TEXT,
    b"iTXt": Trace.TEXT,
}


def clean(data: bytes) -> Clean:
    """The bare picture. NotCleanable where it is cut short or its chunks do not add up."""
    if not data.startswith(_START) or data[12:16] != b"IHDR":
        raise damaged()
    view, kept, removed = memoryview(data), list[memoryview](), set[Trace]()
    at, kind, has_data, budget = 8, b"", False, Budget()
    while kind != _END:
        budget.spend()
        start, kind = at, data[at + 4 : at + 8]
        at += 12 + int.from_bytes(data[at : at + 4], "big")
        if at > len(data):
            raise damaged()
        has_data |= kind == _DATA
        if kind in _KEPT:
            kept.append(view[start:at])
        elif kind[:1].islower():  # not needed to draw, says the standard
            removed.add(_TRACES.get(kind, Trace.OTHER))
        else:
            raise damaged()
    if not has_data:
        raise damaged()
    removed |= {Trace.APPENDED} if at < len(data) else set()
    pixels = int.from_bytes(data[16:20], "big") * int.from_bytes(data[20:24], "big")
    return Clean(b"".join([_START, *kept]), frozenset(removed), pixels)
