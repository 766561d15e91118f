"""A batch is screened: days and labels of its posts are written, findings asked, its months marked for counting.

Whoever comes second to a batch changes nothing. What is asked of a person is a random few of each label, the same
whoever screens: posts are drawn by their keys, which are hashes.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

import numpy as np
from django.db import transaction
from django.utils import timezone
from numpy.typing import NDArray

from ikrar.monitoring import blobs, judging
from ikrar.monitoring.judging import Sitting
from ikrar.monitoring.models import Batch, Finding, Month, Outlook
from ikrar.monitoring.states import ASKED, BatchState, FindingState, SourceScope
from ikrar.people.queries import the_agency
from ikrar.screening import engine
from ikrar.screening.labels import LABELS

MOST_ASKED: Final = (
    50  # findings of a label in a batch of the public; of official accounts every one
)
_HALF: Final = np.uint64(1)


def screen_batch(batch: Batch, sitting: Sitting) -> bool:
    """Screen the posts of a batch; False where another worker was faster."""
    posts = blobs.read(batch.posts)
    scores, given = engine.signs(judging.as_written(posts["text"]), pack=sitting.bench)
    marks = judging.masks(given, batch.source.scope)
    days = judging.local_days(posts["at"], the_agency().time_zone)
    known = days[days != blobs.NO_DAY]
    with transaction.atomic():
        moved = Batch.objects.filter(pk=batch.pk, state=BatchState.NEW).update(
            state=BatchState.SCREENED, judge=sitting.name, signs=blobs.write_signs(days, marks),
            first_on=judging.day_of(known.min()) if len(known) else None,
            last_on=judging.day_of(known.max()) if len(known) else None,
        )  # fmt: skip
        if not moved:
            return False
        rows = list(_findings(batch, scores, marks, posts["key"].to_numpy()))
        for row in rows:
            row.on = None if days[row.row] == blobs.NO_DAY else judging.day_of(days[row.row])
        batch.findings.filter(
            state=FindingState.OPEN
        ).delete()  # what another judge asked and nobody read
        Finding.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
        if batch.source.scope == SourceScope.PUBLIC:
            touch(known)
    return True


def _findings(
    batch: Batch, scores: NDArray[np.float32], marks: NDArray[np.uint16], keys: NDArray[np.uint64]
) -> Iterator[Finding]:
    """What a person is asked to read of a batch."""
    scope = SourceScope(batch.source.scope)
    for label in ASKED[scope]:
        rows = np.flatnonzero(judging.has(marks, label))
        if scope == SourceScope.PUBLIC:
            rows = rows[np.argsort(keys[rows], kind="stable")][:MOST_ASKED]
        for row in rows:
            score = float(scores[row, LABELS.index(label)])
            order = int(keys[row] >> _HALF)
            yield Finding(batch=batch, row=int(row), label=label, score=score, order=order)


def touch(days: NDArray[np.int32]) -> None:
    """Mark the months of these days, and the story, to be counted again."""
    now = timezone.now()
    for start in sorted({judging.day_of(day).replace(day=1) for day in np.unique(days)}):
        _touch_month(start, now)
    Outlook.objects.update(is_stale=True)


def _touch_month(start: date, now: object) -> None:
    fields = {"is_stale": True, "stale_at": now}
    Month.objects.update_or_create(start=start, defaults=fields, create_defaults=fields)
