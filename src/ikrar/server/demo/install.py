"""Puts the demo ministry in place: roster, accounts, campaign, most signatures, one ceremony.

Every step is an action that a real installation uses, so that the demo is a test of them too.
Acts carry their real time; only the day shown as "today" is set to the pledge day of 2023.
"""

import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ikrar import packs
from ikrar.errors import NotPossible
from ikrar.ledger import actions as ledger
from ikrar.people import actions as people
from ikrar.people.models import Agency, Employee, Unit, User
from ikrar.people.queries import agency_or_none, find_employee
from ikrar.people.states import RoleName
from ikrar.pledges import actions as pledges
from ikrar.pledges.models import Campaign, Ceremony, Signatory
from ikrar.pledges.states import STATEMENTS, How, SignatoryState
from ikrar.server.demo import conversation, desk, gifts, messages, questions
from ikrar.server.demo.ministry import AGENCY, CAST, SHORT, units, write_roster

TODAY = date(2023, 10, 4)
PASSWORD = "ikrar-peragaan"  # noqa: S105  printed on screen: the demo holds no real data
PASSPHRASE = desk.PASSPHRASE
SIGNED_SHARE = 0.62
BATCH = 250

ROLES: dict[str, tuple[RoleName, str | None]] = {
    "budi": (RoleName.COORDINATOR, "DJLW-1"),
    "citra": (RoleName.INSPECTOR, None),
    "fajar": (RoleName.PERSONNEL, None),
    "sari": (RoleName.WITNESS, None),
    "menteri": (RoleName.LEADER, None),
    "gita": (RoleName.TASKFORCE, None),
    "hadi": (RoleName.DECIDER, None),
    "indra": (RoleName.CUSTODIAN, None),
    "joko": (RoleName.CUSTODIAN, None),
    "lestari": (RoleName.UPG, None),
    "maya": (RoleName.COMMUNICATIONS, None),
    "nanda": (RoleName.COMMUNICATIONS, None),
    "eka": (RoleName.ADMINISTRATOR, None),
}
DUTY = {
    "ani": "pegawai; menandatangani dengan akunnya",
    "budi": "koordinator unit; melihat cakupan unitnya",
    "citra": "inspektorat; laporan, perkara, tanya jawab, cakupan seluruh instansi",
    "gita": "satuan tugas netralitas; laporan, perkara, tanya jawab",
    "hadi": "pejabat yang berwenang (PPK); memutus perkara",
    "indra": "kustodian identitas pertama",
    "joko": "kustodian identitas kedua",
    "lestari": "unit pengendalian gratifikasi (UPG); hadiah dan tenggatnya",
    "maya": "direktorat komunikasi; program tiga tahap dan percakapan publik",
    "nanda": "direktorat komunikasi; orang kedua yang menyetujui",
    "fajar": "biro kepegawaian; daftar pegawai, masa ikrar, tautan",
    "sari": "saksi kios",
    "menteri": "pemimpin upacara",
    "eka": "administrator; akun dan peran",
}

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Demo:
    """What the person who started the demo needs to know."""

    agency: Agency
    campaign: Campaign
    ceremony: Ceremony
    link_token: str
    receipt: str


def install(*, say: Say) -> Demo:
    """Make the demo in an empty installation; refuses where an agency exists."""
    if agency_or_none() is not None:
        raise NotPossible("There is an agency here already. Use another IKRAR_DATA for the demo.")
    agency = people.create_agency(AGENCY, short=SHORT, demo_on=TODAY, by=None)
    ledger.create_log("public", origin=settings.IKRAR_LOG_ORIGIN or "kemencontoh.example/log")
    ledger.create_log("internal", origin="kemencontoh.example/internal")
    _units(agency)
    say("Importing the roster of 4,000 fictional people …")
    _roster(agency)
    accounts = _accounts()
    say("Opening the campaign and signing for six in ten …")
    campaign = _campaign(agency, by=accounts["fajar"])
    _signatures(campaign)
    while ledger.sequence():
        pass
    ceremony = pledges.open_ceremony(
        campaign, name="Apel Ikrar Netralitas", leader=accounts["menteri"], by=accounts["fajar"]
    )
    say("Sealing a few reports …")
    receipt = desk.reports_and_case(accounts)
    gifts.record(accounts)
    questions.questions_and_answers(gita=accounts["gita"], citra=accounts["citra"])
    messages.messages(maya=accounts["maya"], nanda=accounts["nanda"])
    say("Screening seventeen thousand made-up posts …")
    conversation.converse(maya=accounts["maya"], nanda=accounts["nanda"])
    while ledger.sequence():
        pass
    while ledger.sequence("internal"):
        pass
    return Demo(agency, campaign, ceremony, _link(campaign, by=accounts["fajar"]), receipt)


