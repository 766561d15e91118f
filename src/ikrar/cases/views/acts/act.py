"""What one act of a case is, as a page: derived from `TRANSITIONS` and the policies, never a list of its own."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from ikrar.cases import policies
from ikrar.cases.forms.fields import ActForm
from ikrar.cases.models import Case
from ikrar.cases.now import Now
from ikrar.cases.policies import HANDLE, MOVERS
from ikrar.cases.states import TRANSITIONS, CaseState
from ikrar.people.models import User

HERE = gettext_lazy("Perkara")
When = Mapping[CaseState, Collection[str]]


@dataclass(frozen=True, slots=True)
class Doing:
    """An act under way: what the action needs besides the form."""

    case: Case
    key: bytes
    by: User
    row: Any = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """`when`: the roles that may do it, by state. `fits`: what else must be so for it to be offered.

    `rows` names the rows of the case that it is about one of; `fits_row` says of which.
    """

    name: str
    title: Any
    submit: Any
    done: Any
    when: When
    do: Callable[[Doing, Any], object]
    form: type[ActForm] = ActForm
    purpose: Any = ""
    group: Any = HERE
    fits: Callable[[Now], bool] = lambda _now: True
    rows: str = ""
    fits_row: Callable[[Any], bool] = lambda _row: True
    needs_key: bool = True
    danger: bool = False
    field: str | None = None  # where a refusal is shown

    def is_offered(self, now: Now) -> bool:
        """Whether this person may do it now."""
        if now.state not in self.when or (self.needs_key and not now.has_key):
            return False
        return now.may(self.when[now.state]) and self.fits(now)

    def check(self, now: Now) -> None:
        """NotFound, NotAllowed or NotPossible, before a form is shown."""
        roles = self.when.get(now.state) or {role for names in self.when.values() for role in names}
        policies.check_can_act(now.case, states=tuple(self.when), roles=roles, by=now.user)


def moving(*to: CaseState, but: Collection[CaseState] = ()) -> When:
    """From where a case can be moved there, and by whom."""
    return {
        state: MOVERS[(state, target)]
        for state, following in TRANSITIONS.items()
        for target in to
        if target in following and state not in but
    }


def staying(states: Collection[CaseState], roles: Collection[str] = HANDLE) -> When:
    """In these states, without leaving them."""
    return dict.fromkeys(states, roles)
