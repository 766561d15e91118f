"""Erasing a person: nothing that tells who it was stays, and nobody is locked out by it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from ikrar.errors import NotPossible
from ikrar.people import actions, queries
from ikrar.people.models import Employee, Mail, Role, User
from ikrar.people.states import MailState, RoleName, Standing
from tests.apps.people.files import as_csv, row


def dump():
    """Everything in the database, as text, table by table."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            yield table, repr(cursor.fetchall())


@pytest.fixture
def gita(cast):
    """An employee with every trace that there can be: account, factors, addresses, letters, roster."""
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from allauth.socialaccount.models import SocialAccount

    fields = {
        "NAMA": "Gita Zgita", "GELAR BELAKANG": "S.Zgita", "JABATAN": "Analis Zgita",
        "EMAIL GOV": "zgita@contoh.test",
    }  # fmt: skip
    header = [*row(1), "GELAR BELAKANG", "JABATAN"]
    file = as_csv([row(1, **fields)], header=header)
    found = actions.start_import(cast.agency, file=file, file_name="a.csv", by=cast.fajar)
    actions.apply_import(found, by=cast.fajar)
    employee = Employee.objects.get(name="Gita Zgita")
    user = actions.create_user(
        "zgita", password=None, email="zgita@contoh.test", employee=employee, by=cast.eka
    )
    User.objects.filter(pk=user.pk).update(first_name="Zgita", last_name="Zgita")
    actions.grant_role(user, name=RoleName.WITNESS, unit=cast.unit, by=cast.eka)
    EmailAddress.objects.create(user=user, email="zgita@contoh.test")
    Authenticator.objects.create(user=user, type="totp", data={"secret": "zgita"})
    SocialAccount.objects.create(user=user, provider="x", uid="zgita", extra_data={"n": "zgita"})
    for number, state in enumerate(MailState):
        actions.queue_mail(
            key=f"k{number}", employee=employee, to="zgita@contoh.test", subject="Untuk Zgita",
            body="Zgita",
        )  # fmt: skip
        Mail.objects.filter(key=f"k{number}").update(state=state, problem="zgita: no such user")
    return employee


def test_no_table_tells_who_it_was(cast, gita):
    number = gita.nip
    assert sum("zgita" in rows.lower() for _table, rows in dump()) >= 4, (
        "the traces are there before"
    )
    erased = actions.erase_employee(gita, by=cast.fajar)
    left = {table for table, rows in dump() if "zgita" in rows.lower() or number in rows}
    assert left == set()
    assert (erased.standing, erased.unit.code, erased.kind) == (Standing.LEFT, "X-1", "pns")
    assert not erased.must_sign
    assert queries.find_employee(number) is None
    assert not queries.employees(standing=Standing.LEFT).exists(), "nobody sees an empty row"


def test_letters_are_not_sent_any_more_and_keep_what_happened(cast, gita):
    actions.erase_employee(gita, by=cast.fajar)
    assert actions.send_due_mails() == 0
    assert set(Mail.objects.values_list("state", flat=True)) == {
        MailState.SENDING, MailState.SENT, MailState.FAILED,
    }  # fmt: skip
    for mail in Mail.objects.filter(state=MailState.FAILED):
        with pytest.raises(NotPossible, match="sudah dihapus"):
            actions.retry_mail(mail, by=cast.fajar)


def test_the_account_opens_no_door_any_more(cast, gita, client):
    client.force_login(User.objects.get(username="zgita"))
    assert client.get("/").wsgi_request.user.is_authenticated
    actions.erase_employee(gita, by=cast.fajar)
    assert not client.get("/").wsgi_request.user.is_authenticated


def test_the_last_administrator_must_hand_over_first(cast):
    Role.objects.filter(user=cast.eka).delete()
    actions.grant_role(cast.ani, name=RoleName.ADMINISTRATOR, by=None)
    with pytest.raises(NotPossible, match="administrator terakhir"):
        actions.erase_employee(cast.ani.employee, by=cast.fajar)
    assert Employee.objects.get(pk=cast.ani.employee.pk).name == "Ani Contoh"
    actions.grant_role(cast.budi, name=RoleName.ADMINISTRATOR, by=None)
    actions.erase_employee(cast.ani.employee, by=cast.fajar)
    assert not Role.objects.filter(user=cast.ani).exists()


def test_a_preview_that_waits_is_thrown_away(cast, django_capture_on_commit_callbacks):
    """Its working copy still has the person, and applying it would bring her back."""
    ani = cast.ani.employee
    file = as_csv([row(1, **{"NIP BARU": ani.nip, "NAMA": "Ani Contoh", "JENIS KELAMIN": ""})])
    waiting = actions.start_import(cast.agency, file=file, file_name="a.csv", by=cast.fajar)
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_employee(ani, by=cast.fajar)
    waiting.refresh_from_db()
    assert waiting.state == "dibatalkan"
    assert list((Path(settings.DATA_DIR) / "roster").glob("*")) == []


def test_while_an_import_is_applied_nobody_is_erased(cast):
    ani = cast.ani.employee
    file = as_csv([row(1, **{"NIP BARU": ani.nip, "NAMA": "Ani Contoh", "JENIS KELAMIN": ""})])
    found = actions.start_import(cast.agency, file=file, file_name="a.csv", by=cast.fajar)
    actions.approve_import(found, by=cast.fajar)
    with pytest.raises(NotPossible, match="sedang diterapkan"):
        actions.erase_employee(ani, by=cast.fajar)
    actions.apply_import(found, by=cast.fajar)
    assert actions.erase_employee(ani, by=cast.fajar).erased_at is not None


def test_two_erased_people_do_not_collide(cast):
    for user in (cast.ani, cast.budi):
        actions.erase_employee(user.employee, by=cast.fajar)
    assert Employee.objects.exclude(erased_at=None).count() == 2


def test_erased_people_are_never_taken_for_leavers(cast):
    actions.erase_employee(cast.ani.employee, by=cast.fajar)
    found = actions.start_import(
        cast.agency, file=as_csv([row(1)]), file_name="a.csv", is_complete=True, by=cast.fajar
    )
    assert found.counts["leavers"] == 3
