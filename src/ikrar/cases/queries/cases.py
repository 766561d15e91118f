"""Reads of cases. Every list, count and search begins at `visible_to`: nothing else knows who may see what."""

import re

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ikrar.cases import exclusion
from ikrar.cases.models import Case, Step
from ikrar.cases.states import CaseState
from ikrar.errors import NotFound
from ikrar.people.models import User
from ikrar.people.policies import Actor
from ikrar.people.queries import the_agency, today

_NUMBER = re.compile(r"(?:P-)?(\d{4})-(\d{1,9})", re.ASCII | re.IGNORECASE)


def visible_to(user: Actor) -> QuerySet[Case]:
    """The cases that a user may know of; all of them for the system itself."""
    if user is None:
        return Case.objects.all()
    if not isinstance(user, User):
        return Case.objects.none()
    return exclusion.visible(user, on=today(the_agency()))


def get_case(number: str, *, by: Actor) -> Case:
    """The case of this number. NotFound where there is none, or none that this user may know of."""
    found = _NUMBER.fullmatch(number.strip())
    rows = visible_to(by).select_related("unit", "box")
    case = rows.filter(year=found[1], serial=found[2]).first() if found else None
    if case is None:
        raise NotFound(_("Perkara ini tidak ada."))
    return case


def cases(*, by: Actor, state: CaseState | None = None, search: str = "") -> QuerySet[Case]:
    """A list for the desk, the newest first. `search`: a number or part of one, a year, a form's id."""
    rows = visible_to(by).select_related("unit")
    if state is not None:
        rows = rows.filter(state=state)
    words = search.replace("\0", "").strip()
    if not words:
        return rows
    number = _NUMBER.fullmatch(words)
    if number:
        return rows.filter(year=number[1], serial=number[2])
    if words.isdecimal() and len(words) <= 9:
        return rows.filter(serial=int(words)) | rows.filter(year=int(words))
    return rows.filter(verdicts__form__iexact=words).distinct()


def history(case: Case) -> QuerySet[Step]:
    """What happened, in order."""
    return case.steps.select_related("by__employee")
