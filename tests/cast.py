"""The cast: the same people in every test, all of them made up.

Ani signs; Budi is her superior; Citra inspects; Dodi has no business here; Eka administers;
Fajar works in the personnel bureau. `make_desk` adds who works on cases: Gita of the task force, Hadi who decides,
and the custodians Indra and Joko, each with a key that is cheap to try.
"""

from dataclasses import dataclass

from ikrar.people.models import Agency, Employee, Role, Unit, User
from ikrar.people.states import RoleName
from ikrar.sealing import keys
from ikrar.vault import actions as vault
from ikrar.vault.models import Holder

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


PASSPHRASE = "empat kata yang panjang"
CHEAP = keys.Cost(1, 8192)


@dataclass(frozen=True)
class Desk:
    """Who works on cases. All of them sit in the ministry's third unit, so that nobody is in Ani's line."""

    desk: Unit
    gita: User
    hadi: User
    indra: User
    joko: User
    holders: dict[str, Holder]
    private: dict[str, bytes]  # what each passphrase opens, by username


def make_desk(cast: Cast) -> Desk:
    unit = make_unit(cast.agency, "U-3", "Inspektorat Contoh", cast.top)
    made = {
        "gita": ("198101012006042001", RoleName.TASKFORCE),
        "hadi": ("196801011994031001", RoleName.DECIDER),
        "indra": ("197901012004031001", RoleName.CUSTODIAN),
        "joko": ("197801012003031001", RoleName.CUSTODIAN),
    }
    users, holders, private = {"citra": cast.citra}, {}, {}
    for name, (nip, role) in made.items():
        users[name] = _user(name, make_employee(unit, nip, f"{name.title()} Contoh"))
        Role.objects.create(user=users[name], name=role)
    for name, user in users.items():
        holders[name] = vault.make_holder(user, passphrase=PASSPHRASE, cost=CHEAP)
        private[name] = keys.unwrap(bytes(holders[name].wrapped_key), PASSPHRASE)
    vault.set_custodians(holders["indra"], holders["joko"], by=cast.eka)
    of = {name: users[name] for name in made}
    return Desk(unit, **of, holders=holders, private=private)
