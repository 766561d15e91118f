"""Sealed evidence on disk, read as a stream: nothing of it is ever bare there.

In: an item and its facts, opened. Out: bytes in pieces. Trusted: the facts, whose seal is bound to the item's row.
"""

import contextlib
import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _

from ikrar.cases.models import Item
from ikrar.errors import NotFound
from ikrar.sealing import boxes
from ikrar.sealing.streams import StreamSealer, open_stream

OWN = "sealed/perkara/"  # what no report brought: it goes with its case


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was sealed to its place: `sha256` of what it says, `digest` of what lies there."""

    path: str
    sha256: str
    digest: str
    key: bytes = field(repr=False)


def keep(data: bytes) -> Kept:
    """Seal a small file of a case's own."""
    key, path = boxes.new_key(), f"{OWN}{uuid4().hex}"
    sealer = StreamSealer(key)
    sealed = sealer.push(data) + sealer.finish()
    place = Path(settings.DATA_DIR) / path
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    return Kept(path, sealer.sha256, sealer.digest, key)


def remove(paths: Iterable[str]) -> None:
    """Take files of a case's own from the disk."""
    for path in paths:
        with contextlib.suppress(FileNotFoundError):
            (Path(settings.DATA_DIR) / path).unlink()


def check_there(item: Item) -> None:
    """NotFound now, rather than in the middle of an answer."""
    if not _path(item).is_file():
        raise NotFound(
            _(
                "Berkas tersegel ini tidak ada di cakram. Minta administrator memulihkannya dari"
                " cadangan."
            )
        )


def pieces(item: Item, facts: dict[str, Any]) -> Iterator[bytes]:
    """The bytes of a piece of evidence, piece by piece."""
    with _path(item).open("rb") as file:
        yield from open_stream(bytes.fromhex(facts["key_hex"]), file.read)


def digest(item: Item) -> str:
    """SHA-256 of what lies there; empty where nothing does."""
    try:
        with _path(item).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _path(item: Item) -> Path:
    return Path(settings.DATA_DIR) / item.path
