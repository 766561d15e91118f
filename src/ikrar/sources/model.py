"""What the importers speak of: kinds of files, how one is to be read, and the pages that come out.

A page is an Arrow table of posts, what could not be read with its row, and how far the file has been read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

import pyarrow as pa

from ikrar.errors import InputError

PAGE_POSTS: Final = 50_000
PAGE_LETTERS: Final = 16 * 1024**2  # a page of long posts is shorter, so that memory stays flat
LONGEST_TEXT: Final = 20_000
MOST_PROBLEMS: Final = 1_000
DAY_ORDERS: Final = ("dmy", "mdy", "ymd")
ZONES: Final = {  # hours before UTC; Indonesia has no summer time
    "Asia/Jakarta": 7, "Asia/Pontianak": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9, "UTC": 0,
}  # fmt: skip

SCHEMA: Final = pa.schema(
    [
        pa.field("text", pa.large_string(), nullable=False),
        pa.field("at", pa.timestamp("us", "UTC")),
        pa.field("author", pa.uint64(), nullable=False),
        pa.field("key", pa.uint64(), nullable=False),
    ]
)


class Kind(StrEnum):
    """How posts are laid out in a file."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    PARQUET = "parquet"
    FOURCAT = "4cat"
    YOUTUBE = "youtube"
    TELEGRAM = "telegram"
    WHATSAPP = "whatsapp"
    FEED = "feed"

    @property
    def is_table(self) -> bool:
        """Whether it has columns of which a person says what they mean."""
        return self in {Kind.CSV, Kind.XLSX, Kind.JSONL, Kind.PARQUET}


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column of a table means what; only the text must be there."""

    text: str
    at: str | None = None
    author: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is to be read. `salt`: secret of this installation, 16 to 64 bytes; the same for every import.

    Without `mapping` and `day_order` they are guessed as in the preview. `skip`: the position after which to go on.
    """

    kind: Kind
    salt: bytes = field(repr=False)
    zone: str = "Asia/Jakarta"
    mapping: Mapping | None = None
    day_order: str | None = None
    skip: int = 0

    def __post_init__(self) -> None:
        if not 16 <= len(self.salt) <= 64:
            raise ValueError("a salt has 16 to 64 bytes")
        if self.zone not in ZONES:
            raise InputError(
                f"{self.zone} is not a zone of Indonesia. Choose WIB, WITA or WIT.",
                id_=f"{self.zone} bukan zona waktu Indonesia. Pilih WIB, WITA, atau WIT.",
            )
        if self.day_order not in {None, *DAY_ORDERS}:
            raise ValueError(f"{self.day_order} is no order of day, month and year")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one row, in both languages. It never repeats what stands in the row."""

    row: int
    message_id: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Page:
    """At most 50,000 posts (`SCHEMA`). `position`: records consumed so far; `unlisted`: problems beyond those kept;
    `part`: how much of the file was read, 0..1.
    """

    posts: pa.Table
    problems: tuple[Problem, ...]
    position: int
    unlisted: int = 0
    part: float = 0.0


@dataclass(frozen=True, slots=True)
class Preview:
    """What a person sees before an import. `day_order` is None where no date needs it; unsure where both would do."""

    kind: Kind
    columns: tuple[str, ...] = ()
    mapping: Mapping | None = None
    day_order: str | None = None
    is_order_sure: bool = True
    sample: tuple[tuple[str, datetime | None], ...] = ()
    problems: tuple[Problem, ...] = ()


class Record(NamedTuple):
    """One post as its file has it; `key` is the platform's own identity of it."""

    row: int
    text: str
    at: str
    author: str
    key: str


Item = Record | Problem
Items = Iterator[Item]
