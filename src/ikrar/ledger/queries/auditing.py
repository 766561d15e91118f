"""The audit: recompute the whole log from its rows and compare with what was signed.

A log's name, and what an outsider trusts (a key, a checkpoint saved earlier), go in; every
discrepancy comes out, named. Streams in chunks with flat memory, next to a running server: what is
signed meanwhile is left for the next audit. Trusted: the given key; without one, the log row's.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from ikrar.errors import Error
from ikrar.ledger.models import Checkpoint as CheckpointRow
from ikrar.ledger.models import Log
from ikrar.ledger.queries.audit_rows import Row, RowCheck, read_rows, refs_twice
from ikrar.ledger.queries.audit_tiles import UpperTiles, left_over, short
from ikrar.ledger.queries.audit_tree import Leaf, Trees
from ikrar.ledger.queries.discrepancy import Discrepancy, What
from ikrar.ledger.queries.reads import get_log, tile_reader
from ikrar.tlog.checkpoint import Checkpoint, open_checkpoint
from ikrar.tlog.merkle import HASH_BYTES, leaf_hash
from ikrar.tlog.note import VerifierKey
from ikrar.tlog.tiles import WIDTH, TileId, tile_root

CHUNK = 16 * WIDTH

Seen = Callable[[int, int], None]
"""Called with how many entries were checked, of how many."""


def audit(
    log: str = "public",
    *,
    key: str | None = None,
    against: str | None = None,
    seen: Seen | None = None,
) -> Iterator[Discrepancy]:
    """Name everything in the log that is not as it was signed; nothing comes out if all is well.

    `key`: a verifier key from elsewhere. `against`: a checkpoint that an outsider kept.
    """
    row = get_log(log)
    trusted = VerifierKey.parse(key or row.vkey)
    yield from _check_key(row, trusted)
    signed, problems = _signed_log(row, trusted)
    yield from problems
    saved, problems = _saved(against, trusted, signed.size if signed else row.size)
    yield from problems
    size = signed.size if signed else row.size
    yield from _Audit(row, trusted, size, signed, saved, seen).run()
    yield from left_over(row, size)
    yield from refs_twice()


def _check_key(row: Log, trusted: VerifierKey) -> Iterator[Discrepancy]:
    if row.vkey != trusted.format():
        detail = f"It names {row.vkey}, your key is {trusted.format()}."
        yield Discrepancy(What.KEY_REPLACED, "log row", detail)
    if row.origin != trusted.name:
        detail = f"It names the origin {row.origin}, the key is for {trusted.name}."
        yield Discrepancy(What.LOG_ROW, "log row", detail)


def _open(note: str, trusted: VerifierKey) -> Checkpoint | None:
    try:
        return open_checkpoint(note, [trusted])
    except Error:
        return None


def _signed_log(row: Log, trusted: VerifierKey) -> tuple[Checkpoint | None, list[Discrepancy]]:
    """Find the largest checkpoint that the key signed, and check the log's own row against it."""
    problems = []
    own = _open(row.note, trusted)
    if own is None:
        detail = "Its checkpoint is not signed by the log's key."
        problems.append(Discrepancy(What.LOG_ROW, "log row", detail))
    elif (own.size, own.root) != (row.size, bytes(row.root)):
        detail = f"It says {row.size} entries, its signed checkpoint {own.size}, or another root."
        problems.append(Discrepancy(What.LOG_ROW, "log row", detail))
    largest = own
    rows = CheckpointRow.objects.filter(log=row, size__gt=own.size if own else -1)
    for note in rows.order_by("-size").values_list("note", flat=True).iterator(chunk_size=100):
        found = _open(note, trusted)
        if found and (largest is None or found.size > largest.size):
            if own:
                detail = f"It says {row.size} entries, but the key has signed {found.size}."
                problems.append(Discrepancy(What.LOG_ROW, "log row", detail))
            return found, problems
    return largest, problems


def _saved(
    against: str | None, trusted: VerifierKey, size: int
) -> tuple[Checkpoint | None, list[Discrepancy]]:
    """Read the outsider's checkpoint; it must be of this key and not of a longer log."""
    if against is None:
        return None, []
    saved = _open(against, trusted)
    if saved is None:
        detail = f"It is not signed by {trusted.format()}."
        return None, [Discrepancy(What.SAVED_UNSIGNED, "saved checkpoint", detail)]
    if saved.size > size:
        detail = f"It covers {saved.size} entries, the log has only {size}."
        return None, [Discrepancy(What.LOG_SHORTENED, "saved checkpoint", detail)]
    return saved, []


