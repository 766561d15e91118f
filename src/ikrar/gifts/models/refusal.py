"""What stands in the public log of a refusal: a commitment, and here what opens it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ikrar.gifts.models.gift import Gift


class Refusal(models.Model):
    """`ref` is the entry in the public log; never edited. `withdrawn_ref` is the entry that takes it back."""

    gift = models.OneToOneField(
        Gift, models.PROTECT, related_name="refusal", verbose_name=_("penerimaan hadiah")
    )
    ref = models.UUIDField(_("acuan catatan"), unique=True, default=uuid.uuid4)
    # what was committed to: {"agency", "name", "unit", "person", "on", "tie"}
    disclosure = models.JSONField(_("pernyataan diri"), default=dict)
    salt = models.BinaryField(_("garam"), max_length=32)
    person_salt = models.BinaryField(_("garam NIP"), max_length=32)
    at = models.DateTimeField(_("dicatat pada"))
    withdrawn_ref = models.UUIDField(_("acuan penarikan"), unique=True, null=True, blank=True)

    class Meta:
        verbose_name = _("penolakan hadiah")
        verbose_name_plural = _("penolakan hadiah")

    def __str__(self) -> str:
        return self.ref.hex
