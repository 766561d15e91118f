"""Whose gifts an officer must not handle: their own, and those of colleagues who are family by a declared tie."""

from django.db.models import Q

from ikrar.people.models import Interest, User
from ikrar.people.queries import the_agency, today
from ikrar.people.states import InterestKind


def near(user: User) -> frozenset[int]:
    """Employees whose gifts are not this officer's to see at the desk; asked anew each time, since ties change."""
    if user.employee_id is None:
        return frozenset()
    still = Q(until=None) | Q(until__gte=today(the_agency()))
    family = Interest.objects.filter(still, kind=InterestKind.FAMILY).exclude(relative=None)
    tied = family.filter(Q(employee=user.employee_id) | Q(relative=user.employee_id))
    pairs = tied.values_list("employee", "relative")
    return frozenset({user.employee_id, *(pk for pair in pairs for pk in pair)})
