"""Which pack and weights screen the conversation, and every act of a person with what its entry commits to."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ikrar.monitoring.states import DeedKind, JudgeState
from ikrar.people.models import User


class Judge(models.Model):
    """A pack and a folder of weights (empty: those that ship), with what it would change on past posts."""

    ref = models.UUIDField(_("acuan"), unique=True, default=uuid.uuid4, editable=False)
    pack = models.CharField(_("paket pemilu"), max_length=200)
    weights = models.CharField(_("bobot"), max_length=100, blank=True)
    version = models.CharField(_("versi bobot"), max_length=40, blank=True)
    state = models.CharField(
        _("keadaan"), max_length=16, choices=JudgeState, default=JudgeState.WAITING
    )
    result = models.JSONField(_("perbandingan"), default=dict, blank=True)
    proposed_at = models.DateTimeField(_("diusulkan pada"))
    proposed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("diusulkan oleh"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("diputuskan pada"), null=True, blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("diputuskan oleh"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("penilai percakapan")
        verbose_name_plural = _("penilai percakapan")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="dipakai"), name="judge_one_active"
            ),
            models.CheckConstraint(
                condition=~Q(state="dipakai")
                | Q(decided_by=None)
                | ~Q(decided_by=F("proposed_by")),
                name="judge_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pack} {self.weights}".strip()


class Deed(models.Model):
    """One act of a person. Never changed, never removed."""

    ref = models.UUIDField(_("acuan"), unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("tindakan"), max_length=20, choices=DeedKind)
    about = models.UUIDField(_("tentang"), db_index=True)
    facts = models.JSONField(_("isi"), default=dict)
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("oleh")
    )
    at = models.DateTimeField(_("waktu"))
    salt = models.BinaryField(_("garam"), max_length=32)

    class Meta:
        verbose_name = _("tindakan percakapan")
        verbose_name_plural = _("tindakan percakapan")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}"

    def disclosure(self) -> dict[str, Any]:
        """What the entry commits to."""
        by = self.by.username if self.by else None
        return {"about": self.about.hex, "kind": str(self.kind), "by": by, "facts": self.facts}
