"""Reads of cases: lists, clocks, content for who holds the key, and the audit."""

from ikrar.cases.queries.audit import audit_cases
from ikrar.cases.queries.cases import cases, counts, get_case, history, visible_to
from ikrar.cases.queries.content import (
    Read,
    can_read,
    data_key,
    open_item,
    subjects,
    texts,
    verdict_note,
    waiting_referrals,
)
from ikrar.cases.queries.deadlines import (
    due_this_week,
    expected,
    left,
    names_running,
    overdue,
    overdue_deciders,
    running,
    to_escalate,
)

__all__ = [
    "Read",
    "audit_cases",
    "can_read",
    "cases",
    "counts",
    "data_key",
    "due_this_week",
    "expected",
    "get_case",
    "history",
    "left",
    "names_running",
    "open_item",
    "overdue",
    "overdue_deciders",
    "running",
    "subjects",
    "texts",
    "to_escalate",
    "verdict_note",
    "visible_to",
    "waiting_referrals",
]
