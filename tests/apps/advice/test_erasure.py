"""What goes: the words of askers once their time is over, and of whoever was erased. Answers and the log stay whole."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ikrar.advice import actions, work
from ikrar.advice.models import Question
from ikrar.advice.queries import audit_answers
from ikrar.advice.states import HandlingKind, QuestionState
from ikrar.errors import NotPossible
from tests.apps.advice import steps

pytestmark = pytest.mark.django_db
S = QuestionState


@pytest.fixture
def look(monkeypatch):
    """What the worker does once in a while."""

    def look():
        monkeypatch.setattr(work, "_looked_at", [float("-inf")])
        return work.do_one()

    return look


def age(question: Question) -> None:
    Question.objects.filter(pk=question.pk).update(asked_at=timezone.now() - timedelta(days=9_999))


def found() -> list[str]:
    return [str(one.what) for one in audit_answers()]


@pytest.mark.parametrize("state", [S.PUBLISHED, S.WITHDRAWN, S.DECLINED])
def test_what_is_over_and_old_loses_its_words_and_nothing_else(officers, look, state):
    question = steps.in_state(officers, state)
    assert not look()
    age(question)
    assert look()
    question = steps.fresh(question)
    assert (question.text, question.asked_by, question.state) == ("", None, state)
    assert bytes(question.handlings.first().salt) == b""
    assert question.handlings.last().kind == HandlingKind.ERASED
    assert found() == []
    assert not look()


@pytest.mark.parametrize("state", [S.ASKED, S.ANSWERED])
def test_what_still_waits_is_kept(officers, look, state):
    question = steps.in_state(officers, state)
    age(question)
    assert not look()
    with pytest.raises(NotPossible, match="masa simpan"):
        actions.erase_question(question)
    assert steps.fresh(question).text == steps.TEXT


def test_who_is_erased_leaves_no_words(officers, cast, look):
    question = steps.ask(cast.ani).question
    type(cast.ani.employee).objects.filter(pk=cast.ani.employee_id).update(erased_at=timezone.now())
    assert look()
    assert (steps.fresh(question).text, steps.fresh(question).asked_by) == ("", None)
    assert question.handlings.first().by is None
    assert found() == []


def test_without_its_entry_nothing_is_erased(officers, monkeypatch):
    question = steps.in_state(officers, S.DECLINED)
    age(question)
    monkeypatch.setattr("ikrar.ledger.actions.append", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        actions.erase_question(question)
    assert steps.fresh(question).text == steps.TEXT


def test_other_hands_are_named(officers, look):
    question = steps.in_state(officers, S.DECLINED)
    age(question)
    look()
    rows = Question.objects.filter(pk=question.pk)
    rows.update(text="ditulis lagi")
    assert found() == ["question-not-erased"]
    rows.update(text="")
    question.handlings.filter(kind=HandlingKind.ERASED).delete()
    assert "question-changed" in found()


def test_the_pages_of_an_erased_question_say_so(officers, client, look):
    question = steps.in_state(officers, S.PUBLISHED)
    age(question)
    look()
    client.force_login(officers.gita)
    shown = client.get(reverse("question", args=[question.pk])).content.decode()
    assert "sudah dihapus" in shown
    assert steps.WORDING in shown
