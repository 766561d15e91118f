"""A question comes in: without a name unless its asker wants one, opened later by a code that only they have."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.advice import codes
from ikrar.advice.actions.record import record, words
from ikrar.advice.models import Question
from ikrar.advice.queries.audit import asked_facts
from ikrar.advice.states import HandlingKind
from ikrar.advice.words import ROLES
from ikrar.errors import InputError, NotPossible
from ikrar.people.models import User
from ikrar.people.policies import Actor

LONGEST: Final = 2_000
MOST_AN_HOUR: Final = 200  # of all askers together who gave no name


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked; `form` is the number of the form it came from."""

    text: str
    on: date
    role: str
    form: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Filed:
    """A question that waits, and the code that only its asker gets to see."""

    question: Question
    code: str = field(repr=False)


def ask_question(asked: Asked, *, by: Actor) -> Filed:
    """File a question; the same form sent twice is one question. `by` is who wants to be known, or None."""
    text = words(asked.text, least=10, most=LONGEST)
    if asked.role not in ROLES or not codes.is_form(asked.form):
        raise InputError(_("Formulir ini rusak. Muat ulang halaman, lalu kirim lagi."))
    code = codes.code_of(asked.form)
    known = by if isinstance(by, User) else None
    try:
        with transaction.atomic():
            if known is None:
                _check_flood()
            question = Question.objects.create(
                code_sha256=codes.hash_of(code), text=text, on=asked.on, role=asked.role,
                asked_by=known, asked_at=timezone.now().replace(second=0, microsecond=0),
            )  # fmt: skip
            record(question, HandlingKind.ASKED, asked_facts(question), by=known)
    except IntegrityError:
        question = Question.objects.get(code_sha256=codes.hash_of(code))
    return Filed(question, code)


def _check_flood() -> None:
    since = timezone.now() - timedelta(hours=1)
    recent = Question.objects.filter(asked_by=None, asked_at__gt=since)
    if recent.count() >= MOST_AN_HOUR:
        raise NotPossible(
            _(
                "Banyak pertanyaan datang bersamaan. Tulisan Anda masih ada di bawah; coba lagi nanti."
            )
        )
