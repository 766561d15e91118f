"""Agency, units, accounts, roles, erasure."""

from datetime import date

import pytest
from django.db import connection

from ikrar.errors import InputError, NotFound, NotPossible
from ikrar.people import actions, queries
from ikrar.people.models import Agency, Employee, Role, Unit, User
from ikrar.people.states import MailState, RoleName, Standing
from tests.cast import make_employee


def test_one_agency_with_its_root(db):
    agency = actions.create_agency("Kementerian Contoh", short="KC", by=None)
    root = Unit.objects.get()
    assert (root.name, root.path, root.parent) == ("Kementerian Contoh", f"/{root.pk}/", None)
    with pytest.raises(NotPossible, match="sudah ada"):
        actions.create_agency("Lain", short="L", by=None)
    with pytest.raises(NotPossible):
        actions.set_today(agency, today=date(2024, 2, 14), by=None)


def test_agency_input(db):
    with pytest.raises(InputError, match="Zona waktu"):
        actions.create_agency("A", short="A", time_zone="Mars/Olympus", by=None)
    with pytest.raises(InputError, match="singkatan"):
        actions.create_agency("A", short=" ", by=None)
    assert not Agency.objects.exists()
    with pytest.raises(NotFound):
        queries.the_agency()


def test_a_demo_may_pretend_a_day(db):
    agency = actions.create_agency("A", short="A", demo_on=date(2023, 10, 4), by=None)
    assert queries.today(actions.set_today(agency, today=date(2024, 2, 14), by=None)) == date(
        2024, 2, 14
    )


def test_moving_a_unit_takes_its_subtree_along(cast):
    below = actions.create_unit(cast.agency, code="N", name="N", parent=cast.unit, by=None)
    actions.save_unit(cast.unit, name="Nama Baru", parent=cast.other, by=cast.fajar)
    for unit in (cast.unit, below):
        unit.refresh_from_db()
    assert cast.unit.path == f"{cast.other.path}{cast.unit.pk}/"
    assert below.path == f"{cast.unit.path}{below.pk}/"
    assert list(queries.ancestors(below)) == [cast.top, cast.other, cast.unit]
    assert set(queries.subtree(cast.other)) == {cast.other, cast.unit, below}


def test_no_circles(cast):
    for parent in (cast.top, cast.unit):
        with pytest.raises(InputError, match="bawah dirinya"):
            actions.save_unit(cast.top, name="x", parent=parent, by=cast.fajar)


def test_unit_codes_are_unique_and_filled(cast):
    with pytest.raises(InputError, match="sudah dipakai"):
        actions.create_unit(cast.agency, code="U-1", name="x", by=cast.fajar)
    for code, name in (("", "x"), ("x", " ")):
        with pytest.raises(InputError):
            actions.create_unit(cast.agency, code=code, name=name, by=cast.fajar)
    with pytest.raises(InputError):
        actions.save_unit(cast.unit, name=" ", parent=cast.top, by=cast.fajar)


def test_a_unit_with_staff_cannot_be_closed(cast):
    with pytest.raises(NotPossible, match="2 pegawai"):
        actions.close_unit(cast.unit, valid_to=date(2030, 1, 1), by=cast.fajar)
    with pytest.raises(NotPossible, match="4 pegawai"):
        actions.close_unit(cast.top, valid_to=date(2030, 1, 1), by=cast.fajar)
    Employee.objects.filter(unit=cast.unit).update(standing=Standing.LEFT)
    below = actions.create_unit(cast.agency, code="N", name="N", parent=cast.unit, by=None)
    actions.close_unit(cast.unit, valid_to=date(2030, 1, 1), by=cast.fajar)
    below.refresh_from_db()
    assert below.valid_to == date(2030, 1, 1)
    assert cast.unit in queries.valid_units(cast.agency, on=date(2029, 12, 31))
    assert cast.unit not in queries.valid_units(cast.agency, on=date(2030, 1, 1))
    with pytest.raises(NotPossible, match="sudah ditutup"):
        actions.close_unit(cast.unit, valid_to=date(2031, 1, 1), by=cast.fajar)


def test_closing_before_it_began_is_refused(cast):
    unit = actions.create_unit(
        cast.agency, code="N", name="N", valid_from=date(2024, 1, 1), by=None
    )
    with pytest.raises(InputError, match="sesudah"):
        actions.close_unit(unit, valid_to=date(2024, 1, 1), by=None)


def test_accounts(cast):
    user = actions.create_user(
        "gita", password="kata-sandi-peragaan-9", email="g@contoh.test", by=cast.eka
    )
    assert user.check_password("kata-sandi-peragaan-9")
    assert not actions.create_user("hadi", password=None, by=cast.eka).has_usable_password()
    for name, password, words in (
        ("gita", None, "sudah"), (" ", None, "nama pengguna"), ("i j", None, ""), ("joko", "123", ""),
    ):  # fmt: skip
        with pytest.raises(InputError, match=words or None):
            actions.create_user(name, password=password, by=cast.eka)
    with pytest.raises(InputError):
        actions.create_user("kartika", password=None, employee=cast.ani.employee, by=cast.eka)


