"""Words of the personnel bureau: kinds of staff, legal standing, roles, states of work rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Kind of staff (dossier 6.3). PNS, CPNS and PPPK are ASN; PPNPN are not."""

    PNS = "pns", "PNS"
    CPNS = "cpns", "CPNS"
    PPPK = "pppk", "PPPK"
    PPNPN = "ppnpn", "PPNPN"


class Standing(models.TextChoices):
    """*Kedudukan hukum*, reduced to what decides who must sign (dossier 6.4)."""

    ACTIVE = "aktif", _("aktif")
    SECONDED_IN = "diperbantukan_masuk", _("diperbantukan dari instansi lain")
    SECONDED_OUT = "diperbantukan_keluar", _("diperbantukan ke instansi lain")
    STUDY = "tugas_belajar", _("tugas belajar")
    UNPAID_LEAVE = "cltn", _("cuti di luar tanggungan negara")
    SUSPENDED = "diberhentikan_sementara", _("diberhentikan sementara")
    WAITING = "uang_tunggu", _("menerima uang tunggu")
    LEFT = "berhenti", _("berhenti, pensiun, atau pindah")
    UNKNOWN = "tidak_dikenal", _("tidak dikenal, perlu diperiksa")


class RoleName(models.TextChoices):
    ADMINISTRATOR = "administrator", _("administrator")
    PERSONNEL = "kepegawaian", _("biro kepegawaian")
    COORDINATOR = "koordinator", _("koordinator unit")
    LEADER = "pemimpin", _("pemimpin ikrar")
    WITNESS = "saksi", _("saksi kios")
    INSPECTOR = "inspektorat", _("inspektorat")
    TASKFORCE = "satgas", _("satuan tugas netralitas")
    DECIDER = "ppk", _("pejabat pembina kepegawaian (PPK)")
    CUSTODIAN = "kustodian", _("kustodian identitas")
    UPG = "upg", _("unit pengendalian gratifikasi (UPG)")
    COMMUNICATIONS = "humas", _("direktorat komunikasi (humas)")


class InterestKind(models.TextChoices):
    """What ties an employee to a case: then they take no part in it and see nothing of it."""

    CONTESTANT = "peserta", _("calon atau pasangan calon")
    PARTY = "partai", _("partai politik")
    FAMILY = "keluarga", _("keluarga yang juga pegawai di sini")
    TEAM = "tim", _("tim kampanye atau pendukung")
    KIN = "kerabat", _("keluarga yang menjadi calon atau pengurus partai")
    OTHER = "lain", _("kepentingan lain")


class Relation(models.TextChoices):
    """What somebody in the family is to the employee who declares it."""

    SPOUSE = "pasangan", _("suami atau istri")
    PARENT = "orang_tua", _("orang tua atau mertua")
    CHILD = "anak", _("anak atau menantu")
    SIBLING = "saudara", _("saudara kandung atau ipar")
    FURTHER = "lain", _("keluarga lain")


class ImportState(models.TextChoices):
    UPLOADED = "diunggah", _("diunggah")
    CHECKED = "diperiksa", _("diperiksa, menunggu persetujuan")
    APPLYING = "diterapkan", _("sedang diterapkan")
    DONE = "selesai", _("selesai")
    DISCARDED = "dibatalkan", _("dibatalkan")


class MailState(models.TextChoices):
    QUEUED = "menunggu", _("menunggu")
    SENDING = "dikirim", _("sedang dikirim")
    SENT = "terkirim", _("terkirim")
    FAILED = "gagal", _("gagal")
    UNKNOWN = "tidak_pasti", _("tidak pasti, perlu diperiksa")


class Scope(models.TextChoices):
    """What a token opens; the value stands in requests and never changes."""

    SCREENINGS = "screenings", _("menyaring unggahan")
    PACKS = "packs", _("membaca paket pemilu")
    ADVICE = "advice", _("mencari jawaban “Bolehkah?”")


class TokenState(models.TextChoices):
    """How a token stands on a day; worked out from its row, never stored."""

    ACTIVE = "berlaku", _("berlaku")
    EXPIRED = "kedaluwarsa", _("kedaluwarsa")
    REVOKED = "dicabut", _("dicabut")
    CLOSED = "akun_ditutup", _("akun pembuatnya ditutup")


IMPORT_TRANSITIONS: dict[ImportState, tuple[ImportState, ...]] = {
    ImportState.UPLOADED: (ImportState.CHECKED, ImportState.DISCARDED),
    ImportState.CHECKED: (ImportState.APPLYING, ImportState.DISCARDED),
    ImportState.APPLYING: (ImportState.DONE, ImportState.DISCARDED),
    ImportState.DONE: (),
    ImportState.DISCARDED: (),
}

MAIL_TRANSITIONS: dict[MailState, tuple[MailState, ...]] = {
    MailState.QUEUED: (MailState.SENDING,),
    MailState.SENDING: (MailState.SENT, MailState.FAILED, MailState.UNKNOWN, MailState.QUEUED),
    MailState.SENT: (),
    MailState.FAILED: (MailState.QUEUED,),
    MailState.UNKNOWN: (MailState.SENT, MailState.QUEUED),
}

MUST_SIGN: dict[Standing, bool] = {
    Standing.ACTIVE: True,
    Standing.SECONDED_IN: True,
    Standing.SECONDED_OUT: False,  # signs where the work is done
    Standing.STUDY: True,  # still bound by neutrality and reachable by personal link
    Standing.UNPAID_LEAVE: False,
    Standing.SUSPENDED: False,
    Standing.WAITING: False,
    Standing.LEFT: False,
    Standing.UNKNOWN: True,  # an unknown word never lets anybody drop out of the count
}
