"""Who may do what with a case. Whoever is excluded learns nothing, not even that it exists: NotFound comes first.

Then the person (NotAllowed), then the state (NotPossible): what state a case is in is told to nobody without a duty in it.
`by` None is the system itself.
"""

from collections.abc import Collection

from django.utils.translation import gettext as _

from ikrar.cases import exclusion
from ikrar.cases.exclusion import HANDLERS
from ikrar.cases.models import Case
from ikrar.cases.states import ENDED, OPEN, TRANSITIONS, CaseState
from ikrar.errors import NotAllowed, NotFound, NotPossible
from ikrar.people.models import Unit, User
from ikrar.people.policies import Actor, has_role, has_role_somewhere
from ikrar.people.queries import the_agency, today
from ikrar.people.states import RoleName

HANDLE: tuple[RoleName, ...] = HANDLERS
DECIDE = (RoleName.DECIDER,)
EITHER = (*HANDLE, *DECIDE)
S = CaseState
# who moves a case from one state to another; what is not named here is the handlers'
_OTHERS: dict[tuple[CaseState, CaseState], tuple[RoleName, ...]] = {
    (S.RECOMMENDED, S.DECIDED): DECIDE,
    (S.RECOMMENDED, S.OPENED): DECIDE,
    (S.RECOMMENDED, S.DISMISSED): DECIDE,
    (S.OBJECTED, S.DECIDED): DECIDE,
    (S.APPEALED, S.DECIDED): DECIDE,
    (S.OBJECTED, S.DISMISSED): DECIDE,
    (S.APPEALED, S.DISMISSED): DECIDE,
    (S.DECIDED, S.SERVED): EITHER,
}
MOVERS: dict[tuple[CaseState, CaseState], tuple[RoleName, ...]] = {
    (state, to): _OTHERS.get((state, to), HANDLE)
    for state, following in TRANSITIONS.items()
    for to in following
}


def is_excluded(case: Case, user: User) -> bool:
    """Whether this user must not know of this case, as things stand now."""
    on = today(the_agency())
    return Case.objects.filter(exclusion.excluded(user, on=on), pk=case.pk).exists()


def can_see(case: Case, *, by: Actor) -> bool:
    if by is None:
        return True
    return (
        isinstance(by, User)
        and exclusion.visible(by, on=today(the_agency())).filter(pk=case.pk).exists()
    )


def check_can_see(case: Case, *, by: Actor) -> None:
    """Know of a case at all."""
    if not can_see(case, by=by):
        raise NotFound(_("Perkara ini tidak ada."))


def check_can_open_case(unit: Unit | None, *, by: Actor) -> None:
    """Open a case in a unit; without a unit, only for the whole agency."""
    if by is not None and not has_role(by, *HANDLE, unit=unit):
        raise NotAllowed(
            _("Hanya satuan tugas netralitas atau inspektorat yang dapat membuka perkara.")
        )


def _check_person(case: Case, roles: Collection[str], by: Actor) -> None:
    if by is None:
        return
    if isinstance(by, User) and is_excluded(case, by):
        raise NotFound(_("Perkara ini tidak ada."))
    if not isinstance(by, User) or not _has(case, roles, by):
        raise NotAllowed(_("Anda tidak memiliki peran untuk langkah ini dalam perkara ini."))


def _has(case: Case, roles: Collection[str], user: User) -> bool:
    """A role that reaches this case; one who is assigned keeps to it with a role anywhere."""
    wanted = [name for name in roles if name != RoleName.DECIDER or case.recommended_on]
    if has_role(user, *wanted, unit=case.unit):
        return True
    handling = [name for name in wanted if name in HANDLE]
    if not handling or not user.is_active:
        return False
    if not case.assignments.filter(user=user, ended_at=None).exists():
        return False
    return user.roles.filter(name__in=handling).exists()


def check_can_move(case: Case, *, to: CaseState, by: Actor) -> None:
    """Take a case from its state to another."""
    state = CaseState(case.state)
    roles = MOVERS.get((state, to)) or {
        role for (_from, target), names in MOVERS.items() if target == to for role in names
    }
    _check_person(case, roles, by)
    if to not in TRANSITIONS[state]:
        raise NotPossible(_wrong(state))


def can_move(case: Case, *, to: CaseState, by: Actor) -> bool:
    try:
        check_can_move(case, to=to, by=by)
    except (NotFound, NotAllowed, NotPossible):
        return False
    return True


def check_can_act(
    case: Case, *, states: Collection[CaseState] = OPEN, roles: Collection[str] = HANDLE, by: Actor
) -> None:
    """Do something in a case that leaves it in its state."""
    _check_person(case, roles, by)
    state = CaseState(case.state)
    if state not in states:
        raise NotPossible(_wrong(state))


def check_can_add_evidence(case: Case, *, by: Actor) -> None:
    """Add evidence of one's own: only who is assigned, while the case is open."""
    _check_person(case, HANDLE, by)
    if by is not None and not case.assignments.filter(user=by.pk, ended_at=None).exists():
        raise NotAllowed(
            _("Hanya penangan yang ditugaskan menambah bukti. Minta ditugaskan dahulu.")
        )
    check_can_act(case, states=OPEN, by=by)


def _wrong(state: CaseState) -> str:
    return _(
        "Perkara ini %(state)s, jadi langkah itu tidak dapat dilakukan. Muat ulang halaman."
    ) % {"state": state.label}


def check_can_erase(case: Case, *, by: Actor) -> None:
    """Destroy what an ended case says; the time for it is the action's to check."""
    check_can_act(case, states=ENDED, by=by)
    if case.erased_at is not None:
        raise NotPossible(_("Isi perkara ini sudah dihapus."))


def check_can_see_desk(user: User) -> None:
    """NotAllowed for whoever has no duty in cases."""
    if not has_role_somewhere(user, *EITHER):
        raise NotAllowed(
            _("Meja perkara hanya untuk satuan tugas, inspektorat, dan pejabat yang memutus.")
        )
