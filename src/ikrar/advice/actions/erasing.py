"""Erasure: the asker's own words and name go once their time is over. The answer is the officers', and stays."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.advice import queries
from ikrar.advice.actions.record import record
from ikrar.advice.models import Question
from ikrar.advice.states import HandlingKind
from ikrar.errors import NotPossible
from ikrar.people.queries import the_agency, today


@transaction.atomic
def erase_question(question: Question) -> Question:
    """Erase what its asker wrote, by the system itself. NotPossible before its time."""
    at = timezone.now().replace(microsecond=0)
    due = queries.due_erasures(today(the_agency())).filter(pk=question.pk)
    rows = Question.objects.filter(pk__in=due.values("pk"), erased_at=None)
    if rows.update(text="", asked_by=None, erased_at=at) != 1:
        raise NotPossible(_("Pertanyaan ini masih dalam masa simpan."))
    question.text, question.asked_by, question.erased_at = "", None, at
    # without the salt nobody can tell any more what the entry of the question committed to
    question.handlings.filter(kind=HandlingKind.ASKED).update(facts={}, salt=b"", by=None)
    record(question, HandlingKind.ERASED, {}, by=None)
    return question
