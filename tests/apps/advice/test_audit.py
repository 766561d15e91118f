"""The audit of questions and answers names whatever other hands did, and nothing else."""

import pytest

from ikrar.advice.models import Answer, Handling, Question
from ikrar.advice.queries import audit_answers
from ikrar.advice.queries.audit import What
from ikrar.advice.states import QuestionState
from ikrar.cli.log import _audit_duties
from ikrar.ledger import actions as ledger
from ikrar.ledger import queries as logs
from ikrar.ledger.models import Entry
from tests.apps.advice import steps

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(officers):
    """One question in each state, all of them numbered in their logs."""
    questions = [steps.in_state(officers, state) for state in QuestionState]
    for log in ("public", "internal"):
        while ledger.sequence(log):
            pass
    return {question.state: question for question in questions}


def found() -> set[str]:
    return {str(one.what) for one in audit_answers()}


def test_nothing_is_found_where_nothing_was_done(kept):
    assert list(audit_answers()) == []
    assert list(_audit_duties()) == []
    assert list(logs.audit("public")) == list(logs.audit("internal")) == []


def test_numbers_are_needed_for_nothing(officers):
    steps.published(officers)
    assert list(audit_answers()) == []


def _published(kept):
    return Answer.objects.filter(question=kept[QuestionState.PUBLISHED])


HANDS = [
    (lambda kept: _published(kept).update(text="Boleh saja, tidak apa-apa."), What.ANSWER),
    (lambda kept: _published(kept).update(outcome="yes"), What.ANSWER),
    (lambda kept: _published(kept).update(norms=[]), What.ANSWER),
    (lambda kept: _published(kept).update(basis="sha256:" + "0" * 64), What.ANSWER),
    (lambda kept: Question.objects.filter(state="ditanyakan").update(text="Lain?"), What.QUESTION),
    (lambda kept: Question.objects.filter(state="ditarik").update(state="terbit"), What.STATE),
    (lambda kept: Handling.objects.filter(kind="terbit").update(facts={}), What.CHANGED),
    (lambda kept: Handling.objects.filter(kind="terbit").update(by=None), What.CHANGED),
    (lambda kept: Handling.objects.filter(kind="tolak").delete(), What.REMOVED),
    (lambda kept: Entry.objects.filter(kind="answer").delete(), What.UNLOGGED),
]


@pytest.mark.parametrize(("tamper", "what"), HANDS)
def test_what_other_hands_did_is_named(kept, tamper, what):
    tamper(kept)
    assert what in found()
