"""An officer answers with norms of the pack, in words that may be published; or says why not; or sends one back."""

import re
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.advice import law
from ikrar.advice.actions.record import move, record, words
from ikrar.advice.actions.telling import tell
from ikrar.advice.models import Answer, Question
from ikrar.advice.policies import check_can_answer, check_can_decline, check_can_return
from ikrar.advice.queries import the_pack
from ikrar.advice.states import HandlingKind, Outcome
from ikrar.errors import InputError
from ikrar.people.models import User
from ikrar.people.policies import Actor

_NUMBER_OF_A_PERSON = re.compile(r"(?<!\d)(?:\d[ .-]?){15,17}\d(?!\d)")  # NIK 16, NIP 18 digits


@dataclass(frozen=True, slots=True)
class Reply:
    """What an officer writes: the question in public words, the answer, what it cites, when it holds."""

    wording: str
    outcome: str
    text: str
    forms: tuple[str, ...]
    norms: tuple[str, ...]
    valid_from: date
    valid_until: date | None = None


@transaction.atomic
def answer_question(question: Question, reply: Reply, *, by: Actor) -> Answer:
    """Write an answer; a second person approves it. InputError where a citation does not hold."""
    user = check_can_answer(question, by=by)
    answer = _checked(question, reply, user)
    move(question, HandlingKind.ANSWERED, reason="")
    answer.save()
    record(question, HandlingKind.ANSWERED, answer.told(), by=user)
    return answer


def _checked(question: Question, reply: Reply, user: User) -> Answer:
    """The answer's row, old or new, with what was written."""
    pack = the_pack()
    found = law.cited(pack, reply.forms, reply.norms, on=reply.valid_from)
    if reply.outcome not in Outcome.values:
        raise InputError(_("Pilih hasil jawaban."))
    if reply.valid_until is not None and reply.valid_until < reply.valid_from:
        raise InputError(_("Tanggal akhir tidak boleh sebelum tanggal mulai."))
    wording = words(reply.wording, least=10, most=500)
    if _same(wording, question.text):
        raise InputError(
            _("Tulis ulang pertanyaannya dengan kata Anda: kata penanya tidak pernah diterbitkan.")
        )
    _check_anonymous(question, f"{wording}\n{reply.text}")
    answer = Answer.objects.filter(question=question).first() or Answer(question=question)
    answer.wording, answer.outcome = wording, reply.outcome
    answer.text = words(reply.text, least=20, most=5_000)
    answer.pack, answer.forms, answer.norms = pack.name, list(found.forms), list(found.norms)
    answer.basis = law.basis(pack, found.forms, found.norms)
    answer.valid_from, answer.valid_until = reply.valid_from, reply.valid_until
    answer.answered_by, answer.answered_at = user, timezone.now().replace(microsecond=0)
    answer.approved_by = answer.published_at = None
    return answer


def _check_anonymous(question: Question, public: str) -> None:
    """Refuse what would tell who asked: their name, or the number of anybody."""
    employee = question.asked_by.employee if question.asked_by else None
    is_named = employee is not None and employee.name.casefold() in public.casefold()
    if is_named or _NUMBER_OF_A_PERSON.search(public):
        raise InputError(
            _(
                "Tulisan untuk pustaka tidak boleh memuat nama penanya, NIP, atau NIK. Keluarkan dahulu."
            )
        )


def _same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but blanks, case and punctuation."""
    plain = ("".join(filter(str.isalnum, text)).casefold() for text in (one, other))
    return len(set(plain)) == 1


@transaction.atomic
def return_answer(question: Question, reason: str, *, by: Actor) -> Question:
    """Give an answer back: somebody writes it again."""
    user = check_can_return(question, by=by)
    reason = words(reason, least=10, most=500)
    move(question, HandlingKind.RETURNED)
    record(question, HandlingKind.RETURNED, {"reason": reason}, by=user)
    return question


@transaction.atomic
def decline_question(question: Question, reason: str, *, by: Actor) -> Question:
    """Answer nothing, with a reason that the asker reads."""
    user = check_can_decline(question, by=by)
    reason = words(reason, least=10, most=500)
    move(question, HandlingKind.DECLINED, reason=reason)
    row = record(question, HandlingKind.DECLINED, {"reason": reason}, by=user)
    tell(question, row)
    return question
