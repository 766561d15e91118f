"""Two officers at once, one form sent many times at once: one wins, and nothing is done twice."""

import pytest

from ikrar.advice import actions
from ikrar.advice.models import Answer, Handling, Question
from ikrar.advice.queries import audit_answers
from ikrar.advice.states import HandlingKind, QuestionState
from ikrar.errors import NotPossible
from ikrar.ledger.models import Entry
from tests.apps.advice import steps
from tests.apps.pledges.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 3


def refused(act):
    """`act`, giving back whether it was refused."""

    def run():
        try:
            act()
        except NotPossible:
            return True
        return False

    return run


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_one_form_sent_six_times_at_once_is_one_question(officers, _round):
    given = steps.asked()
    filed = at_once(*[lambda: actions.ask_question(given, by=None)] * 6)
    assert len({one.code for one in filed}) == 1
    assert (Question.objects.count(), Entry.objects.filter(kind="question").count()) == (1, 1)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_of_two_who_answer_at_once_one_wins(officers, _round):
    question = steps.ask().question
    acts = [
        refused(lambda by=by: actions.answer_question(steps.fresh(question), steps.reply(), by=by))
        for by in (officers.gita, officers.citra)
    ]
    assert sorted(at_once(*acts)) == [False, True]
    assert Handling.objects.filter(kind=HandlingKind.ANSWERED).count() == 1
    assert list(audit_answers()) == []


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_approved_and_given_back_at_once_is_one_of_them(officers, _round):
    question = steps.answered(officers)
    seen = steps.seen(question)
    acts = [
        refused(
            lambda: actions.publish_answer(steps.fresh(question), seen=seen, by=officers.citra)
        ),
        refused(
            lambda: actions.return_answer(steps.fresh(question), steps.REASON, by=officers.gita)
        ),
    ]
    assert sorted(at_once(*acts)) == [False, True]
    state = steps.fresh(question).state
    assert state in {QuestionState.PUBLISHED, QuestionState.ASKED}
    assert Entry.objects.filter(kind="answer").count() == (state == QuestionState.PUBLISHED)
    assert (Answer.objects.get().approved_by is not None) == (state == QuestionState.PUBLISHED)
    assert list(audit_answers()) == []
