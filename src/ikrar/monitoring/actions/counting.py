"""A month is counted: near-copies are grouped, posts tallied by day, source and cluster, the largest clusters kept.

A count takes its turns batch by batch, so that other queues have theirs between; nothing is written before its last turn,
and a batch that comes meanwhile leaves the month stale.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

import numpy as np
import pyarrow as pa
from django.db import transaction
from django.utils import timezone
from numpy.typing import NDArray

from ikrar.indicators import copies, kinds
from ikrar.indicators.tally import tally
from ikrar.monitoring import blobs, judging
from ikrar.monitoring.actions.clustering import Columns, keep_clusters
from ikrar.monitoring.models import Batch, Month, Outlook, Source
from ikrar.monitoring.states import BatchState, SourceScope

SMALLEST: Final = (
    5  # posts that make a cluster; fewer are counted as if each were written by itself
)


@dataclass(slots=True)
class _Count:
    """A count on its way: since when the month was stale as it began, and its turns."""

    stale_at: datetime
    turns: Iterator[None]


_counting: dict[int, _Count] = {}


def count_on(month: Month) -> None:
    """Take one turn of counting a month."""
    count = _counting.get(month.pk)
    if count is None or count.stale_at != month.stale_at:
        count = _counting[month.pk] = _Count(month.stale_at, _turns(month))
    try:
        next(count.turns)
    except StopIteration:
        _counting.pop(month.pk, None)


def _turns(month: Month) -> Iterator[None]:
    first, after = judging.number_of(month.start), judging.number_of(_next(month.start))
    batches = _batches(month)
    columns = Columns.room_for(sum(size for _pk, size in batches))
    for pk, _size in batches:
        columns.put(**_part(Batch.objects.get(pk=pk), first, after))
        yield
    columns.cut()
    columns.cluster = clusters_of(copies.group(columns.sketch), columns.key)
    columns.sketch = columns.sketch[:0].copy()
    yield
    _write(month, columns)


def _batches(month: Month) -> list[tuple[int, int]]:
    """(id, posts) of the batches with posts of the public in a month; the agency's own are no part of its talk."""
    rows = Batch.objects.filter(
        state=BatchState.SCREENED, source__scope=SourceScope.PUBLIC,
        first_on__lt=_next(month.start), last_on__gte=month.start,
    )  # fmt: skip
    return list(rows.order_by("id").values_list("pk", "size"))


def _part(batch: Batch, first: int, after: int) -> dict[str, Any]:
    """The columns of a batch's posts on days first..after."""
    days, marks = blobs.read_signs(batch.signs)
    rows = np.flatnonzero((days >= first) & (days < after))
    posts = blobs.read(batch.posts).take(pa.array(rows))
    return {
        "day": days[rows], "mark": marks[rows], "key": posts["key"].to_numpy(),
        "author": posts["author"].to_numpy(),
        "at": posts["at"].cast(pa.int64()).to_numpy(),
        "source": np.full(len(rows), batch.source_id), "batch": np.full(len(rows), batch.pk),
        "row": rows, "sketch": copies.sketch(posts["text"].combine_chunks()),
    }  # fmt: skip


def _next(start: date) -> date:
    return (start + timedelta(days=32)).replace(day=1)


def clusters_of(groups: NDArray[np.int64], keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """int64[posts]: the cluster of each post, 0 where it has fewer than SMALLEST copies.

    A cluster is named by the least key in it, so that it keeps its name when the month is counted again.
    """
    _, where, size = np.unique(groups, return_inverse=True, return_counts=True)
    least = np.full(len(size), np.iinfo(np.uint64).max, np.uint64)
    np.minimum.at(least, where, keys)
    named = (least >> np.uint64(1)).astype(np.int64) | 1  # positive, never 0
    return np.where(size[where] >= SMALLEST, named[where], 0)


def _write(month: Month, columns: Columns) -> None:
    """Write what was counted, unless the month changed meanwhile: then the next count sees it all."""
    counted = _tally(columns, dict(Source.objects.values_list("pk", "name")))
    fields = {
        "tally": blobs.write(counted), "posts": len(columns.day), "counted_at": timezone.now(),
    }  # fmt: skip
    with transaction.atomic():
        rows = Month.objects.filter(pk=month.pk, stale_at=month.stale_at, is_stale=True)
        if not rows.update(is_stale=False, **fields):
            return
        keep_clusters(month, columns)
        Outlook.objects.update(is_stale=True)


def _tally(columns: Columns, names: dict[int, str]) -> pa.Table:
    known, where = np.unique(columns.source, return_inverse=True)
    sources = pa.array([names[int(pk)] for pk in known], pa.string()).take(pa.array(where))
    positive = kinds.counted(judging.given(columns.mark))
    return tally(pa.array(columns.day, pa.int32()), sources, columns.cluster, positive)
