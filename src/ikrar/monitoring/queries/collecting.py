"""Sources, imports and posts: what is there, what waits, what a batch says in one row."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Max, Min, QuerySet, Sum
from django.utils.translation import gettext as _

from ikrar.errors import NotFound
from ikrar.monitoring import blobs
from ikrar.monitoring.models import Batch, Source, Upload
from ikrar.monitoring.states import BatchState, UploadState


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


def waiting() -> dict[str, int]:
    """How much is on its way: files being read, posts not yet screened."""
    left = Batch.objects.filter(state=BatchState.NEW).aggregate(n=Sum("size"))["n"] or 0
    return {"uploads": Upload.objects.filter(state=UploadState.READING).count(), "posts": left}


def texts(batch: Batch, rows: Iterable[int]) -> list[str]:
    """The texts of some posts of a batch."""
    column = blobs.read(batch.posts, ["text"])["text"]
    return [column[row].as_py() for row in rows]
