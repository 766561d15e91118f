"""Comments as the YouTube API gives them: `commentThreads.list`, `comments.list`, or their items alone.

One response, a list of them, or one a line; the replies inside a thread are comments of their own.
"""

import html
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from ikrar.sources import reasons
from ikrar.sources.decoding import blocks
from ikrar.sources.json_lines import written
from ikrar.sources.json_stream import Damage, elements, inside
from ikrar.sources.model import Items, Record

_ITEMS: Final = re.compile(r'"items"\s*:\s*\[')
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG: Final = re.compile(r"</?[a-zA-Z][^>]{0,2000}>")


def comments(file: BinaryIO) -> Items:
    """Every comment, the replies after their thread. The row is the number of the thread."""
    file.seek(0)
    has_lists = any(_ITEMS.search(block) for block in _head(file))
    number = 0
    for found in elements(blocks(file), {"items"} if has_lists else {""}):
        if isinstance(found, Damage):
            yield reasons.JSON_DAMAGED.at(number)
            continue
        known = list(_comments(found.value, number + 1)) or list(
            _swallowed(found.value, number + 1)
        )
        if known or found.is_sure:
            number += 1
        yield from known
        if not known and found.is_sure:
            yield reasons.NO_POST.at(number)


def _head(file: BinaryIO) -> Iterator[str]:
    yield next(blocks(file), "")


def _comments(item: Any, number: int) -> Iterator[Record]:
    """The comment of an item and its replies; none where it is no item."""
    snippet = _object(item, "snippet")
    top = _object(snippet, "topLevelComment") or item
    if found := _comment(top, number):
        yield found
    replies = _object(item, "replies").get("comments")
    for reply in replies if isinstance(replies, list) else []:
        if found := _comment(reply, number):
            yield found


def _swallowed(value: Any, number: int) -> Iterator[Record]:
    """The comments within a damaged item that was never closed."""
    for inner in inside(value) if isinstance(value, dict | list) else ():
        if found := _comment(inner, number):
            yield found


def _comment(comment: Any, number: int) -> Record | None:
    snippet = _object(comment, "snippet")
    text = snippet.get("textOriginal")
    if not isinstance(text, str):
        shown = snippet.get("textDisplay")
        if not isinstance(shown, str):
            return None
        text = plain(shown)
    author = written(_object(snippet, "authorChannelId").get("value")) or written(
        snippet.get("authorDisplayName")
    )
    return Record(
        number, text, written(snippet.get("publishedAt")), author, written(comment.get("id"))
    )


def plain(text: str) -> str:
    """HTML as text."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))


def _object(value: Any, name: str) -> dict[str, Any]:
    inner = value.get(name) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}
