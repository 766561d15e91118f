"""What every part of the API answers with: values of the engines as JSON, and pages that a cursor walks.

In: frozen values, tuples, days. Out: an answer. Nothing here knows a duty.
"""

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, TypeVar

from django.http import HttpResponse

from ikrar.errors import NotFound

Row = TypeVar("Row")


def plain(value: Any) -> Any:
    """A value as JSON has it: a dataclass by its fields, a day as it is written."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, date) else value


def as_json(value: Any, *, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(json.dumps(value), content_type="application/json", headers=headers)


def page_of(
    rows: Sequence[Row], names: Sequence[str], *, cursor: str | None, limit: int
) -> tuple[Sequence[Row], str | None]:
    """The rows after the one that the cursor names, and the cursor of the next page. NotFound for a strange cursor."""
    if cursor is not None and cursor not in names:
        raise NotFound("No page ends at this cursor. Begin without one.")
    start = names.index(cursor) + 1 if cursor is not None else 0
    end = start + limit
    return rows[start:end], names[end - 1] if end < len(rows) else None
