"""A file becomes batches, one page a turn: killed between two pages, the next run goes on where the last one ended.

The open file is kept between turns, so that a long import lets other queues have theirs; who comes second to a page
finds that `position` moved and drops what it holds.
"""

import hashlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from ikrar import sources
from ikrar.errors import InputError
from ikrar.monitoring import blobs, files
from ikrar.monitoring.actions.collecting import end_upload
from ikrar.monitoring.models import Batch, Source, Upload
from ikrar.monitoring.states import UploadState
from ikrar.sources import Kind, Mapping, Page, Problem, Reading

MOST_PROBLEMS: Final = 1000
Keys = NDArray[np.uint64]
log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Open:
    """A file that is being read: where it is, what comes next, the keys that its source has."""

    position: int
    pages: Iterator[Page]
    seen: Keys = field(repr=False)


_reading: dict[UUID, _Open] = {}


def reading_of(upload: Upload) -> Reading:
    """How the engine is to read this file."""
    mapping = Mapping(**upload.mapping) if upload.mapping else None
    return Reading(
        kind=Kind(upload.kind), salt=salt_of(upload.source), zone=upload.zone, mapping=mapping,
        day_order=upload.day_order or None, skip=upload.position,
    )  # fmt: skip


def salt_of(source: Source) -> bytes:
    """Authors of a source under a key that is in no database: a stolen copy tells nobody's name."""
    key = hashlib.sha256(settings.SECRET_KEY.encode()).digest()
    return hashlib.blake2b(
        source.ref.bytes, key=key, digest_size=32, person=b"ikrar.authors"
    ).digest()


def read_on(upload: Upload) -> None:
    """Read one page of a file into a batch, or end the import where there is none."""
    try:
        opened = _opened(upload)
        page = next(opened.pages, None)
        if page is None:
            end_upload(upload)
        elif _take(upload, page, opened):
            return
    except (InputError, OSError, UnicodeError) as error:
        reason = (
            str(error)
            if isinstance(error, InputError)
            else _("Berkasnya sudah tidak ada di server.")
        )
        end_upload(upload, reason=reason)
    except BaseException:
        _forget(upload)  # a reader that broke would seem to have come to its end
        raise
    _forget(upload)


def _forget(upload: Upload) -> None:
    _reading.pop(upload.ref, None)


def _opened(upload: Upload) -> _Open:
    opened = _reading.get(upload.ref)
    if opened is None or opened.position != upload.position:
        pages = sources.pages(files.place_of(upload.ref), reading_of(upload))
        opened = _reading[upload.ref] = _Open(upload.position, pages, _keys_of(upload.source))
    return opened


def _keys_of(source: Source) -> Keys:
    """Every key that a source has, sorted: 8 bytes a post."""
    rows = Batch.objects.filter(source=source).values_list("keys", flat=True)
    found = [blobs.read_keys(row) for row in rows.iterator(chunk_size=20)]
    return np.unique(np.concatenate(found)) if found else np.empty(0, np.uint64)


def _take(upload: Upload, page: Page, opened: _Open) -> bool:
    """Store what a page brings and move on in one transaction; False where another worker had it first."""
    fresh, keys = _fresh(page.posts, opened.seen)
    repeats = len(page.posts) - len(fresh)
    kept = [*upload.problems, *map(told, page.problems)][:MOST_PROBLEMS]
    fields = {
        "position": page.position, "posts": upload.posts + len(fresh),
        "repeats": upload.repeats + repeats, "problems": kept,
        "undated": upload.undated + fresh["at"].null_count,
        "problem_count": upload.problem_count + len(page.problems), "part": page.part,
    }  # fmt: skip
    with transaction.atomic():
        mine = Upload.objects.filter(
            pk=upload.pk, state=UploadState.READING, position=upload.position
        ).update(**fields)
        if mine and len(fresh):
            _store(upload, fresh, keys)
    if not mine:
        return False
    opened.position = page.position
    opened.seen = np.union1d(opened.seen, keys)
    for name, value in fields.items():
        setattr(upload, name, value)
    return True


def _fresh(posts: pa.Table, seen: Keys) -> tuple[pa.Table, Keys]:
    """Posts that the source does not have, the first of each key, in their order; and their keys."""
    keys = posts["key"].to_numpy()
    first = np.unique(keys, return_index=True)[1]
    is_new = np.zeros(len(keys), bool)
    is_new[first] = True
    if len(seen):
        at = np.minimum(np.searchsorted(seen, keys), len(seen) - 1)
        is_new &= seen[at] != keys
    return posts.filter(pa.array(is_new)), keys[is_new]


def _store(upload: Upload, posts: pa.Table, keys: Keys) -> None:
    Batch(
        source=upload.source, upload=upload, size=len(posts), keys=blobs.write_keys(keys),
        posts=blobs.write(posts.select(["text", "at", "author", "key"])), **_span(posts),
    ).save(force_insert=True)  # fmt: skip


def _span(posts: pa.Table) -> dict[str, object]:
    """First and last day in UTC; the local days follow with the screening."""
    ends = pc.min_max(posts["at"])
    first, last = ends["min"].as_py(), ends["max"].as_py()
    return {"first_on": first and first.date(), "last_on": last and last.date()}


def told(problem: Problem) -> list[object]:
    """A problem as it is kept: the row, and the words in both languages."""
    return [problem.row, problem.message_id, problem.message_en]
