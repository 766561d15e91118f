"""How many questions were asked and answered: counts alone, never a question, its asker or who answered."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from ikrar.advice.models import Answer, Question
from ikrar.advice.states import Outcome, QuestionState

SMALL = 5


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """`asked` and `answered` are None while fewer than five were asked; `outcomes` are of answers that anybody may read."""

    asked: int | None
    answered: int | None
    outcomes: tuple[tuple[Outcome, int], ...]

    @property
    def published(self) -> int:
        return sum(n for _outcome, n in self.outcomes)


def answer_figures(*, before: datetime) -> AnswerFigures:
    """Questions that were asked before a moment, those of them with a published answer, and all published answers."""
    asked = Question.objects.filter(asked_at__lt=before).count()
    out = Answer.objects.filter(question__state=QuestionState.PUBLISHED)
    answered = out.filter(question__asked_at__lt=before, published_at__lt=before).count()
    counted = out.order_by().values_list("outcome").annotate(n=Count("pk"))
    found = {str(outcome): n for outcome, n in counted}
    outcomes = tuple((one, found[one.value]) for one in Outcome if one.value in found)
    if asked < SMALL:
        return AnswerFigures(None, None, outcomes)
    return AnswerFigures(asked, answered, outcomes)