def _units(agency: Agency) -> None:
    made = {unit.code: unit for unit in Unit.objects.filter(agency=agency)}
    with transaction.atomic():
        for code, name, parent in units():
            if parent:
                made[code] = people.create_unit(
                    agency, code=code, name=name, parent=made[parent], by=None
                )


def _roster(agency: Agency) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write_roster(Path(folder) / "daftar-pegawai-contoh.csv")
        with path.open("rb") as file:
            roster = people.start_import(
                agency, file=file, file_name=path.name, is_complete=True, by=None
            )
    people.apply_import(roster, by=None)


def _accounts() -> dict[str, User]:
    employees: dict[str, Employee | None] = {p.username: find_employee(p.nip) for p in CAST}
    made = {}
    with transaction.atomic():
        for username in DUTY:
            made[username] = people.create_user(
                username, password=PASSWORD, email=f"{username}@contoh.example",
                employee=employees.get(username), by=None,
            )  # fmt: skip
        for username, (role, code) in ROLES.items():
            unit = Unit.objects.get(code=code) if code else None
            people.grant_role(made[username], name=role, unit=unit, by=None)
    return made


def _campaign(agency: Agency, *, by: User) -> Campaign:
    content = packs.load(agency.pack, extra_dirs=settings.IKRAR_PACK_DIRS).pledge_text(
        agency=agency.name, year=2024
    )
    text = pledges.freeze_text(content=content, by=by)
    campaign = pledges.create_campaign(
        agency, name="Ikrar Netralitas Pemilu 2024", slug="pemilu-2024", text=text,
        opens_on=TODAY, closes_on=date(2023, 11, 27), by=by,
    )  # fmt: skip
    return pledges.open_campaign(campaign, by=by)


def _signatures(campaign: Campaign) -> None:
    """Sign for a share that differs from unit to unit, never for the demo's own accounts."""
    rng = random.Random(4)  # noqa: S311  the same every time
    keep = {person.nip for person in CAST}
    shares: dict[int, float] = {}
    due = Signatory.objects.filter(campaign=campaign, state=SignatoryState.DUE)
    chosen = [
        signatory
        for signatory in due.select_related("employee", "unit__agency", "campaign__text")
        if signatory.employee.nip not in keep
        and rng.random() < shares.setdefault(signatory.unit_id, rng.gauss(SIGNED_SHARE, 0.22))
    ]
    for start in range(0, len(chosen), BATCH):
        with transaction.atomic():
            for signatory in chosen[start : start + BATCH]:
                _sign(signatory)


def _sign(signatory: Signatory) -> None:
    now = timezone.now()
    accepted = {n: now - timedelta(seconds=5 * (4 - n)) for n in STATEMENTS}
    link, _token = pledges.issue_link(signatory, by=None)
    pledges.sign(
        signatory, text_sha256=signatory.campaign.text.sha256, accepted=accepted, how=How.LINK,
        link=link, by=None,
    )  # fmt: skip


def _link(campaign: Campaign, *, by: User) -> str:
    """A personal link of somebody who has not signed, to try it as they would."""
    due = Signatory.objects.filter(campaign=campaign, state=SignatoryState.DUE, employee__user=None)
    _made, token = pledges.issue_link(due.select_related("campaign").order_by("pk")[0], by=by)
    return token
