"""Asking, answering, approving, withdrawing: who may, when, what the logs get, and that nothing is done by halves."""

from datetime import date

import pytest
from django.core import mail
from django.db import DatabaseError

from ikrar.advice import actions, codes, policies
from ikrar.advice.actions import asking
from ikrar.advice.models import Answer, Handling, Question
from ikrar.advice.states import ENTRIES, LEADS_TO, TRANSITIONS, HandlingKind, QuestionState
from ikrar.errors import InputError, NotAllowed, NotPossible
from ikrar.ledger.models import Entry
from ikrar.people.models import Mail, Role
from ikrar.people.states import RoleName
from tests.apps.advice import steps

pytestmark = pytest.mark.django_db


def entries(log: str) -> list[str]:
    return list(Entry.objects.filter(log__name=log).order_by("pk").values_list("kind", flat=True))


# ---------------------------------------------------------------- the way to the library


def test_a_question_walks_to_the_library(officers):
    filed = steps.ask()
    question = filed.question
    assert question.state == QuestionState.ASKED
    assert (question.asked_by, question.code_sha256) == (None, codes.hash_of(filed.code))
    answer = actions.answer_question(question, steps.reply(), by=officers.gita)
    assert (answer.answered_by, answer.approved_by, answer.published_at) == (
        officers.gita,
        None,
        None,
    )
    assert entries("public") == []
    done = actions.publish_answer(
        steps.fresh(question), seen=steps.seen(question), by=officers.citra
    )
    assert done.approved_by == officers.citra
    assert done.published_at is not None
    assert steps.fresh(question).state == QuestionState.PUBLISHED
    assert entries("internal") == ["question", "question-answered"]
    assert entries("public") == ["answer"]


def test_a_log_holds_no_name_and_no_word(officers):
    steps.published(officers)
    data = b"".join(bytes(row) for row in Entry.objects.values_list("data", flat=True))
    for secret in (b"gita", b"citra", b"zqxwv", b"kerabat", b"D-06"):
        assert secret not in data


def test_what_is_cited_is_spelt_as_the_pack_spells_it(officers):
    question = steps.answered(officers, forms=("d-06", "ke-04", "D-06"), norms=("UU20/2023:9:2",))
    assert question.answer.forms == ["D-06", "KE-04"]
    assert question.answer.norms == ["UU20/2023:9:2"]
    assert question.answer.basis.startswith("sha256:")


def test_an_answer_is_given_back_and_written_again(officers):
    question = steps.answered(officers)
    actions.return_answer(question, steps.REASON, by=officers.citra)
    question = steps.fresh(question)
    assert question.state == QuestionState.ASKED
    actions.answer_question(question, steps.reply(outcome="depends"), by=officers.citra)
    assert Answer.objects.get().answered_by == officers.citra
    actions.publish_answer(steps.fresh(question), seen=steps.seen(question), by=officers.gita)
    assert Answer.objects.get().outcome == "depends"


def test_a_withdrawn_answer_can_be_answered_again(officers):
    question = steps.in_state(officers, QuestionState.WITHDRAWN)
    assert question.reason == steps.REASON
    actions.answer_question(question, steps.reply(), by=officers.gita)
    actions.publish_answer(steps.fresh(question), seen=steps.seen(question), by=officers.citra)
    assert entries("public") == ["answer", "answer-withdrawn", "answer"]
    assert steps.fresh(question).reason == ""


def test_who_gives_a_name_gets_a_letter(officers, cast):
    cast.ani.email = "ani@contoh.test"
    cast.ani.save()
    question = steps.ask(by=cast.ani).question
    assert question.asked_by == cast.ani
    actions.decline_question(question, steps.REASON, by=officers.gita)
    [letter] = Mail.objects.all()
    assert letter.to == "ani@contoh.test"
    assert "/bolehkah/tanya/lihat/" in letter.body
    assert steps.REASON not in letter.body
    assert mail.outbox == []


def test_who_gives_none_gets_none(officers):
    steps.published(officers)
    assert not Mail.objects.exists()


# ---------------------------------------------------------------- one form, one question


def test_the_same_form_twice_is_one_question(officers):
    given = steps.asked()
    first, second = (actions.ask_question(given, by=None) for _n in range(2))
    assert first.code == second.code
    assert first.question == second.question
    assert (Question.objects.count(), Handling.objects.count()) == (1, 1)


