"""A question's way to the library, step by step, as officers would walk it."""

from datetime import date

from ikrar.advice import actions, codes
from ikrar.advice.actions import Asked, Filed, Reply
from ikrar.advice.models import Answer, Handling, Question
from ikrar.advice.states import QuestionState

ON = date(2024, 1, 10)
TEXT = "Bolehkah saya menyukai unggahan sepupu yang menjadi caleg zqxwv?"
WORDING = "Bolehkah pegawai menyukai unggahan kerabat yang menjadi calon?"
WORDS = "Bentuk itu tercatat sebagai pelanggaran; yang aman ialah mengunggah informasi resmi penyelenggara."
REASON = "Perlu kutipan norma yang lebih tepat"


def asked(**more) -> Asked:
    return Asked(**{"text": TEXT, "on": ON, "role": "asn", "form": codes.new_form()} | more)


def ask(by=None, **more) -> Filed:
    return actions.ask_question(asked(**more), by=by)


def reply(**more) -> Reply:
    given = {
        "wording": WORDING, "outcome": "no", "text": WORDS, "forms": ("D-06",),
        "norms": ("UU20/2023:9:2",), "valid_from": ON, "valid_until": None,
    }  # fmt: skip
    return Reply(**given | more)


def seen(question: Question) -> int:
    return Handling.objects.filter(question=question).order_by("-pk")[0].pk


def fresh(question: Question) -> Question:
    """The question as another officer would load it."""
    return Question.objects.get(pk=question.pk)


def answered(officers, **more) -> Question:
    question = ask().question
    actions.answer_question(question, reply(**more), by=officers.gita)
    return fresh(question)


def published(officers, **more) -> Answer:
    question = answered(officers, **more)
    return actions.publish_answer(question, seen=seen(question), by=officers.citra)


def in_state(officers, state: QuestionState) -> Question:
    """A question in this state, by the real actions."""
    if state == QuestionState.ASKED:
        return ask().question
    if state == QuestionState.DECLINED:
        return actions.decline_question(ask().question, REASON, by=officers.gita)
    if state == QuestionState.ANSWERED:
        return answered(officers)
    question = fresh(published(officers).question)
    if state == QuestionState.WITHDRAWN:
        actions.withdraw_answer(question, REASON, by=officers.gita)
    return fresh(question)
