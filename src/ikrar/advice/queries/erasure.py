"""Which questions have been kept long enough."""

from datetime import UTC, date, datetime, time

from django.db.models import Q, QuerySet

from ikrar.advice.models import Question
from ikrar.advice.queries.packs import the_pack
from ikrar.advice.states import QuestionState
from ikrar.packs.years import years_from

ENDED = (QuestionState.PUBLISHED, QuestionState.WITHDRAWN, QuestionState.DECLINED)


def due_erasures(on: date) -> QuerySet[Question]:
    """Questions of people who were erased, and those that are over and older than the pack keeps them."""
    kept = years_from(on, -the_pack().retention.case_years)
    over = Q(state__in=ENDED, asked_at__lt=datetime.combine(kept, time(), UTC))
    gone = Q(asked_by__employee__erased_at__isnull=False)
    return Question.objects.filter(over | gone, erased_at=None).order_by("pk")
