"""Sources are opened and closed; files come in, are approved after a preview, or discarded."""

import uuid
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar import sources
from ikrar.errors import InputError, NotPossible
from ikrar.monitoring import files
from ikrar.monitoring.actions.record import record
from ikrar.monitoring.models import Source, Upload
from ikrar.monitoring.policies import check_can_collect, check_can_move_upload
from ikrar.monitoring.states import DeedKind, SourceScope, UploadState
from ikrar.people.models import User
from ikrar.people.policies import Actor
from ikrar.people.queries import the_agency
from ikrar.sources import Kind
from ikrar.sources.kinds import HEAD


@dataclass(frozen=True, slots=True)
class NewSource:
    """What an officer says of a source."""

    name: str
    scope: str = SourceScope.PUBLIC
    note: str = ""
    readers: int = 1


@dataclass(frozen=True, slots=True)
class Approval:
    """How a file is to be read: columns of a table, which number of a date is the day, whose clock."""

    mapping: dict[str, Any]
    day_order: str = ""
    zone: str = ""


@transaction.atomic
def open_source(new: NewSource, *, by: Actor) -> Source:
    """Open a source. InputError where there is one of that name."""
    check_can_collect(by=by)
    name = " ".join(new.name.replace("\0", "").split())
    if not name or len(name) > 100:
        raise InputError(_("Beri nama sumbernya, paling banyak 100 huruf."))
    if Source.objects.filter(name__iexact=name).exists():
        raise InputError(_("Sudah ada sumber bernama itu. Pakai sumber itu, atau beri nama lain."))
    if new.scope not in SourceScope.values or new.readers not in {1, 2}:
        raise InputError(_("Pilih milik siapa sumber ini dan berapa pembacanya."))
    source = Source(
        name=name, scope=new.scope, note=new.note.replace("\0", "").strip()[:1000],
        readers=new.readers, opened_at=timezone.now(), opened_by=by if isinstance(by, User) else None,
    )  # fmt: skip
    source.save(force_insert=True)
    facts = {"name": name, "scope": str(source.scope), "readers": source.readers}
    record(DeedKind.SOURCE_OPENED, source.ref, facts, by=by)
    return source


@transaction.atomic
def close_source(source: Source, *, by: Actor) -> Source:
    """Take nothing more into a source; what is there stays."""
    check_can_collect(source, by=by)
    now = timezone.now()
    if Source.objects.filter(pk=source.pk, closed_at=None).update(closed_at=now) != 1:
        raise NotPossible(_("Sumber ini baru saja ditutup."))
    source.closed_at = now
    record(DeedKind.SOURCE_CLOSED, source.ref, {}, by=by)
    return source


def receive_upload(source: Source, file: BinaryIO, *, name: str = "", by: Actor) -> Upload:
    """Keep a file until somebody has looked at its preview. InputError where nobody could read it."""
    check_can_collect(source, by=by)
    ref = uuid.uuid4()
    size, digest = files.put(ref, file)
    try:
        upload = Upload(
            ref=ref, source=source, kind=_kind_of(ref, name), size=size, sha256=digest,
            zone=the_agency().time_zone, received_at=timezone.now(),
            by=by if isinstance(by, User) else None,
        )  # fmt: skip
        upload.save(force_insert=True)
    except BaseException:
        files.remove(ref)
        raise
    return upload


def _kind_of(ref: uuid.UUID, name: str) -> Kind:
    with files.place_of(ref).open("rb") as stored:
        return sources.sniff(stored.read(HEAD), name)


@transaction.atomic
def approve_upload(upload: Upload, approval: Approval, *, by: Actor) -> Upload:
    """Agree to a preview; the worker reads the file."""
    check_can_move_upload(upload, to=UploadState.READING, by=by)
    fields = {
        "mapping": approval.mapping, "day_order": approval.day_order,
        "zone": approval.zone or upload.zone,
    }  # fmt: skip
    _move(upload, UploadState.READING, **fields)
    facts = {"source": upload.source.ref.hex, "sha256": upload.sha256, "kind": str(upload.kind)}
    record(DeedKind.UPLOAD_APPROVED, upload.ref, facts, by=by)
    return upload


@transaction.atomic
def discard_upload(upload: Upload, *, by: Actor) -> Upload:
    """Give a file up; what was read of it already stays."""
    check_can_move_upload(upload, to=UploadState.DISCARDED, by=by)
    _move(upload, UploadState.DISCARDED, ended_at=timezone.now())
    _end(upload, by=by)
    return upload


@transaction.atomic
def end_upload(upload: Upload, *, reason: str = "") -> bool:
    """The file has been read to its end, or cannot be read on; False where somebody was faster."""
    to = UploadState.FAILED if reason else UploadState.DONE
    try:
        _move(upload, to, ended_at=timezone.now(), reason=reason[:500], part=1.0)
    except NotPossible:
        return False
    _end(upload, by=None)
    return True


def _end(upload: Upload, *, by: Actor) -> None:
    facts = {
        "state": str(upload.state), "posts": upload.posts, "repeats": upload.repeats,
        "problems": upload.problem_count,
    }  # fmt: skip
    record(DeedKind.UPLOAD_ENDED, upload.ref, facts, by=by)
    transaction.on_commit(lambda: files.remove(upload.ref))


def _move(upload: Upload, to: UploadState, **fields: Any) -> None:
    """Move an import from the state in which it was seen."""
    if Upload.objects.filter(pk=upload.pk, state=upload.state).update(state=to, **fields) != 1:
        raise NotPossible(_("Impor ini baru saja berubah. Muat ulang halaman."))
    for field, value in {"state": to, **fields}.items():
        setattr(upload, field, value)
