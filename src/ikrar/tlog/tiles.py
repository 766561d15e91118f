"""C2SP tlog-tiles: the tree as files of 256 hashes, and the entries as files of 256 entries.

Tile names and paths, growing a tree tile by tile, and proofs out of tiles. Paths and entry
bundles from outside are parsed strictly. A tile is 8,192 bytes when full; the last of each
level may be partial. Spec: https://c2sp.org/tlog-tiles.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from ikrar.errors import InputError
from ikrar.tlog import merkle

HEIGHT = 8
WIDTH = 1 << HEIGHT
ENTRIES = -1
"""The `level` of a tile that holds entries instead of hashes."""

_PATH = re.compile(
    r"tile/(entries|0|[1-9]\d?)/((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?", re.ASCII
)
_MAX_LEVEL = 63
_MAX_SIZE = 1 << 63


@dataclass(frozen=True, slots=True, order=True)
class TileId:
    """The name of a tile: its level (or ENTRIES), its index there, and how many it holds."""

    level: int
    index: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        if not (ENTRIES <= self.level <= _MAX_LEVEL and 0 <= self.index < _MAX_SIZE):
            raise InputError(f"There is no tile {self.index} on level {self.level}.")
        if not 1 <= self.width <= WIDTH:
            raise InputError(f"A tile holds 1 to {WIDTH} hashes, not {self.width}.")

    @property
    def path(self) -> str:
        """The path below the log's address, such as `tile/0/x001/x234/067.p/12`."""
        digits = str(self.index)
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        folders = "".join(f"x{group}/" for group in groups[:-1])
        level = "entries" if self.level == ENTRIES else str(self.level)
        partial = f".p/{self.width}" if self.width < WIDTH else ""
        return f"tile/{level}/{folders}{groups[-1]}{partial}"


ReadTile = Callable[[TileId], bytes]
"""Give the bytes of a tile; a wider tile at the same place serves as well."""


def parse_path(path: str) -> TileId:
    """Read a tile path; refuse every spelling but the one that `TileId.path` writes."""
    found = _PATH.fullmatch(path) if len(path) <= 64 else None
    if found:
        level = ENTRIES if found[1] == "entries" else int(found[1])
        index = int(found[2].replace("x", "").replace("/", ""))
        tile = TileId(level, index, int(found[3] or WIDTH))
        if tile.path == path:
            return tile
    raise InputError(f"{path[:64]!r} is not the path of a tile of the log.")


def tiles_of(size: int) -> Iterator[TileId]:
    """List every hash tile of the tree of this size, level by level."""
    level = 0
    while size:
        yield from _tiles_on(level, 0, size)
        size >>= HEIGHT
        level += 1


def entry_tiles(start: int, size: int) -> Iterator[TileId]:
    """List the entry tiles that change when a log grows from `start` to `size` entries."""
    return _tiles_on(ENTRIES, start, size)


