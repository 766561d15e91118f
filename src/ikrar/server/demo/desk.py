"""The demo's sealed side: keys for its officers, two custodians, a few reports, one of them a case, and a case that waits for
its decision.

Everything goes through the actions that a real installation uses; what happened in it is made up.
"""

from dataclasses import dataclass
from datetime import date

from ikrar.cases import actions as cases
from ikrar.cases.actions import NewCase, Reported
from ikrar.cases.states import Outcome, VerdictKind
from ikrar.people.models import Unit, User
from ikrar.reports import actions as reports
from ikrar.reports import tickets
from ikrar.reports.content import Content
from ikrar.reports.queries import key_for
from ikrar.vault import actions as vault
from ikrar.vault.models import Holder
from ikrar.vault.queries import unwrap

PASSPHRASE = "batik sogan pagi cerah"  # noqa: S105  printed on screen: the demo holds no real data
FORM, RECOMMENDED_ON = "KE-04", date(2023, 9, 15)  # the official's clock runs out this week
KEEPERS = ("citra", "gita", "hadi", "indra", "joko")


@dataclass(frozen=True, slots=True)
class _Told:
    """A made-up report."""

    what: str
    who: str = ""
    unit: str = ""
    when: str = ""
    where: str = ""
    statement: str = ""


_TOLD = (
    _Told(
        "Saat apel Senin pagi, kepala subbagian meminta staf mengikuti akun salah satu tim pemenangan dan"
        " menyukai unggahannya. Yang tidak ikut dicatat.",
        who="kepala subbagian di salah satu direktorat",
        unit="DJLW-2",
        when="2 Oktober 2023, pagi",
        where="halaman kantor dan grup obrolan pegawai",
        statement="2",
    ),
    _Told(
        "Mobil dinas dipakai mengangkut kaus dan spanduk kampanye pada hari libur. Ada fotonya.",
        when="akhir pekan lalu",
        where="gudang belakang",
        statement="1",
    ),
    _Told(
        "Kepala subbagian menyuruh staf menyukai unggahan tim pemenangan, dan mencatat yang tidak ikut.",
        unit="DJLW-2",
        when="awal Oktober",
        statement="2",
    ),
)


def reports_and_case(accounts: dict[str, User]) -> str:
    """Keys, custodians, three reports; the second is a case, and another one waits for the PPK. The receipt of the first."""
    holders = {name: vault.make_holder(accounts[name], passphrase=PASSPHRASE) for name in KEEPERS}
    vault.set_custodians(holders["indra"], holders["joko"], by=None)
    filed = [_file(told, identity="Contoh identitas" * (n == 0)) for n, told in enumerate(_TOLD)]
    _open_case(filed[1], holders["gita"])
    _recommended_case(accounts["gita"])
    return filed[0].receipt


def _file(told: _Told, *, identity: str) -> reports.Filed:
    content = Content(
        what=told.what, who=told.who, unit=told.unit, when=told.when, where=told.where,
        statement=told.statement,
    )  # fmt: skip
    return reports.submit(content, form=tickets.read(tickets.make()), identity=identity)


def _open_case(filed: reports.Filed, gita: Holder) -> None:
    private = unwrap(gita, PASSPHRASE)
    key = key_for(filed.report, gita, private)
    unit = Unit.objects.get(code="DJIP-1")
    new = NewCase(act_on=date(2023, 9, 30), object="", forms=(), unit=unit)
    asked = reports.Asked(
        new=new,
        summary="Dugaan pemakaian mobil dinas untuk mengangkut perlengkapan kampanye pada hari libur.",
        subjects=(Reported("pengemudi mobil dinas, belum diketahui namanya"),),
    )
    reports.accept(filed.report, asked, key=key, by=gita.user)


def _recommended_case(gita: User) -> None:
    """A case from its summons to its recommendation."""
    unit = Unit.objects.get(code="DJIP-2")
    new = NewCase(
        received_on=date(2023, 8, 24), act_on=date(2023, 8, 22), object="bakal_calon",
        forms=(FORM,), unit=unit,
    )  # fmt: skip
    reported = Reported("pelaksana di salah satu seksi", unit.employees.filter(user=None).first())
    summary = "Unggahan dukungan bagi seorang bakal calon dibagikan tiga kali dari akun pribadi."
    opened = cases.open_case(new, subjects=[reported], summary=summary, handlers=[], by=gita)
    case, key, heard_on = opened.case, opened.key, date(2023, 9, 11)
    words = "Pemeriksaan tertutup atas unggahan itu."
    cases.summon(case, sent_on=date(2023, 8, 29), on=heard_on, details=words, key=key, by=gita)
    words = "Terlapor mengakui membagikannya dan sudah menghapusnya."
    cases.hold_hearing(case, on=heard_on, minutes=words, key=key, by=gita)
    words = "Saya menyesal dan tidak bermaksud berpihak."
    cases.record_reply(case, on=heard_on, text=words, key=key, by=gita)
    breach = cases.Assessment(kind=VerdictKind.ETHICS, outcome=Outcome.BREACH, form=FORM)
    cases.give_verdict(case, breach, key=key, by=gita)
    words = "Sanksi moral berupa pernyataan tertutup."
    cases.recommend(case, on=RECOMMENDED_ON, text=words, key=key, by=gita)
