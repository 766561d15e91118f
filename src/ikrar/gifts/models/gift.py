"""A gift as its employee recorded it, and the acts of its history."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ikrar.cases.models import Logged
from ikrar.gifts.states import (
    ENDED,
    POLITICAL,
    GiftHandling,
    GiftKind,
    GiftState,
    GiftStepKind,
    GiverTie,
    KpkStatus,
)
from ikrar.people.models import Employee, Unit

MOST_RUPIAH = 1_000_000_000_000


class Gift(models.Model):
    """One offer or gift. `unit` is where the employee worked when it was recorded."""

    LOGGED: ClassVar = (
        "ref", "number", "state", "pack", "employee", "unit", "kind", "tie", "what", "estimate", "giver",
        "place", "on", "story", "done", "kept_at", "photo_sha256", "handling", "receipt_number", "forwarded_on",
        "kpk_status", "kpk_letter", "settled_on", "erased_at",
    )  # fmt: skip

    ref = models.UUIDField(_("acuan"), unique=True, default=uuid.uuid4, editable=False)
    # the page that it was written on: sent twice, it is still one gift
    ticket = models.UUIDField(_("karcis formulir"), unique=True, editable=False)
    number = models.CharField(_("nomor"), max_length=16, unique=True)
    state = models.CharField(
        _("keadaan"), max_length=12, choices=GiftState, default=GiftState.RECORDED
    )
    pack = models.CharField(_("paket pemilu"), max_length=200)
    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="gifts", verbose_name=_("pegawai")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="gifts", verbose_name=_("unit kerja")
    )
    kind = models.CharField(_("yang terjadi"), max_length=12, choices=GiftKind)
    tie = models.CharField(_("hubungan pemberi"), max_length=12, choices=GiverTie)
    what = models.CharField(_("apa"), max_length=300)
    estimate = models.PositiveBigIntegerField(_("taksiran rupiah"), null=True, blank=True)
    giver = models.CharField(_("pemberi"), max_length=200, blank=True)
    place = models.CharField(_("tempat"), max_length=200, blank=True)
    on = models.DateField(_("tanggal"))
    story = models.TextField(_("kronologi"), blank=True)
    done = models.CharField(_("apa yang dilakukan"), max_length=300, blank=True)
    kept_at = models.CharField(_("tempat barang"), max_length=200, blank=True)
    # of the cleaned picture; the one that was sent is not kept
    photo_sha256 = models.CharField(_("sidik foto"), max_length=64, blank=True)
    photo_type = models.CharField(_("jenis foto"), max_length=40, blank=True)
    handling = models.CharField(_("penanganan"), max_length=12, choices=GiftHandling, blank=True)
    receipt_number = models.CharField(_("nomor tanda terima KPK"), max_length=100, blank=True)
    forwarded_on = models.DateField(_("diteruskan pada"), null=True, blank=True)
    kpk_status = models.CharField(_("penetapan KPK"), max_length=12, choices=KpkStatus, blank=True)
    kpk_letter = models.CharField(_("nomor surat KPK"), max_length=100, blank=True)
    settled_on = models.DateField(_("ditetapkan pada"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("dicatat pada"))
    erased_at = models.DateTimeField(_("dihapus pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("penerimaan hadiah")
        verbose_name_plural = _("penerimaan hadiah")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(estimate=None) | Q(estimate__lte=MOST_RUPIAH), name="gift_estimate_sane"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="gift_by_state"),
            models.Index(fields=["unit", "id"], name="gift_by_unit"),
            models.Index(fields=["employee", "id"], name="gift_by_employee"),
            models.Index(fields=["kind", "unit"], name="gift_by_kind"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED

    @property
    def is_political(self) -> bool:
        """Statement 4 refuses it, whatever it is worth."""
        return self.tie in POLITICAL or self.kind == GiftKind.SEEN

    @property
    def is_held(self) -> bool:
        """Somebody has it: then it is on the clock to KPK."""
        return self.kind == GiftKind.RECEIVED


class GiftStep(Logged):
    """One act of a gift's history: never edited, never deleted. `facts` are the fields that it wrote."""

    ENTRY: ClassVar = "gift-step"

    gift = models.ForeignKey(
        Gift, models.CASCADE, related_name="steps", verbose_name=_("penerimaan hadiah")
    )
    kind = models.CharField(_("jenis"), max_length=16, choices=GiftStepKind)
    on = models.DateField(_("terjadi pada"))
    words = models.TextField(_("kata-kata"), blank=True)  # a question, an answer, a reason
    facts = models.JSONField(_("yang ditulis"), default=dict)

    class Meta:
        verbose_name = _("langkah hadiah")
        verbose_name_plural = _("langkah hadiah")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.gift_id} {self.kind}"

    def disclosure(self) -> dict[str, Any]:
        return {
            "gift": self.gift.ref.hex,
            "kind": str(self.kind),
            "on": self.on.isoformat(),
            "by": self.by_id,
            "words": self.words,
            "facts": self.facts,
        }
