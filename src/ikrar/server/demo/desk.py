"""The demo's sealed side: keys for its officers, two custodians, a few reports, and one of them a case.

Everything goes through the actions that a real installation uses; what happened in it is made up.
"""

from dataclasses import dataclass
from datetime import date

from ikrar.cases.actions import NewCase, Reported
from ikrar.people.models import Unit, User
from ikrar.reports import actions as reports
from ikrar.reports import tickets
from ikrar.reports.content import Content
from ikrar.reports.queries import key_for
from ikrar.vault import actions as vault
from ikrar.vault.models import Holder
from ikrar.vault.queries import unwrap

PASSPHRASE = "batik sogan pagi cerah"  # noqa: S105  printed on screen: the demo holds no real data
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
    """Keys, custodians, three reports; the second is a case. The receipt of the first."""
    holders = {name: vault.make_holder(accounts[name], passphrase=PASSPHRASE) for name in KEEPERS}
    vault.set_custodians(holders["indra"], holders["joko"], by=None)
    filed = [_file(told, identity="Contoh identitas" * (n == 0)) for n, told in enumerate(_TOLD)]
    _open_case(filed[1], holders["gita"])
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