def test_a_flood_without_names_is_stopped(officers, cast, monkeypatch):
    monkeypatch.setattr(asking, "MOST_AN_HOUR", 2)
    steps.ask()
    steps.ask()
    with pytest.raises(NotPossible):
        steps.ask()
    assert steps.ask(by=cast.ani).question.asked_by == cast.ani


def test_nul_is_dropped_and_the_rest_kept(officers):
    text = "Boleh\0kah \u202ehadir\u202c 😀 مرحبا di kampanye?"
    assert steps.ask(text=text).question.text == text.replace("\0", "")


WRONG_QUESTIONS = [
    {"text": ""}, {"text": " \n "}, {"text": "\0" * 50}, {"text": "boleh?"}, {"text": "a" * 2_001},
    {"text": "a" * 100_000}, {"role": "menteri"}, {"form": ""}, {"form": "x" * 32},
]  # fmt: skip


@pytest.mark.parametrize("more", WRONG_QUESTIONS)
def test_a_wrong_question_is_refused(officers, more):
    with pytest.raises(InputError):
        steps.ask(**more)
    assert not Question.objects.exists()


WRONG_REPLIES = [
    {"forms": ()}, {"forms": ("D-99",)}, {"forms": ("D-06", "x")}, {"norms": ()},
    {"norms": ("UU99/2099:1",)}, {"forms": ("D-06",) * 1, "norms": ("UU20/2023:9:2",) * 30},
    {"valid_from": date(1990, 1, 1)}, {"valid_until": date(2024, 1, 9)}, {"outcome": "mungkin"},
    {"wording": ""}, {"wording": "a" * 501}, {"text": "pendek"}, {"text": "a" * 5_001},
    {"wording": steps.TEXT}, {"wording": f"  {steps.TEXT.upper()} "},
]  # fmt: skip


@pytest.mark.parametrize("more", WRONG_REPLIES)
def test_a_reply_that_does_not_hold_is_refused(officers, more):
    question = steps.ask().question
    with pytest.raises(InputError):
        actions.answer_question(question, steps.reply(**more), by=officers.gita)
    assert steps.fresh(question).state == QuestionState.ASKED
    assert not Answer.objects.exists()


PERSONAL = [
    {"wording": "Bolehkah ani contoh menyukai unggahan kerabatnya?"},
    {"text": f"{steps.WORDS} Lihat 199001012015032001."},
    {"wording": "Bolehkah 19900101 201503 2 001 hadir di kampanye?"},
]


@pytest.mark.parametrize("more", PERSONAL)
def test_what_tells_who_asked_is_refused(officers, cast, more):
    question = steps.ask(by=cast.ani).question
    with pytest.raises(InputError):
        actions.answer_question(question, steps.reply(**more), by=officers.gita)
    assert not Answer.objects.exists()


def test_a_safe_act_needs_no_norm(officers):
    assert steps.answered(officers, forms=("OK-02",), norms=(), outcome="yes").answer.norms == []


# ---------------------------------------------------------------- who and when

DO = {
    HandlingKind.ANSWERED: lambda q, by: actions.answer_question(q, steps.reply(), by=by),
    HandlingKind.RETURNED: lambda q, by: actions.return_answer(q, steps.REASON, by=by),
    HandlingKind.DECLINED: lambda q, by: actions.decline_question(q, steps.REASON, by=by),
    HandlingKind.PUBLISHED: lambda q, by: actions.publish_answer(q, seen=steps.seen(q), by=by),
    HandlingKind.WITHDRAWN: lambda q, by: actions.withdraw_answer(q, steps.REASON, by=by),
}
RIGHT = [(k, s) for k in DO for s in QuestionState if LEADS_TO[k] in TRANSITIONS[s]]
WRONG = [(k, s) for k in DO for s in QuestionState if LEADS_TO[k] not in TRANSITIONS[s]]


def test_every_kind_leads_somewhere_and_has_an_entry():
    assert set(ENTRIES) == set(HandlingKind) == {*LEADS_TO, HandlingKind.ERASED}
    assert set(DO) == set(LEADS_TO) - {HandlingKind.ASKED}


