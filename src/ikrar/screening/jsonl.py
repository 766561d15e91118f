"""JSON lines into a table of texts and dates: by Arrow where it can, by Python where it cannot.

A block of whole lines comes in. Arrow refuses half surrogates and fields of mixed types, which exports
of social media have, and takes an object over several lines, which a block may cut. Such a block is read
again line by line, and what is wrong is named with its line.
"""

import io
import json
from typing import Any, Final

import pyarrow as pa

from ikrar.errors import InputError
from ikrar.screening.posts import Columns, whole

_KINDS: Final = {dict: "an object", list: "a list", bool: "true or false"}  # as JSON calls them


def table(block: bytes, first_line: int, source: str, columns: Columns) -> pa.Table:
    """Return the posts of a block as `text` and `date`, a row for each line that is not blank.

    A missing column is an empty post, or no date. Raises InputError.
    """
    found = _by_arrow(block, columns)
    return _by_python(block, first_line, source, columns) if found is None else found


def names(block: bytes, source: str) -> list[str]:
    """All names of fields in a block, in order. Raises InputError for a line that is no object."""
    found: dict[str, None] = {}
    for line in block.split(b"\n"):
        if line.strip():
            found |= dict.fromkeys(_object(line, source))
    return list(found)


def _by_arrow(block: bytes, columns: Columns) -> pa.Table | None:
    from pyarrow import json as reader

    schema = pa.schema([(columns.text, pa.string()), (columns.date, pa.string())])
    try:
        found = reader.read_json(
            io.BytesIO(block),
            reader.ReadOptions(use_threads=False, block_size=len(block) + 1),
            reader.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
        )
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return None
    if found.num_rows != block.count(b"\n") + 1 and found.num_rows != _filled_lines(block):
        return None
    return found.select([columns.text, columns.date]).rename_columns(["text", "date"])


def _filled_lines(block: bytes) -> int:
    return sum(1 for line in block.split(b"\n") if line.strip())


def _by_python(block: bytes, first_line: int, source: str, columns: Columns) -> pa.Table:
    texts, dates = [], []
    for number, line in enumerate(block.split(b"\n"), first_line):
        if not line.strip():
            continue
        post = _object(line, f"{source}, line {number:,}")
        text, date = post.get(columns.text), post.get(columns.date)
        if text is not None and not isinstance(text, str):
            what = _KINDS.get(type(text), "a number")
            raise InputError(f"{source}, line {number:,}: “{columns.text}” is {what}, not text.")
        texts.append(text and whole(text))
        if date is not None and not isinstance(date, str):
            date = json.dumps(date)
        dates.append(date and whole(date))
    return pa.table({"text": pa.array(texts, pa.string()), "date": pa.array(dates, pa.string())})


def _object(line: bytes, place: str) -> dict[str, Any]:
    try:
        post = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place} is not JSON: {error}. One object a line is needed.") from error
    if not isinstance(post, dict):
        raise InputError(f"{place} is JSON, but no object with named fields.")
    return post
