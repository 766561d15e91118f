"""A finding: one label of one post, a question to a human; and what each reader said."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ikrar.monitoring.models.posts import Batch
from ikrar.monitoring.states import FindingState, Verdict
from ikrar.people.models import User


class Finding(models.Model):
    """Which post of a batch, and which label; the post itself stays in its batch."""

    ref = models.UUIDField(_("acuan"), unique=True, default=uuid.uuid4, editable=False)
    batch = models.ForeignKey(
        Batch, models.CASCADE, related_name="findings", verbose_name=_("tumpukan")
    )
    row = models.PositiveIntegerField(_("baris"))
    label = models.CharField(_("label"), max_length=20)
    score = models.FloatField(_("skor"))
    on = models.DateField(_("tanggal"), null=True, blank=True)
    state = models.CharField(
        _("keadaan"), max_length=16, choices=FindingState, default=FindingState.OPEN
    )
    order = models.PositiveBigIntegerField(_("urutan acak"))
    handed_at = models.DateTimeField(_("diserahkan pada"), null=True, blank=True)
    handed_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("diserahkan oleh"),
    )  # fmt: skip
    # that a case came of it; which one is told by the case's origin, to those who may see the case
    case_at = models.DateTimeField(_("perkara dibuka pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("temuan")
        verbose_name_plural = _("temuan")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "row", "label"], name="finding_once"),
            models.CheckConstraint(
                condition=Q(handed_at=None) | Q(state=FindingState.UPHELD),
                name="finding_handed_is_upheld",
            ),
        ]
        indexes = [models.Index(fields=["state", "label", "order"], name="finding_queue")]

    def __str__(self) -> str:
        return f"{self.label} {self.ref.hex[:8]}"


class Opinion(models.Model):
    """What one reader said of one finding."""

    finding = models.ForeignKey(
        Finding, models.CASCADE, related_name="opinions", verbose_name=_("temuan")
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("pembaca"))
    verdict = models.CharField(_("pendapat"), max_length=8, choices=Verdict)
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("pendapat pembaca")
        verbose_name_plural = _("pendapat pembaca")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["finding", "by"], name="opinion_once_each")]
        indexes = [models.Index(fields=["by", "at"], name="opinion_by_reader")]

    def __str__(self) -> str:
        return f"{self.finding_id} {self.verdict}"
