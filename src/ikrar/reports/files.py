"""Sealed files on disk: one stream a file under DATA/sealed, named by nothing but a random number.

A file comes first, its row after, its move to its place last: a crash in between leaves either a file without a row, which is
swept later, or one that is read where it waits. Nothing is ever bare on disk.
"""

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from ikrar.errors import NotFound
from ikrar.sealing.streams import open_stream

RESERVE: Final = 512 << 20  # bytes that uploads leave free, however many come
WAITING: Final = 2 * 3600  # seconds that an attached file waits for its report
_SENDING: Final = (
    600  # the last of them: no report takes it any more, since it may be swept meanwhile
)


def path_of(ref: UUID) -> Path:
    """Where the sealed stream of an attachment is."""
    return _folder() / ref.hex[:2] / ref.hex


def place_of(ref: UUID) -> str:
    """The same, as other apps keep it: relative to DATA."""
    return path_of(ref).relative_to(settings.DATA_DIR).as_posix()


def waiting(ref: UUID) -> Path:
    """Where it lies until its report is sent."""
    return _folder() / "waiting" / ref.hex


def waits(ref: UUID) -> bool:
    """Whether it lies there, and will until a report that takes it now is stored."""
    try:
        return time.time() - waiting(ref).stat().st_mtime < WAITING - _SENDING
    except FileNotFoundError:
        return False


def begin(ref: UUID) -> BinaryIO:
    """A new waiting file, readable by nobody else."""
    check_room()
    path = waiting(ref)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    return os.fdopen(descriptor, "wb")


def check_room() -> None:
    """OSError where uploads would fill the disk that the database and the log live on too."""
    if shutil.disk_usage(settings.DATA_DIR).free < RESERVE:
        raise OSError(errno.ENOSPC, "What is left of the disk is kept for reports without files.")


def settle(ref: UUID) -> None:
    """Move a waiting file to its place, once its row is there; again changes nothing."""
    path_of(ref).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        waiting(ref).rename(path_of(ref))


def size_of(ref: UUID) -> int:
    """Bytes of the sealed stream. NotFound where it was swept before its report came."""
    try:
        return _found(ref).stat().st_size
    except FileNotFoundError as error:
        raise NotFound(
            _("Berkas yang dilampirkan sudah tidak ada. Lampirkan sekali lagi.")
        ) from error


def pieces(ref: UUID, key: bytes) -> Iterator[bytes]:
    """The bytes of an attachment, piece by piece."""
    with open_sealed(ref) as file:
        yield from open_stream(key, file.read)


def open_sealed(ref: UUID) -> BufferedReader:
    """The sealed stream of an attachment. NotFound where it is not on this disk."""
    try:
        return _found(ref).open("rb")
    except FileNotFoundError as error:
        raise NotFound(
            _(
                "Berkas tersegel ini tidak ada di cakram. Minta administrator memulihkannya dari cadangan."
            )
        ) from error


def remove(ref: UUID) -> None:
    for path in (path_of(ref), waiting(ref)):
        with contextlib.suppress(FileNotFoundError):
            path.unlink()


def left_waiting(*, older_than: float = WAITING) -> list[UUID]:
    """Files that wait too long: for a report that never came, or for their move after a crash."""
    limit, folder, found = time.time() - older_than, _folder() / "waiting", []
    for path in folder.iterdir() if folder.exists() else ():
        with contextlib.suppress(FileNotFoundError, ValueError):
            if path.stat().st_mtime < limit:
                found.append(UUID(path.name))
    return found


def _found(ref: UUID) -> Path:
    """After a crash a file may still wait though its row is there."""
    return path_of(ref) if path_of(ref).exists() else waiting(ref)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "sealed"
