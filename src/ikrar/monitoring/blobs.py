"""Columns of posts as bytes in a row: Parquet for texts and signs, plain little-endian numbers for keys.

What was written is read back with the same columns; nothing here is trusted from outside.
"""

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

NO_DAY = -(2**31)
_KEYS = np.dtype("<u8")


def write(table: pa.Table) -> bytes:
    """A table as Parquet, compressed."""
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()


def read(data: bytes | memoryview, columns: list[str] | None = None) -> pa.Table:
    """The table again, or some of its columns."""
    return pq.read_table(pa.BufferReader(pa.py_buffer(data)), columns=columns, use_threads=False)


def write_signs(days: NDArray[np.int32], masks: NDArray[np.uint16]) -> bytes:
    """Local day of each post (days since 1970, NO_DAY where unknown) and its labels as bits in the order of LABELS."""
    return write(pa.table({"day": pa.array(days), "mask": pa.array(masks)}))


def read_signs(data: bytes | memoryview) -> tuple[NDArray[np.int32], NDArray[np.uint16]]:
    table = read(data)
    return table["day"].to_numpy(), table["mask"].to_numpy()


def write_keys(keys: NDArray[np.uint64]) -> bytes:
    return np.ascontiguousarray(keys).astype(_KEYS, copy=False).tobytes()


def read_keys(data: bytes | memoryview) -> NDArray[np.uint64]:
    return np.frombuffer(data, _KEYS)
