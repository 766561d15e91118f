"""RSS and Atom, from bytes that somebody saved; nothing is ever fetched.

A post is the title and the summary or content of an entry, without HTML.
"""

import calendar
import io
from typing import Any, BinaryIO, Final

from ikrar.errors import InputError
from ikrar.sources import reasons
from ikrar.sources.model import Items, Record
from ikrar.sources.youtube import plain

MOST_BYTES: Final = 32 * 1024**2  # a feed is held in memory


def posts(file: BinaryIO) -> Items:
    """Every entry. InputError where there is none because it is no feed."""
    for number, entry in enumerate(entries(file), 1):
        key = said(entry, "id") or said(entry, "link")
        body = text_of(entry)
        if body:
            yield Record(number, body, date_of(entry), said(entry, "author"), key)
        else:
            yield reasons.EMPTY.at(number)


def entries(file: BinaryIO) -> list[dict[str, Any]]:
    """The entries of a feed, as feedparser gives them. InputError."""
    import feedparser

    file.seek(0)
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputError(
            f"This feed is larger than {MOST_BYTES // 1024**2} MB.",
            id_=f"Umpan ini lebih besar dari {MOST_BYTES // 1024**2} MB.",
        )
    try:
        # a stream, since bytes would be tried as the name of a file
        found = feedparser.parse(io.BytesIO(data))
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        AssertionError,
        RecursionError,
    ) as error:
        raise _no_feed() from error
    if not found.entries and (found.bozo or not found.get("version")):
        raise _no_feed()
    return [
        dict(entry) for entry in found.entries
    ]  # feedparser's own warn of asking for what is not there


def _no_feed() -> InputError:
    return InputError(
        "This file is no RSS or Atom feed, or it is damaged.",
        id_="Berkas ini bukan umpan RSS atau Atom, atau rusak.",
    )


def said(part: dict[str, Any], name: str) -> str:
    """What an entry says under a name, "" where it says nothing."""
    value = part.get(name)
    return value if isinstance(value, str) else ""


def title_of(entry: dict[str, Any]) -> str:
    """The title, as text."""
    return plain(said(entry, "title")).strip()


def text_of(entry: dict[str, Any]) -> str:
    """Title and body of an entry; a body that only repeats the title counts once."""
    title, parts = title_of(entry), entry.get("content") or [{"value": entry.get("summary")}]
    body = "\n".join(plain(said(part, "value")).strip() for part in parts).strip()
    return body if body.startswith(title) else f"{title}\n{body}".strip()


def date_of(entry: dict[str, Any]) -> str:
    """When an entry was published, in seconds since 1970; or what it says, where that is no date."""
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    if moment is not None:
        seconds = calendar.timegm(moment)
        if seconds >= 10**8:
            return str(seconds)
    return said(entry, "published") or said(entry, "updated")
