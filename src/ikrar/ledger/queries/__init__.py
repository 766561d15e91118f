"""Reads of the log: rows and tiles as others download them, proofs, and the audit."""

from ikrar.ledger.queries.auditing import audit
from ikrar.ledger.queries.commitments import commitments, recomputed
from ikrar.ledger.queries.discrepancy import ADVICE, Discrepancy, What
from ikrar.ledger.queries.proofs import Inclusion, consistency, entry_of, inclusion
from ikrar.ledger.queries.reads import (
    NO_LOG,
    PublicLog,
    check_within,
    entries_bytes,
    entry_data,
    get_log,
    latest_checkpoint,
    log_names,
    public_log,
    tile_bytes,
    tile_reader,
    waiting,
    waiting_logs,
)

__all__ = [
    "ADVICE",
    "NO_LOG",
    "Discrepancy",
    "Inclusion",
    "PublicLog",
    "What",
    "audit",
    "check_within",
    "commitments",
    "consistency",
    "entries_bytes",
    "entry_data",
    "entry_of",
    "get_log",
    "inclusion",
    "latest_checkpoint",
    "log_names",
    "public_log",
    "recomputed",
    "tile_bytes",
    "tile_reader",
    "waiting",
    "waiting_logs",
]
