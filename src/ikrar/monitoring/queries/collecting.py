"""Sources, imports and posts: what is there, what waits, what a batch says in one row."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import numpy as np
from django.conf import settings
from django.db.models import Max, Min, QuerySet, Sum
from django.utils.translation import gettext as _

from ikrar import packs
from ikrar.errors import NotFound
from ikrar.indicators.kinds import MONEY, Indicator
from ikrar.monitoring import blobs, judging
from ikrar.monitoring.models import Batch, Source, Upload
from ikrar.monitoring.states import BatchState, UploadState
from ikrar.packs.years import years_from
from ikrar.people.queries import the_agency, today
from ikrar.screening.labels import Label


def sources() -> QuerySet[Source]:
    """Every source with its posts and days: `posts`, `first_on`, `last_on`."""
    return Source.objects.annotate(
        posts=Sum("batches__size"), first_on=Min("batches__first_on"),
        last_on=Max("batches__last_on"),
    )  # fmt: skip


def source_by_ref(ref: UUID) -> Source:
    """A source. NotFound where there is none."""
    found = sources().filter(ref=ref).first()
    if found is None:
        raise NotFound(_("Sumber ini tidak ada."))
    return found


def source_by_name(name: str) -> Source | None:
    """A source by the name that people gave it."""
    return Source.objects.filter(name__iexact=" ".join(name.split())).first()


def upload_by_ref(ref: UUID) -> Upload:
    """An import. NotFound where there is none."""
    found = Upload.objects.select_related("source", "by").filter(ref=ref).first()
    if found is None:
        raise NotFound(_("Impor ini tidak ada."))
    return found


def next_upload() -> Upload | None:
    """The import to read on: the oldest, and of a source only one at a time."""
    rows = Upload.objects.select_related("source").filter(state=UploadState.READING)
    return rows.order_by("id").first()


def next_batch() -> Batch | None:
    """The batch to screen."""
    rows = Batch.objects.select_related("source").filter(state=BatchState.NEW)
    return rows.order_by("id").first()


def next_to_forget() -> Batch | None:
    """A batch that was brought in before the pack's years for posts."""
    agency = the_agency()
    on = today(agency)
    years = packs.load(agency.pack, extra_dirs=settings.IKRAR_PACK_DIRS).retention.post_years
    kept = datetime.combine(years_from(on, -years), time(), UTC)
    rows = Batch.objects.select_related("source").filter(upload__received_at__lt=kept)
    return rows.order_by("id").first()


def waiting() -> dict[str, int]:
    """How much is on its way: files being read, posts not yet screened."""
    left = Batch.objects.filter(state=BatchState.NEW).aggregate(n=Sum("size"))["n"] or 0
    return {"uploads": Upload.objects.filter(state=UploadState.READING).count(), "posts": left}


def texts(batch: Batch, rows: Iterable[int]) -> list[str]:
    """The texts of some posts of a batch."""
    column = blobs.read(batch.posts, ["text"])["text"]
    return [column[row].as_py() for row in rows]


def posts_around(about: Indicator, on: date, *, most: int) -> list[tuple[date, str]]:
    """(day, text) of a few posts with an indicator's first label, on a day and the two after; the same few each time."""
    first, last = judging.number_of(on), judging.number_of(on) + 2
    rows = Batch.objects.filter(
        state=BatchState.SCREENED, first_on__lte=on + timedelta(days=2), last_on__gte=on
    )
    bits = [judging.BIT[label] for label in labels_of(about.first)]
    found: list[tuple[int, int, int, int]] = []  # key, day, batch, row
    for batch in rows.only("signs", "keys").iterator(chunk_size=20):
        days, marks = blobs.read_signs(batch.signs)
        keys = blobs.read_keys(batch.keys)
        mine = np.flatnonzero((days >= first) & (days <= last) & ((marks & sum(bits)) != 0))
        mine = mine[np.argsort(keys[mine], kind="stable")][:most]
        found += [(int(keys[row]), int(days[row]), batch.pk, int(row)) for row in mine]
    chosen = sorted(found)[:most]
    return [
        (judging.day_of(day), texts(Batch.objects.get(pk=pk), [row])[0])
        for _key, day, pk, row in sorted(chosen, key=lambda one: one[1])
    ]


def labels_of(column: str) -> tuple[Label, ...]:
    """The labels of the screening that a column of the figures counts."""
    return (Label.MONEY_OFFER, Label.MONEY_SOLICIT) if column == MONEY else (Label(column),)
