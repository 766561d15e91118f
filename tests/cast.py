"""The cast: the same six people in every test, all of them made up.

Ani signs; Budi is her superior; Citra inspects; Dodi has no business here; Eka administers;
Fajar works in the personnel bureau.
"""

from dataclasses import dataclass

from ikrar.people.models import Agency, Employee, Role, Unit, User
from ikrar.people.states import RoleName

PASSWORD = "kata-sandi-peragaan"


@dataclass(frozen=True)
class Cast:
    agency: Agency
    top: Unit
    unit: Unit  # Ani and Budi work here, below `top`
    other: Unit  # a sibling of `unit`
    ani: User
    budi: User
    citra: User
    dodi: User
    eka: User
    fajar: User


def make_unit(agency: Agency, code: str, name: str, parent: Unit | None = None) -> Unit:
    unit = Unit.objects.create(agency=agency, code=code, name=name, parent=parent)
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save()
    return unit


def make_employee(unit: Unit, nip: str, name: str, **fields) -> Employee:
    fields = {"kind": "pns", "email": f"{name.split()[0].lower()}@contoh.test", **fields}
    return Employee.objects.create(agency=unit.agency, unit=unit, nip=nip, name=name, **fields)


def _user(username: str, employee: Employee | None = None) -> User:
    return User.objects.create_user(
        username, email=f"{username}@contoh.test", password=PASSWORD, employee=employee
    )


def make_cast() -> Cast:
    agency = Agency.objects.create(name="Kementerian Contoh", short="Kemencontoh")
    top = make_unit(agency, "U-0", "Kementerian Contoh")
    unit = make_unit(agency, "U-1", "Direktorat Contoh Satu", top)
    other = make_unit(agency, "U-2", "Direktorat Contoh Dua", top)
    ani = _user("ani", make_employee(unit, "199001012015032001", "Ani Contoh"))
    budi = _user("budi", make_employee(unit, "197505052000031002", "Budi Contoh"))
    citra = _user("citra", make_employee(other, "198003032005032003", "Citra Contoh"))
    fajar = _user("fajar", make_employee(top, "198506062010031004", "Fajar Contoh"))
    dodi, eka = _user("dodi"), _user("eka")
    Role.objects.create(user=budi, name=RoleName.COORDINATOR, unit=unit)
    Role.objects.create(user=citra, name=RoleName.INSPECTOR)
    Role.objects.create(user=eka, name=RoleName.ADMINISTRATOR)
    Role.objects.create(user=fajar, name=RoleName.PERSONNEL)
    return Cast(agency, top, unit, other, ani, budi, citra, dodi, eka, fajar)
