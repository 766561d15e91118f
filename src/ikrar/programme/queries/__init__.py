"""Reads: messages, their guards, the calendar, gaps, the audit."""

from ikrar.programme.queries.audit import audit_messages
from ikrar.programme.queries.gaps import gaps, next_gap, next_up, outlook
from ikrar.programme.queries.guarding import Guarded, Judged, draft_of, guarded
from ikrar.programme.queries.messages import (
    acts_of,
    communications_people,
    count_by_state,
    due,
    listed,
    message_by_pk,
    overruled,
    plan_by_ref,
    public_by_ref,
    publication_of,
    published,
)
from ikrar.programme.queries.moments import (
    local,
    now,
    pack_or_none,
    phase_of,
    start_of,
    the_pack,
    zone,
)

__all__ = [
    "Guarded", "Judged", "acts_of", "audit_messages", "communications_people", "count_by_state",
    "draft_of", "due", "gaps", "guarded", "listed", "local", "message_by_pk", "next_gap", "next_up", "now", "outlook", "overruled",
    "pack_or_none", "phase_of", "plan_by_ref", "public_by_ref", "publication_of", "published",
    "start_of", "the_pack", "zone",
]  # fmt: skip
