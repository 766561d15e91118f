"""Rows of the personnel bureau: agency, units, employees, users, roles, imports, outgoing mail.

Kept to what the pledge needs: no NIK, religion, phone, marriage or tax number is ever stored.
"""

import uuid
from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ikrar.people.states import (
    MUST_SIGN,
    ImportState,
    InterestKind,
    Kind,
    MailState,
    Relation,
    RoleName,
    Scope,
    Standing,
    TokenState,
)


class Agency(models.Model):
    """The one agency of this installation."""

    name = models.CharField(_("nama instansi"), max_length=200)
    short = models.CharField(_("singkatan"), max_length=40)
    time_zone = models.CharField(_("zona waktu"), max_length=40, default="Asia/Jakarta")
    pack = models.CharField(_("paket pemilu"), max_length=200, default="pemilu-2024")
    is_demo = models.BooleanField(_("data peragaan"), default=False)
    today = models.DateField(_("tanggal peragaan"), null=True, blank=True)

    class Meta:
        verbose_name = _("instansi")
        verbose_name_plural = _("instansi")
        constraints = [
            models.CheckConstraint(
                condition=Q(today=None) | Q(is_demo=True), name="agency_today_only_in_demo"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A node of the unit tree, valid in `[valid_from, valid_to)`. `path` orders the tree."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="units", verbose_name=_("instansi")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children",
        verbose_name=_("unit induk"),
    )  # fmt: skip
    code = models.CharField(_("kode unor"), max_length=64)
    name = models.CharField(_("nama unit kerja"), max_length=300)
    # "/1/17/204/": ids from the root to this unit; a subtree is one prefix
    path = models.CharField(_("jalur"), max_length=300, default="/", db_index=True)
    valid_from = models.DateField(_("berlaku sejak"), default=date(2000, 1, 1))
    valid_to = models.DateField(_("berlaku sampai"), null=True, blank=True)

    class Meta:
        verbose_name = _("unit kerja")
        verbose_name_plural = _("unit kerja")
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "code"], name="unit_code_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="unit_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Employee(models.Model):
    """A member of staff. `nip` is 18 digits for ASN; for PPNPN an agency's own number."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="employees", db_index=False,
        verbose_name=_("instansi"),
    )  # fmt: skip
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="employees", verbose_name=_("unit kerja")
    )
    nip = models.CharField(_("NIP"), max_length=32)
    kind = models.CharField(_("jenis pegawai"), max_length=8, choices=Kind)
    name = models.CharField(_("nama"), max_length=200)
    title_before = models.CharField(_("gelar depan"), max_length=60, blank=True)
    title_after = models.CharField(_("gelar belakang"), max_length=60, blank=True)
    email = models.EmailField(_("surel"), blank=True)
    position = models.CharField(_("jabatan"), max_length=300, blank=True)
    echelon = models.CharField(_("eselon"), max_length=60, blank=True)
    standing = models.CharField(
        _("kedudukan hukum"), max_length=24, choices=Standing, default=Standing.ACTIVE
    )
    standing_text = models.CharField(
        _("kedudukan hukum menurut sumber"), max_length=200, blank=True
    )
    erased_at = models.DateTimeField(_("dihapus pada"), null=True, blank=True)
    updated_at = models.DateTimeField(_("diperbarui pada"), auto_now=True)

    class Meta:
        verbose_name = _("pegawai")
        verbose_name_plural = _("pegawai")
        ordering = ["name", "id"]
        constraints = [
            # the number first: it is what people are looked up by
            models.UniqueConstraint(fields=["nip", "agency"], name="employee_nip_once"),
        ]
        # the list is walked by (name, id), so that page 9,000 costs what page 1 costs
        indexes = [models.Index(fields=["name", "id"], name="employee_by_name")]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        name = f"{self.title_before} {self.name}".strip()
        return f"{name}, {self.title_after}" if self.title_after else name

    @property
    def must_sign(self) -> bool:
        return MUST_SIGN[Standing(self.standing)]


class User(AbstractUser):
    """An account. Most employees never need one: a personal link is enough to sign."""

    employee = models.OneToOneField(
        Employee, models.SET_NULL, null=True, blank=True, related_name="user",
        verbose_name=_("pegawai"),
    )  # fmt: skip

    class Meta(AbstractUser.Meta):  # type: ignore[name-defined,misc]
        verbose_name = _("pengguna")
        verbose_name_plural = _("pengguna")


class Role(models.Model):
    """What a user may do, and where: `unit` empty means the whole agency."""

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name=_("pengguna"))
    name = models.CharField(_("peran"), max_length=16, choices=RoleName)
    unit = models.ForeignKey(
        Unit, models.CASCADE, null=True, blank=True, related_name="roles",
        verbose_name=_("unit kerja"),
    )  # fmt: skip
    granted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("diberikan oleh"),
    )  # fmt: skip
    granted_at = models.DateTimeField(_("diberikan pada"), auto_now_add=True)

    class Meta:
        verbose_name = _("peran")
        verbose_name_plural = _("peran")
        constraints = [
            models.UniqueConstraint(fields=["user", "name", "unit"], name="role_once_per_unit"),
            models.UniqueConstraint(
                fields=["user", "name"], condition=Q(unit=None), name="role_once_everywhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()}"


class RosterImport(models.Model):
    """One roster file on its way in: checked first, applied after a person agrees, resumable."""

    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="imports", verbose_name=_("instansi")
    )
    state = models.CharField(
        _("keadaan"), max_length=12, choices=ImportState, default=ImportState.UPLOADED
    )
    file_name = models.CharField(_("nama berkas"), max_length=200)
    file_sha256 = models.CharField(_("sidik berkas"), max_length=64, db_index=True)
    stored_as = models.CharField(_("tersimpan sebagai"), max_length=300, blank=True)
    is_complete = models.BooleanField(_("daftar lengkap"), default=False)
    rows_total = models.PositiveIntegerField(_("jumlah baris"), default=0)
    rows_done = models.PositiveIntegerField(_("baris selesai"), default=0)
    counts = models.JSONField(_("hitungan"), default=dict)
    columns = models.JSONField(_("kolom"), default=dict)
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("oleh")
    )
    created_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)
    finished_at = models.DateTimeField(_("selesai pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("impor daftar pegawai")
        verbose_name_plural = _("impor daftar pegawai")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency"], condition=Q(state="diterapkan"), name="import_one_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class RosterProblem(models.Model):
    """A row that was refused or needs a look, with its number in the file and the reason."""

    roster_import = models.ForeignKey(
        RosterImport, models.CASCADE, related_name="problems", verbose_name=_("impor")
    )
    row = models.PositiveIntegerField(_("baris"))
    column = models.CharField(_("kolom"), max_length=60, blank=True)
    message = models.CharField(_("alasan"), max_length=400)
    is_warning = models.BooleanField(_("peringatan"), default=False)

    class Meta:
        verbose_name = _("masalah baris")
        verbose_name_plural = _("masalah baris")
        ordering = ["row", "id"]

    def __str__(self) -> str:
        return f"{self.row}: {self.message}"


class Mail(models.Model):
    """The outbox. `key` makes a letter unique, so that nobody gets the same one twice."""

    key = models.CharField(_("kunci"), max_length=200, unique=True)
    employee = models.ForeignKey(
        Employee, models.SET_NULL, null=True, related_name="mails", verbose_name=_("pegawai")
    )
    to = models.CharField(_("kepada"), max_length=254)
    subject = models.CharField(_("perihal"), max_length=200)
    body = models.TextField(_("isi"), blank=True)  # emptied once sent: it may hold a personal link
    state = models.CharField(
        _("keadaan"), max_length=12, choices=MailState, default=MailState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(_("percobaan"), default=0)
    not_before = models.DateTimeField(_("tidak sebelum"))
    claimed_at = models.DateTimeField(_("diambil pada"), null=True, blank=True)
    problem = models.CharField(_("kendala"), max_length=300, blank=True)
    queued_at = models.DateTimeField(_("diantrekan pada"), auto_now_add=True)
    sent_at = models.DateTimeField(_("terkirim pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("surat keluar")
        verbose_name_plural = _("surat keluar")
        indexes = [
            models.Index(
                fields=["not_before", "id"], condition=Q(state="menunggu"), name="mail_due"
            ),
            models.Index(fields=["state", "id"], name="mail_by_state"),
        ]

    def __str__(self) -> str:
        return self.key


class ApiToken(models.Model):
    """What a program of the agency shows to the API. Only its hash is stored; rows are never deleted."""

    name = models.CharField(_("kegunaan"), max_length=100)
    prefix = models.CharField(_("awalan"), max_length=20, unique=True)
    token_sha256 = models.CharField(_("sidik token"), max_length=64, unique=True)
    scopes = models.JSONField(_("cakupan akses"), default=list)
    expires_at = models.DateTimeField(_("berlaku sampai"))
    # a day and no more: enough to find tokens that nobody needs
    last_used_on = models.DateField(_("terakhir dipakai"), null=True, blank=True)
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="tokens",
        verbose_name=_("dibuat oleh"),
    )  # fmt: skip
    made_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)
    revoked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("dicabut oleh"),
    )  # fmt: skip
    revoked_at = models.DateTimeField(_("dicabut pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("token API")
        verbose_name_plural = _("token API")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_by=None) | ~Q(revoked_at=None), name="token_revoked_at_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix} ({self.name})"

    @property
    def state(self) -> TokenState:
        """Whether it opens anything now; whoever has left may still hold what they made."""
        if self.revoked_at is not None:
            return TokenState.REVOKED
        if self.expires_at <= timezone.now():
            return TokenState.EXPIRED
        if self.made_by is not None and not self.made_by.is_active:
            return TokenState.CLOSED
        return TokenState.ACTIVE

    @property
    def scope_words(self) -> list[str]:
        return [str(Scope(scope).label) for scope in self.scopes]


class Interest(models.Model):
    """A tie that an employee declared; `ref` names a contestant or party of the pack. Never edited, only ended."""

    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="interests", verbose_name=_("pegawai")
    )
    kind = models.CharField(_("jenis"), max_length=12, choices=InterestKind)
    # "1" or "PDIP"; of a relative who runs "peserta:1" or "partai:PDIP"; nothing stands for all
    ref = models.CharField(_("acuan dalam paket"), max_length=60, blank=True)
    relation = models.CharField(_("hubungan"), max_length=12, choices=Relation, blank=True)
    relative = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="interests_of_others",
        verbose_name=_("keluarga yang juga pegawai"),
    )  # fmt: skip
    since = models.DateField(_("sejak"))
    until = models.DateField(_("sampai"), null=True, blank=True)
    declared_at = models.DateTimeField(_("dinyatakan pada"))
    # the entries of the internal log that declare and end it, and what keeps them from being guessed
    entry = models.UUIDField(_("acuan catatan"), unique=True, default=uuid.uuid4)
    salt = models.BinaryField(_("garam"), max_length=32)
    end_entry = models.UUIDField(_("acuan catatan akhir"), unique=True, null=True, blank=True)
    end_salt = models.BinaryField(_("garam akhir"), max_length=32, null=True)

    class Meta:
        verbose_name = _("kepentingan yang dinyatakan")
        verbose_name_plural = _("kepentingan yang dinyatakan")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="interest_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}"

    def declared(self) -> dict[str, str | int | None]:
        """What the log commits to when it is declared."""
        said: dict[str, str | int | None] = {
            "employee": self.employee_id,
            "kind": str(self.kind),
            "ref": self.ref,
            "relative": self.relative_id,
            "since": self.since.isoformat(),
        }
        return said | ({"relation": str(self.relation)} if self.relation else {})

    def ended(self) -> dict[str, str | None]:
        """What the log commits to when it is ended."""
        return {"of": self.entry.hex, "until": self.until.isoformat() if self.until else None}


class InterestReview(models.Model):
    """An employee said that what they declared is complete, be it nothing. Asked for with the pledge and every year."""

    employee = models.ForeignKey(
        Employee, models.PROTECT, related_name="interest_reviews", verbose_name=_("pegawai")
    )
    ties = models.PositiveSmallIntegerField(_("banyaknya kepentingan"))
    made_at = models.DateTimeField(_("dinyatakan pada"))
    entry = models.UUIDField(_("acuan catatan"), unique=True, default=uuid.uuid4)
    salt = models.BinaryField(_("garam"), max_length=32)

    class Meta:
        verbose_name = _("pernyataan kepentingan lengkap")
        verbose_name_plural = _("pernyataan kepentingan lengkap")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.employee_id}/{self.ties}"

    def said(self) -> dict[str, int]:
        """What the log commits to."""
        return {"employee": self.employee_id, "ties": self.ties}
