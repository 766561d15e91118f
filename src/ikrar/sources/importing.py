"""A file into pages of posts, and into the preview that a person sees first.

Records are read one by one, by the importer of the file's kind, and finished a page at a time. Where pages end depends
on the file and on where reading began; what is in them on the file alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

import pyarrow as pa

from ikrar.sources.columns import NoText
from ikrar.sources.finishing import Finisher
from ikrar.sources.importers import Importer, opened
from ikrar.sources.kinds import HEAD, sniff
from ikrar.sources.model import (
    PAGE_LETTERS,
    PAGE_POSTS,
    Item,
    Items,
    Page,
    Preview,
    Problem,
    Reading,
    Record,
)

_SAMPLE: Final = 20
_LOOKED_AT: Final = 200  # records, for the preview


def pages(path: Path, reading: Reading) -> Iterator[Page]:
    """The posts of a file after `reading.skip` records, in order.

    A page may hold problems alone; where nothing is left there is no page. InputError where the file cannot be read as its
    kind.
    """
    with path.open("rb") as file, opened(file, reading) as importer:
        finisher = Finisher(reading, importer)
        position, size = reading.skip, max(1, path.stat().st_size)
        for batch in _batches(islice(importer.items(), reading.skip, None)):
            position += batch.count
            page = finisher.page(batch.records, batch.problems, position)
            yield replace(page, part=min(1.0, file.tell() / size))


def preview(path: Path, reading: Reading | None = None) -> Preview:
    """What a file holds: columns, what is guessed of them, the first 20 posts. InputError where it is of no kind."""
    with path.open("rb") as file:
        if reading is None:
            reading = Reading(sniff(file.read(HEAD), path.name), salt=b"nothing is kept of this")
        try:
            with opened(file, reading) as importer:
                return _preview(reading, importer)
        except NoText as error:
            return Preview(reading.kind, error.columns)


def _preview(reading: Reading, importer: Importer) -> Preview:
    batch = next(_batches(islice(importer.items(), _LOOKED_AT)), _Batch())
    page = Finisher(reading, importer).page(batch.records, batch.problems, batch.count)
    shown = page.posts.slice(0, _SAMPLE)
    order = importer.order
    return Preview(
        kind=reading.kind,
        columns=importer.columns,
        mapping=importer.mapping,
        day_order=order.order,
        is_order_sure=order.is_sure,
        sample=tuple(zip(shown["text"].to_pylist(), _aware(shown["at"]), strict=True)),
        problems=page.problems,
    )


def _aware(moments: pa.ChunkedArray) -> list[datetime | None]:
    naive = moments.cast(pa.timestamp("us")).to_pylist()
    return [moment and moment.replace(tzinfo=UTC) for moment in naive]


@dataclass(slots=True)
class _Batch:
    """Items for one page: `count` of them, some posts, some problems."""

    count: int = 0
    letters: int = 0
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, item: Item) -> None:
        self.count += 1
        if isinstance(item, Record):
            self.records.append(item)
            self.letters += len(item.text)
        else:
            self.problems.append(item)


def _batches(items: Items) -> Iterator[_Batch]:
    batch = _Batch()
    for item in items:
        batch.add(item)
        if batch.count >= PAGE_POSTS or batch.letters >= PAGE_LETTERS:
            yield batch
            batch = _Batch()
    if batch.count:
        yield batch
