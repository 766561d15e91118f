"""Appending, making a log, sequencing: the writes of the ledger."""

import stat
import uuid
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import F

from ikrar.errors import InputError, NotPossible
from ikrar.ledger import actions, keys, queries, work
from ikrar.ledger.actions import Leaf
from ikrar.ledger.models import Checkpoint, Entry, Log, Tile
from ikrar.tlog import entry as entries
from ikrar.tlog import merkle, tiles
from ikrar.tlog.checkpoint import open_checkpoint
from ikrar.tlog.note import SignerKey, VerifierKey
from tests.apps.ledger.conftest import ORIGIN, START


def append_one(**fields):
    values = {"kind": "signature", "ref": uuid.uuid4(), "at": START, "payload": {"a": 1}}
    return actions.append(**{**values, **fields})


def test_append_writes_one_row_that_waits(log, django_assert_num_queries):
    ref = uuid.uuid4()
    at = datetime(2023, 10, 4, 9, 30, 1, 999_999, tzinfo=timezone(timedelta(hours=7)))
    with django_assert_num_queries(1):
        made = append_one(ref=ref, at=at)
    found = Entry.objects.get()
    assert (found.pk, found.log_id, made.log_id) == (made.pk, log.pk, log.pk)
    assert found.is_pending
    assert found.at == made.at == datetime(2023, 10, 4, 2, 30, 1, tzinfo=UTC)
    assert entries.decode(bytes(found.data)) == {
        "a": 1,
        "kind": "signature",
        "ref": ref.hex,
        "at": "2023-10-04T02:30:01Z",
    }


@pytest.mark.django_db(transaction=True)
def test_append_outside_a_transaction_is_a_programming_error():
    with pytest.raises(transaction.TransactionManagementError, match=r"transaction\.atomic"):
        append_one()
    with pytest.raises(transaction.TransactionManagementError):
        actions.append_many([])


def test_an_act_that_fails_leaves_no_entry(log):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        append_one()
        raise ZeroDivisionError
    assert not Entry.objects.exists()


def test_append_without_a_log_says_so(db):
    with pytest.raises(NotPossible, match="ikrar init"), transaction.atomic():
        append_one()


def test_append_needs_a_zone_and_a_readable_payload(log):
    with pytest.raises(ValueError, match="time zone"):
        append_one(at=datetime(2023, 10, 4))
    with pytest.raises(InputError):
        append_one(payload={"share": 0.5})
    assert not Entry.objects.exists()


def test_the_same_reference_twice_is_refused(log):
    ref = uuid.uuid4()
    append_one(ref=ref)
    with pytest.raises(Exception, match=r"(?i)unique"), transaction.atomic():
        append_one(ref=ref)
    assert Entry.objects.count() == 1


def test_create_log_signs_the_empty_tree_and_keeps_the_key_out_of_the_database(db, settings):
    log = actions.create_log("public", origin=ORIGIN)
    path = Path(settings.IKRAR_LOG_KEY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    signer = SignerKey.load(path.read_text().strip())
    assert signer.verifier.format() == log.vkey
    signed = open_checkpoint(log.note, [VerifierKey.parse(log.vkey)])
    assert (signed.origin, signed.size, signed.root) == (ORIGIN, 0, merkle.EMPTY_ROOT)
    assert Checkpoint.objects.get().note == log.note
    secret = signer.serialise().split("+", 4)[4]  # PRIVATE+KEY+name+hash+base64
    assert len(secret) == 44
    rows = [*Log.objects.values(), *Checkpoint.objects.values()]
    assert secret not in str(rows)


def test_logs_of_other_names_have_keys_of_their_own(log, settings):
    other = actions.create_log("internal", origin=ORIGIN + "-dalam")
    assert Path(settings.IKRAR_LOG_KEY + "-internal").exists()
    assert other.vkey != log.vkey
    append_one(log="internal")
    assert actions.sequence("internal") == 1
    log.refresh_from_db()
    assert log.size == 0


def test_create_log_never_overwrites_a_key(db, settings):
    Path(settings.IKRAR_LOG_KEY).write_text("kunci lama")
    with pytest.raises(NotPossible, match="move the file away"):
        actions.create_log("public", origin=ORIGIN)
    assert Path(settings.IKRAR_LOG_KEY).read_text() == "kunci lama"
    assert not Log.objects.exists()


def test_create_log_twice_is_refused_and_keeps_the_key(log, settings):
    before = Path(settings.IKRAR_LOG_KEY).read_text()
    for name, origin in (("public", "lain.contoh"), ("lain", ORIGIN)):
        with pytest.raises(NotPossible, match="already"):
            actions.create_log(name, origin=origin)
    assert Path(settings.IKRAR_LOG_KEY).read_text() == before


def test_create_log_that_fails_leaves_no_key(db, settings, monkeypatch):
    monkeypatch.setattr(Checkpoint.objects, "create", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.create_log("public", origin=ORIGIN)
    assert not Path(settings.IKRAR_LOG_KEY).exists()
    assert not Log.objects.exists()


def test_an_origin_that_cannot_name_a_key_is_refused(db, settings):
    with pytest.raises(InputError):
        actions.create_log("public", origin="dua kata")
    assert not Path(settings.IKRAR_LOG_KEY).exists()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda path: path.unlink(), "missing"),
        (lambda path: path.chmod(0o640), "chmod 600"),
        (lambda path: path.write_text("bukan kunci"), "not a signer key"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "cannot be read"),
        (
            lambda path: path.write_text(SignerKey.generate(ORIGIN).serialise()),
            "not the key of this log",
        ),
    ],
)
def test_a_wrong_key_stops_the_sequencer_and_loses_nothing(log, spoil, message):
    append_one()
    path = keys.key_path("public")
    good = path.read_bytes()
    spoil(path)
    with pytest.raises((NotPossible, InputError), match=message):
        actions.sequence()
    assert Entry.objects.get().is_pending
    path.write_bytes(good)
    path.chmod(0o600)
    assert actions.sequence() == 1


