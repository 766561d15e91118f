"""How a row's fields are spelled in a step: one spelling for the one who writes and the one who audits."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import models


def name_of(row: models.Model) -> str:
    """How a step names a row: "deadline:12"."""
    return f"{type(row).__name__.lower()}:{row.pk}"


def told(row: models.Model, fields: Iterable[str]) -> dict[str, Any]:
    """These fields as a step tells them; ciphertext by its hash alone."""
    return {name: spell(_value(row, name)) for name in fields}


def _value(row: models.Model, name: str) -> Any:
    key = f"{name}_id"  # a foreign key is told by its number
    return getattr(row, key) if hasattr(row, key) else getattr(row, name)


def spell(value: Any) -> Any:
    """A value of a field in what canonical JSON can hold."""
    if isinstance(value, bytes | memoryview | bytearray):
        return "sha256:" + hashlib.sha256(bytes(value)).hexdigest()
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    return value
