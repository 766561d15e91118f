"""GIF: out with comments and the blocks of applications; the pictures' own bytes stay as they are.

In: any bytes. Out: pictures, their timing and how often they repeat. What follows the end goes too.
"""

from typing import Final

from ikrar.evidence.outcome import Budget, Clean, Trace, damaged

_PICTURE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_TIMING, _COMMENT = 0xF9, 0xFE
_LOOPS: Final = (b"\x0bNETSCAPE2.0\x03", b"\x0bANIMEXTS1.0\x03")


def clean(data: bytes) -> Clean:
    """The bare pictures. NotCleanable where it is cut short or its blocks do not add up."""
    if data[:6] not in {b"GIF87a", b"GIF89a"} or len(data) < 13:
        raise damaged()
    view, removed, budget = memoryview(data), set[Trace](), Budget()
    at = 13 + _palette(data[10])
    kept = [view[:at]]
    while data[at : at + 1] != bytes([_END]):
        budget.spend()
        start, block = at, data[at : at + 10]
        if len(block) < 2 or block[0] not in {_PICTURE, _EXTENSION}:
            raise damaged()
        is_picture = block[0] == _PICTURE
        # a picture: its place, its palette and one byte of code size, then its data
        at = _past_blocks(data, at + (11 + _palette(block[-1]) if is_picture else 2), budget)
        if is_picture or block[1] == _TIMING or data.startswith(_LOOPS, start + 2):
            kept.append(view[start:at])
        else:
            removed.add(Trace.COMMENT if block[1] == _COMMENT else Trace.OTHER)
    removed |= {Trace.APPENDED} if at + 1 < len(data) else set()
    return Clean(b"".join([*kept, bytes([_END])]), frozenset(removed))


def _palette(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _past_blocks(data: bytes, at: int, budget: Budget) -> int:
    """Where the run of blocks at `at`, each with its length in front, ends with an empty one."""
    while size := int.from_bytes(data[at : at + 1], "big"):
        budget.spend()
        at += size + 1
    if at >= len(data):
        raise damaged()
    return at + 1
