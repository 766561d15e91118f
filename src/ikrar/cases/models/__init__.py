"""Rows of a case, one duty per file. What is said in words is sealed under the case's box."""

from ikrar.cases.models.case import (
    Assignment,
    Case,
    CaseText,
    Logged,
    Origin,
    Step,
    Subject,
    Touch,
)
from ikrar.cases.models.clock import Deadline
from ikrar.cases.models.decision import Decision, Referral, Remedy, Verdict
from ikrar.cases.models.evidence import CustodyEvent, Item
from ikrar.cases.models.examination import Hearing, TeamMember
from ikrar.cases.models.feed import Feed

__all__ = [
    "Assignment",
    "Case",
    "CaseText",
    "CustodyEvent",
    "Deadline",
    "Decision",
    "Feed",
    "Hearing",
    "Item",
    "Logged",
    "Origin",
    "Referral",
    "Remedy",
    "Step",
    "Subject",
    "TeamMember",
    "Touch",
    "Verdict",
]
