"""Write a log as plain files in the C2SP tlog-tiles layout, which other people's tools read.

A log's name and a folder go in. Streams, and writes only what is new; `checkpoint` comes last and
in one step, so that a reader never sees a checkpoint whose tiles are not there. Nothing that does
not lead to the signed root is published, and nothing already published is ever changed.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ikrar.errors import Error, InputError, VerificationError
from ikrar.ledger import queries
from ikrar.ledger.models import Log
from ikrar.tlog import tiles
from ikrar.tlog.checkpoint import Checkpoint, open_checkpoint
from ikrar.tlog.merkle import Frontier, leaf_hash
from ikrar.tlog.note import VerifierKey
from ikrar.tlog.tiles import WIDTH, TileId

CHECKPOINT, KEY = "checkpoint", "log.vkey"
_AT_ONCE = 16

Seen = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Exported:
    """The size that the folder now holds, and how many files had to be written."""

    size: int
    written: int


def export(folder: Path, *, log: str = "public", seen: Seen | None = None) -> Exported:
    """Bring the folder up to the log's latest checkpoint."""
    row = queries.get_log(log)
    signed = open_checkpoint(row.note, [VerifierKey.parse(row.vkey)])
    _check_folder(folder, row)
    written, tree = 0, Frontier()
    for tile, data, hashes in _leaf_tiles(row, signed.size):
        tree = tree.extend(hashes)
        written += _publish(folder, tile, data)
        written += _publish(folder, TileId(0, tile.index, tile.width), b"".join(hashes))
        if seen:
            seen(tree.size, signed.size)
    if tree.root() != signed.root:
        raise VerificationError(
            "The entries in the database do not lead to the signed checkpoint, so no checkpoint was"
            " published. Run `ikrar log audit`; it names what was changed."
        )
    written += _upper_tiles(folder, row, signed)
    written += _write(folder / KEY, row.vkey.encode() + b"\n")
    os.sync()  # after a power cut, what the checkpoint covers must be there
    written += _write(folder / CHECKPOINT, row.note.encode())
    _drop_partial(folder)
    return Exported(signed.size, written)


def _check_folder(folder: Path, row: Log) -> None:
    """Refuse a folder of something else, or of a log that this one does not continue."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder} is a file. Give a folder; it is made if it is not there.")
    note = folder / CHECKPOINT
    if not note.exists():
        if folder.is_dir() and any(path.name not in (KEY, "tile") for path in folder.iterdir()):
            raise InputError(f"{folder} holds other files. Give an empty folder, or a new one.")
        return
    try:
        held = open_checkpoint(note.read_text(encoding="utf-8"), [VerifierKey.parse(row.vkey)])
    except (Error, OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{folder} holds another log, or its checkpoint was changed; nothing was written."
            f" ({error})"
        ) from error
    if held.size > row.size or _root_at(row, held.size) != held.root:
        raise VerificationError(
            f"The log in the database does not continue the one in {folder}, which has {held.size}"
            " entries: the history was changed or an old backup is in use. Nothing was written."
            f" Keep {note}: it is the evidence. Then run `ikrar log audit --checkpoint {note}`."
        )


def _root_at(row: Log, size: int) -> bytes:
    return tiles.root(size, queries.tile_reader(row, size))


def _leaf_tiles(row: Log, size: int) -> Iterator[tuple[TileId, bytes, list[bytes]]]:
    """Give each entry tile with its bytes and the hashes of its entries; flat memory."""
    for start in range(0, size, _AT_ONCE * WIDTH):
        end = min(size, start + _AT_ONCE * WIDTH)
        data = list(queries.entry_data(row, start, end))
        for tile in tiles.entry_tiles(start, end):
            at = tile.index * WIDTH - start
            part = data[at : at + tile.width]
            yield tile, tiles.pack_entries(part), [leaf_hash(entry) for entry in part]


def _upper_tiles(folder: Path, row: Log, signed: Checkpoint) -> int:
    """Publish the tiles above the leaves, if they lead to the signed root too."""
    if _root_at(row, signed.size) != signed.root:
        raise VerificationError(
            "The stored tiles do not lead to the signed checkpoint, so no checkpoint was published."
            " Run `ikrar log audit`; it names what was changed."
        )
    written = 0
    for tile in tiles.tiles_of(signed.size):
        if tile.level > 0:
            read = queries.tile_reader(row, signed.size, tiles_wanted=[tile])
            written += _publish(folder, tile, tiles.read_prefix(tile, read))
    return written


def _publish(folder: Path, tile: TileId, data: bytes) -> int:
    """Write a tile unless it is there; never change one that others may have read."""
    path = folder / tile.path
    if path.exists() and path.read_bytes() != data:
        raise VerificationError(
            f"{path} was published with other bytes. Either that file or the database was changed;"
            " nothing more was written. Keep both, and run `ikrar log audit`."
        )
    return _write(path, data)


def _write(path: Path, data: bytes) -> int:
    """Put a file in place in one step; 0 if it is there already."""
    if path.exists() and path.read_bytes() == data:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    with partial.open("wb") as file:
        file.write(data)
    partial.replace(path)
    return 1


def _drop_partial(folder: Path) -> None:
    """Remove partial tiles of which the full one is there now, as the format allows."""
    for partial in folder.glob("tile/**/*.p"):
        if partial.with_suffix("").exists():
            shutil.rmtree(partial)
