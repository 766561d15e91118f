"""Reads of the log: its row, checkpoints, tiles and entry tiles, as others may download them.

Names of logs and tiles come in; bytes and text come out exactly as C2SP tlog-tiles wants them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from ikrar.errors import NotFound
from ikrar.ledger.models import Checkpoint, Entry, Log, Tile
from ikrar.tlog import tiles
from ikrar.tlog.tiles import ENTRIES, HEIGHT, WIDTH, ReadTile, TileId

NO_LOG = _("Buku catatan belum dibuat di pemasangan ini. Pengelola perlu menjalankan `ikrar init`.")
NO_TILE = _("Buku catatan tidak (atau belum) memiliki bagian ini.")


def get_log(name: str = "public") -> Log:
    log = Log.objects.filter(name=name).first()
    if log is None:
        raise NotFound(str(NO_LOG))
    return log


@dataclass(frozen=True, slots=True)
class PublicLog:
    """What the page about the log shows."""

    size: int
    waiting: int
    signed_at: datetime | None
    origin: str
    note: str
    vkey: str

    @property
    def key_file(self) -> str:
        """The file `log.vkey`, as it is served and exported."""
        return self.vkey + "\n"

    @property
    def fingerprint(self) -> str:
        """What `sha256sum log.vkey` prints, in groups that can be read out on the telephone."""
        digits = sha256(self.key_file.encode()).hexdigest()
        return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def public_log(name: str = "public") -> PublicLog | None:
    """Describe a log for people; None before it is made."""
    log = Log.objects.filter(name=name).first()
    if log is None:
        return None
    times = Checkpoint.objects.filter(log=log, size=log.size)
    return PublicLog(
        size=log.size,
        waiting=Entry.objects.filter(log=log, index=None).count(),
        signed_at=times.values_list("created_at", flat=True).first(),
        origin=log.origin,
        note=log.note,
        vkey=log.vkey,
    )


def latest_checkpoint(log: str = "public") -> str:
    """Return the signed note over all that is numbered so far."""
    return get_log(log).note


def log_names() -> list[str]:
    """Name the logs that were made."""
    return list(Log.objects.order_by("pk").values_list("name", flat=True))


def waiting_logs() -> list[str]:
    """Name the logs that have entries without a number."""
    waiting = Entry.objects.filter(log=OuterRef("pk"), index=None)
    return list(Log.objects.filter(Exists(waiting)).order_by("pk").values_list("name", flat=True))


def waiting(log: str = "public") -> tuple[int, datetime | None]:
    """Count the entries without a number, and say when the oldest was written."""
    found = Entry.objects.filter(log__name=log, index=None).aggregate(
        count=Count("pk"), oldest=Min("at")
    )
    return found["count"], found["oldest"]


def tile_bytes(tile: TileId, *, log: str = "public") -> bytes:
    """Return a hash tile of the width that its name says, if the log has grown that far."""
    found = get_log(log)
    check_within(tile, found.size)
    return tiles.read_prefix(tile, tile_reader(found, found.size, tiles_wanted=[tile]))


def entries_bytes(tile: TileId, *, log: str = "public") -> bytes:
    """Return an entry tile: the entries themselves, each after its length."""
    found = get_log(log)
    check_within(tile, found.size)
    start = tile.index * WIDTH
    return tiles.pack_entries(entry_data(found, start, start + tile.width))


def entry_data(log: Log, start: int, end: int) -> Iterator[bytes]:
    """Give the bytes of the entries [start, end), in order."""
    rows = Entry.objects.filter(log=log, index__gte=start, index__lt=end).order_by("index")
    return (bytes(data) for data in rows.values_list("data", flat=True))


def check_within(tile: TileId, size: int) -> None:
    """Raise NotFound for a tile that a tree of this size does not have."""
    on_level = size if tile.level == ENTRIES else size >> (HEIGHT * tile.level)
    if tile.index * WIDTH + tile.width > on_level:
        raise NotFound(str(NO_TILE))


def tile_reader(
    log: Log, size: int, *, path_of: int | None = None, tiles_wanted: Iterable[TileId] = ()
) -> ReadTile:
    """Read tiles from rows: the right edge of the tree (and one leaf's path) in one query."""
    wanted = list(tiles_wanted) or [*_path(size), *([] if path_of is None else _path(path_of))]
    held = _read(log, {(tile.level, tile.index) for tile in wanted})

    def read(tile: TileId) -> bytes:
        place = (tile.level, tile.index)
        if place not in held:
            held[place] = _read(log, {place}).get(place, b"")
        return held[place]

    return read


def _path(index: int) -> Iterator[TileId]:
    """Name the tiles from the leaf of this number up to the root."""
    level = 0
    while level == 0 or index:
        yield TileId(level, index // WIDTH)
        index >>= HEIGHT
        level += 1


def _read(log: Log, places: set[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    of_places = Q()
    for level, index in places:
        of_places |= Q(level=level, index=index)
    rows = Tile.objects.filter(of_places, log=log).values_list("level", "index", "hashes")
    return {(level, index): bytes(hashes) for level, index, hashes in rows}
