"""Who may do what, and where: a role on a unit covers the whole subtree below that unit.

`check_can_x` raises, `can_x` answers. `by` is a user, or None for the system itself (command line,
worker). The administrator gives roles and prepares the installation; signing desks are not hers.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from ikrar.errors import NotAllowed, NotPossible
from ikrar.people.models import (
    Agency,
    ApiToken,
    Employee,
    Interest,
    Mail,
    Role,
    RosterImport,
    Unit,
    User,
)
from ikrar.people.states import (
    IMPORT_TRANSITIONS,
    MAIL_TRANSITIONS,
    ImportState,
    MailState,
    RoleName,
)

Actor = User | AnonymousUser | None


def _roles(user: Actor, names: tuple[str, ...]) -> list[Role]:
    if not isinstance(user, User) or not user.is_active:
        return []
    return [role for role in user.roles.select_related("unit") if role.name in names]


def has_role(user: Actor, *names: str, unit: Unit | None = None) -> bool:
    """Whether `user` holds one of `names` everywhere, or on `unit` or a unit above it.

    Without `unit` only a role that holds everywhere counts.
    """
    return any(
        role.unit is None or (unit is not None and unit.path.startswith(role.unit.path))
        for role in _roles(user, names)
    )


def has_role_somewhere(user: Actor, *names: str) -> bool:
    """Whether `user` holds one of `names` anywhere at all (for showing a door, not for opening it)."""
    return bool(_roles(user, names))


def _check(by: Actor, message: str, *names: str, unit: Unit | None = None) -> None:
    if by is not None and not has_role(by, *names, unit=unit):
        raise NotAllowed(message)


def _answer(check: Callable[..., None], obj: Any, by: Actor) -> bool:
    try:
        check(obj, by=by)
    except (NotAllowed, NotPossible):
        return False
    return True


def check_can_manage_roster(agency: Agency, *, by: Actor) -> None:
    """Upload, preview, apply or discard a roster file."""
    message = _("Hanya biro kepegawaian atau administrator yang dapat mengelola daftar pegawai.")
    _check(by, message, RoleName.PERSONNEL, RoleName.ADMINISTRATOR)


def can_manage_roster(agency: Agency, *, by: Actor) -> bool:
    return _answer(check_can_manage_roster, agency, by)


def check_can_move_import(roster_import: RosterImport, *, to: ImportState, by: Actor) -> None:
    """State first, then person."""
    if to not in IMPORT_TRANSITIONS[ImportState(roster_import.state)]:
        state = ImportState(roster_import.state).label
        raise NotPossible(
            _("Impor ini %(state)s, jadi langkah itu tidak dapat dilakukan. Muat ulang halaman.")
            % {"state": state}
        )
    check_can_manage_roster(roster_import.agency, by=by)


SEE_EMPLOYEES = (
    RoleName.PERSONNEL, RoleName.ADMINISTRATOR, RoleName.INSPECTOR, RoleName.COORDINATOR,
)  # fmt: skip


def check_can_see_employees(unit: Unit | None, *, by: Actor) -> None:
    """See names and NIP of a unit's staff; without `unit`, of the whole agency."""
    message = _("Anda tidak memiliki peran untuk melihat pegawai di unit ini.")
    _check(by, message, *SEE_EMPLOYEES, unit=unit)


def check_can_see_some_employees(*, by: Actor) -> None:
    """See the list of employees, reduced to the units that one's roles cover."""
    if by is not None and not has_role_somewhere(by, *SEE_EMPLOYEES):
        raise NotAllowed(_("Anda tidak memiliki peran untuk melihat daftar pegawai."))


def can_see_employees(unit: Unit | None, *, by: Actor) -> bool:
    return _answer(check_can_see_employees, unit, by)


def check_can_manage_units(unit: Unit | None, *, by: Actor) -> None:
    """Add, rename, move or close a unit; `unit` is the one changed or the parent of a new one."""
    message = _("Hanya biro kepegawaian atau administrator yang dapat mengubah unit kerja.")
    _check(by, message, RoleName.PERSONNEL, RoleName.ADMINISTRATOR, unit=unit)


def can_manage_units(unit: Unit | None, *, by: Actor) -> bool:
    return _answer(check_can_manage_units, unit, by)


