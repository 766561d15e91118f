"""Rows of the pledge: frozen text, campaign, signatory, personal link, ceremony, signature.

A signatory row is one employee in one campaign; claiming it (`belum` to `sudah`) is what makes a
signature happen once. Salts live here and nowhere else: without them a log entry names nobody.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ikrar.people.models import Agency, Employee, Unit, User
from ikrar.pledges.states import (
    CampaignState,
    CeremonyState,
    How,
    SignatoryState,
    SignatureState,
)


class Text(models.Model):
    """A pledge text, frozen by its hash: title, opening, four statements, closing."""

    sha256 = models.CharField(_("sidik teks"), max_length=71, unique=True)  # "sha256:" + 64 hex
    content = models.JSONField(_("isi"))
    created_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)

    class Meta:
        verbose_name = _("teks ikrar")
        verbose_name_plural = _("teks ikrar")

    def __str__(self) -> str:
        return str(self.content["title"])

    @property
    def statements(self) -> list[str]:
        return list(self.content["statements"])


class Campaign(models.Model):
    """The span in which an agency's staff sign one text."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="campaigns", verbose_name=_("instansi")
    )
    slug = models.SlugField(_("kode"), unique=True)
    name = models.CharField(_("nama"), max_length=200)
    text = models.ForeignKey(
        Text, models.PROTECT, related_name="campaigns", verbose_name=_("teks ikrar")
    )
    state = models.CharField(
        _("keadaan"), max_length=12, choices=CampaignState, default=CampaignState.DRAFT
    )
    opens_on = models.DateField(_("dibuka tanggal"), null=True, blank=True)
    closes_on = models.DateField(_("ditutup tanggal"), null=True, blank=True)
    synced_at = models.DateTimeField(_("daftar disamakan pada"), null=True, blank=True)
    created_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)

    class Meta:
        verbose_name = _("masa ikrar")
        verbose_name_plural = _("masa ikrar")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state == CampaignState.OPEN


class Signatory(models.Model):
    """One employee in one campaign.

    One index answers coverage for every unit by itself; lists are read in the order of the other.

    `reason` is the source wording of the standing that exempts; translate it where it is shown.
    """

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="signatories", verbose_name=_("masa ikrar")
    )
    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="signatories", verbose_name=_("pegawai")
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit kerja"))
    state = models.CharField(
        _("keadaan"), max_length=12, choices=SignatoryState, default=SignatoryState.DUE
    )
    reason = models.CharField(_("alasan"), max_length=200, blank=True)
    reminded_at = models.DateTimeField(_("diingatkan pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("penanda tangan")
        verbose_name_plural = _("penanda tangan")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "employee"], name="signatory_once"),
        ]
        indexes = [
            models.Index(fields=["campaign", "state", "unit"], name="signatory_coverage"),
            models.Index(fields=["campaign", "unit", "id", "state"], name="signatory_listing"),
        ]

    def __str__(self) -> str:
        return str(self.employee)


class Link(models.Model):
    """A personal link, or the same code typed by hand. Only its hash is stored."""

    signatory = models.ForeignKey(
        Signatory, models.CASCADE, related_name="links", verbose_name=_("penanda tangan")
    )
    token_sha256 = models.CharField(_("sidik tautan"), max_length=64, unique=True)
    expires_at = models.DateTimeField(_("berlaku sampai"))
    used_at = models.DateTimeField(_("dipakai pada"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("dicabut pada"), null=True, blank=True)
    created_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)

    class Meta:
        verbose_name = _("tautan pribadi")
        verbose_name_plural = _("tautan pribadi")

    def __str__(self) -> str:
        return self.token_sha256[:8]


