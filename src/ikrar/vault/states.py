"""Words of the vault: kinds of boxes, and how the opening of an identity goes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BoxKind(models.TextChoices):
    REPORT = "laporan", _("isi laporan")
    IDENTITY = "identitas", _("identitas pelapor")
    CASE = "perkara", _("isi perkara")


class OpeningState(models.TextChoices):
    ASKED = "diminta", _("menunggu kustodian pertama")
    HALF = "separuh", _("menunggu kustodian kedua")
    OPENED = "dibuka", _("dibuka oleh dua kustodian")
    REFUSED = "ditolak", _("ditolak kustodian")


OPENING_TRANSITIONS: dict[OpeningState, tuple[OpeningState, ...]] = {
    OpeningState.ASKED: (OpeningState.HALF, OpeningState.REFUSED),
    OpeningState.HALF: (OpeningState.OPENED, OpeningState.REFUSED),
    OpeningState.OPENED: (),
    OpeningState.REFUSED: (),
}
