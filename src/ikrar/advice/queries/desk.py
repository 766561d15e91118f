"""The desk: questions by state, and published answers that are to be looked at again."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from ikrar.advice.models import Question
from ikrar.advice.queries.library import Shown, published, shown
from ikrar.errors import NotFound
from ikrar.packs import Pack


@dataclass(frozen=True, slots=True)
class Listed:
    """A question in a list, with the beginning of what it says."""

    question: Question
    head: str


def count_by_state() -> dict[str, int]:
    """How many questions there are of each state."""
    rows = Question.objects.order_by().values_list("state").annotate(Count("pk"))
    return {str(state): n for state, n in rows}


def listed(state: str) -> QuerySet[Question]:
    """The questions of a state, those that have waited longest first."""
    rows = Question.objects.filter(state=state).select_related("answer__answered_by")
    return rows.order_by("asked_at", "pk")


def question_by_pk(pk: int) -> Question:
    """One of them, with its answer."""
    rows = Question.objects.select_related("answer__answered_by", "asked_by__employee")
    found = rows.filter(pk=min(pk, 2**63 - 1)).first()
    if found is None:
        raise NotFound(_("Pertanyaan ini tidak ada."))
    return found


def to_be_looked_at(pack: Pack | None, *, on: date) -> list[Shown]:
    """Published answers whose norms changed or whose time is over."""
    rows = published().select_related("question")
    return [one for one in shown(rows, pack, on=on) if one.flags]
