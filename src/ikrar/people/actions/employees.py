"""Writes about one employee: made by hand, or erased for good."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import NotPossible
from ikrar.people.actions.roster import discard_waiting
from ikrar.people.actions.users import keep_one_administrator
from ikrar.people.models import Employee, Mail, Role, User
from ikrar.people.policies import Actor, check_can_erase
from ikrar.people.queries import unfinished_import
from ikrar.people.states import MailState, Standing


@transaction.atomic
def erase_employee(employee: Employee, *, by: Actor) -> Employee:
    """Remove what tells who this was; the row stays, so that counts and the log stay whole.

    Working copies of roster files may name the person too: those that wait are thrown away, and one
    that is being applied is waited for.
    """
    employee = Employee.objects.select_for_update(of=("self",)).get(pk=employee.pk)
    check_can_erase(employee, by=by)
    if unfinished_import(employee.agency):
        raise NotPossible(
            _("Daftar pegawai sedang diterapkan. Tunggu sampai selesai, lalu hapus data ini.")
        )
    discard_waiting(employee.agency)
    employee.nip = f"x-{secrets.token_hex(14)}"
    for field in ("name", "title_before", "title_after", "email", "position", "echelon"):
        setattr(employee, field, "")
    employee.standing, employee.standing_text = Standing.LEFT, ""
    employee.erased_at = timezone.now()
    employee.save()
    _erase_account(employee)
    _erase_mail(employee)
    return employee


def _erase_account(employee: Employee) -> None:
    for user in User.objects.filter(employee=employee):
        keep_one_administrator(user)
        user.username = f"x-{secrets.token_hex(14)}"
        user.first_name = user.last_name = user.email = ""
        user.employee, user.is_active = None, False
        user.set_unusable_password()
        user.save()
        Role.objects.filter(user=user).delete()
        # second factors, social accounts and addresses of the login package hang on the user
        for name in ("authenticator_set", "socialaccount_set", "emailaddress_set"):
            getattr(user, name).all().delete()


def _erase_mail(employee: Employee) -> None:
    mails = Mail.objects.filter(employee=employee)
    mails.filter(state__in=[MailState.QUEUED, MailState.UNKNOWN]).update(state=MailState.FAILED)
    mails.update(to="", subject="", body="", problem="")
