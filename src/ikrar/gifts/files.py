"""Photos on disk: cleaned pictures under DATA/gifts, for the server's eyes alone; what was sent is not kept.

A photo of a form that has to be shown again waits under the form's ticket, and is swept where nobody comes back.
"""

import contextlib
import os
import time
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotFound

FOLDER: Final = "gifts"
WAITING: Final = 2 * 3600  # seconds


def place_of(ref: UUID) -> Path:
    """Where the photo of a gift is."""
    return _folder() / ref.hex[:2] / ref.hex


def waiting(ticket: UUID) -> Path:
    """Where the photo of an unsent form is."""
    return _folder() / "waiting" / ticket.hex


def put(path: Path, data: bytes) -> None:
    """Write a photo whole or not at all. InputError where the disk is full."""
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        remove(part)
        raise InputError(
            _(
                "Foto tidak dapat disimpan sekarang. Simpan catatan tanpa foto, atau coba lagi nanti."
            )
        ) from error


def read(ref: UUID) -> bytes:
    """The photo of a gift. NotFound where it is not on this disk."""
    try:
        return place_of(ref).read_bytes()
    except OSError as error:
        raise NotFound(
            _("Foto ini tidak ada di cakram. Minta administrator memulihkannya dari cadangan.")
        ) from error


def read_waiting(ticket: UUID) -> bytes | None:
    """The photo that came with an earlier try of this form, if it still waits."""
    try:
        return waiting(ticket).read_bytes()
    except OSError:
        return None


def remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()


def sweep(*, older_than: float = WAITING) -> int:
    """Remove photos that wait too long for their form; return how many."""
    folder, limit, swept = _folder() / "waiting", time.time() - older_than, 0
    for path in folder.iterdir() if folder.exists() else ():
        with contextlib.suppress(OSError):
            if path.stat().st_mtime < limit:
                path.unlink()
                swept += 1
    return swept


def _folder() -> Path:
    return Path(settings.DATA_DIR) / FOLDER
