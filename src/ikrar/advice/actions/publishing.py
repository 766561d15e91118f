"""A second person approves an answer, which publishes it; it may be withdrawn later. Both stand in the public log."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.advice import law
from ikrar.advice.actions.record import move, record, words
from ikrar.advice.actions.telling import tell
from ikrar.advice.models import Answer, Handling, Question
from ikrar.advice.policies import check_can_approve, check_can_withdraw
from ikrar.advice.queries import the_pack
from ikrar.advice.states import HandlingKind
from ikrar.errors import InputError, NotPossible
from ikrar.people.policies import Actor
from ikrar.people.queries import the_agency, today


@transaction.atomic
def publish_answer(question: Question, *, seen: int, by: Actor) -> Answer:
    """Approve the answer that was read and publish it. `seen` is the number of the act that wrote it."""
    user = check_can_approve(question, by=by)
    answer = _still_holds(question.answer)
    move(question, HandlingKind.PUBLISHED)
    last = Handling.objects.filter(question=question).order_by("-pk").first()
    if last is None or last.pk != seen:
        raise NotPossible(_("Jawaban ini baru saja diubah. Baca lagi sebelum menyetujuinya."))
    answer.approved_by = user
    answer.published_at = timezone.now().replace(microsecond=0)
    answer.save(update_fields=["approved_by", "published_at", "pack", "basis"])
    tell(question, record(question, HandlingKind.PUBLISHED, answer.told(), by=user))
    return answer


def _still_holds(answer: Answer) -> Answer:
    """The answer with the hash of what it cites as it is now. InputError where that does not hold any more."""
    pack = the_pack()
    if answer.valid_until is not None and answer.valid_until < today(the_agency()):
        raise InputError(_("Masa berlaku jawaban ini sudah berakhir. Kembalikan untuk diperbaiki."))
    found = law.cited(pack, answer.forms, answer.norms, on=answer.valid_from)
    answer.pack, answer.basis = pack.name, law.basis(pack, found.forms, found.norms)
    return answer


@transaction.atomic
def withdraw_answer(question: Question, reason: str, *, by: Actor) -> Question:
    """Take an answer out of the library, with a reason that everybody reads; it may be answered again."""
    user = check_can_withdraw(question, by=by)
    reason = words(reason, least=10, most=500)
    move(question, HandlingKind.WITHDRAWN, reason=reason)
    record(question, HandlingKind.WITHDRAWN, {"reason": reason}, by=user)
    return question
