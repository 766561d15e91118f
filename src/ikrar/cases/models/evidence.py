"""Evidence: what a file is called, weighs and hashes to is sealed; who touched it is in the log."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ikrar.cases.models.case import Case, Logged
from ikrar.cases.states import CustodyKind, ItemState


class Item(models.Model):
    """One piece of evidence. `digest` is the hash of the sealed file as it lies at `path`."""

    LOGGED: ClassVar = ("ref", "sealed", "digest", "path", "state")

    case = models.ForeignKey(Case, models.CASCADE, related_name="items", verbose_name=_("perkara"))
    ref = models.UUIDField(_("acuan"), unique=True, default=uuid.uuid4)
    # canonical JSON, sealed: {"name", "type", "size", "sha256", "key", "reasons"}
    sealed = models.BinaryField(_("keterangan tersegel"))
    digest = models.CharField(_("sidik berkas tersegel"), max_length=64)
    path = models.CharField(_("tersimpan sebagai"), max_length=200)
    state = models.CharField(_("keadaan"), max_length=12, choices=ItemState, default=ItemState.KEPT)
    added_at = models.DateTimeField(_("ditambahkan pada"))

    class Meta:
        verbose_name = _("bukti perkara")
        verbose_name_plural = _("bukti perkara")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.ref.hex


class CustodyEvent(Logged):
    """Somebody saw, took or passed on a piece of evidence. Never edited, never deleted."""

    ENTRY: ClassVar = "case-custody"

    item = models.ForeignKey(Item, models.CASCADE, related_name="custody", verbose_name=_("bukti"))
    what = models.CharField(_("yang dilakukan"), max_length=12, choices=CustodyKind)

    class Meta:
        verbose_name = _("jejak bukti")
        verbose_name_plural = _("jejak bukti")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.what}"

    def disclosure(self) -> dict[str, Any]:
        return {"item": self.item.ref.hex, "what": str(self.what), "by": self.by_id}
