"""How a report stands, who speaks in its mailbox, and what the house says there by itself."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    RECEIVED = "diterima", _("diterima, menunggu telaah awal")
    ACCEPTED = "ditangani", _("ditangani sebagai perkara")
    MERGED = "digabung", _("digabung dengan laporan lain")
    CLOSED = "ditutup", _("ditutup dengan alasan")
    DELETED = "dihapus", _("dihapus oleh pelapor")
    ERASED = "habis_masa", _("isi dihapus setelah masa simpan")


TRANSITIONS: dict[ReportState, tuple[ReportState, ...]] = {
    ReportState.RECEIVED: (
        ReportState.ACCEPTED,
        ReportState.MERGED,
        ReportState.CLOSED,
        ReportState.DELETED,
    ),
    ReportState.ACCEPTED: (ReportState.CLOSED, ReportState.ERASED),
    ReportState.MERGED: (ReportState.CLOSED, ReportState.ERASED),
    ReportState.CLOSED: (ReportState.ERASED,),
    ReportState.DELETED: (),
    ReportState.ERASED: (),
}


class Statement(models.TextChoices):
    """The four statements of the pledge, as somebody who has never read it would ask."""

    UNKNOWN = "", _("Saya tidak tahu atau tidak yakin")
    SERVICE = "1", _("Pelayanan atau fasilitas negara dipakai untuk calon atau partai")
    SIDING = "2", _("Memihak calon, menekan, mengancam, atau menjanjikan jabatan")
    MEDIA = "3", _("Unggahan yang memihak, kebencian, atau berita bohong")
    MONEY = "4", _("Uang, barang, atau hadiah terkait pemilu")


class Author(models.TextChoices):
    REPORTER = "pelapor", _("pelapor")
    DESK = "petugas", _("petugas")
    HOUSE = "sistem", _("pemberitahuan")


# of these nothing can be read any more
GONE = (ReportState.DELETED, ReportState.ERASED)


class Act(models.TextChoices):
    """What an officer did with a piece of evidence."""

    VIEWED = "dilihat", _("dilihat")
    CLEANED = "salinan", _("salinan tanpa metadata diunduh")
    ORIGINAL = "asli", _("berkas asli diunduh")


class NoticeKind(models.TextChoices):
    """What the mailbox says without anybody writing it; a message in words has none."""

    WORDS = "", _("pesan")
    RECEIVED = "diterima", _("Laporan Anda diterima dan disegel.")
    ACCEPTED = "ditangani", _("Laporan Anda ditangani sebagai perkara.")
    MERGED = (
        "digabung",
        _(
            "Laporan Anda digabung dengan laporan lain tentang hal yang sama. Tanda terima Anda tetap berlaku."
        ),
    )
    CLOSED = "ditutup", _("Laporan Anda ditutup. Alasannya tertulis di bawah.")
    EVIDENCE = "bukti", _("Bukti ditambahkan.")
    IDENTITY_ASKED = (
        "identitas_diminta",
        _("Petugas meminta identitas Anda dibuka. Alasannya tertulis di bawah."),
    )
    IDENTITY_OPENED = (
        "identitas_dibuka",
        _("Dua kustodian membuka identitas Anda bagi satu petugas."),
    )
    IDENTITY_REFUSED = (
        "identitas_ditolak",
        _("Kustodian menolak permintaan membuka identitas Anda."),
    )
    CHECK_IN = (
        "kabar",
        _(
            "Apakah ada yang berubah bagi Anda sejak melapor: mutasi, penilaian, ancaman? Balas di sini bila perlu."
        ),
    )
