"""Parquet into records: the columns that matter, a few thousand rows at a time."""

from typing import BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc

from ikrar.errors import InputError
from ikrar.sources import columns, reasons
from ikrar.sources.decoding import decoded_cell
from ikrar.sources.model import Items, Mapping, Record
from ikrar.sources.tables import Table

_BATCH: Final = 4_096


def open_parquet(file: BinaryIO, mapping: Mapping | None) -> Table:
    """The table in a Parquet file. InputError where it is damaged, or no column is known to hold the text."""
    from pyarrow import parquet

    try:
        opened = parquet.ParquetFile(file, pre_buffer=False)
        names = tuple(opened.schema_arrow.names)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise InputError(
            "This Parquet file is damaged.", id_="Berkas Parquet ini rusak."
        ) from error
    known = columns.meant(names, mapping)
    wanted = [name or "" for name in (known.text, known.at, known.author, known.key)]

    def items() -> Items:
        number = 0
        try:
            for batch in opened.iter_batches(_BATCH, columns=sorted(set(filter(None, wanted)))):
                empty = [""] * batch.num_rows
                found = [_texts(batch[name]) if name else empty for name in wanted]
                for record in zip(*found, strict=True):
                    number += 1
                    yield Record(number, *record)
        except (pa.ArrowException, OSError):
            yield reasons.SHEET_ENDS.at(number + 1)

    return Table(names, known, items)


def _texts(column: pa.Array) -> list[str]:
    """The cells as text, "" for null and for what no text can be."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_floating(column.type):
        column = pc.if_else(pc.is_finite(column), column, None).cast(pa.float64())
        return ["" if cell is None else f"{cell:.6f}" for cell in column.to_pylist()]
    try:
        if not pa.types.is_large_binary(column.type):
            column = column.cast(pa.large_binary() if _is_text(column.type) else pa.large_string())
            column = column.cast(pa.large_binary())
    except pa.ArrowException:  # lists and the like
        return [""] * len(column)
    return ["" if cell is None else decoded_cell(cell) for cell in column.to_pylist()]


def _is_text(kind: pa.DataType) -> bool:
    checks = (
        pa.types.is_string,
        pa.types.is_large_string,
        pa.types.is_string_view,
        pa.types.is_binary,
    )
    return any(check(kind) for check in checks)
