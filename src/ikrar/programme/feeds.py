"""Published messages as feeds that the world reads: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1.

In: messages and the address of the site. Out: bytes; nothing in them but what everybody may read. Written with ElementTree,
so that no text can break out of its element; signs that XML cannot hold are left out.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from django.urls import reverse

from ikrar.programme import pictures
from ikrar.programme.models import Message

MOST = 50
_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
_NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)])


@dataclass(frozen=True, slots=True)
class Feed:
    """What stands above the messages. `site` is the address without a slash at its end."""

    title: str
    about: str
    site: str
    language: str = "id"

    def url(self, name: str, *args: object) -> str:
        return self.site + reverse(name, args=args)

    def of(self, message: Message) -> str:
        return self.url("public_message", message.ref)


def updated(messages: Sequence[Message]) -> datetime:
    """When the newest was published; the epoch while there is none, so that an empty feed stays the same."""
    return max(
        (one.published_at for one in messages if one.published_at),
        default=datetime.fromtimestamp(0, UTC),
    )


def rss(feed: Feed, messages: Sequence[Message]) -> bytes:
    """RSS 2.0."""
    ET.register_namespace("atom", _ATOM)
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.url("public_messages"))
    _add(channel, "description", feed.about)
    _add(channel, "language", feed.language)
    _add(channel, "lastBuildDate", format_datetime(updated(messages).astimezone(UTC)))
    ET.SubElement(channel, f"{{{_ATOM}}}link", rel="self", type="application/rss+xml", href=feed.url("feed_rss"))  # fmt: skip
    for one in messages:
        item = ET.SubElement(channel, "item")
        _add(item, "title", one.title)
        _add(item, "link", feed.of(one))
        _add(item, "description", one.text)
        _add(item, "category", one.channel)
        _add(item, "pubDate", format_datetime(_moment(one)))
        guid = _add(item, "guid", f"urn:uuid:{one.ref}")
        guid.set("isPermaLink", "false")
    return _written(root)


def atom(feed: Feed, messages: Sequence[Message]) -> bytes:
    """Atom 1.0."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {f"{{{_XML}}}lang": feed.language})
    _add(root, "title", feed.title, _ATOM)
    _add(root, "subtitle", feed.about, _ATOM)
    _add(root, "id", feed.url("public_messages"), _ATOM)
    _add(root, "updated", updated(messages).astimezone(UTC).isoformat(), _ATOM)
    ET.SubElement(root, f"{{{_ATOM}}}link", rel="self", type="application/atom+xml", href=feed.url("feed_atom"))  # fmt: skip
    ET.SubElement(root, f"{{{_ATOM}}}link", rel="alternate", type="text/html", href=feed.url("public_messages"))  # fmt: skip
    author = ET.SubElement(root, f"{{{_ATOM}}}author")
    _add(author, "name", feed.title, _ATOM)
    for one in messages:
        entry = ET.SubElement(root, f"{{{_ATOM}}}entry", {f"{{{_XML}}}lang": one.language})
        _add(entry, "title", one.title, _ATOM)
        _add(entry, "id", f"urn:uuid:{one.ref}", _ATOM)
        _add(entry, "published", _moment(one).isoformat(), _ATOM)
        _add(entry, "updated", _moment(one).isoformat(), _ATOM)
        _add(entry, "content", one.text, _ATOM).set("type", "text")
        ET.SubElement(entry, f"{{{_ATOM}}}category", term=one.channel)
        ET.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", type="text/html", href=feed.of(one))  # fmt: skip
    return _written(root)


def json_feed(feed: Feed, messages: Sequence[Message]) -> bytes:
    """JSON Feed 1.1."""
    told = {
        "version": "https://jsonfeed.org/version/1.1", "title": feed.title,
        "description": feed.about, "home_page_url": feed.url("public_messages"),
        "feed_url": feed.url("feed_json"), "language": feed.language,
        "items": [_item(feed, one) for one in messages],
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _item(feed: Feed, one: Message) -> dict[str, object]:
    item: dict[str, object] = {
        "id": f"urn:uuid:{one.ref}", "url": feed.of(one), "title": one.title,
        "content_text": one.text, "date_published": _moment(one).isoformat(),
        "tags": [one.channel, one.phase, one.aim], "language": one.language,
    }  # fmt: skip
    if one.has_picture and one.picture_type in pictures.SHOWN:
        item["image"] = feed.url("public_picture", one.ref)
    return item


def _moment(message: Message) -> datetime:
    assert message.published_at is not None
    return message.published_at.astimezone(UTC)


def _add(parent: ET.Element, name: str, text: str, space: str = "") -> ET.Element:
    made = ET.SubElement(parent, f"{{{space}}}{name}" if space else name)
    made.text = text.translate(_NO_XML)
    return made


def _written(root: ET.Element) -> bytes:
    return (
        b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode()
    )
