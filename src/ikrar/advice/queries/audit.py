"""Compare questions, answers and what was done with them with both logs.

In: rows, none of which is trusted, and entries, which `ledger.queries.audit` checks against the signed trees. Out: named
discrepancies; nothing where all is well.
"""

import hashlib
from collections.abc import Iterator
from enum import StrEnum
from typing import Any
from uuid import UUID

from ikrar.advice.models import Handling, Question
from ikrar.advice.states import ENTRIES, LEADS_TO, HandlingKind, QuestionState
from ikrar.ledger.queries import Discrepancy, commitments, recomputed
from ikrar.ledger.queries.commitments import Logged

WRITTEN = (HandlingKind.ANSWERED, HandlingKind.PUBLISHED)
SHOWN = (QuestionState.ANSWERED, QuestionState.PUBLISHED, QuestionState.WITHDRAWN)


class What(StrEnum):
    UNLOGGED = "advice-unlogged"
    REMOVED = "advice-row-removed"
    CHANGED = "advice-changed"
    STATE = "advice-state"
    QUESTION = "question-changed"
    ANSWER = "answer-changed"
    NOT_ERASED = "question-not-erased"


def asked_facts(question: Question) -> dict[str, Any]:
    """What the log commits to of a question: the hash of its words, its day and its role."""
    digest = hashlib.sha256(question.text.encode()).hexdigest()
    return {"text": digest, "on": question.on.isoformat(), "role": question.role}


def audit_answers() -> Iterator[Discrepancy]:
    """Name whatever was changed, removed or added by other hands."""
    logged = commitments(ENTRIES.values())
    yield from _handlings(logged)
    rows = Question.objects.select_related("answer").prefetch_related("handlings")
    for question in rows.iterator(chunk_size=500):
        yield from _question(question)


def _handlings(logged: dict[UUID, Logged]) -> Iterator[Discrepancy]:
    there = set()
    for row in Handling.objects.select_related("question", "by").iterator():
        where = f"handling {row.ref.hex} of question {row.question.ref.hex}"
        there.add(row.ref)
        if row.ref not in logged:
            yield Discrepancy(What.UNLOGGED, where, "has no entry in a log")
        elif row.question.erased_at and row.kind == HandlingKind.ASKED:
            continue  # nobody can tell any more what it said
        elif logged[row.ref] != (*row.entry, recomputed(row.salt, row.disclosure())):
            yield Discrepancy(What.CHANGED, where, "is not what its entry commits to")
    for ref in logged.keys() - there:
        yield Discrepancy(What.REMOVED, f"handling {ref.hex}", "is in a log, but its row is gone")


def _question(question: Question) -> Iterator[Discrepancy]:
    """The rows of a question say what its last acts said."""
    acts = list(question.handlings.all())
    where = f"question {question.ref.hex}"
    moves = [act for act in acts if act.kind in LEADS_TO]
    last = LEADS_TO[HandlingKind(moves[-1].kind)] if moves else None
    if question.state != last:
        detail = f"stands as {question.state}; its acts say {last}"
        yield Discrepancy(What.STATE, where, detail)
    if question.erased_at is not None:
        yield from _erased(question, acts, where)
    elif not acts or acts[0].facts != asked_facts(question):
        yield Discrepancy(What.QUESTION, where, "differs from what was asked")
    written = [act.facts for act in acts if act.kind in WRITTEN]
    answer = getattr(question, "answer", None)
    if (answer.told() if answer else None) != (written[-1] if written else None):
        yield Discrepancy(What.ANSWER, where, "its answer differs from what was written last")
    elif answer is None and question.state in SHOWN:
        yield Discrepancy(What.ANSWER, where, "has no answer")


def _erased(question: Question, acts: list[Handling], where: str) -> Iterator[Discrepancy]:
    """An erased question tells nothing of its asker, and one of its acts says so."""
    if question.text or question.asked_by_id or not acts or acts[0].facts:
        yield Discrepancy(What.NOT_ERASED, where, "was erased, but still tells something")
    if not any(act.kind == HandlingKind.ERASED for act in acts):
        yield Discrepancy(What.QUESTION, where, "says that it was erased, and its acts do not")
