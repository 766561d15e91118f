"""Tiles: paths of the C2SP specification, growing, and entry tiles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ikrar.errors import InputError
from ikrar.tlog import merkle, tiles
from ikrar.tlog.tiles import ENTRIES, TileId
from tests.engines.tlog.samples import TinyLog, token

LEAVES = [token(number) for number in range(3)] * 400


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (TileId(0, 0), "tile/0/000"),
        (TileId(0, 1_234_067), "tile/0/x001/x234/067"),
        (TileId(1, 273, 112), "tile/1/273.p/112"),
        (TileId(63, 999, 1), "tile/63/999.p/1"),
        (TileId(2, 1000, 255), "tile/2/x001/000.p/255"),
        (TileId(ENTRIES, 0), "tile/entries/000"),
        (TileId(ENTRIES, 1_000_000, 7), "tile/entries/x001/x000/000.p/7"),
    ],
)
def test_paths_of_the_specification(tile, path):
    assert tile.path == path
    assert tiles.parse_path(path) == tile


ids = st.builds(
    TileId, st.integers(ENTRIES, 63), st.integers(0, (1 << 63) - 1), st.integers(1, 256)
)


@given(ids)
def test_every_tile_has_one_path(tile):
    assert tiles.parse_path(tile.path) == tile


@given(ids, st.data())
def test_a_changed_path_is_another_tile_or_none(tile, data):
    path = tile.path
    at = data.draw(st.integers(0, len(path)))
    put = data.draw(st.sampled_from([*"0129x/.p-+ \n٣", ".p/", "000/", ""]))
    changed = path[:at] + put + path[at + data.draw(st.integers(0, 4)) :]
    try:
        assert tiles.parse_path(changed).path == changed
    except InputError:
        return


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0/0",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/data/000",
        "tile/8/0/000",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/1000",
        "tile/0/x001/x234",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000/",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/٠٠٠",
        "tile/0/../000",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/0/" + "x001/" * 5000 + "000",
    ],
)
def test_other_spellings_are_refused(path):
    with pytest.raises(InputError):
        tiles.parse_path(path)


def test_the_tiles_of_70000_as_in_the_specification():
    found = list(tiles.tiles_of(70_000))
    assert found.count(TileId(0, 273, 112)) == 1
    assert sum(tile.level == 0 and tile.width == 256 for tile in found) == 273
    assert [tile for tile in found if tile.level] == [
        TileId(1, 0),
        TileId(1, 1, 17),
        TileId(2, 0, 1),
    ]
    assert list(tiles.tiles_of(256)) == [TileId(0, 0), TileId(1, 0, 1)]
    assert list(tiles.tiles_of(0)) == []


@given(st.lists(st.integers(0, 400), max_size=5))
def test_growing_in_steps_gives_the_tiles_of_growing_at_once(steps):
    log, seen = TinyLog(), {}
    for step in steps:
        size, leaves = len(log.leaves), LEAVES[len(log.leaves) :][:step]
        asked = []

        def read(tile, log=log, asked=asked):
            asked.append(tile)
            return log.read_tile(tile)

        changed = tiles.grow(size, [merkle.leaf_hash(leaf) for leaf in leaves], read)
        assert all(tile.width < 256 for tile in asked)
        assert all(len(data) == 32 * tile.width for tile, data in changed.items())
        seen |= changed
        log.append(*leaves)
    size = len(log.leaves)
    root = merkle.Frontier().extend(map(merkle.leaf_hash, log.leaves)).root()
    assert set(tiles.tiles_of(size)) <= set(seen)
    assert tiles.root(size, seen.__getitem__) == root


@given(st.integers(1, 1200), st.data())
def test_proofs_out_of_tiles_hold_for_any_earlier_size(old, data):
    log = everything()
    index = data.draw(st.integers(0, old - 1))
    roots = {
        n: merkle.Frontier().extend(map(merkle.leaf_hash, LEAVES[:n])).root() for n in (old, 1200)
    }
    proof = tiles.inclusion_proof(index, old, log.read_tile)
    leaf = merkle.leaf_hash(LEAVES[index])
    merkle.verify_inclusion(leaf, index=index, size=old, proof=proof, root=roots[old])
    proof = tiles.consistency_proof(old, 1200, log.read_tile)
    merkle.verify_consistency(old=(old, roots[old]), new=(1200, roots[1200]), proof=proof)


_made: list[TinyLog] = []


def everything():
    if not _made:
        _made.append(TinyLog().append(*LEAVES))
    return _made[0]


def test_a_proof_reads_few_tiles():
    reads = []

    def read(tile):
        reads.append(tile)
        return bytes(32 * tile.width)

    tiles.inclusion_proof(123_456, 1_000_003, read)
    assert len(reads) == len(set(reads)) <= 6
    reads.clear()
    tiles.consistency_proof(777_777, 1_000_003, read)
    assert len(reads) == len(set(reads)) <= 6


def test_what_was_just_grown_is_read_before_it_is_stored():
    log = TinyLog().append(*LEAVES[:300])
    added = [merkle.leaf_hash(leaf) for leaf in LEAVES[300:900]]
    changed = tiles.grow(300, added, log.read_tile)
    root = tiles.root(900, tiles.overlay(changed, log.read_tile))
    assert root == TinyLog().append(*LEAVES[:900]).checkpoint_root()


def test_a_short_tile_is_refused():
    with pytest.raises(InputError, match="cut short"):
        tiles.root(300, lambda tile: bytes(32))
    with pytest.raises(InputError, match="cut short"):
        tiles.grow(3, [bytes(32)], lambda tile: bytes(64))


def test_a_short_hash_is_refused():
    with pytest.raises(InputError, match="32 bytes"):
        tiles.grow(0, [bytes(32), bytes(31)], lambda tile: b"")


@pytest.mark.parametrize("bad", [(-2, 0, 1), (64, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)])
def test_tiles_that_cannot_be_are_refused(bad):
    with pytest.raises(InputError):
        TileId(*bad)


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=256))
def test_entry_tiles_come_back(entries):
    data = tiles.pack_entries(entries)
    assert tiles.read_entries(data) == entries
    with pytest.raises(InputError):
        tiles.read_entries(data + b"\0")


@given(st.binary(max_size=100))
def test_any_entry_tile_is_read_exactly_or_refused(data):
    try:
        assert tiles.pack_entries(tiles.read_entries(data)) == data
    except InputError:
        return


def test_an_entry_tile_holds_at_most_256_entries_of_at_most_65535_bytes():
    assert len(tiles.read_entries(tiles.pack_entries([b"x" * 65_535] * 2))) == 2
    with pytest.raises(InputError, match="65,535"):
        tiles.pack_entries([b"x" * 65_536])
    with pytest.raises(InputError, match="damaged"):
        tiles.read_entries(tiles.pack_entries([b""] * 257))
    with pytest.raises(InputError, match="empty"):
        tiles.read_entries(b"")


def test_entry_tiles_that_change_when_a_log_grows():
    assert list(tiles.entry_tiles(250, 600)) == [
        TileId(ENTRIES, 0),
        TileId(ENTRIES, 1),
        TileId(ENTRIES, 2, 88),
    ]
    assert list(tiles.entry_tiles(256, 256)) == []


def test_growing_from_an_earlier_size_does_not_mind_a_wider_stored_tile():
    ahead, behind = TinyLog().append(*LEAVES[:400]), TinyLog().append(*LEAVES[:300])
    added = [merkle.leaf_hash(leaf) for leaf in LEAVES[300:310]]
    assert tiles.grow(300, added, ahead.read_tile) == tiles.grow(300, added, behind.read_tile)
