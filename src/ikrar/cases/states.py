"""Words of a case: its states and how they follow each other, kinds of steps and texts, verdicts, sanctions.

`TRANSITIONS` is the law of this app: actions, policies, pages and tests read it and nothing else.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    OPENED = "dibuka", _("dibuka")
    SUMMONED = "dipanggil", _("dipanggil")
    SUMMONED_AGAIN = "dipanggil_lagi", _("dipanggil kedua kali")
    EXAMINED = "diperiksa", _("sudah diperiksa")
    ABSENT = "tidak_hadir", _("dua kali tidak hadir, diperiksa menurut bukti")
    REFERRED = "dilimpahkan", _("dilimpahkan ke instansi lain")
    RECOMMENDED = "diusulkan", _("menunggu keputusan PPK")
    DECIDED = "diputus", _("diputus, belum disampaikan")
    SERVED = "disampaikan", _("keputusan disampaikan")
    OBJECTED = "keberatan", _("keberatan diajukan")
    APPEALED = "banding", _("banding diajukan")
    IN_FORCE = "berlaku", _("keputusan berlaku")
    CLOSED = "ditutup", _("selesai")
    DISMISSED = "tanpa_sanksi", _("ditutup tanpa sanksi")


S = CaseState
# A closed case is never opened again: what is new is a new case.
TRANSITIONS: dict[CaseState, tuple[CaseState, ...]] = {
    S.OPENED: (S.SUMMONED, S.REFERRED, S.DISMISSED),
    S.SUMMONED: (S.SUMMONED_AGAIN, S.EXAMINED, S.DISMISSED),
    S.SUMMONED_AGAIN: (S.EXAMINED, S.ABSENT, S.DISMISSED),
    S.EXAMINED: (S.RECOMMENDED, S.REFERRED, S.DISMISSED),
    S.ABSENT: (S.RECOMMENDED, S.REFERRED, S.DISMISSED),
    S.REFERRED: (S.SUMMONED, S.RECOMMENDED, S.CLOSED),
    S.RECOMMENDED: (S.DECIDED, S.OPENED, S.DISMISSED),
    S.DECIDED: (S.SERVED,),
    S.SERVED: (S.OBJECTED, S.APPEALED, S.IN_FORCE),
    S.OBJECTED: (S.APPEALED, S.IN_FORCE, S.DECIDED, S.DISMISSED),
    S.APPEALED: (S.IN_FORCE, S.DECIDED, S.DISMISSED),
    S.IN_FORCE: (S.CLOSED,),
    S.CLOSED: (),
    S.DISMISSED: (),
}
ENDED = tuple(state for state, following in TRANSITIONS.items() if not following)
OPEN = tuple(state for state, following in TRANSITIONS.items() if following)
# before the deciding official has it: facts, verdicts and the team may still change
EARLY = (S.OPENED, S.SUMMONED, S.SUMMONED_AGAIN, S.EXAMINED, S.ABSENT, S.REFERRED)


class StepKind(models.TextChoices):
    OPENED = "dibuka", _("perkara dibuka")
    ASSIGNED = "ditugaskan", _("penangan ditugaskan")
    UNASSIGNED = "dilepas", _("penangan dilepas")
    SUBJECT_ADDED = "terlapor", _("terlapor ditambahkan")
    SUPERIORS_NAMED = "atasan", _("atasan dicatat")
    GRANTED = "kunci", _("kunci perkara diberikan")
    JOINED = "gabung", _("laporan lain tentang hal yang sama digabungkan")
    TEXT_ADDED = "catatan", _("catatan ditambahkan")
    REPLIED = "pembelaan", _("tanggapan terlapor dicatat")
    SUMMONED = "panggilan", _("panggilan dikirim")
    ABSENT = "tidak_hadir", _("tidak hadir dicatat")
    EXAMINED = "pemeriksaan", _("pemeriksaan selesai")
    TEAM_FORMED = "tim", _("tim pemeriksa dibentuk")
    ASSESSED = "penilaian", _("penilaian dicatat")
    RECOMMENDED = "usulan", _("diusulkan kepada PPK")
    RETURNED = "dikembalikan", _("dikembalikan untuk diperiksa")
    DECIDED = "putusan", _("keputusan ditetapkan")
    UNSERVED = "belum_sampai", _("tidak hadir saat penyampaian")
    SERVED = "penyampaian", _("keputusan disampaikan")
    OBJECTED = "keberatan", _("keberatan diajukan")
    APPEALED = "banding", _("banding diajukan")
    ANSWERED = "jawaban", _("keberatan atau banding dijawab")
    IN_FORCE = "berlaku", _("keputusan berlaku")
    CLOSED = "penutupan", _("perkara selesai")
    DISMISSED = "tanpa_sanksi", _("ditutup tanpa sanksi")
    REFERRED = "pelimpahan", _("dilimpahkan")
    RECEIVED = "tanda_terima", _("pelimpahan diterima")
    FOLLOWED = "tindak_lanjut", _("pelimpahan dijawab")
    ITEM_ADDED = "bukti", _("bukti ditambahkan")
    PAUSED = "jeda", _("hitungan waktu dihentikan sementara")
    PROLONGED = "perpanjangan", _("tenggat diperpanjang")
    RECOMPUTED = "hitung_ulang", _("tenggat dihitung ulang")
    ESCALATED = "eskalasi", _("keterlambatan disampaikan ke atasan")
    ERASED = "dihapus", _("isi dihapus")


class OriginKind(models.TextChoices):
    REPORT = "laporan", _("laporan")
    FINDING = "temuan", _("temuan")
    GIFT = "hadiah", _("penerimaan hadiah")


class TextKind(models.TextChoices):
    SUMMARY = "ringkasan", _("ringkasan")
    NOTE = "catatan", _("catatan penangan")
    SUMMONS = "panggilan", _("isi panggilan")
    MINUTES = "berita_acara", _("berita acara pemeriksaan")
    REPLY = "tanggapan", _("tanggapan terlapor")
    RECOMMENDATION = "usulan", _("usulan kepada PPK")
    DECISION = "putusan", _("pertimbangan keputusan")
    OBJECTION = "keberatan", _("isi keberatan atau banding")
    ANSWER = "jawaban", _("isi jawaban")
    CLOSING = "penutupan", _("alasan penutupan")


class VerdictKind(models.TextChoices):
    """Four questions that are never answered together."""

    PLEDGE = "ikrar", _("terhadap ikrar")
    ETHICS = "etik", _("terhadap kode etik")
    DISCIPLINE = "disiplin", _("terhadap aturan disiplin")
    CRIME = "pidana", _("dugaan pidana")


class Outcome(models.TextChoices):
    NOT_ASSESSED = "belum", _("tidak dinilai")
    NO_BREACH = "tidak_melanggar", _("tidak melanggar")
    BREACH = "melanggar", _("melanggar")
    REFER = "teruskan", _("teruskan ke lembaga yang berwenang")
    ASK_HUMAN = "tanya", _("belum dapat dinilai, tanyakan kepada ahli")


OUTCOMES: dict[VerdictKind, tuple[Outcome, ...]] = {
    VerdictKind.PLEDGE: (
        Outcome.NOT_ASSESSED, Outcome.NO_BREACH, Outcome.BREACH, Outcome.ASK_HUMAN,
    ),
    VerdictKind.ETHICS: tuple(Outcome),
    VerdictKind.DISCIPLINE: tuple(Outcome),
    # no agency finds a crime: it passes the suspicion on
    VerdictKind.CRIME: (Outcome.NOT_ASSESSED, Outcome.REFER),
}  # fmt: skip


class Sanction(models.TextChoices):
    """Classes of penalty, from the lightest to the heaviest; `KONTRAK` is for staff who are no PNS."""

    MORAL = "moral", _("sanksi moral")
    LIGHT = "ringan", _("hukuman disiplin ringan")
    MEDIUM = "sedang", _("hukuman disiplin sedang")
    HEAVY = "berat", _("hukuman disiplin berat")
    DISMISSAL = "ptdh", _("pemberhentian tidak dengan hormat")
    CONTRACT = "kontrak", _("sanksi kontrak")


RANK = {sanction.value: place for place, sanction in enumerate(Sanction)}
UNMAPPED = "unmapped"
# the classes of the forms that each question is about; the pledge is about all of them
CLASSES: dict[VerdictKind, tuple[str, ...]] = {
    VerdictKind.ETHICS: (Sanction.MORAL.value, UNMAPPED),
    VerdictKind.DISCIPLINE: (
        Sanction.LIGHT.value, Sanction.MEDIUM.value, Sanction.HEAVY.value,
        Sanction.DISMISSAL.value, Sanction.CONTRACT.value, UNMAPPED,
    ),
    VerdictKind.CRIME: ("pidana",),
}  # fmt: skip


class Measure(models.TextChoices):
    """What is imposed (dossier 2.3, of low confidence: check the official text before a letter)."""

    CLOSED_STATEMENT = "pernyataan_tertutup", _("pernyataan tertutup")
    OPEN_STATEMENT = "pernyataan_terbuka", _("pernyataan terbuka")
    ORAL_REPRIMAND = "teguran_lisan", _("teguran lisan")
    WRITTEN_REPRIMAND = "teguran_tertulis", _("teguran tertulis")
    DISSATISFACTION = "tidak_puas", _("pernyataan tidak puas secara tertulis")
    CUT_6 = "tukin_6", _("pemotongan tunjangan kinerja 25 persen selama 6 bulan")
    CUT_9 = "tukin_9", _("pemotongan tunjangan kinerja 25 persen selama 9 bulan")
    CUT_12 = "tukin_12", _("pemotongan tunjangan kinerja 25 persen selama 12 bulan")
    RAISE_DELAYED = "tunda_gaji", _("penundaan kenaikan gaji berkala 1 tahun (masa peralihan)")
    PROMOTION_DELAYED = "tunda_pangkat", _("penundaan kenaikan pangkat 1 tahun (masa peralihan)")
    RANK_LOWERED = "turun_pangkat", _("penurunan pangkat setingkat 1 tahun (masa peralihan)")
    DEMOTED = "turun_jabatan", _("penurunan jabatan setingkat selama 12 bulan")
    TO_STAFF_POST = "jadi_pelaksana", _("pembebasan dari jabatan menjadi pelaksana 12 bulan")
    HONOURABLE_DISMISSAL = "berhenti_hormat", _("pemberhentian dengan hormat tidak atas permintaan")
    DISMISSED = "berhenti_tidak_hormat", _("pemberhentian tidak dengan hormat")
    CONTRACT_WARNING = "peringatan_kontrak", _("peringatan menurut kontrak")
    CONTRACT_ENDED = "putus_kontrak", _("pemutusan kontrak")


M = Measure
MEASURES: dict[Sanction, tuple[Measure, ...]] = {
    Sanction.MORAL: (M.CLOSED_STATEMENT, M.OPEN_STATEMENT),
    Sanction.LIGHT: (M.ORAL_REPRIMAND, M.WRITTEN_REPRIMAND, M.DISSATISFACTION),
    Sanction.MEDIUM: (
        M.CUT_6, M.CUT_9, M.CUT_12, M.RAISE_DELAYED, M.PROMOTION_DELAYED, M.RANK_LOWERED,
    ),
    Sanction.HEAVY: (M.DEMOTED, M.TO_STAFF_POST, M.HONOURABLE_DISMISSAL),
    Sanction.DISMISSAL: (M.DISMISSED,),
    Sanction.CONTRACT: (M.CONTRACT_WARNING, M.CONTRACT_ENDED),
}  # fmt: skip


class Element(models.TextChoices):
    """What a member of an examination team stands for."""

    SUPERIOR = "atasan", _("unsur atasan")
    OVERSIGHT = "pengawasan", _("unsur pengawasan")
    PERSONNEL = "kepegawaian", _("unsur kepegawaian")


class RemedyKind(models.TextChoices):
    OBJECTION = "keberatan", _("keberatan")
    APPEAL = "banding", _("banding ke BPASN")


class RemedyOutcome(models.TextChoices):
    WAITING = "menunggu", _("menunggu jawaban")
    REFUSED = "dikuatkan", _("keputusan dikuatkan")
    CHANGED = "diubah", _("keputusan diubah")
    GRANTED = "dibatalkan", _("keputusan dibatalkan")


class ItemState(models.TextChoices):
    KEPT = "disimpan", _("disimpan")
    ERASED = "dihapus", _("dihapus")


class CustodyKind(models.TextChoices):
    VIEWED = "dilihat", _("dilihat")
    DOWNLOADED = "diunduh", _("diunduh")
    EXPORTED = "disertakan", _("disertakan dalam berkas pelimpahan")
