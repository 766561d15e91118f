"""Findings out of Arrow columns into the bytes of JSON lines and of CSV, a whole page at a time.

The table of `engine.screen` comes in, bytes go out; no Python object is made for a post, so that
writing keeps up with scoring. Scores are rounded to five decimals; everything else is exact.
"""

import io
import json
from functools import cache
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

DECIMALS: Final = 5
_STEPS: Final = 10**DECIMALS
_WIDTH: Final = DECIMALS + 2
LABEL_SEPARATOR: Final = "|"


def json_lines(table: pa.Table) -> bytes | memoryview:
    """Return one JSON object a row of `table`, each ended by a newline, as UTF-8."""
    if not table.num_rows:
        return b""
    columns = [(name, _json(_whole(table[name]))) for name in table.column_names]
    lines = _object(columns, end="}\n")
    _, offsets, values = lines.buffers()
    ends = np.frombuffer(offsets, np.int32)[lines.offset : lines.offset + len(lines) + 1]
    return memoryview(values)[ends[0] : ends[-1]]


def csv(table: pa.Table) -> bytes:
    """Return a header and one flat row a post: labels joined by `|`, findings as JSON."""
    from pyarrow.csv import WriteOptions, write_csv

    scores = _whole(table["scores"])
    names = [field.name for field in scores.type]
    columns = {
        "row": table["row"],
        "phase": table["phase"],
        "labels": pc.binary_join(table["labels"], LABEL_SEPARATOR),
        **{name: _rounded(child) for name, child in zip(names, _children(scores), strict=True)},
        "findings": _json(_whole(table["findings"])).cast(pa.string()),
    }
    written = io.BytesIO()
    write_csv(pa.table(columns), written, WriteOptions(quoting_style="needed"))
    return written.getvalue()


def _rounded(scores: pa.Array) -> pa.Array:
    return pc.round(scores.cast(pa.float64()), DECIMALS)


def _whole(column: pa.ChunkedArray) -> pa.Array:
    """One array of a column's chunks."""
    found = column.combine_chunks()
    return found.chunk(0) if isinstance(found, pa.ChunkedArray) else found


def _json(array: pa.Array) -> pa.Array:
    """Return the JSON text of each element, as a binary array without nulls."""
    kind = array.type
    if pa.types.is_struct(kind):
        texts = _struct(array)
    elif pa.types.is_list(kind) or pa.types.is_large_list(kind):
        texts = _list(array)
    elif pa.types.is_floating(kind):
        texts = _fixed(_digits(array))
    elif pa.types.is_integer(kind):
        texts = array.cast(pa.string()).cast(pa.binary())
    else:
        texts = _string(array)
    return pc.if_else(array.is_valid(), texts, b"null") if array.null_count else texts


def _struct(array: pa.StructArray) -> pa.Array:
    names, children = [field.name for field in array.type], _children(array)
    if names and all(pa.types.is_float32(child.type) for child in children):
        return _numbers(names, children)
    return _object([(n, _json(child)) for n, child in zip(names, children, strict=True)])


def _children(array: pa.StructArray) -> list[pa.Array]:
    return list(array.flatten())


def _object(columns: list[tuple[str, pa.Array]], end: str = "}") -> pa.Array:
    parts: list[Any] = []
    for number, (name, texts) in enumerate(columns):
        parts += [(", " if number else "{") + json.dumps(name) + ": ", texts]
    scalars = [part if isinstance(part, pa.Array) else _scalar(part) for part in parts]
    return pc.binary_join_element_wise(*scalars, _scalar(end), b"")


def _scalar(text: str) -> pa.Scalar:
    return pa.scalar(text.encode(), pa.binary())


def _list(array: pa.ListArray) -> pa.Array:
    lengths = pc.fill_null(pc.list_value_length(array), 0).to_numpy(zero_copy_only=False)
    if not lengths.any():
        return pa.array([b"[]"] * 1, pa.binary()).take(pa.array(np.zeros(len(array), np.int32)))
    offsets = np.zeros(len(array) + 1, np.int32)
    np.cumsum(lengths, out=offsets[1:])
    items = pa.ListArray.from_arrays(pa.array(offsets), _json(array.flatten()))
    joined = pc.binary_join(items, pa.scalar(b", ", pa.binary()))
    return pc.binary_join_element_wise(_scalar("["), joined, _scalar("]"), b"")


def _string(array: pa.Array) -> pa.Array:
    """Each different string is quoted once."""
    encoded = array.dictionary_encode()
    quoted = [
        json.dumps(text, ensure_ascii=False).encode() for text in encoded.dictionary.to_pylist()
    ]
    return pa.array(quoted, pa.binary()).take(encoded.indices)


def _numbers(names: list[str], children: list[pa.Array]) -> pa.Array:
    """An object of scores has the same width in every row, so it is stamped, not joined."""
    pieces, places, width = [], [], 0
    for number, name in enumerate(names):
        head = (("{" if not number else ", ") + json.dumps(name) + ": ").encode()
        places.append(width + len(head))
        width += len(head) + _WIDTH
        pieces.append(head + b"0" * _WIDTH)
    stamp = np.frombuffer(b"".join(pieces) + b"}", np.uint8)
    rows = np.tile(stamp, (len(children[0]), 1))
    for place, child in zip(places, children, strict=True):
        rows[:, place : place + _WIDTH] = _digits(child)
    return _fixed(rows)


def _digits(scores: pa.Array) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Scores of 0..1 as rows of digits, `0.12345`; what is no number counts as 0."""
    values = np.nan_to_num(scores.to_numpy(zero_copy_only=False).astype(np.float64))
    steps = np.rint(np.clip(values, 0.0, 1.0) * _STEPS).astype(np.int32)
    digits: np.ndarray[Any, np.dtype[np.uint8]] = _digit_table()[steps]
    return digits


@cache
def _digit_table() -> np.ndarray[Any, np.dtype[np.uint8]]:
    """All 100,001 texts that a score can have."""
    numbers = np.arange(_STEPS + 1)
    table = np.empty((_STEPS + 1, _WIDTH), np.uint8)
    table[:, 1] = ord(".")
    for place in range(DECIMALS):
        table[:, _WIDTH - 1 - place] = ord("0") + numbers // 10**place % 10
    table[:, 0] = ord("0") + numbers // _STEPS
    return table


def _fixed(rows: np.ndarray[Any, np.dtype[np.uint8]]) -> pa.Array:
    """A binary array of the rows of a matrix, without a copy."""
    rows = np.ascontiguousarray(rows)
    offsets = np.arange(len(rows) + 1, dtype=np.int32) * np.int32(rows.shape[1])
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(rows)]
    return pa.Array.from_buffers(pa.binary(), len(rows), buffers)