@pytest.mark.parametrize(("kind", "state"), RIGHT)
def test_an_officer_may(officers, kind, state):
    question = steps.in_state(officers, state)
    assert str(kind) in policies.steps_of(question, by=officers.citra)
    DO[kind](question, officers.citra)
    assert steps.fresh(question).state == LEADS_TO[kind]


@pytest.mark.parametrize(("kind", "state"), WRONG)
def test_not_in_this_state(officers, kind, state):
    question = steps.in_state(officers, state)
    with pytest.raises(NotPossible):
        DO[kind](question, officers.citra)
    assert str(kind) not in policies.steps_of(question, by=officers.citra)
    assert steps.fresh(question).state == state


@pytest.mark.parametrize("who", ["dodi", "ani", "budi", "eka", "fajar", None])
@pytest.mark.parametrize(("kind", "state"), RIGHT)
def test_nobody_else_may(officers, cast, kind, state, who):
    question, by = steps.in_state(officers, state), getattr(cast, who) if who else None
    with pytest.raises(NotAllowed):
        DO[kind](question, by)
    assert policies.steps_of(question, by=by) == set()
    assert steps.fresh(question).state == state


def test_who_answered_does_not_approve(officers):
    question = steps.answered(officers)
    with pytest.raises(NotAllowed):
        DO[HandlingKind.PUBLISHED](question, officers.gita)


def test_who_asked_neither_answers_nor_approves(officers):
    question = steps.ask(by=officers.gita).question
    with pytest.raises(NotAllowed):
        DO[HandlingKind.ANSWERED](question, officers.gita)
    DO[HandlingKind.ANSWERED](question, officers.citra)
    with pytest.raises(NotAllowed):
        DO[HandlingKind.PUBLISHED](steps.fresh(question), officers.gita)


def test_a_role_that_was_taken_away_does_not_count(officers):
    question = steps.answered(officers)
    Role.objects.filter(user=officers.citra, name=RoleName.INSPECTOR).delete()
    with pytest.raises(NotAllowed):
        DO[HandlingKind.PUBLISHED](question, officers.citra)


# ---------------------------------------------------------------- two at once


def test_of_two_who_answer_one_wins(officers):
    question = steps.ask().question
    other = steps.fresh(question)
    DO[HandlingKind.ANSWERED](question, officers.gita)
    with pytest.raises(NotPossible):
        DO[HandlingKind.ANSWERED](other, officers.citra)
    assert Answer.objects.get().answered_by == officers.gita
    assert Handling.objects.filter(kind=HandlingKind.ANSWERED).count() == 1


def test_what_was_not_read_is_not_approved(officers):
    question = steps.answered(officers)
    read = steps.seen(question)
    actions.return_answer(question, steps.REASON, by=officers.citra)
    actions.answer_question(steps.fresh(question), steps.reply(outcome="yes"), by=officers.gita)
    with pytest.raises(NotPossible):
        actions.publish_answer(steps.fresh(question), seen=read, by=officers.citra)
    assert steps.fresh(question).state == QuestionState.ANSWERED
    assert entries("public") == []


def test_what_has_ended_is_not_published(officers, cast):
    cast.agency.is_demo, cast.agency.today = True, date(2024, 2, 1)
    cast.agency.save()
    question = steps.answered(officers, valid_until=date(2024, 1, 20))
    with pytest.raises(InputError):
        DO[HandlingKind.PUBLISHED](question, officers.citra)


# ---------------------------------------------------------------- all or nothing


@pytest.mark.parametrize(("kind", "state"), RIGHT)
def test_without_its_entry_nothing_was_done(officers, monkeypatch, kind, state):
    question = steps.in_state(officers, state)
    before = (Handling.objects.count(), list(Answer.objects.values()), Mail.objects.count())

    def fail(**_fields):
        raise DatabaseError

    monkeypatch.setattr("ikrar.ledger.actions.append", fail)
    with pytest.raises(DatabaseError):
        DO[kind](question, officers.citra)
    assert steps.fresh(question).state == state
    assert before == (Handling.objects.count(), list(Answer.objects.values()), Mail.objects.count())


def test_a_question_without_its_entry_was_not_asked(officers, monkeypatch):
    def fail(**_fields):
        raise DatabaseError

    monkeypatch.setattr("ikrar.ledger.actions.append", fail)
    with pytest.raises(DatabaseError):
        steps.ask()
    assert not Question.objects.exists()
