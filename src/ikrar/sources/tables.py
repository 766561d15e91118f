"""Tables into records: the columns mean what a person said, or what their names say.

CSV and XLSX are read here; JSON lines and Parquet give the same `Table`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from ikrar.sources import columns, grids
from ikrar.sources.grids import Grid
from ikrar.sources.model import Items, Mapping, Problem, Record


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was opened; `items` reads it from its beginning, as often as it is called."""

    columns: tuple[str, ...]
    mapping: Mapping
    items: Callable[[], Items]
    close: Callable[[], None] = lambda: None


def open_csv(file: BinaryIO, mapping: Mapping | None) -> Table:
    """The table in a delimited file. NoText where nothing tells which column holds the texts."""
    return _table(grids.open_csv(file, columns.known_by(mapping)), mapping)


def open_xlsx(file: BinaryIO, mapping: Mapping | None) -> Table:
    """The same of a workbook. InputError where that cannot be opened."""
    return _table(grids.open_xlsx(file, columns.known_by(mapping)), mapping)


def _table(grid: Grid, mapping: Mapping | None) -> Table:
    try:
        meant = columns.meant(grid.columns, mapping)
    except BaseException:
        grid.close()
        raise
    text, at, author, key = (
        len(grid.columns) if name is None else grid.columns.index(name)
        for name in (meant.text, meant.at, meant.author, meant.key)
    )

    def items() -> Items:
        for row in grid.rows():
            if isinstance(row, Problem):
                yield row
            else:
                number, cells = row
                yield Record(number, cells[text], cells[at], cells[author], cells[key])

    return Table(grid.columns, meant, items, grid.close)
