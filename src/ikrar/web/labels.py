"""What pages call each label of the screening, in words that accuse nobody.

A label names what a text may be read as. Its meaning is one sentence; a test holds both against
docs/glossary.md, so that page, guide and glossary say the same.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ikrar.screening.labels import Label


@dataclass(frozen=True, slots=True)
class Word:
    """`name` heads a finding; `meaning` says what a reader may take the text for."""

    name: str | Promise
    meaning: str | Promise


LABELS: Final[dict[str, Word]] = {
    Label.PARTISAN_SUPPORT: Word(
        _("Mendukung peserta pemilu"),
        _("Teks ini dapat dibaca sebagai dukungan atau ajakan memilih calon atau partai."),
    ),
    Label.PARTISAN_ATTACK: Word(
        _("Menyerang peserta pemilu"),
        _("Teks ini dapat dibaca sebagai serangan atau ejekan yang merugikan calon atau partai."),
    ),
    Label.THREAT: Word(
        _("Ancaman atau tekanan"),
        _("Teks ini dapat dibaca sebagai ancaman, paksaan, atau ajakan berbuat kekerasan."),
    ),
    Label.HATE: Word(
        _("Kebencian terhadap kelompok"),
        _("Teks ini dapat dibaca sebagai hinaan terhadap orang karena kelompok atau dirinya."),
    ),
    Label.ABUSIVE: Word(
        _("Kata kasar"),
        _("Teks ini memuat kata yang dapat dibaca sebagai makian atau hinaan."),
    ),
    Label.CLAIM: Word(
        _("Kabar yang perlu dicek"),
        _("Teks ini menyatakan kabar besar atau merugikan tanpa menyebut sumbernya."),
    ),
    Label.MONEY_OFFER: Word(
        _("Tawaran uang atau barang"),
        _("Teks ini dapat dibaca sebagai tawaran atau pembagian sesuatu demi dukungan."),
    ),
    Label.MONEY_SOLICIT: Word(
        _("Permintaan uang atau barang"),
        _("Teks ini dapat dibaca sebagai permintaan imbalan untuk suara, walaupun bercanda."),
    ),
    Label.ABSTAIN: Word(
        _("Ajakan tidak memilih"),
        _("Teks ini condong ke golput: tidak memilih, atau membenarkannya."),
    ),
    Label.PARTICIPATE: Word(
        _("Ajakan memakai hak pilih"),
        _("Teks ini mengajak orang memakai hak pilihnya."),
    ),
    Label.PROVOKE: Word(
        _("Memanaskan suasana"),
        _("Teks ini dapat dibaca sebagai hasutan untuk rusuh, bermusuhan, atau melawan petugas."),
    ),
    Label.CALM: Word(
        _("Menenangkan suasana"),
        _("Teks ini mengajak orang menjaga pemilu yang damai dan tertib."),
    ),
    Label.REJECT_RESULT: Word(
        _("Menolak hasil pemilu"),
        _("Teks ini menyatakan hasil pemilu dicurangi atau mengajak menolaknya."),
    ),
    Label.UNITY: Word(
        _("Mengajak bersatu kembali"),
        _("Teks ini mengajak orang rukun walau berbeda pilihan, atau menerima hasil."),
    ),
}
