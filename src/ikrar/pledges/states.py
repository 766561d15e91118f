"""States of a campaign, a ceremony, a signatory and a link, and who may move where."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CampaignState(models.TextChoices):
    DRAFT = "rancangan", _("rancangan")
    OPEN = "dibuka", _("dibuka")
    CLOSED = "ditutup", _("ditutup")


class CeremonyState(models.TextChoices):
    WAITING = "menunggu", _("menunggu dimulai")
    READING = "pembacaan", _("pembacaan")
    SIGNING = "penandatanganan", _("penandatanganan")
    ENDED = "selesai", _("selesai")


class SignatoryState(models.TextChoices):
    """One row per employee in a campaign. `EXEMPT` keeps them out of the denominator, with why."""

    DUE = "belum", _("belum menandatangani")
    SIGNED = "sudah", _("sudah menandatangani")
    EXEMPT = "dikecualikan", _("tidak wajib saat ini")
    GONE = "keluar", _("bukan pegawai lagi")


class SignatureState(models.TextChoices):
    VALID = "berlaku", _("berlaku")
    WITHDRAWN = "dicabut", _("dicabut karena keliru")
    ERASED = "dihapus", _("data pribadi dihapus")


class How(models.TextChoices):
    """How the signer was identified; these words are also in the log entry."""

    LINK = "link", _("tautan pribadi")
    LOGIN = "login", _("akun sendiri")
    KIOSK = "kiosk", _("kios dengan saksi")
    CEREMONY = "ceremony", _("upacara ikrar")


STATEMENTS = (1, 2, 3, 4)

CAMPAIGN_TRANSITIONS: dict[CampaignState, tuple[CampaignState, ...]] = {
    CampaignState.DRAFT: (CampaignState.OPEN,),
    CampaignState.OPEN: (CampaignState.CLOSED,),
    CampaignState.CLOSED: (CampaignState.OPEN,),
}

CEREMONY_TRANSITIONS: dict[CeremonyState, tuple[CeremonyState, ...]] = {
    CeremonyState.WAITING: (CeremonyState.READING, CeremonyState.ENDED),
    CeremonyState.READING: (CeremonyState.SIGNING, CeremonyState.ENDED),
    CeremonyState.SIGNING: (CeremonyState.READING, CeremonyState.ENDED),
    CeremonyState.ENDED: (),
}

SIGNATORY_TRANSITIONS: dict[SignatoryState, tuple[SignatoryState, ...]] = {
    SignatoryState.DUE: (SignatoryState.SIGNED, SignatoryState.EXEMPT, SignatoryState.GONE),
    SignatoryState.SIGNED: (SignatoryState.DUE, SignatoryState.GONE),
    SignatoryState.EXEMPT: (SignatoryState.DUE, SignatoryState.SIGNED, SignatoryState.GONE),
    # somebody who comes back with a signature that still stands is counted as having signed
    SignatoryState.GONE: (SignatoryState.DUE, SignatoryState.EXEMPT, SignatoryState.SIGNED),
}

SIGNATURE_TRANSITIONS: dict[SignatureState, tuple[SignatureState, ...]] = {
    SignatureState.VALID: (SignatureState.WITHDRAWN, SignatureState.ERASED),
    SignatureState.WITHDRAWN: (SignatureState.ERASED,),
    SignatureState.ERASED: (),
}
