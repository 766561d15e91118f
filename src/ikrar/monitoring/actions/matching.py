"""Claims meet fact-checks of others; the answer is a link, never a verdict of this program."""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

import pyarrow as pa
from django.db import transaction
from django.utils import timezone

from ikrar.indicators import claims
from ikrar.monitoring.actions.record import record
from ikrar.monitoring.models import Cluster, Debunk
from ikrar.monitoring.policies import check_can_collect
from ikrar.monitoring.states import DeedKind
from ikrar.people.policies import Actor

LIBRARY: Final = UUID(
    "6f1d1f3c-8d0e-4b52-9a3b-3d1f6d0b7c11"
)  # what deeds on the whole library are about
_FIELDS = ("title", "text", "on", "verdict", "link", "key")


@transaction.atomic
def add_debunks(table: pa.Table, *, by: Actor) -> int:
    """Add fact-checks that are not there yet; how many were new."""
    check_can_collect(by=by)
    known = set(Debunk.objects.values_list("key", flat=True))
    every = {row["key"] >> 1: row for row in table.to_pylist()}  # 63 bits, as a database counts
    rows = {key: row for key, row in every.items() if key not in known}
    now = timezone.now()
    made = [
        Debunk(
            key=key, title=row["title"][:500], text=row["text"][:20_000], on=row["on"],
            verdict=row["verdict"][:100], link=row["link"], added_at=now,
        )
        for key, row in rows.items()
    ]  # fmt: skip
    Debunk.objects.bulk_create(made, batch_size=500)
    if made:
        record(DeedKind.DEBUNKS, LIBRARY, {"added": len(made)}, by=by)
        rematch()
    return len(made)


def rematch() -> None:
    """Let every claim meet the library again."""
    rows = list(Cluster.objects.filter(is_claim=True))
    match_clusters(rows)
    Cluster.objects.bulk_update(rows, ["debunk", "likeness"], batch_size=200)


def match_clusters(clusters: Sequence[Cluster]) -> None:
    """Give each cluster the fact-check that is most like its example, or none."""
    debunks = library()
    if not clusters or not len(debunks):
        return
    keys = debunks["key"].to_pylist()
    pks = dict(Debunk.objects.values_list("key", "pk"))
    found = claims.match([cluster.text for cluster in clusters], debunks)
    for cluster, match in zip(clusters, found, strict=True):
        cluster.debunk_id = pks.get(keys[match.row]) if match else None
        cluster.likeness = match.score if match else 0.0


def library() -> pa.Table:
    """The fact-checks as the engine reads them."""
    rows: Iterable[dict[str, object]] = Debunk.objects.values(*_FIELDS)
    schema = pa.schema(
        [("title", pa.string()), ("text", pa.string()), ("on", pa.date32()),
         ("verdict", pa.string()), ("link", pa.string()), ("key", pa.int64())]
    )  # fmt: skip
    return pa.Table.from_pylist(list(rows), schema=schema)
