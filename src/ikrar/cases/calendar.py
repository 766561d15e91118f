"""Deadlines as an iCalendar file (RFC 5545), written here since it is so little: CRLF, escaped, folded at 75 bytes.

In: rows of number, step and day. Out: bytes. What a calendar on another server learns is that, and nothing of a case.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_LONGEST = 75  # bytes of a line, without its end
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class Entry:
    """One day of a calendar; `uid` stays the same when the day moves."""

    uid: str
    on: date
    title: str


def write(entries: Iterable[Entry], *, name: str, at: datetime) -> bytes:
    """The calendar as of a moment."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ikrar//Tenggat perkara//ID"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}"]
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for entry in entries:
        lines += _event(entry, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) for line in lines)


def _event(entry: Entry, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(entry.uid)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(entry.title)}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    r"""Text as a value, without control characters.

    >>> print(escaped("a; b, c"))
    a\; b\, c
    """
    return "".join(c for c in text.translate(_ESCAPES) if c.isprintable())


def fold(line: str) -> bytes:
    """A line with its end; longer ones go on after a space, never inside a character."""
    out, room = bytearray(), _LONGEST
    for character in line:
        data = character.encode()
        if len(data) > room:
            out += b"\r\n "
            room = _LONGEST - 1
        out += data
        room -= len(data)
    return bytes(out) + b"\r\n"
