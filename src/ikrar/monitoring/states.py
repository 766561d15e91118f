"""Words of the conversation: sources, uploads, batches of posts, findings and what becomes of them.

`TRANSITIONS` of uploads, batches, findings and judges are the law of this app: actions, policies, pages and tests read
them and nothing else.
"""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from ikrar.screening.labels import AGAINST_PLEDGE, Label


class SourceScope(models.TextChoices):
    """Whose posts a source holds. Of the public nobody's politics is kept: it owes no neutrality."""

    PUBLIC = "publik", _("percakapan publik")
    OFFICIAL = "resmi", _("akun resmi instansi")


class UploadState(models.TextChoices):
    RECEIVED = "diterima", _("menunggu persetujuan Anda")
    READING = "dibaca", _("sedang dibaca")
    DONE = "selesai", _("selesai")
    FAILED = "gagal", _("tidak dapat dibaca")
    DISCARDED = "dibatalkan", _("dibatalkan")


class BatchState(models.TextChoices):
    NEW = "baru", _("menunggu penyaringan")
    SCREENED = "disaring", _("sudah disaring")


class FindingState(models.TextChoices):
    OPEN = "terbuka", _("menunggu dibaca")
    ONCE = "sekali", _("menunggu pembaca kedua")
    SPLIT = "berbeda", _("dua pembaca berbeda, menunggu pembaca ketiga")
    UPHELD = "dibenarkan", _("dibenarkan")
    DISMISSED = "dikesampingkan", _("dikesampingkan")


class Verdict(models.TextChoices):
    """What a reader says: whether the post is what the label says, and nothing about its author."""

    UPHOLD = "benar", _("label ini benar")
    DISMISS = "keliru", _("label ini keliru")


class JudgeState(models.TextChoices):
    """A pack and weights that screen the conversation, or ask to."""

    WAITING = "menunggu", _("menunggu perbandingan")
    COMPARED = "dibandingkan", _("sudah dibandingkan, menunggu persetujuan")
    ACTIVE = "dipakai", _("dipakai")
    REJECTED = "ditolak", _("ditolak")
    REPLACED = "diganti", _("sudah diganti")


class AlertKind(models.TextChoices):
    CLAIM = "klaim", _("klaim yang cepat menyebar")
    COPIES = "salinan", _("unggahan yang disalin serempak")
    CHANGE = "perubahan", _("perubahan dalam percakapan")


class AlertState(models.TextChoices):
    NEW = "baru", _("belum dibaca")
    SEEN = "dibaca", _("sudah dibaca")


class DeedKind(models.TextChoices):
    SOURCE_OPENED = "sumber_dibuka", _("sumber dibuka")
    SOURCE_CLOSED = "sumber_ditutup", _("sumber ditutup")
    UPLOAD_APPROVED = "impor_disetujui", _("impor disetujui")
    UPLOAD_ENDED = "impor_selesai", _("impor selesai")
    READ = "dibaca", _("temuan dibaca")
    REOPENED = "dibuka_lagi", _("bacaan ditarik kembali")
    HANDED = "diserahkan", _("temuan diserahkan ke satuan tugas")
    CASE_OPENED = "perkara", _("perkara dibuka dari temuan")
    DEBUNKS = "cek_fakta", _("pustaka cek fakta ditambah")
    FORGOTTEN = "dilupakan", _("unggahan dihapus menurut masa simpan")
    JUDGE_PROPOSED = "penilai_diusulkan", _("paket atau bobot diusulkan")
    JUDGE_APPROVED = "penilai_disetujui", _("paket atau bobot disetujui")
    JUDGE_REJECTED = "penilai_ditolak", _("paket atau bobot ditolak")


UPLOADS: Final[dict[UploadState, tuple[UploadState, ...]]] = {
    UploadState.RECEIVED: (UploadState.READING, UploadState.FAILED, UploadState.DISCARDED),
    UploadState.READING: (UploadState.DONE, UploadState.FAILED, UploadState.DISCARDED),
    UploadState.DONE: (),
    UploadState.FAILED: (),
    UploadState.DISCARDED: (),
}
BATCHES: Final[dict[BatchState, tuple[BatchState, ...]]] = {
    BatchState.NEW: (BatchState.SCREENED,),
    BatchState.SCREENED: (BatchState.NEW,),  # another judge was switched on
}
_F = FindingState
FINDINGS: Final[dict[FindingState, tuple[FindingState, ...]]] = {
    _F.OPEN: (_F.ONCE, _F.UPHELD, _F.DISMISSED),
    _F.ONCE: (_F.UPHELD, _F.DISMISSED, _F.SPLIT, _F.OPEN),
    _F.SPLIT: (_F.UPHELD, _F.DISMISSED, _F.ONCE),
    _F.UPHELD: (_F.OPEN, _F.ONCE, _F.SPLIT),
    _F.DISMISSED: (_F.OPEN, _F.ONCE, _F.SPLIT),
}
_J = JudgeState
JUDGES: Final[dict[JudgeState, tuple[JudgeState, ...]]] = {
    _J.WAITING: (_J.COMPARED, _J.REJECTED),
    _J.COMPARED: (_J.ACTIVE, _J.REJECTED),
    _J.ACTIVE: (_J.REPLACED,),
    _J.REJECTED: (),
    _J.REPLACED: (),
}
UNREAD: Final = (_F.OPEN, _F.ONCE, _F.SPLIT)

# what a person is asked to read, by whose posts they are: citizens may take sides, official accounts may not
_TALK = (Label.ABSTAIN, Label.PROVOKE, Label.REJECT_RESULT)
ASKED: Final[dict[SourceScope, tuple[Label, ...]]] = {
    SourceScope.PUBLIC: (
        Label.THREAT, Label.HATE, Label.CLAIM, Label.MONEY_OFFER, Label.MONEY_SOLICIT, *_TALK,
    ),
    SourceScope.OFFICIAL: (*AGAINST_PLEDGE, *_TALK),
}  # fmt: skip
# of the public these are not even kept
POLITICS: Final = (Label.PARTISAN_SUPPORT, Label.PARTISAN_ATTACK)
