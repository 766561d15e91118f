"""Where posts come from and how they lie: a source, a file that somebody brought, batches of columns."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ikrar.monitoring.states import BatchState, SourceScope, UploadState
from ikrar.people.models import User


class Source(models.Model):
    """What posts are collected from, in an officer's words; figures tell sources apart by name."""

    ref = models.UUIDField(_("acuan"), unique=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("nama"), max_length=100, unique=True)
    scope = models.CharField(
        _("milik siapa"), max_length=8, choices=SourceScope, default=SourceScope.PUBLIC
    )
    note = models.TextField(_("cara dikumpulkan"), max_length=1000, blank=True)
    readers = models.PositiveSmallIntegerField(_("pembaca tiap temuan"), default=1)
    opened_at = models.DateTimeField(_("dibuka pada"))
    opened_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("dibuka oleh")
    )
    closed_at = models.DateTimeField(_("ditutup pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("sumber percakapan")
        verbose_name_plural = _("sumber percakapan")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(readers__in=(1, 2)), name="source_one_or_two_readers"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Upload(models.Model):
    """A file on its way into a source. `position`: records read so far; it moves with the posts that it counts."""

    ref = models.UUIDField(_("acuan"), unique=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="uploads", verbose_name=_("sumber")
    )
    state = models.CharField(
        _("keadaan"), max_length=12, choices=UploadState, default=UploadState.RECEIVED
    )
    kind = models.CharField(_("jenis berkas"), max_length=16)
    size = models.PositiveBigIntegerField(_("ukuran"))
    sha256 = models.CharField(_("sidik berkas"), max_length=64)
    mapping = models.JSONField(_("kolom"), default=dict, blank=True)
    day_order = models.CharField(_("urutan tanggal"), max_length=8, blank=True)
    zone = models.CharField(_("zona waktu"), max_length=40)
    position = models.PositiveBigIntegerField(_("catatan terbaca"), default=0)
    part = models.FloatField(_("bagian terbaca"), default=0.0)  # of the file, 0..1
    posts = models.PositiveBigIntegerField(_("unggahan masuk"), default=0)
    repeats = models.PositiveBigIntegerField(_("unggahan yang sudah ada"), default=0)
    undated = models.PositiveBigIntegerField(_("unggahan tanpa tanggal"), default=0)
    problems = models.JSONField(_("baris bermasalah"), default=list, blank=True)
    problem_count = models.PositiveBigIntegerField(_("jumlah baris bermasalah"), default=0)
    reason = models.CharField(_("sebab gagal"), max_length=500, blank=True)
    received_at = models.DateTimeField(_("diterima pada"))
    by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("oleh")
    )
    ended_at = models.DateTimeField(_("berakhir pada"), null=True, blank=True)

    class Meta:
        verbose_name = _("impor unggahan")
        verbose_name_plural = _("impor unggahan")
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "id"], name="upload_by_state")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.ref.hex[:8]}"


class Batch(models.Model):
    """Up to 50,000 posts as columns, in `blobs`' formats; the last two are big and read only where needed."""

    source = models.ForeignKey(
        Source, models.PROTECT, related_name="batches", verbose_name=_("sumber")
    )
    upload = models.ForeignKey(
        Upload, models.PROTECT, related_name="batches", verbose_name=_("impor")
    )
    state = models.CharField(
        _("keadaan"), max_length=12, choices=BatchState, default=BatchState.NEW
    )
    size = models.PositiveIntegerField(_("jumlah unggahan"))
    first_on = models.DateField(_("hari pertama"), null=True, blank=True)
    last_on = models.DateField(_("hari terakhir"), null=True, blank=True)
    judge = models.CharField(_("penilai"), max_length=120, blank=True)
    keys = models.BinaryField(_("sidik unggahan"))
    signs = models.BinaryField(_("tanda"), default=b"")
    posts = models.BinaryField(_("unggahan"))

    class Meta:
        verbose_name = _("tumpukan unggahan")
        verbose_name_plural = _("tumpukan unggahan")
        ordering = ["id"]
        indexes = [
            models.Index(fields=["state", "id"], name="batch_by_state"),
            models.Index(fields=["first_on", "last_on"], name="batch_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.pk}"
