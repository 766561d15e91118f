"""Sealed files on disk: one stream a file below DATA, named by nothing but a random number.

A file comes first, its row after, its move to its place last: a crash in between leaves either a file without a row, which is
swept later, or one that is read where it waits. Nothing is ever bare on disk.
"""

import contextlib
import errno
import os
import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from ikrar.errors import NotFound
from ikrar.sealing.streams import open_stream

RESERVE: Final = 512 << 20  # bytes that uploads leave free, however many come
WAITING: Final = 2 * 3600  # seconds that a file waits for its row
_SENDING: Final = 600  # the last of them: no row takes it any more, since it may be swept meanwhile
_WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Shelf:
    """The files of one duty. `folder`: below DATA."""

    folder: str

    def path_of(self, ref: UUID) -> Path:
        """Where the sealed stream of a file is."""
        return self._root / ref.hex[:2] / ref.hex

    def place_of(self, ref: UUID) -> str:
        """The same, as rows keep it: relative to DATA."""
        return self.path_of(ref).relative_to(settings.DATA_DIR).as_posix()

    def waiting(self, ref: UUID) -> Path:
        """Where it lies until its row is there."""
        return self._root / _WAITING / ref.hex

    def waits(self, ref: UUID) -> bool:
        """Whether it lies there, and will until a row that takes it now is stored."""
        try:
            return time.time() - self.waiting(ref).stat().st_mtime < WAITING - _SENDING
        except FileNotFoundError:
            return False

    def begin(self, ref: UUID) -> BinaryIO:
        """A new waiting file, readable by nobody else."""
        check_room()
        path = self.waiting(ref)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        return os.fdopen(descriptor, "wb")

    def settle(self, ref: UUID) -> None:
        """Move a waiting file to its place, once its row is there; again changes nothing."""
        self.path_of(ref).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            self.waiting(ref).rename(self.path_of(ref))

    def size_of(self, ref: UUID) -> int:
        """Bytes of the sealed stream. NotFound where it was swept before its row came."""
        try:
            return lying(self.path_of(ref)).stat().st_size
        except FileNotFoundError as error:
            raise NotFound(gone()) from error

    def pieces(self, ref: UUID, key: bytes) -> Iterator[bytes]:
        """The bytes of a file, piece by piece."""
        with self.open_sealed(ref) as file:
            yield from open_stream(key, file.read)

    def open_sealed(self, ref: UUID) -> BufferedReader:
        """The sealed stream of a file. NotFound where it is not on this disk."""
        try:
            return lying(self.path_of(ref)).open("rb")
        except FileNotFoundError as error:
            raise NotFound(missing()) from error

    def remove(self, ref: UUID) -> None:
        take_away([self.place_of(ref)])

    def left_waiting(self, *, older_than: float = WAITING) -> list[UUID]:
        """Files that wait too long: for a row that never came, or for their move after a crash."""
        limit, folder, found = time.time() - older_than, self._root / _WAITING, []
        for path in folder.iterdir() if folder.exists() else ():
            with contextlib.suppress(FileNotFoundError, ValueError):
                if path.stat().st_mtime < limit:
                    found.append(UUID(path.name))
        return found

    def sweep(self, refs: Iterable[UUID], *, kept: Collection[UUID]) -> None:
        """Move those that have a row to their place; the others go."""
        for ref in refs:
            if ref in kept:
                self.settle(ref)
            else:
                self.remove(ref)

    @property
    def _root(self) -> Path:
        return Path(settings.DATA_DIR) / self.folder


def check_room() -> None:
    """OSError where uploads would fill the disk that the database and the log live on too."""
    if shutil.disk_usage(settings.DATA_DIR).free < RESERVE:
        raise OSError(errno.ENOSPC, "What is left of the disk is kept for reports without files.")


def lying(place: Path) -> Path:
    """Where the file of this place lies now: after a crash it may still wait though its row is there."""
    return place if place.exists() else _before(place)


def take_away(places: Iterable[str]) -> None:
    """Take files from the disk, by their places below DATA; those that are gone already are."""
    for one in places:
        place = Path(settings.DATA_DIR) / one
        for path in (place, _before(place)):
            with contextlib.suppress(FileNotFoundError):
                path.unlink()


def _before(place: Path) -> Path:
    return place.parent.parent / _WAITING / place.name


def gone() -> str:
    return _("Berkas yang dilampirkan sudah tidak ada. Lampirkan sekali lagi.")


def missing() -> str:
    return _(
        "Berkas tersegel ini tidak ada di cakram. Minta administrator memulihkannya dari cadangan."
    )
