"""A time limit of a gift that runs, ran out or was met."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ikrar.gifts.models.gift import Gift


class GiftClock(models.Model):
    """One clock of the pack's procedure at work for a gift. Open until it is met or the gift has moved on."""

    LOGGED: ClassVar = (
        "step", "since", "due", "clock", "is_settled", "met_on", "ended_on", "escalated_at",
    )  # fmt: skip

    gift = models.ForeignKey(
        Gift, models.CASCADE, related_name="clocks", verbose_name=_("penerimaan hadiah")
    )
    step = models.CharField(_("langkah menurut paket"), max_length=60)
    since = models.DateField(_("dihitung sejak"))
    due = models.DateField(_("tenggat"))
    # the clock as the pack had it when it began to run
    clock = models.JSONField(_("hitungan"), default=dict)
    is_settled = models.BooleanField(_("hari libur sudah pasti"), default=True)
    # the next letter that reminds; none once the last has gone
    remind_on = models.DateField(_("diingatkan pada"), null=True, blank=True)
    met_on = models.DateField(_("dipenuhi pada"), null=True, blank=True)
    ended_on = models.DateField(_("tidak berjalan lagi sejak"), null=True, blank=True)
    escalated_at = models.DateTimeField(_("disampaikan kepada UPG pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("tenggat hadiah")
        verbose_name_plural = _("tenggat hadiah")
        ordering = ["due", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gift", "step"],
                condition=Q(met_on=None, ended_on=None),
                name="gift_clock_runs_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due", "id"], condition=Q(met_on=None, ended_on=None),
                name="gift_clock_open",
            ),
            models.Index(
                fields=["remind_on"], condition=Q(met_on=None, ended_on=None),
                name="gift_clock_remind",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.step} {self.due}"

    @property
    def is_open(self) -> bool:
        return self.met_on is None and self.ended_on is None
