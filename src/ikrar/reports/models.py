"""Rows of sealed reports. No address, browser, name of a file or word of a report stands here in the open.

What is open: that a report came, when, how it stands, and the sizes of what was sealed.
"""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from ikrar.people.models import User
from ikrar.reports.states import Act, Author, NoticeKind, ReportState
from ikrar.vault.models import Box


class Door(models.Model):
    """The salt that this installation's receipts are stretched with; one row, made once."""

    salt = models.BinaryField(_("garam tanda terima"), max_length=16)
    is_only = models.BooleanField(_("satu-satunya"), default=True, unique=True)

    class Meta:
        verbose_name = _("pintu laporan")
        verbose_name_plural = _("pintu laporan")

    def __str__(self) -> str:
        return "1"


class Report(models.Model):
    """A sealed report. `lookup` is what its receipt stretches to; without the receipt it says nothing."""

    ref = models.UUIDField(_("acuan"), default=uuid4, unique=True, editable=False)
    state = models.CharField(
        _("keadaan"), max_length=12, choices=ReportState, default=ReportState.RECEIVED
    )
    lookup = models.BinaryField(_("nomor kotak"), max_length=32, unique=True)
    reporter_key = models.BinaryField(_("kunci umum pelapor"), max_length=32)
    box = models.OneToOneField(
        Box, models.PROTECT, related_name="report", verbose_name=_("kotak tersegel")
    )
    reporter_sealed = models.BinaryField(_("kunci data bagi pelapor"), max_length=200)
    content = models.BinaryField(_("isi tersegel"))
    identity_box = models.OneToOneField(
        Box, models.PROTECT, null=True, blank=True, related_name="identity_of",
        verbose_name=_("kotak identitas"),
    )  # fmt: skip
    identity = models.BinaryField(_("identitas tersegel"), default=bytes)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged",
        verbose_name=_("digabung ke"),
    )  # fmt: skip
    received_at = models.DateTimeField(_("diterima pada"))
    triaged_at = models.DateTimeField(_("ditelaah pada"), null=True, blank=True)
    triaged_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("ditelaah oleh"),
    )  # fmt: skip
    closed_at = models.DateTimeField(_("ditutup pada"), null=True, blank=True)
    next_check_in_on = models.DateField(_("kabar berikutnya"), null=True, blank=True)

    class Meta:
        verbose_name = _("laporan")
        verbose_name_plural = _("laporan")
        ordering = ["-received_at", "-id"]  # the numbers are random
        indexes = [
            models.Index(fields=["state", "received_at", "id"], name="report_by_state"),
            models.Index(fields=["next_check_in_on"], name="report_check_in"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """What people at the desk call it."""
        return f"L-{self.pk:05d}"


class Message(models.Model):
    """A line in the mailbox: words sealed under the report's key, or a notice of the house."""

    report = models.ForeignKey(
        Report, models.CASCADE, related_name="messages", verbose_name=_("laporan")
    )
    ref = models.UUIDField(_("acuan"), default=uuid4, unique=True, editable=False)
    author = models.CharField(_("dari"), max_length=8, choices=Author)
    kind = models.CharField(
        _("jenis"), max_length=20, choices=NoticeKind, default=NoticeKind.WORDS, blank=True
    )
    by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("oleh")
    )
    sealed = models.BinaryField(_("isi tersegel"), default=bytes)
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("pesan")
        verbose_name_plural = _("pesan")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.report_id}/{self.pk}"


class Attachment(models.Model):
    """A piece of evidence: its file is a sealed stream, its name, kind, hash and key are sealed in `about`."""

    report = models.ForeignKey(
        Report, models.CASCADE, related_name="attachments", verbose_name=_("laporan")
    )
    ref = models.UUIDField(_("acuan"), unique=True)  # the name of its file on disk
    about = models.BinaryField(_("keterangan tersegel"))
    size = models.PositiveBigIntegerField(_("besar tersegel"))
    digest = models.CharField(_("sidik tersegel"), max_length=64)  # SHA-256 of the sealed stream
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("bukti laporan")
        verbose_name_plural = _("bukti laporan")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.ref.hex


class Custody(models.Model):
    """Who did what with a piece of evidence; an entry of the internal log each. Never changed, never removed."""

    attachment = models.ForeignKey(
        Attachment, models.PROTECT, related_name="custody", verbose_name=_("bukti laporan")
    )
    ref = models.UUIDField(_("acuan"), default=uuid4, unique=True, editable=False)
    what = models.CharField(_("tindakan"), max_length=12, choices=Act)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("oleh"))
    salt = models.BinaryField(_("garam"), max_length=16)
    at = models.DateTimeField(_("waktu"))

    class Meta:
        verbose_name = _("penanganan bukti")
        verbose_name_plural = _("penanganan bukti")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.attachment_id} {self.what}"


class Ticket(models.Model):
    """A form of the door that was used: so that none is sent twice, and floods without work are noticed."""

    nonce = models.BinaryField(_("nomor formulir"), max_length=16, unique=True)
    has_work = models.BooleanField(_("dengan bukti kerja"), default=False)
    used_at = models.DateTimeField(_("dipakai pada"), db_index=True)

    class Meta:
        verbose_name = _("formulir terpakai")
        verbose_name_plural = _("formulir terpakai")

    def __str__(self) -> str:
        return f"{self.pk}"
