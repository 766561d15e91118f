"""Messages as an iCalendar file (RFC 5545): one event a message, at its moment in UTC, half an hour long.

In: messages. Out: bytes with CRLF, escaped and folded at 75 bytes. A calendar learns title, channel and state.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from ikrar.cases.calendar import escaped, fold
from ikrar.programme.models import Message

LONG = timedelta(minutes=30)


def write(messages: Iterable[Message], *, name: str, host: str, at: datetime) -> bytes:
    """The calendar as of a moment."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Ikrar//Program//ID", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(name)}"]
    for message in messages:
        lines += _event(message, host, _utc(at))
    return b"".join(fold(line) for line in [*lines, "END:VCALENDAR"])


def _event(message: Message, host: str, stamp: str) -> Iterator[str]:
    channel = str(message.get_channel_display())
    yield "BEGIN:VEVENT"
    yield f"UID:{message.ref.hex}@{escaped(host)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART:{_utc(message.at)}"
    yield f"DTEND:{_utc(message.at + LONG)}"
    yield f"SUMMARY:{escaped(f'{channel}: {message.title}')}"
    yield f"CATEGORIES:{escaped(channel)}"
    yield f"STATUS:{'CONFIRMED' if message.approved_by_id else 'TENTATIVE'}"
    yield f"SEQUENCE:{message.version}"
    yield "END:VEVENT"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
