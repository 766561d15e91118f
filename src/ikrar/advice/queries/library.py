"""The library: answers that were approved, with what is to be warned of on a day."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ikrar.advice import codes, law
from ikrar.advice.cards import Rule, rules_of
from ikrar.advice.models import Answer, Question
from ikrar.advice.states import Flag, QuestionState
from ikrar.errors import NotFound
from ikrar.packs import Pack

WORDS = 6  # of a search, beyond which words count no more


@dataclass(frozen=True, slots=True)
class Shown:
    """A published answer, its norms in words, and why it is to be read with care."""

    answer: Answer
    flags: list[Flag]
    rules: list[Rule]


def published(q: str = "") -> QuerySet[Answer]:
    """Published answers in which every word of a search stands, the newest first."""
    rows = Answer.objects.filter(question__state=QuestionState.PUBLISHED)
    for word in q.replace("\0", "").split()[:WORDS]:
        rows = rows.filter(Q(wording__icontains=word) | Q(text__icontains=word))
    return rows


def shown(answers: Iterable[Answer], pack: Pack | None, *, on: date) -> list[Shown]:
    """The same answers with their flags."""
    return [
        Shown(answer, law.flags(pack, answer, on=on), rules_of(pack, answer.norms))
        for answer in answers
    ]


def answers_on(names: Iterable[str], *, most: int = 3) -> list[Answer]:
    """The newest published answers that cite one of some forms or acts."""
    wanted = set(names)
    rows = published() if wanted else []
    return [answer for answer in rows if wanted & set(answer.forms)][:most]


def answer_by_ref(ref: uuid.UUID) -> Answer:
    """An answer that is or was published. NotFound for one that waits for approval."""
    states = (QuestionState.PUBLISHED, QuestionState.WITHDRAWN)
    rows = Answer.objects.filter(ref=ref, question__state__in=states)
    found = rows.select_related("question").first()
    if found is None:
        raise NotFound(_("Jawaban ini tidak ada."))
    return found


def question_by_code(code: str) -> Question:
    """The question that a code opens."""
    rows = Question.objects.select_related("answer").filter(code_sha256=codes.hash_of(code))
    found = rows.first()
    if found is None:
        raise NotFound(_("Tidak ada pertanyaan dengan kode ini. Periksa hurufnya satu per satu."))
    return found
