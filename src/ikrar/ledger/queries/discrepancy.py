"""What an audit can find, each with the words that tell a database's keeper what to do."""

from dataclasses import dataclass
from enum import StrEnum


class What(StrEnum):
    ENTRY_CHANGED = "entry-changed"
    ENTRY_REMOVED = "entry-removed"
    ENTRY_MOVED = "entry-moved"
    ENTRY_DISPUTED = "entry-disputed"
    ENTRY_UNSIGNED = "entry-unsigned"
    ENTRY_UNREADABLE = "entry-unreadable"
    ENTRY_LABEL = "entry-label"
    BACK_DATED = "back-dated"
    FUTURE_DATED = "future-dated"
    REF_TWICE = "ref-twice"
    TILE_CHANGED = "tile-changed"
    TILE_MISSING = "tile-missing"
    TILE_LEFT_OVER = "tile-left-over"
    CHECKPOINT_UNSIGNED = "checkpoint-unsigned"
    CHECKPOINT_MISFIT = "checkpoint-misfit"
    LOG_ROW = "log-row"
    KEY_REPLACED = "key-replaced"
    SAVED_UNSIGNED = "saved-checkpoint-unsigned"
    HISTORY_REWRITTEN = "history-rewritten"
    LOG_SHORTENED = "log-shortened"


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing that is not as it was signed: its kind, the row or file, and what is wrong."""

    what: str
    where: str
    detail: str


_KEEP = "Copy the database as it is now (it is the evidence)"

ADVICE: dict[str, str] = {
    What.ENTRY_CHANGED: f"The row was edited after it was signed. {_KEEP}, then put the row back"
    " from a backup that the audit passes, or from a mirror's tile/entries.",
    What.ENTRY_REMOVED: f"Rows of the log were deleted or unnumbered. {_KEEP}, then restore them"
    " from a backup that the audit passes, or from a mirror's tile/entries.",
    What.ENTRY_MOVED: f"Rows were given each other's numbers. {_KEEP}, then set each row's index"
    " back to the number named here.",
    What.ENTRY_DISPUTED: "The row and the tree disagree and neither leads to a signed checkpoint:"
    f" more than one thing was edited. {_KEEP} and compare with backup and mirrors.",
    What.ENTRY_UNSIGNED: f"Rows have numbers that the log never signed. {_KEEP}; somebody wrote"
    " them by hand.",
    What.ENTRY_UNREADABLE: f"The bytes are not a log entry. {_KEEP} and restore the row.",
    What.ENTRY_LABEL: "The searchable columns of the row do not say what its signed data says."
    f" The data counts. {_KEEP}, then set ref, kind and at to what the data says.",
    What.BACK_DATED: "The entry claims a time well before entries that were logged ahead of it."
    " Ask who wrote it; a server whose clock was wrong leaves the same trace.",
    What.FUTURE_DATED: "The entry claims a time that has not come yet. Check the server's clock.",
    What.REF_TWICE: "Two rows share one reference, which the database normally forbids. Find out"
    " who removed that constraint.",
    What.TILE_CHANGED: "The rows of entries fit the signature, this stored part of the tree does"
    f" not. {_KEEP}, then restore the tile from a backup or a mirror (same path).",
    What.TILE_MISSING: "A stored part of the tree is missing or cut. Restore it from a backup or a"
    " mirror (same path).",
    What.TILE_LEFT_OVER: "A stored part of the tree lies beyond what was signed. The log was set"
    " back, or the row was written by hand.",
    What.CHECKPOINT_UNSIGNED: "This stored checkpoint is not signed by the log's key, or not for"
    f" the size of its row. {_KEEP} and restore the row from a backup.",
    What.CHECKPOINT_MISFIT: "The log's key signed a tree that is not the tree of these rows."
    f" {_KEEP}. If row and tile findings above do not explain it, the key was misused: replace"
    " it and tell everyone who verifies.",
    What.LOG_ROW: "The row of the log itself was edited; nothing more is signed until it is put"
    " right. Restore it from a backup that the audit passes.",
    What.KEY_REPLACED: "Whoever replaced the key can sign a new history with it. Do not trust this"
    " database; compare with checkpoints that outsiders kept.",
    What.SAVED_UNSIGNED: "Either the checkpoint is of another log, or this log got another key."
    " Keep the checkpoint: it is the evidence.",
    What.HISTORY_REWRITTEN: "Someone with the log's key wrote another past. Keep the saved"
    " checkpoint and a copy of the database: together they prove it to anyone.",
    What.LOG_SHORTENED: "Entries that were signed once are gone: an old backup was restored, or"
    " the log was cut. Find the newer database before anything more is signed.",
}
