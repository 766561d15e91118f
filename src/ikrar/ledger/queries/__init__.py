"""Reads of the log: rows and tiles as others download them, and proofs."""

from ikrar.ledger.queries.proofs import Inclusion, consistency, entry_of, inclusion
from ikrar.ledger.queries.reads import (
    NO_LOG,
    check_within,
    entries_bytes,
    entry_data,
    get_log,
    latest_checkpoint,
    tile_bytes,
    tile_reader,
    waiting,
    waiting_logs,
)

__all__ = [
    "NO_LOG",
    "Inclusion",
    "check_within",
    "consistency",
    "entries_bytes",
    "entry_data",
    "entry_of",
    "get_log",
    "inclusion",
    "latest_checkpoint",
    "tile_bytes",
    "tile_reader",
    "waiting",
    "waiting_logs",
]
