"""Pictures of messages on disk, cleaned: no place, time or device; what was sent is not kept.

In: bytes and a name of unknown origin. Out: a cleaned picture under DATA/programme, one file a content.
"""

import contextlib
import hashlib
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotFound
from ikrar.evidence.sniff import HEAD, sniff
from ikrar.evidence.strip import strip

FOLDER: Final = "programme"
LARGEST: Final = 20_000_000
# what every page, feed reader and newsroom can show
SHOWN: Final = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A cleaned picture."""

    data: bytes = field(repr=False)
    mime: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def clean(data: bytes, name: str) -> Picture:
    """The picture without its traces. InputError says what to send instead."""
    if len(data) > LARGEST:
        raise InputError(_("Gambar lebih besar dari 20 MB. Perkecil, lalu kirim lagi."))
    kind = sniff(data[:HEAD], name)
    if not data or kind.mime not in SHOWN:
        raise InputError(_("Berkas ini bukan gambar JPEG, PNG, atau WebP."))
    done = strip(kind, data, most=LARGEST)
    if not done.cleaned or not done.data:
        raise InputError(
            _("Lokasi dan data lain dalam gambar ini tidak dapat dihapus. Simpan ulang sebagai PNG, lalu kirim lagi.")
        )  # fmt: skip
    return Picture(done.data, kind.mime)


def put(ref: UUID, picture: Picture) -> None:
    """Write a picture whole or not at all. InputError where the disk is full."""
    path = _place(ref, picture.sha256)
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(picture.data)
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise InputError(_("Gambar tidak dapat disimpan sekarang. Coba lagi nanti.")) from error


def read(ref: UUID, sha256: str) -> bytes:
    """A picture by its content. NotFound where it is not on this disk."""
    try:
        return _place(ref, sha256).read_bytes()
    except OSError as error:
        raise NotFound(
            _("Gambar ini tidak ada di cakram. Minta administrator memulihkannya dari cadangan.")
        ) from error


def remove(ref: UUID) -> None:
    """Forget every picture of a message."""
    shutil.rmtree(_folder(ref), ignore_errors=True)


def _folder(ref: UUID) -> Path:
    return Path(settings.DATA_DIR) / FOLDER / ref.hex


def _place(ref: UUID, sha256: str) -> Path:
    return _folder(ref) / sha256
