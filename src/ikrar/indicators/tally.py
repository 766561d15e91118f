"""The tally: the one table that every figure is made of, a row per (day, source, cluster).

day date32 · source string · cluster int64, 0 where posts are no near-copies of another · n int64 posts · one int64 column a
label of `kinds.COLUMNS`: how many of the n bear it. Other columns are ignored. Whoever fills it may do so in a database.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ikrar.errors import InputError
from ikrar.indicators.kinds import COLUMNS

SCHEMA: Final = pa.schema(
    [("day", pa.date32()), ("source", pa.string()), ("cluster", pa.int64()), ("n", pa.int64())]
    + [(name, pa.int64()) for name in COLUMNS]
)
_KEYS: Final = ["day", "source", "cluster"]


def clusters(ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """The tally's clusters from the ids of `copies.group`: 0 for a post that is alone in its group."""
    _, where, size = np.unique(ids, return_inverse=True, return_counts=True)
    return np.where(size[where] > 1, ids + 1, 0)


def tally(
    days: pa.Array, sources: pa.Array, cluster: NDArray[np.int64], positive: NDArray[np.bool_]
) -> pa.Table:
    """Count posts into a tally; `positive` bool[posts, COLUMNS]. Posts without a day are left out."""
    columns = [days.cast(pa.date32()), sources.cast(pa.string()), pa.array(cluster)]
    labels = [pa.array(column.astype(np.int64)) for column in positive.T]
    posts = pa.table([*columns, *labels], names=[*_KEYS, *COLUMNS])
    posts = posts.filter(pc.is_valid(posts["day"]))
    summed = posts.group_by(_KEYS, use_threads=False).aggregate(
        [([], "count_all"), *((name, "sum") for name in COLUMNS)]
    )
    named = summed.rename_columns(
        [{"count_all": "n"}.get(name, name.removesuffix("_sum")) for name in summed.column_names]
    )
    return named.select(SCHEMA.names).cast(SCHEMA).sort_by([(key, "ascending") for key in _KEYS])


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """A checked tally as numbers, one row per (day, cluster), sources added up.

    day int64[rows], days since 1970 · cluster int64[rows] · n float64[rows] · positive float64[rows, COLUMNS].
    """

    day: NDArray[np.int64]
    cluster: NDArray[np.int64]
    n: NDArray[np.float64]
    positive: NDArray[np.float64]


def check(table: pa.Table) -> pa.Table:
    """The tally's columns alone, in order. InputError where one is missing, or a number cannot be."""
    missing = [name for name in SCHEMA.names if name not in table.column_names]
    if missing:
        raise _wrong(f"it lacks {', '.join(missing)}", f"kolom {', '.join(missing)} tidak ada")
    try:
        found = table.select(SCHEMA.names).cast(SCHEMA).combine_chunks()
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise _wrong("a column holds another type", "jenis isi sebuah kolom berbeda") from error
    if any(column.null_count for column in found.columns):
        raise _wrong("a cell is empty", "ada sel yang kosong")
    n = found["n"].to_numpy()
    for name in COLUMNS:
        column = found[name].to_numpy()
        if ((column < 0) | (column > n)).any():
            raise _wrong(f"{name} exceeds n, or is negative", f"{name} melebihi n, atau negatif")
    return found.filter(pc.greater(found["n"], 0))


def rows(table: pa.Table) -> Rows:
    """Numbers of a checked tally, ordered by day and cluster."""
    keys = ["day", "cluster"]
    names = ["n", *COLUMNS]
    summed = table.group_by(keys, use_threads=False).aggregate([(name, "sum") for name in names])
    summed = summed.sort_by([(key, "ascending") for key in keys])
    numbers = [summed[f"{name}_sum"].to_numpy().astype(np.float64) for name in names]
    return Rows(
        day=summed["day"].cast(pa.int32()).to_numpy().astype(np.int64),
        cluster=summed["cluster"].to_numpy(),
        n=numbers[0],
        positive=np.stack(numbers[1:], axis=1),
    )


def _wrong(english: str, indonesian: str) -> InputError:
    return InputError(
        f"This tally cannot be used: {english}.",
        id_=f"Tabel hitungan ini tidak dapat dipakai: {indonesian}.",
    )
