"""Files that wait to be read, under DATA/monitoring: what was sent, until its posts are in the database or it is given up.

Their names are never kept: a chat export bears the name of the one it was with.
"""

import contextlib
import errno
import hashlib
import os
import shutil
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from ikrar.errors import InputError

RESERVE: Final = 512 << 20  # of the disk, for the database and the log
_PIECE: Final = 1 << 20


def place_of(ref: UUID) -> Path:
    """Where the file of an import waits."""
    return Path(settings.DATA_DIR) / "monitoring" / ref.hex


def put(ref: UUID, file: BinaryIO) -> tuple[int, str]:
    """Write a file whole or not at all: (bytes, SHA-256). InputError where it is too large, empty or the disk is full."""
    place = place_of(ref)
    part = place.with_name(f"{place.name}.part")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as sink:
            size, digest = _copy(file, sink)
        part.replace(place)
    except OSError as error:
        remove(ref)
        raise InputError(
            _(
                "Berkas tidak dapat disimpan: ruang di server tidak cukup. Hubungi administrator, atau kirim berkas yang lebih kecil."
            )
        ) from error
    except InputError:
        remove(ref)
        raise
    return size, digest


def _copy(file: BinaryIO, sink: BinaryIO) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    hear = digest.update
    while piece := file.read(_PIECE):
        size += len(piece)
        if size > settings.MONITORING_MAX_BYTES:
            raise InputError(
                _("Berkas ini lebih dari %(limit)s MB. Bagi menjadi beberapa berkas.")
                % {"limit": settings.MONITORING_MAX_BYTES // 1024**2}
            )
        if shutil.disk_usage(settings.DATA_DIR).free < RESERVE:
            raise OSError(errno.ENOSPC, "the rest of the disk is kept for the database")
        hear(piece)
        sink.write(piece)
    if size == 0:
        raise InputError(_("Berkas ini kosong."))
    return size, digest.hexdigest()


def remove(ref: UUID) -> None:
    """Forget a file; again changes nothing."""
    place = place_of(ref)
    for path in (place, place.with_name(f"{place.name}.part")):
        with contextlib.suppress(FileNotFoundError):
            path.unlink()
