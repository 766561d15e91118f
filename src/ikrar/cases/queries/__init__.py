"""Reads of cases: lists, clocks, content for who holds the key, and the audit."""

from ikrar.cases.queries.audit import audit_cases
from ikrar.cases.queries.cases import cases, get_case, history, visible_to
from ikrar.cases.queries.content import (
    Read,
    data_key,
    names_by_hash,
    open_item,
    subjects,
    texts,
    verdict_note,
)
from ikrar.cases.queries.deadlines import (
    expected,
    feed_of,
    names_running,
    running,
    to_escalate,
    user_of_feed,
)
from ikrar.cases.queries.kept import (
    ClockFigures,
    StepClocks,
    clocks_kept,
    clocks_open,
    step_words,
)

__all__ = [
    "ClockFigures",
    "Read",
    "StepClocks",
    "audit_cases",
    "cases",
    "clocks_kept",
    "clocks_open",
    "data_key",
    "expected",
    "feed_of",
    "get_case",
    "history",
    "names_by_hash",
    "names_running",
    "open_item",
    "running",
    "step_words",
    "subjects",
    "texts",
    "to_escalate",
    "user_of_feed",
    "verdict_note",
    "visible_to",
]