class Ceremony(models.Model):
    """A reading in a hall: the leader moves `statement` from 0 to 4, phones follow."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="ceremonies", verbose_name=_("masa ikrar")
    )
    name = models.CharField(_("nama upacara"), max_length=200)
    join_code = models.CharField(_("kode gabung"), max_length=12, unique=True)
    state = models.CharField(
        _("keadaan"), max_length=16, choices=CeremonyState, default=CeremonyState.WAITING
    )
    statement = models.PositiveSmallIntegerField(_("butir"), default=0)
    leader = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("pemimpin")
    )
    created_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)

    class Meta:
        verbose_name = _("upacara ikrar")
        verbose_name_plural = _("upacara ikrar")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(statement__lte=4), name="ceremony_statement_0_to_4"),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(models.Model):
    """A phone that follows a ceremony, with the statements its owner has accepted so far."""

    ceremony = models.ForeignKey(
        Ceremony, models.CASCADE, related_name="seats", verbose_name=_("upacara")
    )
    signatory = models.ForeignKey(
        Signatory, models.CASCADE, related_name="seats", verbose_name=_("penanda tangan")
    )
    accepted = models.JSONField(_("butir yang disetujui"), default=dict)  # {"1": "2023-…Z", …}
    joined_at = models.DateTimeField(_("bergabung pada"), auto_now_add=True)

    class Meta:
        verbose_name = _("peserta upacara")
        verbose_name_plural = _("peserta upacara")
        constraints = [
            models.UniqueConstraint(fields=["ceremony", "signatory"], name="seat_once"),
        ]

    def __str__(self) -> str:
        return str(self.signatory)


class Signature(models.Model):
    """A signed pledge. `ref` is the entry in the public log; never edited, only superseded."""

    ref = models.UUIDField(_("acuan catatan"), unique=True, default=uuid.uuid4)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="signatures", verbose_name=_("masa ikrar")
    )
    signatory = models.ForeignKey(
        Signatory, models.PROTECT, related_name="signatures", verbose_name=_("penanda tangan")
    )
    text = models.ForeignKey(
        Text, models.PROTECT, related_name="signatures", verbose_name=_("teks ikrar")
    )
    state = models.CharField(
        _("keadaan"), max_length=12, choices=SignatureState, default=SignatureState.VALID
    )
    # what was committed to: {"agency", "name", "unit", "person"}; empty once erased
    disclosure = models.JSONField(_("pernyataan diri"), default=dict)
    salt = models.BinaryField(_("garam"), max_length=32, null=True)
    person_salt = models.BinaryField(_("garam NIP"), max_length=32, null=True)
    accepted = models.JSONField(_("butir yang disetujui"))  # {"1": "2023-10-04T02:30:00Z", …}
    how = models.CharField(_("cara dikenali"), max_length=10, choices=How)
    witness = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("saksi")
    )
    witness_salt = models.BinaryField(_("garam saksi"), max_length=32, null=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by",
        verbose_name=_("menggantikan"),
    )  # fmt: skip
    withdrawn_reason = models.CharField(_("alasan dicabut"), max_length=300, blank=True)
    signed_at = models.DateTimeField(_("ditandatangani pada"))

    class Meta:
        verbose_name = _("penandatanganan")
        verbose_name_plural = _("penandatanganan")
        constraints = [
            models.UniqueConstraint(
                fields=["signatory"], condition=Q(state="berlaku"), name="signature_valid_once"
            ),
            models.CheckConstraint(
                condition=Q(how="kiosk", witness__isnull=False)
                | (~Q(how="kiosk") & Q(witness__isnull=True)),
                name="signature_witness_iff_kiosk",
            ),
            models.CheckConstraint(
                condition=Q(state="dihapus", salt=None, person_salt=None)
                | (~Q(state="dihapus") & Q(salt__isnull=False, person_salt__isnull=False)),
                name="signature_salt_unless_erased",
            ),
        ]

    def __str__(self) -> str:
        return self.ref.hex

    @property
    def code(self) -> str:
        """Verification code shown on the certificate: 26 Crockford letters in groups."""
        return code_of(self.ref)


_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def code_of(ref: uuid.UUID) -> str:
    """`ref` (122 random bits) as letters that survive handwriting: "0AB1C-…", groups of 5."""
    number, letters = ref.int, ""
    for _i in range(26):
        number, rest = divmod(number, 32)
        letters = _CROCKFORD[rest] + letters
    return "-".join(letters[i : i + 5] for i in range(0, 26, 5))


def ref_of(code: str) -> uuid.UUID | None:
    """The reference that `code` stands for, forgiving case, spaces, I/L/O; None if it is none."""
    folded = code.upper().translate(str.maketrans("ILO", "110", "- \t\r\n"))
    if len(folded) != 26 or any(letter not in _CROCKFORD for letter in folded):
        return None
    number = 0
    for letter in folded:
        number = number * 32 + _CROCKFORD.index(letter)
    return uuid.UUID(int=number) if number < 2**128 else None
