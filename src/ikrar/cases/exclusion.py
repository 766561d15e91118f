"""Who must not know of a case, as one condition in SQL, so that lists, counts and searches agree.

Excluded are the reported, their chain of command (the agency's root apart: it stands above everybody, and would leave
nobody), and whoever is tied to somebody or something in the case. It is asked anew each time: nothing is stored.
The sets of cases are asked for by themselves, and not case by case: a database makes each once, however many cases there are.
"""

from datetime import date

from django.db.models import Q, QuerySet

from ikrar.cases.models import Assignment, Case, Origin, Subject, Touch
from ikrar.cases.states import OriginKind
from ikrar.people.models import Employee, Interest, Role, Unit, User
from ikrar.people.states import InterestKind, RoleName

HANDLERS = (RoleName.TASKFORCE, RoleName.INSPECTOR)
NOBODY = Q(pk__in=[])
_TOUCHING = (InterestKind.CONTESTANT, InterestKind.PARTY, InterestKind.TEAM, InterestKind.KIN)


def excluded(user: User, *, on: date) -> Q:
    """The cases that this user must not know of."""
    if user.employee is None:
        return NOBODY
    return of_employee(user.employee, on=on) | _chain(user.employee)


def of_employee(employee: Employee, *, on: date) -> Q:
    """The cases in which this employee is reported or tied to somebody or something."""
    family = Interest.objects.filter(_active(on), kind=InterestKind.FAMILY)
    mine = family.filter(employee=employee).values("relative")
    theirs = family.filter(relative=employee).values("employee")
    near = Q(employee=employee) | Q(employee__in=mine) | Q(employee__in=theirs)
    return Q(pk__in=Subject.objects.filter(near).values("case")) | _tied(employee, on)


def _active(on: date) -> Q:
    return Q(until=None) | Q(until__gte=on)


def _tied(employee: Employee, on: date) -> Q:
    """By ties to contestants and parties, one's own or of one's kin. A team works for its contestant; a tie that names
    nobody means all.
    """
    ties = Interest.objects.filter(_active(on), employee=employee, kind__in=_TOUCHING)
    found = NOBODY
    for kind, ref in ties.values_list("kind", "ref"):
        if kind == InterestKind.KIN and ref:
            kind, _colon, ref = ref.partition(":")
        to = InterestKind.CONTESTANT if kind == InterestKind.TEAM else kind
        touches = Touch.objects.filter(kind=to, ref=ref) if ref else Touch.objects.all()
        found |= Q(pk__in=touches.values("case"))
    return found


def _chain(employee: Employee) -> Q:
    """By the chain of command: in the unit of a reported person, above it or below it."""
    unit = employee.unit
    named = Subject.objects.filter(employee__isnull=False)
    by_subject = Q(pk__in=named.filter(_line(unit, "employee__unit")).values("case"))
    # where nobody is named, the unit in which it happened stands for them
    by_unit = Q(unit__isnull=False) & _line(unit, "unit") & ~Q(pk__in=named.values("case"))
    return by_subject | by_unit


def _line(unit: Unit, field: str) -> Q:
    above = [int(pk) for pk in unit.path.split("/")[1:-1]]
    if unit.parent_id is None:
        return Q(**{field: unit.pk})  # the root itself: only who is reported in it
    return Q(**{f"{field}__in": above[1:]}) | Q(**{f"{field}__path__startswith": unit.path})


def in_scope(user: User) -> Q:
    """The cases that the user's roles reach: by unit, by assignment, or as the official who decides."""
    roles = list(Role.objects.filter(user=user).select_related("unit"))
    handling = [role for role in roles if role.name in HANDLERS]
    # a report's reader was chosen by key at the door: its case is seen by whom a handler assigned, and not by role alone
    reported = Origin.objects.filter(kind=OriginKind.REPORT)
    reach = _reach(handling) & ~Q(pk__in=reported.values("case"))
    if handling:
        assigned = Assignment.objects.filter(user=user, ended_at=None)
        reach |= Q(pk__in=assigned.values("case"))
    deciding = _reach([role for role in roles if role.name == RoleName.DECIDER])
    return reach | (deciding & Q(recommended_on__isnull=False))


def _reach(roles: list[Role]) -> Q:
    found = NOBODY
    for role in roles:
        found |= Q(unit__path__startswith=role.unit.path) if role.unit else Q(pk__isnull=False)
    return found


def visible(user: User, *, on: date) -> QuerySet[Case]:
    """The cases that this user may know of."""
    if not user.is_authenticated or not user.is_active:
        return Case.objects.none()
    return Case.objects.filter(in_scope(user)).exclude(excluded(user, on=on))