def grow(old_size: int, leaf_hashes: Sequence[bytes], read_tile: ReadTile) -> dict[TileId, bytes]:
    """Return the hash tiles that change when these leaves are appended, partial ones included.

    `read_tile` is asked for the partial tiles of the old tree only (at most one a level).
    Full tiles are final; the partial tiles of the old tree may be deleted afterwards.
    """
    changed: dict[TileId, bytes] = {}
    level, start, added = 0, old_size, list(leaf_hashes)
    while added:
        held = start % WIDTH
        if held:
            first = TileId(level, start // WIDTH, held)
            data = read_prefix(first, read_tile) + b"".join(added)
        else:
            data = b"".join(added)
        if len(data) != (held + len(added)) * merkle.HASH_BYTES:
            raise InputError(f"A hash of the log has {merkle.HASH_BYTES} bytes; one has not.")
        parts = dict(_cut(data, list(_tiles_on(level, start, start + len(added)))))
        changed |= parts
        added = [tile_root(part) for tile, part in parts.items() if tile.width == WIDTH]
        start >>= HEIGHT
        level += 1
    return changed


def overlay(changed: Mapping[TileId, bytes], read_tile: ReadTile) -> ReadTile:
    """Read from `changed` first and from the stored tiles otherwise."""

    def read(tile: TileId) -> bytes:
        found = changed.get(tile)
        return read_tile(tile) if found is None else found

    return read


def tile_root(data: bytes) -> bytes:
    """Hash a full tile into the one hash that stands for it on the next level."""
    return _rows(data)[HEIGHT]


def read_prefix(tile: TileId, read_tile: ReadTile) -> bytes:
    """Read exactly as many hashes as the tile's name says, out of that tile or a wider one."""
    need = tile.width * merkle.HASH_BYTES
    data = read_tile(tile)
    if len(data) < need:
        raise InputError(f"The tile {tile.path} is cut short: {len(data)} bytes of {need}.")
    return data[:need]


def node_reader(size: int, read_tile: ReadTile) -> merkle.ReadNode:
    """Read subtree hashes of the tree of this size out of tiles; each tile is read only once."""
    seen: dict[tuple[int, int], list[bytes]] = {}

    def read(height: int, index: int) -> bytes:
        level, inner = divmod(height, HEIGHT)
        number, place = divmod(index << inner, WIDTH)
        rows = seen.get((level, number))
        if rows is None:
            width = min(WIDTH, (size >> (HEIGHT * level)) - number * WIDTH)
            rows = _rows(read_prefix(TileId(level, number, width), read_tile))
            seen[level, number] = rows
        at = (place >> inner) * merkle.HASH_BYTES
        return rows[inner][at : at + merkle.HASH_BYTES]

    return read


def root(size: int, read_tile: ReadTile) -> bytes:
    """Compute the root of the tree of this size from its tiles."""
    return merkle.root(size, node_reader(size, read_tile))


def inclusion_proof(index: int, size: int, read_tile: ReadTile) -> list[bytes]:
    """Prove that leaf `index` is in the tree of this size (about one tile read a level)."""
    return merkle.inclusion_proof(index, size, node_reader(size, read_tile))


def consistency_proof(old: int, new: int, read_tile: ReadTile) -> list[bytes]:
    """Prove that the tree of size `new` begins with the tree of size `old`."""
    return merkle.consistency_proof(old, new, node_reader(new, read_tile))


def pack_entries(entries: Iterable[bytes]) -> bytes:
    """Write an entry tile: each entry after its length in two bytes, big end first."""
    parts = []
    for entry in entries:
        if len(entry) > 0xFFFF:
            raise InputError(f"A log entry holds at most 65,535 bytes; this has {len(entry):,}.")
        parts += [len(entry).to_bytes(2, "big"), entry]
    return b"".join(parts)


def read_entries(data: bytes) -> list[bytes]:
    """Read an entry tile of 1 to 256 entries, to its last byte."""
    entries: list[bytes] = []
    at = 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if at + 2 > len(data) or end > len(data) or len(entries) == WIDTH:
            raise InputError(f"This entry tile is damaged after its entry number {len(entries)}.")
        entries.append(data[at + 2 : end])
        at = end
    if not entries:
        raise InputError("This entry tile is empty; the log publishes no such tile.")
    return entries


def _tiles_on(level: int, start: int, size: int) -> Iterator[TileId]:
    """List the tiles of one level that hold its items [start, size), the last maybe partial."""
    if start < size:
        for index in range(start // WIDTH, -(-size // WIDTH)):
            yield TileId(level, index, min(WIDTH, size - index * WIDTH))


def _cut(data: bytes, tiles: Sequence[TileId]) -> Iterator[tuple[TileId, bytes]]:
    at = 0
    for tile in tiles:
        end = at + tile.width * merkle.HASH_BYTES
        yield tile, data[at:end]
        at = end


def _rows(data: bytes) -> list[bytes]:
    """Hash a tile upwards: row h holds its complete subtrees of height h, side by side."""
    rows = [data]
    for _ in range(HEIGHT):
        row, pair = rows[-1], 2 * merkle.HASH_BYTES
        whole = len(row) - len(row) % pair
        rows.append(
            b"".join([sha256(b"\1" + row[at : at + pair]).digest() for at in range(0, whole, pair)])
        )
    return rows
