"""One entry (leaf) of the log: fields in, canonical bytes out, and back again.

An entry holds salted commitments, never names: `commit` makes them and `text_hash` names the
text that was signed. `decode` trusts nothing it reads.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ikrar.errors import InputError
from ikrar.tlog import canonical

MAX_BYTES = 65_535  # an entry bundle gives each entry a length of two bytes
SALT_BYTES = 32

_WHO = b"ikrar/who/v1\0"
_REF = re.compile(r"[0-9a-f]{32}", re.ASCII)
_KIND = re.compile(r"[a-z][a-z0-9_.-]{0,63}", re.ASCII)
_AT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)
_HASH = re.compile(r"sha256:[0-9a-f]{64}", re.ASCII)
_TEXT_KEYS = {"title", "opening", "statements", "closing", "language"}


def encode(fields: dict[str, Any]) -> bytes:
    """Write an entry: `kind`, `ref` (32 hex digits), `at` ("2023-10-04T02:30:00Z") and the rest."""
    check(fields)
    data = canonical.encode(fields)
    check_size(data)
    return data


def decode(data: bytes) -> dict[str, Any]:
    """Read an entry; refuse everything that `encode` would not have written."""
    check_size(data)
    fields = canonical.decode(data)
    check(fields)
    assert isinstance(fields, dict)
    return fields


def commit(salt: bytes, disclosure: Mapping[str, Any]) -> str:
    """Commit to a disclosure: it can be shown later, and not be guessed without the salt."""
    return commit_written(salt, canonical.encode(dict(disclosure)))


def commit_written(salt: bytes, disclosure: bytes) -> str:
    """Commit to a disclosure that is canonical JSON already."""
    if len(salt) != SALT_BYTES:
        raise InputError(f"A salt is {SALT_BYTES} bytes long; this one is {len(salt)}.")
    return _sha256(_WHO + salt + disclosure)


def text_hash(text: Mapping[str, Any]) -> str:
    """Name a pledge text by its content: title, opening, statements, closing and language."""
    if not is_text(text):
        raise InputError(
            "A pledge text has exactly title, opening, statements (a list), closing and language,"
            " all of them text."
        )
    return _sha256(canonical.encode(dict(text)))


def is_text(text: object) -> bool:
    """Say whether this has the shape of a pledge text."""
    if not isinstance(text, Mapping) or set(text) != _TEXT_KEYS:
        return False
    statements = text["statements"]
    if not isinstance(statements, list) or not statements:
        return False
    rest = [text[key] for key in _TEXT_KEYS - {"statements"}]
    return all(isinstance(part, str) for part in [*statements, *rest])


def is_hash(value: object) -> bool:
    """Say whether this is spelled "sha256:" and 64 small hex digits."""
    return isinstance(value, str) and _HASH.fullmatch(value) is not None


def is_ref(value: object) -> bool:
    """Say whether this is a reference: 32 small hex digits."""
    return isinstance(value, str) and _REF.fullmatch(value) is not None


def read_at(value: object) -> datetime:
    """Read the moment of an entry (UTC, whole seconds)."""
    if isinstance(value, str) and _AT.fullmatch(value):
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    raise InputError(f"The time {value!r:.60} is not written like 2023-10-04T02:30:00Z.")


def check(fields: object) -> None:
    """Raise InputError unless this has the kind, reference and time that every entry has."""
    if not isinstance(fields, dict):
        raise InputError("A log entry is a set of named fields; this is something else.")
    kind = fields.get("kind")
    if not isinstance(kind, str) or not _KIND.fullmatch(kind):
        raise InputError("A log entry names its kind in small letters; this one does not.")
    if not is_ref(fields.get("ref")):
        raise InputError("A log entry has a reference of 32 hex digits; this one does not.")
    read_at(fields.get("at"))


def check_size(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise InputError(f"A log entry holds at most {MAX_BYTES:,} bytes; this has {len(data):,}.")


def _sha256(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()
