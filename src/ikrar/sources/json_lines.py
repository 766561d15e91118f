"""JSON, an object a post: one a line, or a list of them; a table's columns are the names in its objects.

4CAT writes such lines too, with names of its own: id, thread_id, author, body, timestamp (UTC), unix_timestamp. Raw items
of its browser extension carry the platform's object in "data".
"""

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, BinaryIO, Final

from ikrar.sources import columns, reasons
from ikrar.sources.decoding import blocks, lines
from ikrar.sources.json_stream import Found, elements
from ikrar.sources.model import Items, Mapping, Problem, Record
from ikrar.sources.tables import Table

_LOOKED_AT: Final = 100
_FOURCAT_TEXT: Final = ("body", "text", "message", "caption", "desc", "full_text", "content")
_FOURCAT_AT: Final = ("unix_timestamp", "timestamp", "createTime", "taken_at", "date", "created_at")
_FOURCAT_AUTHOR: Final = (
    "author_id",
    "author",
    "author_username",
    "author_name",
    "user_id",
    "from_id",
)


def open_jsonl(file: BinaryIO, mapping: Mapping | None) -> Table:
    """The table in JSON lines or in a JSON list; "user.name" is the name in the object "user"."""
    names: dict[str, None] = {}
    for found in islice(_objects(file), _LOOKED_AT):
        if not isinstance(found, Problem):
            names |= dict.fromkeys(_names(found[1]))
    known = columns.meant(tuple(names), mapping)
    pick = _getter(known)

    def items() -> Items:
        for found in _objects(file):
            yield found if isinstance(found, Problem) else Record(found[0], *pick(found[1]))

    return Table(tuple(names), known, items)


def _objects(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    if not _is_a_line(next((line for line in lines(file) if line.strip()), "")):
        yield from _listed(file)
        return
    for number, line in enumerate(lines(file), 1):
        try:
            value = json.loads(line, strict=False)
        except (ValueError, RecursionError):
            if line and not line.isspace():
                yield reasons.NOT_JSON.at(number)
            continue
        yield (number, value) if isinstance(value, dict) else reasons.NOT_JSON.at(number)


def _is_a_line(line: str) -> bool:
    """Whether objects stand one a line; else they are in a list, or spread over several lines each."""
    try:
        return isinstance(json.loads(line, strict=False), dict)
    except (ValueError, RecursionError):
        return False


def _listed(file: BinaryIO) -> Iterator[tuple[int, dict[str, Any]] | Problem]:
    number = 0
    for found in elements(blocks(file), {""}):
        if not isinstance(found, Found):
            yield reasons.JSON_DAMAGED.at(number)
            continue
        number += 1
        if isinstance(found.value, dict):
            yield number, found.value
        else:
            yield reasons.NO_POST.at(number)


def _names(post: dict[str, Any]) -> Iterator[str]:
    for name, value in post.items():
        if isinstance(value, dict):
            yield from (f"{name}.{inner}" for inner, deep in value.items() if _is_plain(deep))
        elif _is_plain(value):
            yield name


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float)


def _getter(mapping: Mapping) -> Callable[[dict[str, Any]], tuple[str, str, str, str]]:
    names = (mapping.text, mapping.at, mapping.author, mapping.key)
    text, at, author, key = (_one(name) for name in names)
    return lambda post: (text(post), at(post), author(post), key(post))


def _one(name: str | None) -> Callable[[dict[str, Any]], str]:
    if name is None:
        return lambda _post: ""
    outer, _, inner = name.partition(".")

    def get(post: dict[str, Any]) -> str:
        value = post.get(name)
        if value is None and inner and isinstance(deep := post.get(outer), dict):
            value = deep.get(inner)
        return value if type(value) is str else written(value)

    return get


def written(value: object) -> str:
    """A value of JSON as text; "" for what is none."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(value) if isinstance(value, int) and abs(value) < 10**30 else f"{value:.6f}"


def fourcat(file: BinaryIO) -> Items:
    """The posts of a 4CAT export. Its times are in UTC, even where they do not say so."""
    for found in _objects(file):
        yield found if isinstance(found, Problem) else _fourcat_post(*found)


def _fourcat_post(number: int, post: dict[str, Any]) -> Record:
    data = post.get("data")
    item = {**post, **data} if isinstance(data, dict) else post
    at = _first(item, _FOURCAT_AT)
    if at and not at.replace(".", "").isdigit() and "+" not in at and not at.endswith("Z"):
        at += " UTC"
    key = written(item.get("id")) or written(post.get("item_id"))
    thread = written(item.get("thread_id"))
    return Record(
        number,
        _first(item, _FOURCAT_TEXT),
        at,
        _first(item, _FOURCAT_AUTHOR),
        f"{thread}:{key}" if key else "",
    )


def _first(post: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := written(post.get(name)))), "")
