"""Reads of reports."""

from ikrar.reports.queries.audit import audit_reports
from ikrar.reports.queries.reading import (
    Line,
    Piece,
    case_of,
    content_of,
    contents_of,
    count_by_state,
    due_check_ins,
    due_erasures,
    evidence,
    identity_of,
    in_words,
    key_for,
    mailbox,
    merged_into,
    piece_of,
    report_for,
    report_of,
    visible_to,
)
from ikrar.reports.queries.similar import Alike, alike

__all__ = [
    "Alike",
    "Line",
    "Piece",
    "alike",
    "audit_reports",
    "case_of",
    "content_of",
    "contents_of",
    "count_by_state",
    "due_check_ins",
    "due_erasures",
    "evidence",
    "identity_of",
    "in_words",
    "key_for",
    "mailbox",
    "merged_into",
    "piece_of",
    "report_for",
    "report_of",
    "visible_to",
]
