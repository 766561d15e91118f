"""The importer of each kind of file, opened: where records come from, and how their dates are to be taken."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import BinaryIO, Final

from ikrar.sources import feed, json_lines, orders, parquet, tables, telegram, whatsapp, youtube
from ikrar.sources.model import Items, Kind, Mapping, Reading, Record
from ikrar.sources.orders import Order
from ikrar.sources.tables import Table

_OPEN: Final[dict[Kind, Callable[[BinaryIO, Mapping | None], Table]]] = {
    Kind.CSV: tables.open_csv,
    Kind.XLSX: tables.open_xlsx,
    Kind.JSONL: json_lines.open_jsonl,
    Kind.PARQUET: parquet.open_parquet,
}
_READ: Final[dict[Kind, Callable[[BinaryIO], Items]]] = {
    Kind.FOURCAT: json_lines.fourcat,
    Kind.YOUTUBE: youtube.comments,
    Kind.TELEGRAM: telegram.messages,
    Kind.WHATSAPP: whatsapp.messages,
    Kind.FEED: feed.posts,
}


@dataclass(frozen=True, slots=True)
class Importer:
    """An opened file. `items` reads it from its beginning, as often as it is called."""

    items: Callable[[], Items]
    order: Order
    columns: tuple[str, ...] = ()
    mapping: Mapping | None = None

    @property
    def has_dates(self) -> bool:
        return self.mapping is None or self.mapping.at is not None


@contextmanager
def opened(file: BinaryIO, reading: Reading) -> Iterator[Importer]:
    """The importer of `file`, read as `reading` says. InputError where it is not of that kind."""
    kind = reading.kind
    if kind not in _OPEN:
        read = partial(_READ[kind], file)
        yield Importer(read, _order(file, reading, read))
        return
    table = _OPEN[kind](file, reading.mapping)
    with closing(table):
        order = _order(file, reading, table.items)
        yield Importer(table.items, order, table.columns, table.mapping)


def _order(file: BinaryIO, reading: Reading, items: Callable[[], Items]) -> Order:
    """The order of day, month and year: as told, or as the file's own dates tell."""
    if reading.day_order is not None:
        return Order(reading.day_order)
    last_year = datetime.now(UTC).year + 1
    if reading.kind is Kind.WHATSAPP:
        return whatsapp.order_of(file, last_year)
    if reading.kind.is_table:
        dates = (item.at if isinstance(item, Record) else "" for item in items())
        return orders.order_of(dates, last_year=last_year)
    return Order()
