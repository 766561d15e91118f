"""A calendar that a program fetches for somebody: who may fetch it is whoever has its address."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ikrar.people.models import User


class Feed(models.Model):
    """One address a person. It is kept as a hash: shown once, it can only be replaced or ended."""

    user = models.OneToOneField(
        User, models.CASCADE, related_name="feed", verbose_name=_("pengguna")
    )
    token_sha256 = models.CharField(_("sidik alamat"), max_length=64, unique=True)
    made_at = models.DateTimeField(_("dibuat pada"))

    class Meta:
        verbose_name = _("langganan kalender")
        verbose_name_plural = _("langganan kalender")

    def __str__(self) -> str:
        return str(self.user_id)
