"""Proofs and files out of rows."""

import uuid
from itertools import pairwise

import pytest
from django.db import transaction

from ikrar.errors import InputError, NotFound, NotPossible
from ikrar.ledger import actions, queries
from ikrar.ledger.models import Checkpoint, Entry, Tile
from ikrar.tlog import merkle, tiles
from ikrar.tlog.checkpoint import open_checkpoint
from ikrar.tlog.note import VerifierKey
from ikrar.tlog.proof import Proof
from ikrar.tlog.tiles import ENTRIES, TileId
from tests.apps.ledger.conftest import START


def opened(log, note):
    return open_checkpoint(note, [VerifierKey.parse(log.vkey)])


def test_every_entry_is_proved_under_its_first_checkpoint(log, fill):
    sizes = [1, 254, 3, 300, 42]
    batches = [fill(size) for size in sizes]
    covered = 0
    for batch in batches:
        covered += len(batch)
        for ref in [batch[0], batch[-1], batch[len(batch) // 2]]:
            found = queries.inclusion(ref)
            signed = opened(log, found.checkpoint)
            assert found.size == signed.size == covered
            merkle.verify_inclusion(
                merkle.leaf_hash(bytes(Entry.objects.get(ref=ref).data)),
                index=found.index,
                size=signed.size,
                proof=found.hashes,
                root=signed.root,
            )
            assert Proof.parse(found.proof.format()) == found.proof


def test_a_proof_stays_the_same_as_the_log_grows(fill):
    ref = fill(5)[2]
    before = queries.inclusion(ref)
    fill(600, batch=100)
    assert queries.inclusion(ref) == before


def test_a_proof_costs_three_queries(fill, django_assert_num_queries):
    ref = fill(700)[3]
    fill(700)
    with django_assert_num_queries(3):
        queries.inclusion(ref)


def test_a_waiting_entry_has_no_proof_yet(log):
    ref = uuid.uuid4()
    with transaction.atomic():
        actions.append(kind="signature", ref=ref, at=START, payload={})
    with pytest.raises(NotPossible, match="menunggu"):
        queries.inclusion(ref)
    with pytest.raises(NotFound):
        queries.inclusion(uuid.uuid4())


def test_a_lost_checkpoint_is_said_plainly(fill):
    ref = fill(2)[0]
    Checkpoint.objects.all().delete()
    with pytest.raises(NotPossible, match="log audit"):
        queries.inclusion(ref)


def test_every_two_checkpoints_are_consistent(log, fill):
    for size in (1, 254, 3, 300, 42):
        fill(size)
    signed = [opened(log, row.note) for row in Checkpoint.objects.all()]
    for old, new in [*pairwise(signed), (signed[1], signed[-1])]:
        merkle.verify_consistency(
            old=(old.size, old.root),
            new=(new.size, new.root),
            proof=queries.consistency(old.size, new.size),
        )
    assert queries.consistency(3) == queries.consistency(3, log.size)
    for old, new in ((-1, 5), (6, 5), (0, log.size + 1)):
        with pytest.raises(InputError):
            queries.consistency(old, new)


def test_tiles_come_in_each_width_that_was_published(fill):
    fill(258)
    whole = queries.tile_bytes(TileId(0, 0))
    assert len(whole) == 8192
    assert queries.tile_bytes(TileId(0, 0, 7)) == whole[:224]
    assert queries.tile_bytes(TileId(1, 0, 1)) == tiles.tile_root(whole)
    assert len(queries.tile_bytes(TileId(0, 1, 2))) == 64
    data = tiles.read_entries(queries.entries_bytes(TileId(ENTRIES, 1, 2)))
    assert b"".join(merkle.leaf_hash(one) for one in data) == queries.tile_bytes(TileId(0, 1, 2))


@pytest.mark.parametrize(
    "tile", [TileId(0, 1, 3), TileId(0, 1), TileId(0, 2, 1), TileId(1, 0, 2), TileId(2, 0, 1)]
)
def test_tiles_beyond_the_log_are_not_found(fill, tile):
    fill(258)
    with pytest.raises(NotFound):
        queries.tile_bytes(tile)


def test_entry_tiles_beyond_the_log_are_not_found(fill):
    fill(258)
    for tile in (TileId(ENTRIES, 1, 3), TileId(ENTRIES, 7)):
        with pytest.raises(NotFound):
            queries.entries_bytes(tile)


def test_a_damaged_tile_is_not_served(fill):
    fill(10)
    Tile.objects.update(hashes=bytes(32))
    with pytest.raises(InputError, match="cut short"):
        queries.tile_bytes(TileId(0, 0, 10))


def test_without_a_log_there_is_nothing_to_read(db):
    with pytest.raises(NotFound, match="ikrar init"):
        queries.latest_checkpoint()
    assert queries.public_log() is None


def test_the_fingerprint_is_what_sha256sum_prints(log, tmp_path):
    import hashlib

    found = queries.public_log()
    expected = hashlib.sha256((log.vkey + "\n").encode()).hexdigest()
    assert found.fingerprint.replace(" ", "") == expected
