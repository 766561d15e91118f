"""Chats as Telegram Desktop exports them to JSON: one chat, or all of an account.

Service messages and those without words are left out. Mentions, numbers and addresses that the program marked are masked
here, since a mention of somebody without a user name is just a name.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ikrar.sources import reasons
from ikrar.sources.decoding import blocks
from ikrar.sources.json_lines import written
from ikrar.sources.json_stream import Damage, elements, inside
from ikrar.sources.masking import ACCOUNT, LINK, MAIL, NUMBER
from ikrar.sources.model import Items, Record

_MARKS: Final = {
    "mention": ACCOUNT, "mention_name": ACCOUNT, "phone": NUMBER, "bank_card": NUMBER, "email": MAIL, "link": LINK,
}  # fmt: skip


def messages(file: BinaryIO) -> Items:
    """Every message that has words. The row is the number of the message in the file."""
    number = 0
    for found in elements(blocks(file), {"messages"}):
        if isinstance(found, Damage):
            yield reasons.JSON_DAMAGED.at(number)
            continue
        known = list(_messages(found.value))
        if not known and found.is_sure:
            number += 1
            yield reasons.NO_POST.at(number)
        for message in known:
            number += 1
            if text := _words(message):
                yield _record(number, message, text, found.beside)


def _messages(value: Any) -> Iterator[dict[str, Any]]:
    """The message that an element is, or those that a damaged one has swallowed."""
    if isinstance(value, dict) and "date" in value:
        yield value
    elif isinstance(value, dict | list):
        yield from (inner for inner in inside(value) if "date" in inner)


def _words(message: dict[str, Any]) -> str:
    return _text(message.get("text")) if message.get("type", "message") == "message" else ""


def _record(number: int, message: dict[str, Any], text: str, chat: dict[str, Any]) -> Record:
    at = written(message.get("date_unixtime")) or written(message.get("date"))
    author = written(message.get("from_id")) or written(message.get("from"))
    key, where = written(message.get("id")), written(chat.get("id"))
    return Record(number, text, at, author, f"telegram:{where}:{key}" if key and where else "")


def _text(parts: Any) -> str:
    """The words of a message, which are one text or a list of plain and marked parts."""
    if isinstance(parts, str):
        return parts
    if not isinstance(parts, list):
        return ""
    return "".join(part if isinstance(part, str) else _part(part) for part in parts)


def _part(part: Any) -> str:
    if not isinstance(part, dict):
        return ""
    kind = part.get("type")
    return (
        _MARKS.get(kind, "")
        if isinstance(kind, str) and kind in _MARKS
        else written(part.get("text"))
    )
