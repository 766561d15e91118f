"""Rows of the vault. Every key in them is sealed: to a person's public key, or under a passphrase.

Whoever has all these rows and no passphrase can open nothing.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ikrar.people.models import User
from ikrar.vault.states import BoxKind, OpeningState


class Holder(models.Model):
    """A person with a key pair. Retired, the row stays, and opens nothing any more."""

    user = models.OneToOneField(
        User, models.PROTECT, related_name="holder", verbose_name=_("pengguna")
    )
    public_key = models.BinaryField(_("kunci umum"), max_length=32)
    wrapped_key = models.BinaryField(_("kunci pribadi terbungkus"), max_length=200)
    made_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)
    changed_at = models.DateTimeField(_("diganti pada"), auto_now=True)
    retired_at = models.DateTimeField(_("dihentikan pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("pemegang kunci")
        verbose_name_plural = _("pemegang kunci")

    def __str__(self) -> str:
        return str(self.user.employee or self.user.username)

    @property
    def is_active(self) -> bool:
        return self.retired_at is None and self.user.is_active


class Recovery(models.Model):
    """The key of last resort: its private half exists only in two shares, one with each custodian."""

    public_key = models.BinaryField(_("kunci umum"), max_length=32)
    made_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)
    is_in_use = models.BooleanField(_("dipakai"), default=True)

    class Meta:
        verbose_name = _("kunci pemulihan")
        verbose_name_plural = _("kunci pemulihan")
        constraints = [
            models.UniqueConstraint(
                fields=["is_in_use"], condition=Q(is_in_use=True), name="recovery_one_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Share(models.Model):
    """Half of a recovery key, sealed to its custodian."""

    recovery = models.ForeignKey(
        Recovery, models.CASCADE, related_name="shares", verbose_name=_("kunci pemulihan")
    )
    holder = models.ForeignKey(
        Holder, models.PROTECT, related_name="shares", verbose_name=_("kustodian")
    )
    sealed = models.BinaryField(_("belahan tersegel"), max_length=200)

    class Meta:
        verbose_name = _("belahan kunci")
        verbose_name_plural = _("belahan kunci")
        constraints = [
            models.UniqueConstraint(fields=["recovery", "holder"], name="share_once"),
        ]

    def __str__(self) -> str:
        return f"{self.recovery_id}/{self.holder_id}"


class Box(models.Model):
    """One data key. What is sealed under it stands in other apps' rows and files."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(_("jenis"), max_length=12, choices=BoxKind)
    made_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)
    erased_at = models.DateTimeField(_("dihapus pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("kotak tersegel")
        verbose_name_plural = _("kotak tersegel")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class BoxKey(models.Model):
    """The data key of a box, sealed to one holder or to the recovery key."""

    box = models.ForeignKey(Box, models.CASCADE, related_name="keys", verbose_name=_("kotak"))
    holder = models.ForeignKey(
        Holder, models.PROTECT, null=True, blank=True, related_name="keys",
        verbose_name=_("pemegang kunci"),
    )  # fmt: skip
    recovery = models.ForeignKey(
        Recovery, models.PROTECT, null=True, blank=True, related_name="keys",
        verbose_name=_("kunci pemulihan"),
    )  # fmt: skip
    sealed = models.BinaryField(_("kunci data tersegel"), max_length=200)

    class Meta:
        verbose_name = _("kunci kotak")
        verbose_name_plural = _("kunci kotak")
        constraints = [
            models.UniqueConstraint(fields=["box", "holder"], name="boxkey_once_a_holder"),
            models.UniqueConstraint(fields=["box", "recovery"], name="boxkey_once_a_recovery"),
            models.CheckConstraint(
                condition=Q(holder=None) ^ Q(recovery=None), name="boxkey_one_addressee"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.box_id}"


class Opening(models.Model):
    """A request to open a box with the recovery key: two custodians agree, or it stays shut."""

    box = models.ForeignKey(Box, models.CASCADE, related_name="openings", verbose_name=_("kotak"))
    asked_by = models.ForeignKey(
        Holder, models.PROTECT, related_name="+", verbose_name=_("diminta oleh")
    )
    reason = models.CharField(_("alasan"), max_length=500)
    state = models.CharField(
        _("keadaan"), max_length=12, choices=OpeningState, default=OpeningState.ASKED
    )
    first_by = models.ForeignKey(
        Holder, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("kustodian pertama"),
    )  # fmt: skip
    # the first custodian's half, sealed to the second; emptied as soon as the box was opened or refused
    half = models.BinaryField(_("belahan untuk kustodian kedua"), max_length=200, default=bytes)
    second_by = models.ForeignKey(
        Holder, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("kustodian kedua"),
    )  # fmt: skip
    asked_at = models.DateTimeField(_("diminta pada"), auto_now_add=True)
    ended_at = models.DateTimeField(_("berakhir pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("permintaan pembukaan")
        verbose_name_plural = _("permintaan pembukaan")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["box", "asked_by"], condition=Q(state__in=["diminta", "separuh"]),
                name="opening_one_at_a_time",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.box_id} {self.state}"
