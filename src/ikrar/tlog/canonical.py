"""Canonical JSON: one value, one spelling. Used for log entries, bundles and commitments.

Sorted keys, no spaces, ASCII with escapes, no floats. `decode` trusts nothing: it reads, writes
back and compares, so that no two different byte strings ever mean the same entry.
"""

import json
from typing import Any, NoReturn

from ikrar.errors import InputError


def encode(value: Any) -> bytes:
    """Write a value of dicts, lists, strings, integers, booleans and None in its one spelling."""
    try:
        data = write(value)
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError(f"This value cannot be written as canonical JSON: {error}.") from error
    if decode(data) != value:
        raise InputError(
            "This value changes when it is written as canonical JSON. Use only dictionaries with"
            " text keys, lists, text, whole numbers, true, false and null."
        )
    return data


def decode(data: bytes) -> Any:
    """Read canonical JSON; refuse any other spelling of the same value."""
    try:
        text = data.decode("ascii")
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
        if "\\ud" in text:  # half a surrogate pair is not a character and could not be shown
            json.dumps(value, ensure_ascii=False).encode()
        canonical = write(value) == data
    except InputError:
        raise
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"This is not JSON that Ikrar can read ({_first_line(error)}). The file may be damaged;"
            " ask for it again where you got it."
        ) from error
    if not canonical:
        raise InputError(
            "This JSON is not in canonical form (sorted keys, no spaces, ASCII). It was edited or"
            " saved again by another program; use the file exactly as it was issued."
        )
    return value


def write(value: Any) -> bytes:
    """Write a value that came out of `decode`; anything else goes through `encode`."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    ).encode("ascii")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise InputError("This JSON names the same key twice, so its meaning is not certain.")
    return fields


def _refuse_number(text: str) -> NoReturn:
    raise InputError(f"The number {text[:40]} is not a whole number; Ikrar's log holds none such.")


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
