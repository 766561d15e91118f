"""Summons, hearings and who examines."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ikrar.cases.models.case import Case
from ikrar.cases.states import Element
from ikrar.people.models import Employee


class Hearing(models.Model):
    """One closed examination: summoned to, then held or missed. A case has at most two rounds at a time."""

    LOGGED: ClassVar = ("round", "sent_on", "on", "held_on", "missed_on")

    case = models.ForeignKey(
        Case, models.CASCADE, related_name="hearings", verbose_name=_("perkara")
    )
    round = models.PositiveSmallIntegerField(_("panggilan ke"))
    sent_on = models.DateField(_("dipanggil pada"))
    on = models.DateField(_("hari pemeriksaan"))
    held_on = models.DateField(_("dilaksanakan pada"), null=True, blank=True)
    missed_on = models.DateField(_("tidak hadir pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("pemeriksaan")
        verbose_name_plural = _("pemeriksaan")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(held_on=None, missed_on=None), name="hearing_one_ahead"
            ),
            models.CheckConstraint(
                condition=Q(held_on=None) | Q(missed_on=None), name="hearing_held_or_missed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.round}"


class TeamMember(models.Model):
    """A member of the examination team. `is_confirmed`: a person vouched for a rank that no row tells."""

    LOGGED: ClassVar = ("employee", "element", "is_confirmed")

    case = models.ForeignKey(Case, models.CASCADE, related_name="team", verbose_name=_("perkara"))
    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="+", verbose_name=_("pegawai")
    )
    element = models.CharField(_("unsur"), max_length=12, choices=Element)
    is_confirmed = models.BooleanField(_("pangkat dipastikan"), default=False)

    class Meta:
        verbose_name = _("anggota tim pemeriksa")
        verbose_name_plural = _("anggota tim pemeriksa")
        constraints = [
            models.UniqueConstraint(fields=["case", "employee"], name="member_once"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.employee_id}"
