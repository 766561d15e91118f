"""Reads of the conversation: sources and imports, posts of batches, findings, clusters, the story."""

from ikrar.monitoring.queries.audit import audit_conversation
from ikrar.monitoring.queries.collecting import (
    next_batch,
    next_to_forget,
    next_upload,
    posts_around,
    source_by_name,
    source_by_ref,
    sources,
    texts,
    upload_by_ref,
    waiting,
)
from ikrar.monitoring.queries.figures import (
    alert_by_id,
    alerts_within,
    clusters,
    debunk_count,
    is_untold,
    months,
    new_alerts,
    next_month,
    next_undrawn,
    outlook,
)
from ikrar.monitoring.queries.findings import (
    FIELDS,
    agreements,
    decided,
    finding_by_ref,
    findings,
    handed,
    labelled,
    last_read,
    left_by_label,
    pace,
    to_read,
    unread,
)
from ikrar.monitoring.queries.judges import (
    active,
    judge_by_ref,
    next_proposal,
    packs,
    proposals,
    sitting,
)

__all__ = [
    "FIELDS", "active", "agreements", "alert_by_id", "alerts_within", "audit_conversation", "clusters", "debunk_count", "decided", "finding_by_ref", "findings", "handed",
    "is_untold", "judge_by_ref", "labelled", "last_read", "left_by_label", "months", "new_alerts", "next_batch",
    "next_month", "next_proposal", "next_to_forget", "next_undrawn", "next_upload", "outlook", "pace", "packs", "posts_around", "proposals", "sitting", "source_by_name",
    "source_by_ref", "sources", "texts", "to_read", "unread", "upload_by_ref", "waiting",
]  # fmt: skip
