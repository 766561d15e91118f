"""Reads: the pack of the day, the library of answers, the desk, the audit, what is to be erased."""

from ikrar.advice.queries.audit import audit_answers
from ikrar.advice.queries.desk import (
    Listed,
    count_by_state,
    listed,
    question_by_pk,
    to_be_looked_at,
)
from ikrar.advice.queries.erasure import due_erasures
from ikrar.advice.queries.figures import AnswerFigures, answer_figures
from ikrar.advice.queries.library import (
    Shown,
    answer_by_ref,
    answers_on,
    published,
    question_by_code,
    shown,
)
from ikrar.advice.queries.packs import day, pack_or_none, the_pack

__all__ = [
    "AnswerFigures", "Listed", "Shown", "answer_by_ref", "answer_figures", "answers_on", "audit_answers", "count_by_state", "day",
    "due_erasures", "listed", "pack_or_none", "published", "question_by_code", "question_by_pk", "shown", "the_pack",
    "to_be_looked_at",
]  # fmt: skip
