"""Writes about accounts and roles."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotFound, NotPossible
from ikrar.people.models import Employee, Role, Unit, User
from ikrar.people.policies import Actor, check_can_create_users, check_can_grant_roles
from ikrar.people.queries import the_agency
from ikrar.people.states import RoleName


@transaction.atomic
def create_user(
    username: str, *, password: str | None, email: str = "", employee: Employee | None = None,
    by: Actor,
) -> User:  # fmt: skip
    """Open an account. Without a password it can only come in through the agency's single sign-on."""
    check_can_create_users(the_agency(), by=by)
    username = username.strip()
    if not username:
        raise InputError(_("Isi nama pengguna."))
    user = User(username=username, email=email.strip(), employee=employee)
    try:
        user.full_clean(exclude=["password"])
        if password is not None:
            validate_password(password, user)
    except ValidationError as error:
        raise InputError(" ".join(error.messages)) from error
    if password is None:
        user.set_unusable_password()
    else:
        user.set_password(password)
    user.save()
    return user


@transaction.atomic
def deactivate_user(user: User, *, by: Actor) -> User:
    """Close an account; the last administrator cannot be closed."""
    check_can_create_users(the_agency(), by=by)
    keep_one_administrator(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    return user


@transaction.atomic
def grant_role(user: User, *, name: RoleName, unit: Unit | None = None, by: Actor) -> Role:
    """Give a role on `unit` and all below it, or everywhere. Giving it twice changes nothing."""
    check_can_grant_roles(the_agency(), by=by)
    if not user.is_active:
        raise NotPossible(_("Akun ini tidak aktif, jadi tidak dapat diberi peran."))
    if name == RoleName.ADMINISTRATOR and unit is not None:
        raise InputError(_("Peran administrator berlaku untuk seluruh instansi, bukan satu unit."))
    giver = by if isinstance(by, User) else None
    try:
        with transaction.atomic():
            role, _made = Role.objects.get_or_create(
                user=user, name=name, unit=unit, defaults={"granted_by": giver}
            )
    except IntegrityError:  # somebody else gave the same role at this moment
        role = Role.objects.get(user=user, name=name, unit=unit)
    return role


@transaction.atomic
def revoke_role(role: Role, *, by: Actor) -> None:
    """Take a role back. The last administrator stays."""
    check_can_grant_roles(the_agency(), by=by)
    if role.name == RoleName.ADMINISTRATOR:
        keep_one_administrator(role.user)
    if not Role.objects.filter(pk=role.pk).delete()[0]:
        raise NotFound(_("Peran ini sudah dicabut."))


def keep_one_administrator(user: User) -> None:
    """Lock the administrators' rows, so that two cannot remove each other at the same moment."""
    rows = Role.objects.select_for_update(of=("self",)).filter(
        name=RoleName.ADMINISTRATOR, user__is_active=True
    )
    holders = {role.user_id for role in rows}
    if holders == {user.pk}:
        raise NotPossible(_("Ini administrator terakhir. Beri peran itu kepada orang lain dahulu."))
