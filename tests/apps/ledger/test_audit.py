"""The audit names each kind of tampering, and nothing else."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F

from ikrar.ledger import actions, keys, queries
from ikrar.ledger.models import Checkpoint, Entry, Log, Tile
from ikrar.ledger.queries import ADVICE, What
from ikrar.tlog import checkpoint as checkpoints
from ikrar.tlog import entry as entries
from ikrar.tlog import merkle, tiles
from ikrar.tlog.note import SignerKey
from tests.apps.ledger.conftest import ORIGIN, START

SIZES = (3, 254, 300, 43)  # 600 entries: two full tiles, a partial one, one level above
SIZE = sum(SIZES)


@pytest.fixture
def whole(log, fill):
    for size in SIZES:
        fill(size)
    return log


def audit(**given):
    return [(found.what, found.where) for found in queries.audit(**given)]


def kinds(**given):
    return {what for what, _where in audit(**given)}


def at(index):
    return Entry.objects.get(index=index)


def named(index):
    return f"entry {index} (ref {at(index).ref.hex})"


def edit(index, **changes):
    """Change the data of an entry as an attacker would who knows how it must look."""
    row = Entry.objects.filter(index=index)
    fields = {**entries.decode(bytes(row.get().data)), **changes}
    row.update(data=entries.encode(fields))


def signer():
    return SignerKey.load(keys.key_path("public").read_text().strip())


def test_an_honest_log_has_no_discrepancy(whole):
    assert audit() == []
    assert audit(key=whole.vkey, against=whole.note) == []


def test_an_empty_log_holds(log):
    assert audit(against=log.note) == []


def test_every_old_checkpoint_is_continued(whole):
    for row in Checkpoint.objects.all():
        assert audit(against=row.note) == []


def test_waiting_entries_are_not_yet_part_of_it(whole):
    with transaction.atomic():
        actions.append(kind="x", ref=uuid.uuid4(), at=datetime.now(UTC), payload={})
    assert audit() == []


@pytest.mark.parametrize("index", [0, 2, 3, 255, 256, 555, 556, SIZE - 1])
def test_changed_data_is_named_and_nothing_else(whole, index):
    edit(index, n=-1)
    assert audit() == [(What.ENTRY_CHANGED, named(index))]


def test_several_changed_entries_are_all_named(whole):
    for index in (1, 100, 300, 599):
        edit(index, n=-1)
    assert audit() == [(What.ENTRY_CHANGED, named(n)) for n in (1, 100, 300, 599)]


@pytest.mark.parametrize("index", [0, 2, 255, 256, SIZE - 1])
def test_a_removed_row_is_named(whole, index):
    at(index).delete()
    assert audit() == [(What.ENTRY_REMOVED, f"entry {index}")]


def test_removed_rows_are_named_as_a_range(whole):
    Entry.objects.filter(index__gte=250, index__lt=260).delete()
    Entry.objects.filter(index=400).update(index=None)
    assert audit() == [
        (What.ENTRY_REMOVED, "entries 250 to 259"),
        (What.ENTRY_REMOVED, "entry 400"),
    ]


@pytest.mark.parametrize(("one", "two"), [(4, 5), (0, SIZE - 1), (255, 256)])
def test_swapped_rows_are_named(whole, one, two):
    first, second = at(one).pk, at(two).pk
    Entry.objects.filter(pk=first).update(index=None)
    Entry.objects.filter(pk=second).update(index=one)
    Entry.objects.filter(pk=first).update(index=two)
    found = list(queries.audit())
    assert [(d.what, d.where) for d in found if d.what != What.BACK_DATED] == [
        (What.ENTRY_MOVED, named(one)),
        (What.ENTRY_MOVED, named(two)),
    ]
    assert f"signed as entry {two}." in str(found)


def test_a_row_moved_up_into_a_gap_is_named(whole):
    at(10).delete()
    Entry.objects.filter(index=11).update(index=10)
    found = audit()
    assert (What.ENTRY_REMOVED, "entry 11") in found
    assert (What.ENTRY_CHANGED, named(10)) in found


def test_unreadable_data_is_named(whole):
    Entry.objects.filter(index=7).update(data=b"{}")
    assert audit() == [
        (What.ENTRY_UNREADABLE, named(7)),
        (What.ENTRY_CHANGED, named(7)),
    ]


@pytest.mark.parametrize(
    "label", [{"ref": uuid.UUID(int=1)}, {"kind": "withdrawal"}, {"at": START - timedelta(days=1)}]
)
def test_a_label_that_is_not_what_was_signed_is_named(whole, label):
    Entry.objects.filter(index=7).update(**label)
    assert audit() == [(What.ENTRY_LABEL, named(7))]


def append_at(moment, n=1):
    for _ in range(n):
        with transaction.atomic():
            actions.append(kind="x", ref=uuid.uuid4(), at=moment, payload={})
    actions.sequence()


def test_a_back_dated_entry_is_named(whole):
    append_at(START - timedelta(days=2))
    assert audit() == [(What.BACK_DATED, named(SIZE))]


def test_ten_minutes_are_forgiven(whole):
    last = at(SIZE - 1).at
    append_at(last - timedelta(minutes=10))
    assert audit() == []
    append_at(last - timedelta(minutes=10, seconds=1))
    assert audit() == [(What.BACK_DATED, named(SIZE + 1))]


def test_a_future_entry_is_named_and_does_not_make_the_next_one_late(whole):
    append_at(datetime.now(UTC) + timedelta(hours=1))
    append_at(datetime.now(UTC))
    assert audit() == [(What.FUTURE_DATED, named(SIZE))]


@pytest.mark.parametrize(("level", "index"), [(0, 0), (0, 1), (0, 2), (1, 0)])
def test_an_edited_tile_is_named_and_nothing_else(whole, level, index):
    tile = Tile.objects.filter(level=level, index=index)
    hashes = bytearray(tile.get().hashes)
    hashes[5] ^= 1
    tile.update(hashes=bytes(hashes))
    path = tiles.TileId(level, index).path
    assert audit() == [(What.TILE_CHANGED, path)]


def test_an_edited_tile_and_an_edited_row_elsewhere_are_told_apart(whole):
    edit(2, n=-1)
    tile = Tile.objects.filter(level=0, index=2)
    tile.update(hashes=bytes(32) + bytes(tile.get().hashes)[32:])
    assert set(audit()) == {
        (What.ENTRY_CHANGED, named(2)),
        (What.TILE_CHANGED, tiles.TileId(0, 2).path),
    }


def test_missing_and_cut_tiles_are_named(whole):
    Tile.objects.filter(level=0, index=1).delete()
    cut = Tile.objects.filter(level=0, index=2)
    cut.update(hashes=bytes(cut.get().hashes)[:40])
    Tile.objects.filter(level=1).delete()
    assert set(audit()) == {
        (What.TILE_MISSING, "tile/0/001"),
        (What.TILE_MISSING, "tile/0/002"),
        (What.TILE_MISSING, "tile/1/000"),
    }


def test_tiles_and_entries_beyond_the_log_are_named(whole):
    Tile.objects.create(log=whole, level=0, index=3, hashes=bytes(32))
    last = Tile.objects.filter(level=0, index=2)
    last.update(hashes=bytes(last.get().hashes) + bytes(32))
    data = entries.encode({"kind": "x", "ref": "0" * 32, "at": "2023-10-04T02:30:00Z"})
    extra = {"kind": "x", "ref": uuid.UUID(int=0), "at": START, "data": data}
    Entry.objects.create(log=whole, index=SIZE + 5, **extra)
    assert set(audit()) == {
        (What.TILE_LEFT_OVER, "tile/0/003"),
        (What.TILE_LEFT_OVER, "tile/0/002"),
        (What.ENTRY_UNSIGNED, f"entry {SIZE + 5} (ref {'0' * 32})"),
    }


@pytest.mark.parametrize("size", [0, 3, 257, SIZE])
def test_an_edited_checkpoint_row_is_named(whole, size):
    row = Checkpoint.objects.filter(size=size)
    row.update(note=row.get().note.replace("ikrar", "lkrar"))
    assert audit() == [(What.CHECKPOINT_UNSIGNED, f"checkpoint of size {size}")]


def test_a_checkpoint_row_of_another_size_is_named(whole):
    Checkpoint.objects.filter(size=3).update(size=4)
    assert audit() == [(What.CHECKPOINT_UNSIGNED, "checkpoint of size 4")]


@pytest.mark.parametrize(
    "changes",
    [{"size": 3}, {"size": SIZE + 1}, {"root": bytes(32)}, {"note": F("origin")}],
    ids=["smaller", "larger", "root", "note"],
)
def test_an_edited_log_row_is_named(whole, changes):
    Log.objects.update(**changes)
    assert audit() == [(What.LOG_ROW, "log row")]


def test_a_log_row_set_back_to_an_older_checkpoint_is_named(whole):
    old = Checkpoint.objects.get(size=3)
    root = checkpoints.open_checkpoint(old.note, [signer().verifier]).root
    Log.objects.update(size=3, root=root, note=old.note)
    assert audit() == [(What.LOG_ROW, "log row")]


def test_a_log_cut_down_is_caught_by_a_saved_checkpoint(whole):
    saved = whole.note
    old = Checkpoint.objects.get(size=257)
    root = checkpoints.open_checkpoint(old.note, [signer().verifier]).root
    Checkpoint.objects.filter(size__gt=257).delete()
    Entry.objects.filter(index__gte=257).delete()
    Tile.objects.filter(level=0, index=2).delete()
    for tile, width in ((Tile.objects.get(level=0, index=1), 1), (Tile.objects.get(level=1), 1)):
        Tile.objects.filter(pk=tile.pk).update(hashes=bytes(tile.hashes)[: 32 * width])
    Log.objects.update(size=257, root=root, note=old.note)
    assert audit() == []
    assert audit(against=saved) == [(What.LOG_SHORTENED, "saved checkpoint")]


def rewrite(key, *, vkey=None):
    """Write another history, as somebody could who holds the database and this key."""
    edit(2, n=-1)
    leaves = [merkle.leaf_hash(bytes(e.data)) for e in Entry.objects.order_by("index")]
    grown = tiles.grow(0, leaves, lambda _tile: b"")
    for tile, data in grown.items():
        Tile.objects.filter(level=tile.level, index=tile.index).update(hashes=data)
    for row in Checkpoint.objects.all():
        root = merkle.Frontier().extend(leaves[: row.size]).root()
        note = checkpoints.sign(checkpoints.Checkpoint(ORIGIN, row.size, root), key)
        Checkpoint.objects.filter(pk=row.pk).update(note=note)
    Log.objects.update(root=root, note=note, vkey=vkey or F("vkey"))


def test_a_history_rewritten_with_the_key_is_caught_by_a_saved_checkpoint(whole):
    saved = Checkpoint.objects.get(size=257).note
    rewrite(signer())
    assert audit() == []
    assert audit(key=whole.vkey, against=saved) == [(What.HISTORY_REWRITTEN, "saved checkpoint")]


def test_a_history_rewritten_from_a_later_point_holds_before_it(whole):
    saved = Checkpoint.objects.get(size=0).note
    rewrite(signer())
    assert audit(against=saved) == []


def test_a_foreign_key_is_caught_by_the_auditors_own_key(whole):
    genuine, saved = whole.vkey, whole.note
    forger = SignerKey.generate(ORIGIN)
    rewrite(forger, vkey=forger.verifier.format())
    assert audit() == []
    assert audit(against=saved) == [(What.SAVED_UNSIGNED, "saved checkpoint")]
    assert kinds(key=genuine) == {What.KEY_REPLACED, What.LOG_ROW, What.CHECKPOINT_UNSIGNED}


def test_a_foreign_signature_without_the_key_is_named(whole):
    rewrite(SignerKey.generate(ORIGIN))
    assert kinds() == {What.LOG_ROW, What.CHECKPOINT_UNSIGNED}


def test_a_tree_that_the_key_signed_wrongly_is_named_once(whole):
    for row in Checkpoint.objects.filter(size__gte=257):
        wrong = checkpoints.Checkpoint(ORIGIN, row.size, bytes(32))
        note = checkpoints.sign(wrong, signer())
        Checkpoint.objects.filter(pk=row.pk).update(note=note)
    Log.objects.update(note=note, root=bytes(32))
    assert audit() == [(What.CHECKPOINT_MISFIT, f"checkpoints of sizes 257 to {SIZE}")]


def test_what_cannot_be_told_apart_is_called_disputed(whole):
    edit(SIZE - 2, n=-1)
    tile = Tile.objects.filter(level=0, index=2)
    hashes = bytearray(tile.get().hashes)
    hashes[-1] ^= 1
    tile.update(hashes=bytes(hashes))
    assert kinds() == {What.ENTRY_DISPUTED, What.CHECKPOINT_MISFIT}


def test_another_origin_is_named(whole):
    Log.objects.update(origin="lain.contoh")
    assert audit() == [(What.LOG_ROW, "log row")]


def test_references_of_two_rows_are_named(whole):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite drops a constraint only by making the table anew")
    with connection.cursor() as cursor:  # as an attacker with the database would
        found = connection.introspection.get_constraints(cursor, "ledger_entry").items()
        name = next(n for n, c in found if c["unique"] and c["columns"] == ["ref"])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE ledger_entry DROP CONSTRAINT {name}")
    Entry.objects.filter(index=7).update(ref=at(8).ref)
    assert kinds() == {What.REF_TWICE, What.ENTRY_LABEL}


def test_more_changes_than_are_held_are_named_too(whole, monkeypatch):
    monkeypatch.setattr("ikrar.ledger.queries.audit_tree.MAX_HELD", 5)
    for index in range(250, 270):
        edit(index, n=-1)
    assert audit() == [(What.ENTRY_CHANGED, named(n)) for n in range(250, 270)]


def test_chunks_meet_without_a_seam(whole, monkeypatch):
    monkeypatch.setattr("ikrar.ledger.queries.auditing.CHUNK", 256)
    seen = []
    assert list(queries.audit(seen=lambda *progress: seen.append(progress))) == []
    assert seen == [(256, SIZE), (512, SIZE), (SIZE, SIZE)]
    at(256).delete()
    edit(255, n=-1)
    assert set(audit()) == {
        (What.ENTRY_REMOVED, "entry 256"),
        (What.ENTRY_CHANGED, named(255)),
    }


def test_an_audit_of_a_growing_log_finds_nothing(whole):
    found = queries.audit(seen=lambda *_: append_at(datetime.now(UTC), 300))
    assert list(found) == []
    assert Log.objects.get().size == SIZE + 300


def test_every_kind_comes_with_advice():
    assert set(ADVICE) == set(What)