def test_roles_are_given_once(cast):
    first = actions.grant_role(cast.ani, name=RoleName.WITNESS, unit=cast.unit, by=cast.eka)
    assert actions.grant_role(cast.ani, name=RoleName.WITNESS, unit=cast.unit, by=cast.eka) == first
    assert first.granted_by == cast.eka
    with pytest.raises(InputError, match="seluruh instansi"):
        actions.grant_role(cast.ani, name=RoleName.ADMINISTRATOR, unit=cast.unit, by=cast.eka)
    actions.revoke_role(first, by=cast.eka)
    with pytest.raises(NotFound):
        actions.revoke_role(first, by=cast.eka)
    cast.ani.is_active = False
    with pytest.raises(NotPossible):
        actions.grant_role(cast.ani, name=RoleName.WITNESS, by=cast.eka)


def test_the_last_administrator_stays(cast):
    role = Role.objects.get(user=cast.eka)
    with pytest.raises(NotPossible, match="terakhir"):
        actions.revoke_role(role, by=cast.eka)
    with pytest.raises(NotPossible, match="terakhir"):
        actions.deactivate_user(cast.eka, by=cast.eka)
    actions.grant_role(cast.ani, name=RoleName.ADMINISTRATOR, by=cast.eka)
    actions.revoke_role(role, by=cast.eka)


def test_erasing_leaves_nothing_of_the_person(cast):
    ani = cast.ani.employee
    number, name, email = ani.nip, ani.name, ani.email
    actions.grant_role(cast.ani, name=RoleName.WITNESS, by=None)
    mail = actions.queue_mail(key="k", employee=ani, to=email, subject=f"Untuk {name}", body=name)
    erased = actions.erase_employee(ani, by=cast.fajar)
    assert erased.erased_at is not None
    assert erased.standing == Standing.LEFT
    user = User.objects.get(pk=cast.ani.pk)
    assert (user.is_active, user.employee, user.email, user.has_usable_password()) == (
        False,
        None,
        "",
        False,
    )
    mail.refresh_from_db()
    assert (mail.state, mail.to, mail.body) == (MailState.FAILED, "", "")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = repr(cursor.fetchall())
            for trace in (number, name, email):
                assert trace not in rows, (table, trace)
    with pytest.raises(NotPossible, match="sudah dihapus"):
        actions.erase_employee(erased, by=cast.fajar)
    assert not actions.send_one_mail()


def test_erasing_is_whole_or_not_at_all(cast, monkeypatch):
    from ikrar.people.actions import employees

    def broken(_employee):
        raise OSError

    monkeypatch.setattr(employees, "_erase_mail", broken)
    with pytest.raises(OSError):
        actions.erase_employee(cast.ani.employee, by=cast.fajar)
    cast.ani.employee.refresh_from_db()
    assert cast.ani.employee.name == "Ani Contoh"
    assert User.objects.get(pk=cast.ani.pk).is_active


def test_an_employee_is_found_however_the_number_is_written(cast):
    number = cast.ani.employee.nip
    for text in (number, f" {number[:8]} {number[8:14]} {number[14]} {number[15:]} ", f"'{number}"):
        assert queries.find_employee(text) == cast.ani.employee
    assert queries.find_employee("1") is None


def test_units_of_a_user(cast):
    assert set(queries.units_of(cast.budi)) == {cast.unit}
    assert set(queries.units_of(cast.citra)) == {cast.top, cast.unit, cast.other}
    assert not queries.units_of(cast.budi, RoleName.INSPECTOR).exists()
    assert not queries.units_of(cast.dodi).exists()


def test_lists_go_on_by_key(cast):
    for number in range(7):
        make_employee(cast.unit, f"P-{number}", "Nama Sama" if number % 2 else f"Nama {number}")
    rows, seen, after = queries.employees(q="nama"), [], ""
    while True:
        page = queries.page_of(rows, after=after, size=2)
        seen += page.rows
        after = page.next
        if not after:
            break
    assert [e.pk for e in seen] == [e.pk for e in rows]
    assert len(seen) == 7
    assert queries.page_of(rows, after="bukan kunci", size=2).rows == seen[:2]


def test_counting_stops_at_the_cap(cast):
    assert queries.count_up_to(Employee.objects.all(), cap=2) == 3
    assert queries.count_up_to(Employee.objects.all(), cap=10) == 4


def test_looking_for_nonsense_finds_nothing(cast):
    """PostgreSQL refuses a NUL in any text."""
    assert queries.find_employee("\0") is None
    assert queries.find_employee(f"{cast.ani.employee.nip}\0") == cast.ani.employee
    for find in (queries.user_by_name, queries.unit_by_code):
        with pytest.raises(NotFound):
            find("\0")
