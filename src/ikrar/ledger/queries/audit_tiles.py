"""Check the stored tiles above the leaves, and that no tile or entry lies beyond the signed log.

Level by level as the leaves stream past: at most one tile of each level is held.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from ikrar.ledger.models import Entry, Log, Tile
from ikrar.ledger.queries.discrepancy import Discrepancy, What
from ikrar.ledger.queries.reads import tile_reader
from ikrar.tlog.merkle import HASH_BYTES
from ikrar.tlog.tiles import HEIGHT, WIDTH, TileId, tile_root

Candidates = tuple[bytes, ...]


@dataclass(slots=True)
class UpperTiles:
    """Collects what the hashes of the next level may be: by the rows, or by the tile below."""

    log: Log
    held: dict[int, list[Candidates]] = field(default_factory=dict)
    done: dict[int, int] = field(default_factory=dict)

    def push(self, candidates: Candidates, *, level: int = 1) -> Iterator[Discrepancy]:
        """Take the hash of one full tile below `level`; check this level's tile when full."""
        held = self.held.setdefault(level, [])
        held.append(candidates)
        if len(held) == WIDTH:
            yield from self._check(level)

    def finish(self) -> Iterator[Discrepancy]:
        """Check the partial tiles on the right edge."""
        for level in sorted(self.held):
            if self.held[level]:
                yield from self._check(level)

    def _check(self, level: int) -> Iterator[Discrepancy]:
        held, self.held[level] = self.held[level], []
        tile = TileId(level, self.done.get(level, 0), len(held))
        self.done[level] = tile.index + 1
        expected = b"".join(candidates[0] for candidates in held)
        stored = tile_reader(self.log, 0, tiles_wanted=[tile])(tile)[: len(expected)]
        yield from short(tile, stored)
        if stored != expected and len(stored) == len(expected):
            wrong = [
                place
                for place, candidates in enumerate(held)
                if stored[place * HASH_BYTES : (place + 1) * HASH_BYTES] not in candidates
            ]
            if wrong:
                detail = f"{len(wrong)} of its hashes do not follow from the tiles below it."
                path = TileId(level, tile.index).path
                yield Discrepancy(What.TILE_CHANGED, path, detail)
        if len(held) == WIDTH:
            both = [expected, stored] if len(stored) == len(expected) != 0 else [expected]
            roots = dict.fromkeys(tile_root(data) for data in both)
            yield from self.push(tuple(roots), level=level + 1)


def short(tile: TileId, stored: bytes) -> Iterator[Discrepancy]:
    """Name a tile that has fewer hashes than the signed tree."""
    have, need = len(stored), tile.width * HASH_BYTES
    if have < need:
        detail = f"{have // HASH_BYTES} of its {tile.width} hashes are stored."
        yield Discrepancy(What.TILE_MISSING, TileId(tile.level, tile.index).path, detail)


def left_over(log: Log, signed_size: int) -> Iterator[Discrepancy]:
    """Name entries and tiles beyond the log; what was signed while the audit ran is not."""
    beyond = list(
        Entry.objects.filter(log=log, index__gte=signed_size)
        .order_by("index")
        .values_list("index", "ref")[:1000]
    )
    widths = dict(_widths(log))
    size = max(signed_size, Log.objects.values_list("size", flat=True).get(pk=log.pk))
    for index, ref in beyond:
        if (index or 0) >= size:
            where = f"entry {index} (ref {ref.hex})"
            detail = f"The signed log ends before number {size}."
            yield Discrepancy(What.ENTRY_UNSIGNED, where, detail)
    for (level, index), width in widths.items():
        room = (size >> (HEIGHT * level)) - index * WIDTH
        if width > max(room, 0) * HASH_BYTES:
            detail = f"It has {width // HASH_BYTES} hashes where the tree has {max(room, 0)}."
            yield Discrepancy(What.TILE_LEFT_OVER, TileId(level, index).path, detail)


def _widths(log: Log) -> Iterator[tuple[tuple[int, int], int]]:
    """Give the stored length of the last two tiles of every level: the rest were read before."""
    levels = Tile.objects.filter(log=log).order_by("level").values_list("level", flat=True)
    for level in levels.distinct():
        rows = Tile.objects.filter(log=log, level=level).order_by("-index")[:2]
        for index, hashes in rows.values_list("index", "hashes"):
            yield (level, index), len(bytes(hashes))