@pytest.mark.parametrize("sizes", [[1], [255, 1, 1], [256], [300, 300], [1, 2, 3, 700]])
def test_sequence_numbers_in_order_and_signs_the_root(log, fill, sizes):
    refs = [ref for size in sizes for ref in fill(size)]
    rows = list(Entry.objects.order_by("index"))
    assert [row.ref for row in rows] == refs
    assert [row.index for row in rows] == list(range(len(refs)))
    hashes = [merkle.leaf_hash(bytes(row.data)) for row in rows]
    root = merkle.Frontier().extend(hashes).root()
    signed = open_checkpoint(log.note, [VerifierKey.parse(log.vkey)])
    assert (log.size, bytes(log.root)) == (signed.size, signed.root) == (len(refs), root)
    assert set(Checkpoint.objects.values_list("size", flat=True)) == {
        sum(sizes[:n]) for n in range(len(sizes) + 1)
    }
    stored = {(tile.level, tile.index): bytes(tile.hashes) for tile in Tile.objects.all()}
    wanted = list(tiles.tiles_of(len(refs)))
    assert set(stored) == {(tile.level, tile.index) for tile in wanted}
    assert all(len(stored[t.level, t.index]) == 32 * t.width for t in wanted)


def test_sequence_takes_at_most_its_limit(log):
    for _ in range(5):
        append_one()
    assert [actions.sequence(limit=2) for _ in range(4)] == [2, 2, 1, 0]


def test_sequence_reads_the_right_edge_only(log, fill, django_assert_num_queries):
    fill(700)
    append_one()
    with django_assert_num_queries(8):  # savepoint, log, edge, number, move, tiles, note, savepoint
        assert actions.sequence() == 1


def test_sequence_of_a_log_that_is_not_there_does_nothing(db):
    assert actions.sequence("tiada") == 0


def test_work_does_one_batch_at_a_time(log):
    assert work.do_one() is False
    append_one()
    assert queries.waiting() == (1, START)
    assert work.do_one() is True
    assert work.do_one() is False
    assert queries.waiting() == (0, None)


def test_the_loser_of_a_race_does_nothing(log, fill, monkeypatch):
    fill(3)
    append_one()
    before = _everything()
    grow = tiles.grow

    def moved_meanwhile(*args):
        Log.objects.update(size=F("size") + 1)
        return grow(*args)

    monkeypatch.setattr(actions.tiles, "grow", moved_meanwhile)
    assert actions.sequence() == 0
    assert _everything() == before
    monkeypatch.undo()
    assert actions.sequence() == 1


@pytest.mark.parametrize("step", ["leaf_hash", "grow", "root", "sign", "tiles", "checkpoint"])
def test_a_failure_at_any_step_changes_nothing(log, fill, monkeypatch, step):
    fill(3)
    append_one()
    before = _everything()
    target, name = {
        "leaf_hash": (actions.merkle, "leaf_hash"),
        "grow": (actions.tiles, "grow"),
        "root": (actions.tiles, "overlay"),
        "sign": (actions.checkpoints, "sign"),
        "tiles": (Tile.objects, "bulk_create"),
        "checkpoint": (Checkpoint.objects, "create"),
    }[step]
    monkeypatch.setattr(target, name, lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.sequence()
    assert _everything() == before
    monkeypatch.undo()
    assert actions.sequence() == 1
    assert list(queries.audit()) == []


def _everything():
    return [list(model.objects.order_by("pk").values()) for model in (Log, Entry, Tile, Checkpoint)]


@pytest.mark.parametrize(
    "tamper",
    [
        lambda: Log.objects.update(size=2),
        lambda: Log.objects.update(root=bytes(32)),
        lambda: Log.objects.update(note=F("origin")),
        lambda: Log.objects.update(origin="lain.contoh"),
        lambda: Tile.objects.update(hashes=bytes(96)),
        lambda: Tile.objects.all().delete(),
    ],
    ids=["size", "root", "note", "origin", "tile", "no tile"],
)
def test_nothing_is_signed_on_top_of_what_was_changed(log, fill, tamper):
    fill(3)
    append_one()
    tamper()
    with pytest.raises(NotPossible, match="changed by other hands"):
        actions.sequence()
    assert Entry.objects.filter(index=None).count() == 1


def test_append_many_is_as_append(log):
    ref = uuid.uuid4()
    assert actions.append_many([Leaf("signature", ref, START, {"a": 1})]) == 1
    many = Entry.objects.get()
    one = append_one()
    assert (many.kind, many.at, many.log_id) == (one.kind, one.at, one.log_id)
    assert entries.decode(bytes(many.data)).keys() == entries.decode(one.data).keys()
