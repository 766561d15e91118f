"""Sealed evidence on disk, read as a stream: nothing of it is ever bare there.

In: an item and its facts, opened. Out: bytes in pieces. Trusted: the facts, whose seal is bound to the item's row.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from ikrar.cases.models import Item
from ikrar.errors import NotFound
from ikrar.sealing.streams import open_stream


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


def _path(item: Item) -> Path:
    return Path(settings.DATA_DIR) / item.path
