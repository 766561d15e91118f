"""Kits that were built, on disk: a kit of forty messages takes seconds, and is the same until one of them changes.

Named by everything that it depends on; only the newest few are kept. Where the disk is full it is built in memory.
"""

import contextlib
import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final
from uuid import uuid4

from django.conf import settings

from ikrar.packs import Pack
from ikrar.people.queries import agency_or_none
from ikrar.programme import kit
from ikrar.programme.queries import published

FOLDER: Final = "kits"
KEPT: Final = 6


def opened(pack: Pack, *, phase: str = "") -> BinaryIO:
    """The kit of what is published now, ready to be read."""
    path = _folder() / f"{_key(pack, phase)}.zip"
    with contextlib.suppress(OSError):
        return path.open("rb")
    data = kit.build(pack, phase=phase)
    with contextlib.suppress(OSError):
        _put(path, data)
        _sweep()
    return io.BytesIO(data)


def _key(pack: Pack, phase: str) -> str:
    agency = agency_or_none()
    rows = published(phase=phase).values_list("ref", "version", "published_at")[: kit.MOST]
    told = [
        phase, pack.name, agency.name if agency else "", settings.SITE_URL, kit.FORMAT,
        *(f"{ref.hex} {version} {at.isoformat() if at else ''}" for ref, version, at in rows),
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f"{uuid4().hex}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _sweep() -> None:
    """Forget all but the newest; what was left half-written too."""
    found = sorted(_files(), key=lambda one: one.stat().st_mtime, reverse=True)
    for path in found[KEPT:]:
        with contextlib.suppress(OSError):
            path.unlink()


def _files() -> Iterator[Path]:
    yield from (path for path in _folder().iterdir() if path.is_file())


def _folder() -> Path:
    return Path(settings.DATA_DIR) / FOLDER
