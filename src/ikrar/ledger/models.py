"""Rows of the log: the log with its one checkpoint, entries, tiles, and past checkpoints.

An entry without an index is pending: it was written in the transaction of the act it records,
and waits for the sequencer. Nothing here is trusted by an auditor except the signature on a note.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Log(models.Model):
    """One log. `size`, `root` and `note` move together, by compare-and-swap on `size`."""

    name = models.SlugField(_("nama"), unique=True)
    origin = models.CharField(_("asal"), max_length=200, unique=True)
    vkey = models.CharField(_("kunci pemeriksa"), max_length=300)
    size = models.PositiveBigIntegerField(_("jumlah catatan"), default=0)
    root = models.BinaryField(_("akar"), max_length=32)
    note = models.TextField(_("titik periksa"))
    created_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)

    class Meta:
        verbose_name = _("buku catatan")
        verbose_name_plural = _("buku catatan")

    def __str__(self) -> str:
        return self.origin


class Entry(models.Model):
    """One leaf. `data` is what is hashed; the other fields only help to find it again."""

    log = models.ForeignKey(Log, models.PROTECT, related_name="entries", verbose_name=_("buku"))
    ref = models.UUIDField(_("acuan"), unique=True)
    kind = models.SlugField(_("jenis"), db_index=False)
    at = models.DateTimeField(_("waktu"))
    data = models.BinaryField(_("isi"), max_length=65535)
    index = models.PositiveBigIntegerField(_("urutan"), null=True)

    class Meta:
        verbose_name = _("catatan")
        verbose_name_plural = _("catatan")
        constraints = [
            models.UniqueConstraint(fields=["log", "index"], name="entry_index_once"),
        ]
        indexes = [
            models.Index(fields=["log", "id"], condition=Q(index=None), name="entry_pending"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref.hex}"

    @property
    def is_pending(self) -> bool:
        return self.index is None


class Tile(models.Model):
    """Up to 256 hashes of one level: C2SP tlog-tiles, height 8. A partial tile grows in place."""

    log = models.ForeignKey(Log, models.PROTECT, related_name="tiles", verbose_name=_("buku"))
    level = models.PositiveSmallIntegerField(_("tingkat"))
    index = models.PositiveBigIntegerField(_("urutan"))
    hashes = models.BinaryField(_("sidik"), max_length=8192)

    class Meta:
        verbose_name = _("ubin")
        verbose_name_plural = _("ubin")
        constraints = [
            models.UniqueConstraint(fields=["log", "level", "index"], name="tile_once"),
        ]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Checkpoint(models.Model):
    """Every checkpoint ever signed; a certificate is bound to the first one that covers it."""

    log = models.ForeignKey(Log, models.PROTECT, related_name="checkpoints", verbose_name=_("buku"))
    size = models.PositiveBigIntegerField(_("jumlah catatan"))
    note = models.TextField(_("catatan bertanda tangan"))
    created_at = models.DateTimeField(_("dibuat pada"), auto_now_add=True)

    class Meta:
        verbose_name = _("titik periksa")
        verbose_name_plural = _("titik periksa")
        ordering = [F("size").asc()]
        constraints = [
            models.UniqueConstraint(fields=["log", "size"], name="checkpoint_size_once"),
        ]

    def __str__(self) -> str:
        return f"{self.log_id}@{self.size}"
