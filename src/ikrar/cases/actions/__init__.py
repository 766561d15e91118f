"""Every write of a case, one duty per file. Each call is one transaction, one step and one entry of the log."""

from ikrar.cases.actions.clocks import pause_deadline, prolong_deadline, recompute_deadlines
from ikrar.cases.actions.decisions import (
    Ruling,
    close,
    decide,
    dismiss,
    note_unserved,
    put_in_force,
    recommend,
    send_back,
    serve,
)
from ikrar.cases.actions.erasure import erase_case, keep_until
from ikrar.cases.actions.escalation import escalate
from ikrar.cases.actions.evidence import (
    File,
    add_evidence,
    add_finding,
    add_item,
    note_custody,
)
from ikrar.cases.actions.examination import (
    Member,
    add_text,
    form_team,
    hold_hearing,
    note_absence,
    record_reply,
    summon,
)
from ikrar.cases.actions.feeds import end_feed, make_feed
from ikrar.cases.actions.opening import NewCase, Opened, join, open_case
from ikrar.cases.actions.people import (
    Reported,
    add_subject,
    assign,
    drop_excluded_keys,
    grant_key,
    name_superiors,
    unassign,
)
from ikrar.cases.actions.referrals import (
    Packed,
    acknowledge_referral,
    addressees,
    answer_referral,
    refer,
)
from ikrar.cases.actions.remedies import (
    annul_decision,
    change_decision,
    confirm_decision,
    seek_remedy,
)
from ikrar.cases.actions.verdicts import Assessment, give_verdict

__all__ = [
    "Assessment",
    "File",
    "Member",
    "NewCase",
    "Opened",
    "Packed",
    "Reported",
    "Ruling",
    "acknowledge_referral",
    "add_evidence",
    "add_finding",
    "add_item",
    "add_subject",
    "add_text",
    "addressees",
    "annul_decision",
    "answer_referral",
    "assign",
    "change_decision",
    "close",
    "confirm_decision",
    "decide",
    "dismiss",
    "drop_excluded_keys",
    "end_feed",
    "erase_case",
    "escalate",
    "form_team",
    "give_verdict",
    "grant_key",
    "hold_hearing",
    "join",
    "keep_until",
    "make_feed",
    "name_superiors",
    "note_absence",
    "note_custody",
    "note_unserved",
    "open_case",
    "pause_deadline",
    "prolong_deadline",
    "put_in_force",
    "recommend",
    "recompute_deadlines",
    "record_reply",
    "refer",
    "seek_remedy",
    "send_back",
    "serve",
    "summon",
    "unassign",
]
