"""Verdicts, which are kept apart; the one decision; what is said against it; and what goes to others."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ikrar.cases.models.case import Case
from ikrar.cases.states import Measure, Outcome, RemedyKind, RemedyOutcome, Sanction, VerdictKind
from ikrar.people.models import User


class Verdict(models.Model):
    """One answer to one of four questions. The latest of its kind counts; earlier ones stay."""

    LOGGED: ClassVar = (
        "ref", "kind", "outcome", "form", "norms", "object", "act_on", "sanction", "sealed",
    )  # fmt: skip

    case = models.ForeignKey(
        Case, models.CASCADE, related_name="verdicts", verbose_name=_("perkara")
    )
    ref = models.UUIDField(_("acuan"), unique=True, default=uuid.uuid4)
    kind = models.CharField(_("jenis"), max_length=12, choices=VerdictKind)
    outcome = models.CharField(_("hasil"), max_length=16, choices=Outcome)
    form = models.CharField(_("bentuk pelanggaran"), max_length=20, blank=True)
    norms = models.JSONField(_("dasar hukum"), default=list, blank=True)
    object = models.CharField(_("objek"), max_length=40, blank=True)
    act_on = models.DateField(_("tanggal perbuatan"), null=True, blank=True)
    # the pack's word for the form, or a human's where the pack knows none
    sanction = models.CharField(_("kelas hukuman"), max_length=12, blank=True)
    sealed = models.BinaryField(_("catatan tersegel"), default=bytes, blank=True)
    at = models.DateTimeField(_("dinilai pada"))
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("oleh")
    )

    class Meta:
        verbose_name = _("penilaian")
        verbose_name_plural = _("penilaian")
        ordering = ["id"]
        indexes = [models.Index(fields=["form", "act_on"], name="verdict_by_act")]

    def __str__(self) -> str:
        return f"{self.kind} {self.outcome}"


class Decision(models.Model):
    """The one penalty of a case. Only one stands: it is annulled before another takes its place."""

    LOGGED: ClassVar = (
        "kinds", "sanction", "measure", "letter", "decided_on", "unserved_on", "served_on",
        "in_force_on", "annulled_on", "replaces",
    )  # fmt: skip

    case = models.ForeignKey(
        Case, models.CASCADE, related_name="decisions", verbose_name=_("perkara")
    )
    kinds = models.JSONField(_("menurut penilaian"), default=list)
    sanction = models.CharField(_("kelas hukuman"), max_length=12, choices=Sanction)
    measure = models.CharField(_("hukuman"), max_length=24, choices=Measure)
    letter = models.CharField(_("nomor keputusan"), max_length=100)
    decided_on = models.DateField(_("ditetapkan pada"))
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("oleh")
    )
    unserved_on = models.DateField(_("tidak hadir saat penyampaian"), null=True, blank=True)
    served_on = models.DateField(_("diterima pada"), null=True, blank=True)
    in_force_on = models.DateField(_("berlaku sejak"), null=True, blank=True)
    annulled_on = models.DateField(_("dibatalkan pada"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by",
        verbose_name=_("menggantikan"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("putusan")
        verbose_name_plural = _("putusan")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(annulled_on=None), name="decision_one_stands"
            ),
            models.CheckConstraint(
                condition=Q(served_on=None) | Q(served_on__gte=F("decided_on")),
                name="decision_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.sanction}"


class Remedy(models.Model):
    """An objection or appeal of the subject, and what came of it. Its words are a sealed text."""

    LOGGED: ClassVar = ("decision", "kind", "made_on", "outcome", "answered_on")

    case = models.ForeignKey(
        Case, models.CASCADE, related_name="remedies", verbose_name=_("perkara")
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="remedies", verbose_name=_("putusan")
    )
    kind = models.CharField(_("jenis"), max_length=12, choices=RemedyKind)
    made_on = models.DateField(_("diajukan pada"))
    outcome = models.CharField(
        _("hasil"), max_length=12, choices=RemedyOutcome, default=RemedyOutcome.WAITING
    )
    answered_on = models.DateField(_("dijawab pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("upaya administratif")
        verbose_name_plural = _("upaya administratif")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "kind"], name="remedy_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Referral(models.Model):
    """What was handed to another body, until the body answered. Its entry in the log has the same `ref`."""

    LOGGED: ClassVar = (
        "ref", "to", "made_on", "packet", "sealed", "received_on", "receipt_number", "answered_on",
    )  # fmt: skip

    case = models.ForeignKey(
        Case, models.CASCADE, related_name="referrals", verbose_name=_("perkara")
    )
    ref = models.UUIDField(_("acuan"), unique=True, default=uuid.uuid4)
    to = models.CharField(_("kepada"), max_length=60)
    made_on = models.DateField(_("dikirim pada"))
    # "sha256:…": the commitment to the packet's list of files, as the log has it
    packet = models.CharField(_("ikatan paket"), max_length=71)
    # canonical JSON, sealed: {"items", "letters", "salt"}; what the same packet is made of again
    sealed = models.BinaryField(_("isi paket tersegel"), default=bytes)
    received_on = models.DateField(_("diterima pada"), null=True, blank=True)
    receipt_number = models.CharField(_("nomor tanda terima"), max_length=100, blank=True)
    answered_on = models.DateField(_("dijawab pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("pelimpahan")
        verbose_name_plural = _("pelimpahan")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.to}"