def check_can_grant_roles(agency: Agency, *, by: Actor) -> None:
    """Give or take back a role."""
    _check(by, _("Hanya administrator yang dapat memberi peran."), RoleName.ADMINISTRATOR)


def check_can_set_today(agency: Agency, *, by: Actor) -> None:
    """Pretend another day in a demo."""
    if not agency.is_demo:
        raise NotPossible(_("Tanggal hanya dapat diatur pada peragaan."))
    _check(by, _("Hanya administrator yang dapat mengatur tanggal."), RoleName.ADMINISTRATOR)


def check_can_create_users(agency: Agency, *, by: Actor) -> None:
    """Open an account for somebody."""
    _check(by, _("Hanya administrator yang dapat membuat akun."), RoleName.ADMINISTRATOR)


def check_can_manage_mail(mail: Mail | None, *, by: Actor) -> None:
    """See the outbox; send a failed letter again."""
    message = _("Hanya biro kepegawaian atau administrator yang dapat melihat surat keluar.")
    _check(by, message, RoleName.PERSONNEL, RoleName.ADMINISTRATOR)


def can_manage_mail(mail: Mail | None, *, by: Actor) -> bool:
    return _answer(check_can_manage_mail, mail, by)


def check_can_move_mail(mail: Mail, *, to: MailState, by: Actor) -> None:
    """State first, then person. A letter under way belongs to the worker that claimed it."""
    state = MailState(mail.state)
    if state == MailState.SENDING or to not in MAIL_TRANSITIONS[state]:
        raise NotPossible(
            _("Surat ini %(state)s, jadi langkah itu tidak dapat dilakukan.")
            % {"state": state.label}
        )
    check_can_manage_mail(mail, by=by)


def check_can_erase(employee: Employee, *, by: Actor) -> None:
    """Erase a person's data for good (UU 27/2022)."""
    if employee.erased_at is not None:
        raise NotPossible(_("Data pribadi pegawai ini sudah dihapus."))
    message = _("Hanya biro kepegawaian yang dapat menghapus data pribadi pegawai.")
    _check(by, message, RoleName.PERSONNEL)


def can_erase(employee: Employee, *, by: Actor) -> bool:
    return _answer(check_can_erase, employee, by)


def check_can_manage_tokens(agency: Agency, *, by: Actor) -> None:
    """See, make and revoke what programs show to the API."""
    _check(by, _("Hanya administrator yang dapat mengelola token API."), RoleName.ADMINISTRATOR)


def can_manage_tokens(agency: Agency, *, by: Actor) -> bool:
    return _answer(check_can_manage_tokens, agency, by)


def check_can_revoke_token(token: ApiToken, *, by: Actor) -> None:
    """State first, then person. An expired token may be revoked, which changes nothing but says so."""
    if token.revoked_at is not None:
        raise NotPossible(_("Token ini sudah dicabut."))
    _check(by, _("Hanya administrator yang dapat mengelola token API."), RoleName.ADMINISTRATOR)


def check_can_declare_interest(employee: Employee, *, by: Actor) -> None:
    """Declare a tie of one's own, or end it: nobody does that for another."""
    if not isinstance(by, User) or not by.is_active or by.employee_id != employee.pk:
        raise NotAllowed(_("Kepentingan hanya dapat dinyatakan oleh pegawai itu sendiri."))


def check_can_end_interest(interest: Interest, *, by: Actor) -> None:
    """State first, then person."""
    if interest.until is not None:
        raise NotPossible(_("Kepentingan ini sudah dinyatakan berakhir."))
    check_can_declare_interest(interest.employee, by=by)


def can_see_interests(employee: Employee, *, by: Actor) -> bool:
    """The person themself and custodians; the check for recusal reads rows, not names."""
    if by is None:
        return True
    is_own = isinstance(by, User) and by.is_active and by.employee_id == employee.pk
    return is_own or has_role(by, RoleName.CUSTODIAN)


def check_can_see_interests(employee: Employee, *, by: Actor) -> None:
    if not can_see_interests(employee, by=by):
        raise NotAllowed(_("Kepentingan hanya terlihat oleh yang menyatakannya dan kustodian."))
