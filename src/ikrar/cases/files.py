"""Sealed evidence on disk, read as a stream: nothing of it is ever bare there.

In: an item and its facts, opened. Out: bytes in pieces. Trusted: the facts, whose seal is bound to the item's row.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from ikrar.cases.models import Item
from ikrar.errors import NotFound
from ikrar.sealing.streams import open_stream
from ikrar.vault.shelves import Shelf, lying, missing

OWN: Final = Shelf("sealed/perkara")  # what no report brought: it goes with its case
OWN_PLACES: Final = f"{OWN.folder}/"  # how their places begin


def check_there(item: Item) -> None:
    """NotFound now, rather than in the middle of an answer."""
    if not _path(item).is_file():
        raise NotFound(missing())


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
    return lying(Path(settings.DATA_DIR) / item.path)
