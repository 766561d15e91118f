"""The largest clusters of a month are kept with an example, counts and no name; claims meet the library of fact-checks."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ikrar.indicators.copies import BANDS
from ikrar.monitoring import blobs, judging
from ikrar.monitoring.actions.alerting import alert_of_clusters
from ikrar.monitoring.actions.matching import match_clusters
from ikrar.monitoring.models import Batch, Cluster, Month
from ikrar.screening.labels import LABELS, Label

MOST: Final = 2000  # clusters kept of a month
LONGEST: Final = 500  # characters of the example


@dataclass(slots=True)
class Columns:
    """Posts of a month side by side: room for all of them at once, so that no column is ever there twice."""

    day: NDArray[np.int32]
    mark: NDArray[np.uint16]
    key: NDArray[np.uint64]
    author: NDArray[np.uint64]
    at: NDArray[np.int64]  # microseconds since 1970
    source: NDArray[np.int64]
    batch: NDArray[np.int64]
    row: NDArray[np.int64]
    sketch: NDArray[np.uint64]  # [posts, BANDS]
    cluster: NDArray[np.int64]
    size: int = 0

    @classmethod
    def room_for(cls, posts: int) -> "Columns":
        """Columns that `posts` posts will be put into."""
        return cls(
            day=np.empty(posts, np.int32), mark=np.empty(posts, np.uint16),
            key=np.empty(posts, np.uint64), author=np.empty(posts, np.uint64),
            at=np.empty(posts, np.int64), source=np.empty(posts, np.int64),
            batch=np.empty(posts, np.int64), row=np.empty(posts, np.int64),
            sketch=np.empty((posts, BANDS), np.uint64), cluster=np.zeros(posts, np.int64),
        )  # fmt: skip

    def put(self, **columns: NDArray[Any]) -> None:
        """Put some posts after those that are there."""
        end = self.size + len(columns["day"])
        for name, values in columns.items():
            getattr(self, name)[self.size : end] = values
        self.size = end

    def cut(self) -> None:
        """Leave out the room that was not needed."""
        for name in self.__slots__:
            if name != "size":
                setattr(self, name, getattr(self, name)[: self.size])


def keep_clusters(month: Month, columns: Columns) -> None:
    """Write a month's clusters anew, in the caller's transaction."""
    month.clusters.all().delete()
    rows = list(_rows(month, columns))
    _example(rows)
    match_clusters([row for row, _first in rows if row.is_claim])
    made = Cluster.objects.bulk_create([row for row, _first in rows], batch_size=200)
    alert_of_clusters(made)


def _rows(month: Month, columns: Columns) -> list[tuple[Cluster, tuple[int, int]]]:
    """The largest clusters, each with the batch and row of its first post."""
    within = np.flatnonzero(columns.cluster)
    within = within[np.argsort(columns.cluster[within], kind="stable")]
    names, starts, sizes = np.unique(columns.cluster[within], return_index=True, return_counts=True)
    largest = np.argsort(-sizes, kind="stable")[:MOST]
    return [
        _row(month, int(names[i]), within[starts[i] : starts[i] + sizes[i]], columns)
        for i in largest
    ]


def _row(
    month: Month, mark: int, members: NDArray[np.int64], columns: Columns
) -> tuple[Cluster, tuple[int, int]]:
    at, marks = columns.at[members], columns.mark[members]
    first = members[int(np.argmin(at))]
    days, counts = np.unique(columns.day[members], return_counts=True)
    given = judging.given(marks).sum(axis=0)
    authors = np.unique(columns.author[members])
    row = Cluster(
        month=month, mark=mark, size=len(members), authors=int((authors != 0).sum()),
        sources=len(np.unique(columns.source[members])), first_at=_moment(at.min()),
        last_at=_moment(at.max()),
        days={judging.day_of(d).isoformat(): int(n) for d, n in zip(days, counts, strict=True)},
        labels={str(label): int(n) for label, n in zip(LABELS, given, strict=True) if n},
        is_claim=bool(given[LABELS.index(Label.CLAIM)] * 2 >= len(members)),
    )  # fmt: skip
    return row, (int(columns.batch[first]), int(columns.row[first]))


def _moment(microseconds: Any) -> datetime:
    return datetime.fromtimestamp(int(microseconds) / 1e6, UTC)


def _example(rows: list[tuple[Cluster, tuple[int, int]]]) -> None:
    """Give each cluster the text of its first post; a batch is read once."""
    wanted: dict[int, list[tuple[Cluster, int]]] = defaultdict(list)
    for cluster, (batch, row) in rows:
        wanted[batch].append((cluster, row))
    for pk, some in wanted.items():
        data = Batch.objects.values_list("posts", flat=True).get(pk=pk)
        texts = blobs.read(data, ["text"])["text"].take(pa.array([row for _cluster, row in some]))
        for (cluster, _place), text in zip(some, texts.to_pylist(), strict=True):
            cluster.text = text[:LONGEST]
