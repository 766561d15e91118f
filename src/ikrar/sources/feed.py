"""RSS and Atom, from bytes that somebody saved; nothing is ever fetched.

A post is the title and the summary or content of an entry, without HTML.
"""

import calendar
import io
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ikrar.errors import InputError
from ikrar.sources import reasons
from ikrar.sources.model import Items, Record
from ikrar.sources.youtube import plain

MOST_BYTES: Final = 32 * 1024**2  # a feed is held in memory


def posts(file: BinaryIO) -> Items:
    """Every entry. InputError where there is none because it is no feed."""
    for number, entry in enumerate(entries(file), 1):
        body = text_of(entry)
        if not body:
            yield reasons.EMPTY.at(number)
            continue
        yield Record(
            number,
            body,
            date_of(entry),
            entry.get("author", ""),
            entry.get("id") or entry.get("link", ""),
        )


def entries(file: BinaryIO) -> list[Any]:
    """The entries of a feed, as feedparser gives them. InputError."""
    import feedparser

    file.seek(0)
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputError(
            f"This feed is larger than {MOST_BYTES // 1024**2} MB.",
            id_=f"Umpan ini lebih besar dari {MOST_BYTES // 1024**2} MB.",
        )
    # a stream, since bytes would be tried as the name of a file
    found = feedparser.parse(io.BytesIO(data))
    if not found.entries and (found.bozo or not found.get("version")):
        raise InputError(
            "This file is no RSS or Atom feed, or it is damaged.",
            id_="Berkas ini bukan umpan RSS atau Atom, atau rusak.",
        )
    return list(found.entries)


def title_of(entry: Any) -> str:
    return plain(entry.get("title", "")).strip()


def text_of(entry: Any) -> str:
    """Title and body of an entry; a body that only repeats the title counts once."""
    title = title_of(entry)
    body = "\n".join(_bodies(entry)).strip()
    return body if body.startswith(title) else f"{title}\n{body}".strip()


def _bodies(entry: Any) -> Iterator[str]:
    contents = [part.get("value", "") for part in entry.get("content", [])]
    yield from (plain(part).strip() for part in contents or [entry.get("summary", "")])


def date_of(entry: Any) -> str:
    """When an entry was published, in seconds since 1970; or what it says, where that is no date."""
    known = dict(entry)  # since feedparser warns of asking for what is not there
    moment = known.get("published_parsed") or known.get("updated_parsed")
    if moment is not None:
        seconds = calendar.timegm(moment)
        if seconds >= 10**8:
            return str(seconds)
    return str(known.get("published") or known.get("updated") or "")
