"""The case itself, whom and what it is about, who handles it, its texts, and its history.

`LOGGED` names the fields of a row that its steps write down: the audit puts the steps together again
and compares. Texts are ciphertext; only their hash is in a step.
"""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ikrar.cases.states import ENDED, CaseState, OriginKind, StepKind, TextKind
from ikrar.people.models import Employee, Unit, User
from ikrar.people.states import InterestKind
from ikrar.vault.models import Box


class Case(models.Model):
    """One suspicion, from its opening to its end. `uuid` is what sealed rows and the log know it by."""

    LOGGED: ClassVar = (
        "uuid", "year", "serial", "state", "pack", "route", "received_on", "act_on", "object",
        "forms", "unit", "superior", "superior_above", "recommended_on", "closed_on", "erased_at", "barred",
    )  # fmt: skip

    uuid = models.UUIDField(_("acuan"), unique=True, default=uuid.uuid4, editable=False)
    year = models.PositiveSmallIntegerField(_("tahun"))
    serial = models.PositiveIntegerField(_("angka acak dalam tahunnya"))
    state = models.CharField(
        _("keadaan"), max_length=16, choices=CaseState, default=CaseState.OPENED
    )
    pack = models.CharField(_("paket pemilu"), max_length=200)
    # the version of the routing on the day the report was received; never worked out again
    route = models.CharField(_("alur"), max_length=60, blank=True)
    received_on = models.DateField(_("diterima pada"))
    act_on = models.DateField(_("tanggal perbuatan"), null=True, blank=True)
    object = models.CharField(_("objek"), max_length=40, blank=True)
    forms = models.JSONField(_("bentuk pelanggaran"), default=list, blank=True)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="cases",
        verbose_name=_("unit tempat kejadian"),
    )  # fmt: skip
    box = models.OneToOneField(Box, models.PROTECT, related_name="case", verbose_name=_("kotak"))
    # usernames of officers who must not handle it, sealed: whom a reporter named or did not want
    barred = models.BinaryField(_("petugas yang tidak boleh menangani"), default=bytes)
    # whose duty it is to summon, and who is told when they are late (PP 94/2021, article 26)
    superior = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("atasan langsung"),
    )  # fmt: skip
    superior_above = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("atasan dari atasan langsung"),
    )  # fmt: skip
    opened_at = models.DateTimeField(_("dibuka pada"))
    opened_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("dibuka oleh")
    )
    recommended_on = models.DateField(_("diusulkan pada"), null=True, blank=True)
    closed_on = models.DateField(_("ditutup pada"), null=True, blank=True)
    erased_at = models.DateTimeField(_("dihapus pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("perkara")
        verbose_name_plural = _("perkara")
        ordering = ["-id"]  # the numbers are random
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="case_number_once"),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="case_by_state"),
            models.Index(fields=["unit", "id"], name="case_by_unit"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"P-{self.year}-{self.serial:04d}"

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED


class Touch(models.Model):
    """A contestant or party of the pack that a case is about: whoever is tied to it takes no part."""

    LOGGED: ClassVar = ("kind", "ref")

    case = models.ForeignKey(
        Case, models.CASCADE, related_name="touches", verbose_name=_("perkara")
    )
    kind = models.CharField(_("jenis"), max_length=12, choices=InterestKind)
    ref = models.CharField(_("acuan dalam paket"), max_length=60)

    class Meta:
        verbose_name = _("pihak yang tersentuh perkara")
        verbose_name_plural = _("pihak yang tersentuh perkara")
        constraints = [
            models.UniqueConstraint(fields=["case", "kind", "ref"], name="touch_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}"


class Origin(models.Model):
    """Where a case came from: the reference of a report, a finding or a gift, and nothing of it."""

    LOGGED: ClassVar = ("kind", "ref")

    case = models.ForeignKey(
        Case, models.CASCADE, related_name="origins", verbose_name=_("perkara")
    )
    kind = models.CharField(_("jenis"), max_length=12, choices=OriginKind)
    ref = models.UUIDField(_("acuan"))

    class Meta:
        verbose_name = _("asal perkara")
        verbose_name_plural = _("asal perkara")
        constraints = [
            models.UniqueConstraint(fields=["kind", "ref"], name="origin_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"


class Subject(models.Model):
    """A reported person: the employee where it is known, and how the report calls them, sealed."""

    LOGGED: ClassVar = ("ref", "employee", "sealed")

    case = models.ForeignKey(
        Case, models.CASCADE, related_name="subjects", verbose_name=_("perkara")
    )
    ref = models.UUIDField(_("acuan"), unique=True, default=uuid.uuid4)
    employee = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="reported_in",
        verbose_name=_("pegawai"),
    )  # fmt: skip
    sealed = models.BinaryField(_("sebutan tersegel"))

    class Meta:
        verbose_name = _("terlapor")
        verbose_name_plural = _("terlapor")
        constraints = [
            models.UniqueConstraint(fields=["case", "employee"], name="subject_once"),
        ]

    def __str__(self) -> str:
        return self.ref.hex


class Assignment(models.Model):
    """Who handles a case, from when until when."""

    LOGGED: ClassVar = ("user", "since", "ended_at")

    case = models.ForeignKey(
        Case, models.CASCADE, related_name="assignments", verbose_name=_("perkara")
    )
    user = models.ForeignKey(
        User, models.PROTECT, related_name="assignments", verbose_name=_("penangan")
    )
    since = models.DateTimeField(_("sejak"))
    ended_at = models.DateTimeField(_("berakhir pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("penugasan")
        verbose_name_plural = _("penugasan")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"], condition=models.Q(ended_at=None), name="assignment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.user_id}"


class CaseText(models.Model):
    """Something said about a case, sealed under its box and bound to this row."""

    LOGGED: ClassVar = ("ref", "kind", "sealed")

    case = models.ForeignKey(Case, models.CASCADE, related_name="texts", verbose_name=_("perkara"))
    ref = models.UUIDField(_("acuan"), unique=True, default=uuid.uuid4)
    kind = models.CharField(_("jenis"), max_length=16, choices=TextKind)
    at = models.DateTimeField(_("ditulis pada"))
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("oleh")
    )
    sealed = models.BinaryField(_("isi tersegel"))

    class Meta:
        verbose_name = _("teks perkara")
        verbose_name_plural = _("teks perkara")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.ref.hex


class Logged(models.Model):
    """A row that stands in the internal log as `ref`; without its salt nobody can tell what it says."""

    ref = models.UUIDField(_("acuan catatan"), unique=True, default=uuid.uuid4)
    salt = models.BinaryField(_("garam"), max_length=32, null=True)
    at = models.DateTimeField(_("dicatat pada"))
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("oleh")
    )

    class Meta:
        abstract = True

    def disclosure(self) -> dict[str, Any]:
        """What the log committed to."""
        raise NotImplementedError


class Step(Logged):
    """One act of the history: never edited, never deleted. `facts` are the fields that it wrote."""

    ENTRY: ClassVar = "case-step"

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps", verbose_name=_("perkara"))
    kind = models.CharField(_("jenis"), max_length=16, choices=StepKind)
    on = models.DateField(_("terjadi pada"))
    # {"case:7": {"state": "dipanggil"}, "hearing:3": {…}}; emptied when the case is erased
    facts = models.JSONField(_("yang ditulis"), default=dict)

    class Meta:
        verbose_name = _("langkah perkara")
        verbose_name_plural = _("langkah perkara")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"

    def disclosure(self) -> dict[str, Any]:
        return {
            "case": self.case.uuid.hex,
            "kind": str(self.kind),
            "on": self.on.isoformat(),
            "by": self.by_id,
            "facts": self.facts,
        }
