"""Reads of gifts: one's own, the desk, clocks, refusals and what proves them, figures, exports, the audit."""

from ikrar.gifts.queries.audit import audit_gifts
from ikrar.gifts.queries.clocks import due_erasures, running, to_escalate, to_remind
from ikrar.gifts.queries.desk import (
    ALL,
    LATE,
    TABS,
    WAITING,
    WEEK,
    Wanted,
    listed,
    next_clocks,
    pressing,
)
from ikrar.gifts.queries.exports import HEAD, rows_for_kpk
from ikrar.gifts.queries.figures import SMALL, RefusalFigures, refusal_figures
from ikrar.gifts.queries.gifts import at_desk, get_at_desk, get_own, history, own
from ikrar.gifts.queries.refusals import bundle_of, certificate_of, refusal_of

__all__ = [
    "ALL",
    "HEAD",
    "LATE",
    "SMALL",
    "TABS",
    "WAITING",
    "WEEK",
    "RefusalFigures",
    "Wanted",
    "at_desk",
    "audit_gifts",
    "bundle_of",
    "certificate_of",
    "due_erasures",
    "get_at_desk",
    "get_own",
    "history",
    "listed",
    "next_clocks",
    "own",
    "pressing",
    "refusal_figures",
    "refusal_of",
    "rows_for_kpk",
    "running",
    "to_escalate",
    "to_remind",
]
