"""Every write to the log: make one, append to it, sequence what waits.

An entry is appended in the caller's transaction and waits; `sequence` gives waiting entries their
numbers, grows the tree, signs it and moves the log forward, all in one transaction. Killed at any
step, nothing happened, and the next run does the same work: recovery is the normal path.
Trusted: the key file. Before anything is signed, the old tree must still be the one signed before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from ikrar.errors import Error, NotPossible
from ikrar.ledger import keys, queries
from ikrar.ledger.models import Checkpoint, Entry, Log, Tile
from ikrar.tlog import checkpoint as checkpoints
from ikrar.tlog import entry as entries
from ikrar.tlog import merkle, tiles
from ikrar.tlog.note import VerifierKey

BATCH = 4096


@dataclass(frozen=True, slots=True)
class Leaf:
    """What `append_many` takes for each entry."""

    kind: str
    ref: UUID
    at: datetime
    payload: Mapping[str, Any]


class _Lost(Exception):
    """Another sequencer moved the log first; this one's work is rolled back."""


def create_log(name: str, *, origin: str) -> Log:
    """Make a log with its key; its first checkpoint signs the empty tree."""
    if Log.objects.filter(name=name).exists() or Log.objects.filter(origin=origin).exists():
        raise NotPossible(
            f"There is a log named {name} or of the origin {origin} already. A log is made once"
            " and then only grows; nothing was changed."
        )
    signer = keys.make_key(name, origin=origin)
    try:
        note = checkpoints.sign(checkpoints.Checkpoint(origin, 0, merkle.EMPTY_ROOT), signer)
        with transaction.atomic():
            log = Log.objects.create(
                name=name,
                origin=origin,
                vkey=signer.verifier.format(),
                root=merkle.EMPTY_ROOT,
                note=note,
            )
            Checkpoint.objects.create(log=log, size=0, note=note)
    except BaseException:
        keys.key_path(name).unlink()
        raise
    return log


def append(
    *, log: str = "public", kind: str, ref: UUID, at: datetime, payload: Mapping[str, Any]
) -> Entry:
    """Append an entry in the caller's transaction; it waits for `sequence` to number it."""
    _check_in_transaction()
    entry = _entry(Leaf(kind, ref, at, payload))
    native = connection.features.has_native_uuid_field
    moment = connection.ops.adapt_datetimefield_value(entry.at)
    with connection.cursor() as cursor:
        cursor.execute(_APPEND, [ref if native else ref.hex, kind, moment, bytes(entry.data), log])
        row = cursor.fetchone()
    if row is None:
        raise NotPossible(str(queries.NO_LOG))
    values = [*row, ref, kind, entry.at, entry.data, None]
    return Entry.from_db(connection.alias, _FIELDS, values)


# The hottest write of the house: one statement that finds the log by itself, so that there is
# no id of a log to look up before, or to go stale in a cache.
_FIELDS = ("id", "log_id", "ref", "kind", "at", "data", "index")
_APPEND = """
INSERT INTO ledger_entry (log_id, ref, kind, at, data)
SELECT id, %s, %s, %s, %s FROM ledger_log WHERE name = %s
RETURNING id, log_id
"""


def sequence(log: str = "public", *, limit: int = BATCH) -> int:
    """Number up to `limit` waiting entries, grow and sign the tree; return how many.

    0 when nothing waits, or when another sequencer is at it or was faster.
    """
    try:
        with transaction.atomic(durable=True):
            found = (
                Log.objects.select_for_update(skip_locked=True, no_key=True)
                .filter(name=log)
                .first()
            )
            return _grow(found, limit) if found else 0
    except _Lost:
        return 0


def _grow(log: Log, limit: int) -> int:
    """Do one batch; the order of the writes does not matter, since they become true together."""
    signer = keys.load_key(log.name, vkey=log.vkey)
    edge = queries.tile_reader(log, log.size)
    _check_continues(log, edge)
    leaves = _number_waiting(log, limit)
    if not leaves:
        return 0
    size = log.size + len(leaves)
    changed = tiles.grow(log.size, [merkle.leaf_hash(leaf) for leaf in leaves], edge)
    root = tiles.root(size, tiles.overlay(changed, edge))
    note = checkpoints.sign(checkpoints.Checkpoint(log.origin, size, root), signer)
    moved = Log.objects.filter(pk=log.pk, size=log.size).update(size=size, root=root, note=note)
    if moved != 1:
        raise _Lost
    Tile.objects.bulk_create(
        [Tile(log=log, level=t.level, index=t.index, hashes=data) for t, data in changed.items()],
        update_conflicts=True,
        unique_fields=["log", "level", "index"],
        update_fields=["hashes"],
    )
    Checkpoint.objects.create(log=log, size=size, note=note)
    return len(leaves)


def _check_continues(log: Log, edge: tiles.ReadTile) -> None:
    """Refuse to sign on top of rows that are not what this key signed last."""
    try:
        signed = checkpoints.open_checkpoint(log.note, [VerifierKey.parse(log.vkey)])
        holds = (signed.origin, signed.size, signed.root) == (
            log.origin,
            log.size,
            bytes(log.root),
        ) and tiles.root(log.size, edge) == signed.root
    except Error as error:
        raise NotPossible(_CHANGED.format(name=log.name, why=error)) from error
    if not holds:
        why = f"the rows of size {log.size} are not the tree that was signed"
        raise NotPossible(_CHANGED.format(name=log.name, why=why))


_CHANGED = (
    "The log {name} was changed by other hands, so nothing more is signed ({why})."
    " What was signed by people waits and is not lost. Run `ikrar log audit`, keep a copy of the"
    " database as it is now, and restore the last backup that the audit passes."
)

# One statement numbers the entries and brings them back: same set, whoever appends meanwhile.
_NUMBER = """
UPDATE ledger_entry SET "index" = %s + waiting.place
FROM (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM ledger_entry
      WHERE log_id = %s AND "index" IS NULL ORDER BY id LIMIT %s) AS waiting
WHERE ledger_entry.id = waiting.id
RETURNING "index", data
"""


def _number_waiting(log: Log, limit: int) -> list[bytes]:
    """Give waiting entries the next numbers, in the order of their ids; return their data."""
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, [log.size, log.pk, limit])
        rows = sorted(cursor.fetchall())
    return [bytes(data) for _index, data in rows]


def append_many(leaves: Iterable[Leaf], *, log: str = "public") -> int:
    """Append entries in bulk, in the caller's transaction; return how many."""
    _check_in_transaction()
    found = queries.get_log(log)
    rows = [_entry(leaf) for leaf in leaves]
    for row in rows:
        row.log = found
    return len(Entry.objects.bulk_create(rows, batch_size=1000))


def _check_in_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "An entry is appended in the transaction of the act that it records: wrap both in"
            " transaction.atomic()."
        )


def _entry(leaf: Leaf) -> Entry:
    if leaf.at.tzinfo is None:
        raise ValueError("The time of an entry needs a time zone.")
    at = leaf.at.astimezone(UTC).replace(microsecond=0)
    fields = {
        **leaf.payload,
        "kind": leaf.kind,
        "ref": leaf.ref.hex,
        "at": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return Entry(kind=leaf.kind, ref=leaf.ref, at=at, data=entries.encode(fields))
