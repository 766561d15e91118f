"""A time limit that runs, ran out or was met."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ikrar.cases.models.case import Case
from ikrar.cases.models.decision import Referral


class Deadline(models.Model):
    """One clock of the pack at work in a case. Open until it is met or the case has moved on."""

    LOGGED: ClassVar = (
        "step", "duty_of", "since", "due", "clock", "is_settled", "pauses", "met_on", "ended_on",
        "escalated_at", "referral",
    )  # fmt: skip

    case = models.ForeignKey(
        Case, models.CASCADE, related_name="deadlines", verbose_name=_("perkara")
    )
    # "disiplin-pp94/panggilan-1": route or procedure, then its step
    step = models.CharField(_("langkah menurut paket"), max_length=120)
    duty_of = models.CharField(_("kewajiban siapa"), max_length=120)
    since = models.DateField(_("dihitung sejak"))
    due = models.DateField(_("tenggat"))
    # the clock as the pack had it: {"days", "kind", "direction", "at_most", "since"}
    clock = models.JSONField(_("hitungan"), default=dict)
    is_settled = models.BooleanField(_("hari libur sudah pasti"), default=True)
    pauses = models.JSONField(_("jeda"), default=list, blank=True)  # [["2024-01-02", "2024-01-09"]]
    met_on = models.DateField(_("dipenuhi pada"), null=True, blank=True)
    ended_on = models.DateField(_("tidak berjalan lagi sejak"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("disampaikan ke atasan pada"), null=True, blank=True)
    referral = models.ForeignKey(
        Referral, models.CASCADE, null=True, blank=True, related_name="deadlines",
        verbose_name=_("pelimpahan"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("tenggat")
        verbose_name_plural = _("tenggat")
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step"],
                condition=Q(met_on=None, ended_on=None, referral=None),
                name="deadline_runs_once",
            ),
            models.UniqueConstraint(
                fields=["referral", "step"],
                condition=Q(met_on=None, ended_on=None, referral__isnull=False),
                name="deadline_runs_once_a_referral",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due", "id"], condition=Q(met_on=None, ended_on=None), name="deadline_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.due}"

    @property
    def is_open(self) -> bool:
        return self.met_on is None and self.ended_on is None

    @property
    def can_be_prolonged(self) -> bool:
        """Whether the norm allows more days than it has been given."""
        return self.is_open and self.clock.get("at_most") not in {None, self.clock.get("days")}

    def is_missed(self, today: date) -> bool:
        """Met too late, or not met though it is due."""
        return self.due < (self.met_on or self.ended_on or today)
