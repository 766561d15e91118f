"""WebP and WAV, both built of RIFF chunks: out with those that neither draw nor sound.

In: any bytes. Out: the same pictures or sound byte for byte, with the flags that announced what is gone cleared.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from ikrar.evidence.outcome import Budget, Clean, Trace, damaged

_CANVAS, _LOSSY, _LOSSLESS, _FRAME = b"VP8X", b"VP8 ", b"VP8L", b"ANMF"
_PICTURE: Final = frozenset({_CANVAS, _LOSSY, _LOSSLESS, _FRAME, b"ALPH", b"ANIM"})
_SOUND: Final = frozenset({b"fmt ", b"fact", b"data"})
_DRAWN: Final = 0x02 | 0x10  # of the canvas's flags: animation and transparency
_TRACES: Final = {
    b"EXIF": Trace.EXIF,
    b"XMP ": Trace.XMP,
    b"ICCP": Trace.COLOUR_PROFILE,
    b"LIST": Trace.TEXT,
    b"id3 ": Trace.TEXT,
    b"bext": Trace.PROPERTIES,
    b"iXML": Trace.PROPERTIES,
}


def clean_webp(data: bytes) -> Clean:
    """The bare picture. NotCleanable where it is cut short or its chunks do not add up."""
    kept, removed = _sorted(data, b"WEBP", _PICTURE)
    kinds = {bytes(chunk[:4]) for chunk in kept}
    if not kinds & {_LOSSY, _LOSSLESS, _FRAME}:
        raise damaged()
    pixels = max(map(_pixels, kept))
    drawn = [_without_flags(chunk) if chunk[:4] == _CANVAS else chunk for chunk in kept]
    return Clean(_joined(b"WEBP", drawn), removed, pixels)


def clean_wav(data: bytes) -> Clean:
    """The bare sound. NotCleanable where it is cut short or its chunks do not add up."""
    kept, removed = _sorted(data, b"WAVE", _SOUND)
    if not {b"fmt ", b"data"} <= {bytes(chunk[:4]) for chunk in kept}:
        raise damaged()
    return Clean(_joined(b"WAVE", kept), removed)


def _sorted(
    data: bytes, form: bytes, wanted: frozenset[bytes]
) -> tuple[list[memoryview], frozenset[Trace]]:
    """The chunks that are wanted, and what the others were."""
    if data[:4] != b"RIFF" or data[8:12] != form:
        raise damaged()
    kept, removed = list[memoryview](), set[Trace]()
    end = 8 + int.from_bytes(data[4:8], "little")
    for chunk in _chunks(memoryview(data), end):
        kind = bytes(chunk[:4])
        if kind in wanted:
            kept.append(chunk)
        else:
            removed.add(_TRACES.get(kind, Trace.OTHER))
    removed |= {Trace.APPENDED} if end + end % 2 < len(data) else set()
    return kept, frozenset(removed)


def _chunks(view: memoryview, end: int) -> Iterator[memoryview]:
    """Each chunk with its head, without the byte that fills it up to an even length."""
    at, budget = 12, Budget()
    if end > len(view):
        raise damaged()
    while at < end:
        budget.spend()
        stop = at + 8 + int.from_bytes(view[at + 4 : at + 8], "little")
        if stop > end or at + 8 > end:
            raise damaged()
        yield view[at:stop]
        at = stop + stop % 2


def _joined(form: bytes, chunks: Iterable[memoryview | bytes]) -> bytes:
    body: list[memoryview | bytes] = [form]
    for chunk in chunks:
        body += [chunk, b"\0" * (len(chunk) % 2)]
    return b"".join([b"RIFF", sum(map(len, body)).to_bytes(4, "little"), *body])


def _without_flags(canvas: memoryview) -> bytes:
    flags = canvas[8] & _DRAWN if len(canvas) > 8 else 0
    return bytes(canvas[:8]) + bytes([flags]) + bytes(canvas[9:])


def _pixels(chunk: memoryview) -> int:
    body = bytes(chunk[8:24])
    if chunk[:4] == _CANVAS:
        wide, high = body[4:7], body[7:10]
        return (int.from_bytes(wide, "little") + 1) * (int.from_bytes(high, "little") + 1)
    if chunk[:4] == _LOSSY:
        wide, high = body[6:8], body[8:10]
        return (int.from_bytes(wide, "little") & 0x3FFF) * (int.from_bytes(high, "little") & 0x3FFF)
    if chunk[:4] == _LOSSLESS:
        bits = int.from_bytes(body[1:5], "little")
        return ((bits & 0x3FFF) + 1) * ((bits >> 14 & 0x3FFF) + 1)
    return 0
