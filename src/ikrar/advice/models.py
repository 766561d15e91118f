"""Rows of questions to a human: the question, its answer, and every act that was done with them.

An asker is known only where they wanted to be. The code that opens an answer stands here as a hash.
"""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ikrar.advice.states import ENTRIES, HandlingKind, Outcome, QuestionState
from ikrar.advice.words import ROLES
from ikrar.people.models import User


class Question(models.Model):
    """What somebody asked, in their own words; those are never published."""

    ref = models.UUIDField(_("acuan"), default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(
        _("keadaan"), max_length=16, choices=QuestionState, default=QuestionState.ASKED
    )
    code_sha256 = models.CharField(_("sidik kode"), max_length=64, unique=True)
    text = models.TextField(_("pertanyaan"))
    on = models.DateField(_("untuk tanggal"))
    role = models.CharField(_("jenis pegawai"), max_length=8, choices=list(ROLES.items()))
    asked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="questions",
        verbose_name=_("ditanyakan oleh"),
    )  # fmt: skip
    asked_at = models.DateTimeField(_("ditanyakan pada"))
    reason = models.CharField(_("alasan"), max_length=500, blank=True)
    erased_at = models.DateTimeField(_("dihapus pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("pertanyaan kepada satgas")
        verbose_name_plural = _("pertanyaan kepada satgas")
        ordering = ["-asked_at", "-id"]
        indexes = [models.Index(fields=["state", "asked_at", "id"], name="question_by_state")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What people at the desk call it."""
        return f"T-{self.pk:05d}"


class Answer(models.Model):
    """The answer in public words, with what it cites of which pack; `basis` is the hash of what that said."""

    question = models.OneToOneField(
        Question, models.CASCADE, related_name="answer", verbose_name=_("pertanyaan")
    )
    ref = models.UUIDField(_("acuan"), default=uuid.uuid4, unique=True, editable=False)
    wording = models.CharField(_("pertanyaan yang diterbitkan"), max_length=500)
    outcome = models.CharField(_("hasil"), max_length=8, choices=Outcome)
    text = models.TextField(_("jawaban"))
    pack = models.CharField(_("paket pemilu"), max_length=200)
    forms = models.JSONField(_("bentuk yang dikutip"), default=list)
    norms = models.JSONField(_("norma yang dikutip"), default=list)
    basis = models.CharField(_("sidik kutipan"), max_length=71)
    valid_from = models.DateField(_("berlaku sejak"))
    valid_until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    answered_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("dijawab oleh")
    )
    answered_at = models.DateTimeField(_("dijawab pada"))
    approved_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("disetujui oleh"),
    )  # fmt: skip
    published_at = models.DateTimeField(_("diterbitkan pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("jawaban")
        verbose_name_plural = _("jawaban")
        ordering = ["-published_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="answer_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("answered_by")),
                name="answer_by_two",
            ),
        ]

    def __str__(self) -> str:
        return self.wording

    def told(self) -> dict[str, Any]:
        """What a log commits to when it is written and when it is published."""
        until = self.valid_until
        return {
            "wording": self.wording, "outcome": str(self.outcome), "text": self.text,
            "pack": self.pack, "forms": list(self.forms), "norms": list(self.norms),
            "basis": self.basis, "from": self.valid_from.isoformat(),
            "until": until.isoformat() if until else None,
        }  # fmt: skip


class Handling(models.Model):
    """One act on a question, with what its entry in the log commits to. Never removed; of an erased one, emptied."""

    question = models.ForeignKey(
        Question, models.PROTECT, related_name="handlings", verbose_name=_("pertanyaan")
    )
    ref = models.UUIDField(_("acuan catatan"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("tindakan"), max_length=12, choices=HandlingKind)
    facts = models.JSONField(_("isi"), default=dict)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("oleh")
    )
    at = models.DateTimeField(_("waktu"))
    salt = models.BinaryField(_("garam"), max_length=32)

    class Meta:
        verbose_name = _("penanganan pertanyaan")
        verbose_name_plural = _("penanganan pertanyaan")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.question_id} {self.kind}"

    @property
    def entry(self) -> tuple[str, str]:
        """The log that it stands in, and the kind of its entry."""
        return ENTRIES[HandlingKind(self.kind)]

    def disclosure(self) -> dict[str, Any]:
        """What the entry commits to."""
        return {
            "question": self.question.ref.hex,
            "kind": str(self.kind),
            "by": self.by.username if self.by else None,
            "facts": self.facts,
        }
