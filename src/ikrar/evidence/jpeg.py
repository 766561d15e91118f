"""JPEG: out with every segment that a decoder does not need; the picture's own bytes stay as they are.

In: any bytes. Out: the picture with an Exif block of one entry, how it is turned, if it is turned. What follows the end
(second pictures, films, zips) goes too. Nothing is decoded, so nothing is lost.
"""

import re
from collections.abc import Iterator
from typing import Final

from ikrar.evidence.outcome import Budget, Clean, Trace, damaged

_START: Final = b"\xff\xd8"
_END_MARKER, _SCAN, _COMMENT = 0xD9, 0xDA, 0xFE
_APP0, _APP1, _APP2, _APP13, _APP14 = 0xE0, 0xE1, 0xE2, 0xED, 0xEE
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# frames, Huffman and arithmetic tables, quantisation, number of lines, restart interval, hierarchy
_KEPT: Final = _FRAMES | {0xC4, 0xCC, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF, _SCAN}
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
# the first marker after a scan: neither a stuffed byte nor a restart nor fill
_AFTER_SCAN: Final = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_FILL: Final = re.compile(rb"\xff+([\x01-\xfe])")
_ORIENTATION: Final = 0x0112


def clean(data: bytes) -> Clean:
    """The bare picture. NotCleanable where it is cut short or its segments do not add up."""
    view, kept, removed = memoryview(data), list[memoryview](), set[Trace]()
    heads, pixels, end = dict[int, bytes](), 0, 2
    for marker, start, end in _segments(data):
        segment = view[start:end]
        if marker in _FRAMES:
            pixels = max(pixels, _pixels(segment))
        if marker in _KEPT:
            kept.append(segment)
        elif marker != _END_MARKER:
            left = b"" if marker in heads else _left(marker, bytes(segment))
            heads |= {marker: left} if left else {}
            removed |= {_trace(marker, bytes(segment[4:16]))} if left != segment else set()
    if not pixels:
        raise damaged()
    removed |= {Trace.APPENDED} if end < len(data) else set()
    first = [heads.get(marker, b"") for marker in (_APP0, _APP1, _APP14)]
    return Clean(b"".join([_START, *first, *kept, b"\xff\xd9"]), frozenset(removed), pixels)


def _left(marker: int, segment: bytes) -> bytes:
    """What stays of a segment that is not the picture itself; mostly nothing."""
    if marker == _APP0 and segment[4:9] == b"JFIF\0" and len(segment) >= 18:
        return b"\xff\xe0\0\x10" + segment[4:16] + b"\0\0"  # no thumbnail
    if marker == _APP1 and segment[4:9] == b"Exif\0":
        return _turned(segment[10:])
    if marker == _APP14 and segment[4:9] == b"Adobe" and len(segment) >= 16:
        return b"\xff\xee\0\x0e" + segment[4:16]  # how the colours are mixed
    return b""


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Each marker up to the end with where it stands; a scan reaches to the marker after it."""
    if not data.startswith(_START):
        raise damaged()
    at, budget = 2, Budget()
    while True:
        budget.spend()
        at = _past_fill(data, at)
        marker, end = data[at - 1], at + int.from_bytes(data[at : at + 2], "big")
        if marker == _END_MARKER:
            yield marker, at - 2, at
            return
        if marker in _ALONE:
            continue
        if end < at + 2 or end > len(data):
            raise damaged()
        if marker == _SCAN:
            found = _AFTER_SCAN.search(data, end)
            if not found:
                raise damaged()
            end = found.start()
        yield marker, at - 2, end
        at = end


def _past_fill(data: bytes, at: int) -> int:
    """Where the marker at `at`, with the fill before it, ends."""
    found = _FILL.match(data, at)
    if not found:
        raise damaged()
    return found.end()


def _pixels(frame: memoryview) -> int:
    height, width = int.from_bytes(frame[5:7], "big"), int.from_bytes(frame[7:9], "big")
    return (height or 0xFFFF) * width  # a height of 0 is told after the first scan


def _trace(marker: int, start: bytes) -> Trace:
    if marker == _APP1:
        return Trace.EXIF if start.startswith(b"Exif") else Trace.XMP
    if marker == _APP2 and start.startswith(b"ICC_PROFILE"):
        return Trace.COLOUR_PROFILE
    found = {_APP0: Trace.THUMBNAIL, _APP13: Trace.IPTC, _COMMENT: Trace.COMMENT}
    return found.get(marker, Trace.OTHER)


def _turned(tiff: bytes) -> bytes:
    """An Exif segment that says how this one says the picture is turned; empty if it stands upright."""
    orientation = _orientation(tiff)
    if orientation not in range(2, 9):
        return b""
    entry = b"\x01\x12\x00\x03\x00\x00\x00\x01\x00" + bytes([orientation]) + b"\x00\x00"
    body = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + entry + b"\0\0\0\0"
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


def _orientation(tiff: bytes) -> int:
    is_little = tiff[:2] == b"II"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if is_little else "big")

    table = number(4, 4)
    for at in range(table + 2, table + 2 + 12 * min(number(table, 2), 500), 12):
        if number(at, 2) == _ORIENTATION:
            return number(at + 8, 2)
    return 1
