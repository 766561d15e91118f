"""Compare two trees, one hashed from the rows and one from the stored tiles, with signed roots.

Where the two differ, the next signed root says which of them was changed; then both go on from
the one that holds. So one edited row is one finding, not one for each checkpoint after it.
Trusted: only checkpoints whose signature was checked before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ikrar.ledger.queries.discrepancy import Discrepancy, What
from ikrar.tlog.checkpoint import Checkpoint
from ikrar.tlog.merkle import Frontier
from ikrar.tlog.tiles import WIDTH, TileId

MAX_HELD = 20_000
_NOTHING = bytes(32)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf as its row hashes (None: no row) and as the stored tile has it (None: cut off)."""

    index: int
    ref: str
    row: bytes | None
    tile: bytes | None

    @property
    def where(self) -> str:
        return f"entry {self.index} (ref {self.ref})"


@dataclass(slots=True)
class Trees:
    """Both trees so far, the leaves on which they differ since the last judgement, and after it."""

    rows: Frontier = field(default_factory=Frontier)
    tiles: Frontier = field(default_factory=Frontier)
    open: list[Leaf] = field(default_factory=list)
    changed: list[Leaf] = field(default_factory=list)
    misfits: list[int] = field(default_factory=list)

    def extend(self, leaves: Sequence[Leaf]) -> None:
        """Append leaves to both trees; where one has nothing, the other's word is taken."""
        differing = [leaf for leaf in leaves if leaf.row != leaf.tile]
        same = self.rows is self.tiles and not differing
        self.rows = self.rows.extend(leaf.row or leaf.tile or _NOTHING for leaf in leaves)
        if same:
            self.tiles = self.rows
            return
        self.tiles = self.tiles.extend(leaf.tile or leaf.row or _NOTHING for leaf in leaves)
        self.open += [leaf for leaf in differing if leaf.row and leaf.tile]

    def judge(self, signed: Checkpoint) -> Iterator[Discrepancy]:
        """Let a signed checkpoint of the present size say which tree holds."""
        if self.rows.root() == signed.root:
            yield from _tiles_changed(self.open)
            self.tiles = self.rows
        elif self.tiles.root() == signed.root:
            self.changed += self.open
            self.rows = self.tiles
        else:
            self.misfits.append(signed.size)
            return
        self.open = []
        if len(self.changed) > MAX_HELD:
            yield from self._name_changed()

    def holds(self, signed: Checkpoint) -> bool:
        return signed.root in (self.rows.root(), self.tiles.root())

    def finish(self) -> Iterator[Discrepancy]:
        """Name what no judgement settled, and what can be named only now."""
        yield from self._name_changed()
        for leaf in self.open:
            yield Discrepancy(
                What.ENTRY_DISPUTED, leaf.where, "Its row and the stored tree do not agree."
            )
        if self.misfits:
            first, last = self.misfits[0], self.misfits[-1]
            sizes = f"size {first}" if first == last else f"sizes {first} to {last}"
            yield Discrepancy(
                What.CHECKPOINT_MISFIT,
                f"checkpoints of {sizes}",
                f"{len(self.misfits)} signed checkpoints do not fit these rows and tiles.",
            )

    def _name_changed(self) -> Iterator[Discrepancy]:
        """Tell a row that stands at another's number from one whose data was edited."""
        home = {leaf.tile: leaf.index for leaf in self.changed}
        for leaf in self.changed:
            if leaf.row in home:
                what, detail = What.ENTRY_MOVED, f"It was signed as entry {home[leaf.row]}."
            else:
                what, detail = What.ENTRY_CHANGED, "Its data is not what was signed."
            yield Discrepancy(what, leaf.where, detail)
        self.changed = []


def _tiles_changed(leaves: Sequence[Leaf]) -> Iterator[Discrepancy]:
    for number in sorted({leaf.index // WIDTH for leaf in leaves}):
        places = [str(leaf.index) for leaf in leaves if leaf.index // WIDTH == number]
        yield Discrepancy(
            What.TILE_CHANGED,
            TileId(0, number).path,
            f"Its hashes of {len(places)} entries are not theirs: {', '.join(places[:8])}"
            + (" …." if len(places) > 8 else "."),
        )