@dataclass(slots=True)
class _Audit:
    """One pass over the log, chunk by chunk."""

    row: Log
    trusted: VerifierKey
    size: int
    signed: Checkpoint | None
    saved: Checkpoint | None
    seen: Seen | None

    def run(self) -> Iterator[Discrepancy]:
        trees, checks, upper = Trees(), RowCheck(), UpperTiles(self.row)
        trees.tiles = trees.rows
        for start in [*range(0, self.size, CHUNK)] or [0]:
            end = min(start + CHUNK, self.size)
            rows = read_rows(self.row, start, end)
            for row in rows:
                yield from checks.check(row)
            yield from _gaps(rows, start, end)
            tiles = self._tiles(start, end)
            for tile, stored in tiles:
                yield from short(tile, stored)
            leaves = _leaves(rows, tiles, start, end)
            yield from _push(upper, leaves)
            yield from self._judge(trees, leaves, start, end)
            if self.seen:
                self.seen(end, self.size)
        yield from upper.finish()
        yield from trees.finish()

    def _tiles(self, start: int, end: int) -> list[tuple[TileId, bytes]]:
        ids = [TileId(0, at // WIDTH, min(WIDTH, end - at)) for at in range(start, end, WIDTH)]
        if not ids:
            return []
        read = tile_reader(self.row, 0, tiles_wanted=ids)
        return [(tile, read(tile)[: tile.width * HASH_BYTES]) for tile in ids]

    def _judge(
        self, trees: Trees, leaves: list[Leaf], start: int, end: int
    ) -> Iterator[Discrepancy]:
        """Grow both trees from checkpoint to checkpoint, and let each one judge."""
        judges, problems = self._judges(start, end)
        yield from problems
        at = start
        for signed in judges:
            trees.extend(leaves[at - start : signed.size - start])
            at = signed.size
            if signed is self.saved and not trees.holds(signed):
                detail = f"The log's first {at} entries are not those that it was signed for."
                yield Discrepancy(What.HISTORY_REWRITTEN, "saved checkpoint", detail)
            else:
                yield from trees.judge(signed)
        trees.extend(leaves[at - start :])

    def _judges(self, start: int, end: int) -> tuple[list[Checkpoint], list[Discrepancy]]:
        """Open the checkpoints of size (start, end], and at the start that of the empty log."""
        judges: list[Checkpoint] = []
        problems = []
        rows = CheckpointRow.objects.filter(log=self.row, size__gt=start or -1, size__lte=end)
        for size, note in rows.order_by("size").values_list("size", "note"):
            signed = _open(note, self.trusted)
            if signed is None or signed.size != size:
                detail = "It is not signed by the log's key, or is of another size."
                where = f"checkpoint of size {size}"
                problems.append(Discrepancy(What.CHECKPOINT_UNSIGNED, where, detail))
            else:
                judges.append(signed)
        if self.signed in judges:  # its row is there, as it should be
            extras = [self.saved]
        else:
            extras = [self.signed, self.saved]
        judges += [
            extra
            for extra in extras
            if extra and (start < extra.size <= end or extra.size == start == 0)
        ]
        return sorted(judges, key=lambda signed: signed.size), problems


def _gaps(rows: list[Row], start: int, end: int) -> Iterator[Discrepancy]:
    """Name the numbers in [start, end) that have no row."""
    for before, after in pairwise([start - 1, *(row.index for row in rows), end]):
        if after - before > 1:
            first, last = before + 1, after - 1
            where = f"entry {first}" if first == last else f"entries {first} to {last}"
            detail = f"{last - first + 1} signed entries have no row."
            yield Discrepancy(What.ENTRY_REMOVED, where, detail)


def _leaves(rows: list[Row], tiles: list[tuple[TileId, bytes]], start: int, end: int) -> list[Leaf]:
    """Pair the hash of each row with the hash that the stored tile has at its place."""
    by_index = {row.index: row for row in rows}
    stored: list[bytes | None] = []
    for tile, data in tiles:
        hashes = [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]
        whole = [part if len(part) == HASH_BYTES else None for part in hashes]
        stored += [*whole, *[None] * (tile.width - len(whole))]
    leaves = []
    for index in range(start, end):
        row = by_index.get(index)
        found = leaf_hash(row.data) if row else None
        leaves.append(Leaf(index, row.ref.hex if row else "", found, stored[index - start]))
    return leaves


def _push(upper: UpperTiles, leaves: list[Leaf]) -> Iterator[Discrepancy]:
    """Hash each full tile of leaves, by the rows and by the tiles, for the level above."""
    for at in range(0, len(leaves) - WIDTH + 1, WIDTH):
        part = leaves[at : at + WIDTH]
        by_rows = b"".join(leaf.row or leaf.tile or bytes(32) for leaf in part)
        by_tiles = b"".join(leaf.tile or leaf.row or bytes(32) for leaf in part)
        roots = dict.fromkeys(tile_root(data) for data in dict.fromkeys((by_rows, by_tiles)))
        yield from upper.push(tuple(roots))
