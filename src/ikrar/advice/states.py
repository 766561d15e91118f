"""How a question stands, what was done with it, what an answer says, and why one is to be looked at again."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionState(models.TextChoices):
    ASKED = "ditanyakan", _("menunggu jawaban")
    ANSWERED = "dijawab", _("dijawab, menunggu persetujuan")
    PUBLISHED = "terbit", _("disetujui dan diterbitkan")
    WITHDRAWN = "ditarik", _("jawabannya ditarik")
    DECLINED = "tidak_dijawab", _("tidak dijawab, dengan alasan")


TRANSITIONS: dict[QuestionState, tuple[QuestionState, ...]] = {
    QuestionState.ASKED: (QuestionState.ANSWERED, QuestionState.DECLINED),
    QuestionState.ANSWERED: (QuestionState.PUBLISHED, QuestionState.ASKED),
    QuestionState.PUBLISHED: (QuestionState.WITHDRAWN,),
    QuestionState.WITHDRAWN: (QuestionState.ANSWERED,),
    QuestionState.DECLINED: (),
}


class HandlingKind(models.TextChoices):
    """What was done with a question; each is an entry of a log."""

    ASKED = "tanya", _("pertanyaan diterima")
    ANSWERED = "jawab", _("jawaban ditulis")
    RETURNED = "kembali", _("jawaban dikembalikan untuk diperbaiki")
    DECLINED = "tolak", _("pertanyaan tidak dijawab")
    PUBLISHED = "terbit", _("jawaban disetujui dan diterbitkan")
    WITHDRAWN = "tarik", _("jawaban ditarik")
    ERASED = "hapus", _("kata penanya dihapus")


# where each leads (an erasure nowhere), and the kind of its entry in which log: what is published stands in the public one
LEADS_TO: dict[HandlingKind, QuestionState] = {
    HandlingKind.ASKED: QuestionState.ASKED,
    HandlingKind.ANSWERED: QuestionState.ANSWERED,
    HandlingKind.RETURNED: QuestionState.ASKED,
    HandlingKind.DECLINED: QuestionState.DECLINED,
    HandlingKind.PUBLISHED: QuestionState.PUBLISHED,
    HandlingKind.WITHDRAWN: QuestionState.WITHDRAWN,
}
ENTRIES: dict[HandlingKind, tuple[str, str]] = {
    HandlingKind.ASKED: ("internal", "question"),
    HandlingKind.ANSWERED: ("internal", "question-answered"),
    HandlingKind.RETURNED: ("internal", "question-returned"),
    HandlingKind.DECLINED: ("internal", "question-declined"),
    HandlingKind.PUBLISHED: ("public", "answer"),
    HandlingKind.WITHDRAWN: ("public", "answer-withdrawn"),
    HandlingKind.ERASED: ("internal", "question-erased"),
}


class Outcome(models.TextChoices):
    """What an answer comes to; the values are those of the pack's own answers."""

    NO = "no", _("Tidak")
    YES = "yes", _("Ya")
    DEPENDS = "depends", _("Tergantung")
    ASK = "ask", _("Tanyakan kepada manusia")


class Flag(models.TextChoices):
    """Why a published answer is to be looked at again; worked out on each reading, never stored."""

    CHANGED = (
        "norma_berubah",
        _("Norma atau bentuk yang dikutip berubah sejak jawaban ini disetujui."),
    )
    LAPSED = "norma_tidak_berlaku", _("Salah satu norma yang dikutip tidak berlaku pada hari ini.")
    EXPIRED = "lewat_masa", _("Masa berlaku jawaban ini sudah berakhir.")
    EARLY = "belum_berlaku", _("Masa berlaku jawaban ini belum mulai.")
    UNKNOWN = (
        "paket_tidak_terbaca",
        _("Paket pemilu sedang tidak terbaca, jadi kutipannya tidak dapat diperiksa."),
    )
