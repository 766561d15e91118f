"""Every write about reports."""

from ikrar.reports.actions.erasure import erase_report, sweep_tickets
from ikrar.reports.actions.intake import Filed, stretch, submit
from ikrar.reports.actions.mailbox import add_evidence, delete_report, write
from ikrar.reports.actions.sharing import share_with
from ikrar.reports.actions.triage import (
    Asked,
    accept,
    ask_identity,
    check_in,
    close,
    merge,
    note_custody,
    pass_on,
    reply,
)

__all__ = [
    "Asked",
    "Filed",
    "accept",
    "add_evidence",
    "ask_identity",
    "check_in",
    "close",
    "delete_report",
    "erase_report",
    "merge",
    "note_custody",
    "pass_on",
    "reply",
    "share_with",
    "stretch",
    "submit",
    "sweep_tickets",
    "write",
]
