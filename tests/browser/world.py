"""A small ministry with an open pledge, made by the real actions: what browser tests look at."""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from ikrar import packs
from ikrar.advice.models import Answer
from ikrar.ledger import actions as ledger
from ikrar.people import actions as people
from ikrar.people.models import Mail, Role, RosterImport, User
from ikrar.people.states import MailState, RoleName
from ikrar.pledges import actions as pledges
from ikrar.pledges.models import Campaign, Ceremony, Signatory, Signature
from ikrar.pledges.states import STATEMENTS, How
from ikrar.server.demo.questions import questions_and_answers
from tests.apps.people import files
from tests.browser.gifts import Gifts, make_gifts
from tests.browser.kept import Kept
from tests.browser.programme import Humas, make_humas
from tests.browser.sealed import Sealed, make_sealed
from tests.browser.talk import Talk, make_talk
from tests.cast import Cast, make_cast, make_employee, make_unit

SIGNED_OF_TWENTY = 13
_talk = Kept(make_talk)


@dataclass(frozen=True)
class World:
    """Everything that an address may need. `token` is an unused personal link of Ani's.

    `preview` is a roster file that waits for somebody to agree.
    """

    cast: Cast
    campaign: Campaign
    signatory: Signatory
    token: str
    signature: Signature
    ceremony: Ceremony
    preview: RosterImport
    sealed: Sealed
    gifts: Gifts
    answer: Answer
    humas: Humas

    @cached_property
    def talk(self) -> Talk:
        """The conversation: thousands of posts, made for the tests that look at them, and first: it replaces all else."""
        return _talk(self.humas)

    def url(self, name: str, *args: object) -> str:
        return reverse(name, args=args)


def make_world() -> World:
    cast = make_cast()
    agency = cast.agency
    agency.is_demo, agency.today = True, date(2023, 10, 4)
    agency.save()
    _staff(cast)
    Role.objects.create(user=cast.fajar, name=RoleName.LEADER)
    Role.objects.create(user=cast.budi, name=RoleName.WITNESS)
    ledger.create_log("public", origin=settings.IKRAR_LOG_ORIGIN or "contoh.test/log")
    campaign = _campaign(cast)
    signatures = [_sign(one) for one in _to_sign(campaign)]
    ledger.sequence()
    ani = Signatory.objects.select_related("campaign").get(
        campaign=campaign, employee=cast.ani.employee
    )
    _link, token = pledges.issue_link(ani, by=None)
    ceremony = pledges.open_ceremony(
        campaign, name="Apel Ikrar Contoh", leader=cast.fajar, by=cast.fajar
    )
    _letters()
    sealed, humas = make_sealed(cast), make_humas(cast)
    return World(
        cast, campaign, ani, token, signatures[0], ceremony, _preview(cast), sealed,
        make_gifts(cast), _answer(cast, sealed), humas,
    )  # fmt: skip


def _answer(cast: Cast, sealed: Sealed) -> Answer:
    """One answer in the library, one question that waits."""
    questions_and_answers(gita=sealed.desk.gita, citra=cast.citra)
    return Answer.objects.earliest("pk")


def _staff(cast: Cast) -> None:
    """Forty more people in four units, one of them too small to be shown by itself."""
    sizes = {"Inspektorat Contoh": 12, "Biro Umum Contoh": 14, "Pusat Data Contoh": 12, "Museum": 2}
    number = 0
    for code, (name, size) in enumerate(sizes.items(), start=10):
        unit = make_unit(cast.agency, f"U-{code}", name, cast.top)
        for _i in range(size):
            number += 1
            make_employee(
                unit, f"1990020220150{number % 12 + 1:02}{number:03}", f"Pegawai Contoh {number}",
                email=f"pegawai{number}@contoh.test",
            )  # fmt: skip


def _campaign(cast: Cast) -> Campaign:
    content = packs.load("pemilu-2024").pledge_text(agency=cast.agency.name, year=2024)
    text = pledges.freeze_text(content=content, by=None)
    campaign = pledges.create_campaign(
        cast.agency, name="Ikrar Netralitas Pemilu 2024", slug="pemilu-2024", text=text, by=None
    )
    return pledges.open_campaign(campaign, by=None)


def _to_sign(campaign: Campaign) -> list[Signatory]:
    due = Signatory.objects.filter(campaign=campaign, employee__user=None)
    due = due.select_related("employee", "unit__agency", "campaign__text").order_by("pk")
    return [one for place, one in enumerate(due) if place % 20 < SIGNED_OF_TWENTY]


def _sign(signatory: Signatory) -> Signature:
    now = timezone.now()
    accepted = {n: now - timedelta(seconds=5 * (4 - n)) for n in STATEMENTS}
    link, _token = pledges.issue_link(signatory, by=None)
    return pledges.sign(
        signatory, text_sha256=signatory.campaign.text.sha256, accepted=accepted, how=How.LINK,
        link=link, by=None,
    )  # fmt: skip


def roster_file(count: int = 60) -> io.BytesIO:
    """A SIASN export: new people, one known who has moved, a few rows that are wrong."""
    rows = [files.row(number) for number in range(1, count + 1)]
    moved = {"NIP BARU": "199001012015032001", "NAMA": "Ani Contoh", "JENIS KELAMIN": "F"}
    wrong = [
        {"NIP BARU": "1,99E+17"},
        {"NIP BARU": "12345"},
        {"NAMA": ""},
        {"EMAIL GOV": "bukan surel"},
    ]
    rows += [files.row(count + 1, **moved)]
    rows += [files.row(count + 2 + i, **fields) for i, fields in enumerate(wrong)]
    return files.as_csv(rows)


def _preview(cast: Cast) -> RosterImport:
    return people.start_import(
        cast.agency, file=roster_file(), file_name="siasn-contoh.csv", by=cast.fajar
    )


def _letters() -> None:
    """One letter that was refused, one of unknown fate, one that waits."""
    for number, (state, problem) in enumerate(
        [
            (MailState.FAILED, "Alamat atau isi ditolak: 550 5.1.1 no such user"),
            (MailState.UNKNOWN, "Terputus saat mengirim: timed out"),
            (MailState.QUEUED, ""),
        ]
    ):
        letter = people.queue_mail(
            key=f"contoh-{number}", employee=None, to=f"pegawai{number}@contoh.test",
            subject="Undangan menandatangani ikrar netralitas", body="Isi.",
        )  # fmt: skip
        Mail.objects.filter(pk=letter.pk).update(state=state, problem=problem)


def user_of(world: World, who: str) -> User:
    homes = (world.cast, world.sealed.desk, world.gifts, world.humas)
    user: User = next(getattr(home, who) for home in homes if hasattr(home, who))
    return user
