"""A world with a communications directorate, and posts that nobody wrote, brought in as a user brings them."""

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ikrar.ledger import actions as ledger
from ikrar.monitoring import actions, work
from ikrar.monitoring.actions import Approval, NewSource
from ikrar.monitoring.models import Source, Upload
from ikrar.people.models import Role, User
from ikrar.people.states import RoleName
from tests.cast import Cast, make_employee

MAPPING = {"text": "teks", "at": "waktu", "author": "akun", "key": "nomor"}
HEADER = ["nomor", "waktu", "akun", "teks"]
CALM = "Beda pilihan itu biasa, mari jaga pemilu damai dan tetap rukun"
UNREST = "Sudah habis kesabaran, ayo turun kita bikin rusuh, kepung kantornya dan bakar"
VOTE = "Ayo datang ke TPS, gunakan hak pilihmu, jangan hanya jadi penonton"
CLAIM = "Waspada, server penghitungan pusat sudah diretas dan suara dipindahkan diam-diam, sebarkan"
SIDES = "Ayo menangkan calon kita di pemilu ini, dukung dan coblos jagoan kita"
PLAIN = "Hujan deras dari pagi, jalan utama macet panjang, semoga cepat beres"


@dataclass(frozen=True)
class World:
    cast: Cast
    maya: User
    nanda: User
    oki: User
    wulan: User


def officer(cast: Cast, nip: str, name: str, role: RoleName) -> User:
    employee = make_employee(cast.top, nip, f"{name} Contoh")
    user = User.objects.create_user(
        name.lower(), email=f"{name.lower()}@contoh.test", employee=employee
    )
    Role.objects.create(user=user, name=role)
    return user


def make_world(cast: Cast) -> World:
    ledger.create_log("public", origin="uji.example/publik")
    ledger.create_log("internal", origin="uji.example/internal")
    humas = RoleName.COMMUNICATIONS
    return World(
        cast,
        officer(cast, "198606062011012010", "Maya", humas),
        officer(cast, "197909092005011011", "Nanda", humas),
        officer(cast, "198110102006041012", "Oki", humas),
        officer(cast, "198212122008012007", "Wulan", RoleName.TASKFORCE),
    )


def rows(
    *texts: str, start: datetime = datetime(2024, 2, 12, 3, tzinfo=UTC), each=timedelta(minutes=7)
):
    """A row a text, one after another."""
    return [
        [str(number), (start + number * each).isoformat(), f"akun{number % 50}", text]
        for number, text in enumerate(texts)
    ]


def sheet(table, header=HEADER) -> io.BytesIO:
    text = io.StringIO()
    csv.writer(text).writerows([header, *table])
    return io.BytesIO(text.getvalue().encode())


def source(world: World, name: str = "Warganet", **fields) -> Source:
    return actions.open_source(NewSource(name, **fields), by=world.maya)


def receive(world: World, into: Source, file: io.BytesIO, name: str = "unggahan.csv") -> Upload:
    return actions.receive_upload(into, file, name=name, by=world.maya)


def bring(world: World, into: Source, table) -> Upload:
    """Bring a table in and let everything be done with it."""
    upload = receive(world, into, sheet(table))
    actions.approve_upload(upload, Approval(dict(MAPPING)), by=world.maya)
    finish()
    upload.refresh_from_db()
    return upload


def finish() -> None:
    while work.do_one():
        pass
