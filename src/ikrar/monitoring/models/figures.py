"""What is computed from posts and may be computed again: counts of a month, clusters of copies, the story, alerts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ikrar.monitoring.states import AlertKind, AlertState
from ikrar.people.models import User


class Month(models.Model):
    """Counts of one month, by day, source and cluster; stale from the moment that a batch of it is screened."""

    start = models.DateField(_("bulan"), unique=True)
    is_stale = models.BooleanField(_("perlu dihitung ulang"), default=True)
    stale_at = models.DateTimeField(_("berubah pada"))
    counted_at = models.DateTimeField(_("dihitung pada"), null=True, blank=True)
    posts = models.PositiveBigIntegerField(_("unggahan"), default=0)
    tally = models.BinaryField(_("hitungan"), default=b"")

    class Meta:
        verbose_name = _("hitungan bulanan")
        verbose_name_plural = _("hitungan bulanan")
        ordering = ["start"]

    def __str__(self) -> str:
        return self.start.isoformat()


class Debunk(models.Model):
    """A fact-check of others: the program links to it and says nothing of its own about the truth."""

    key = models.BigIntegerField(_("kunci"), unique=True)
    title = models.CharField(_("judul"), max_length=500)
    text = models.TextField(_("isi"), blank=True)
    on = models.DateField(_("tanggal"), null=True, blank=True)
    verdict = models.CharField(_("kesimpulan pemeriksa"), max_length=100, blank=True)
    link = models.URLField(_("tautan"), max_length=2100, blank=True)
    added_at = models.DateTimeField(_("ditambahkan pada"))

    class Meta:
        verbose_name = _("cek fakta")
        verbose_name_plural = _("cek fakta")
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return self.title


class Cluster(models.Model):
    """Near-copies of one text within a month: how many, when, from how many accounts; never who."""

    month = models.ForeignKey(
        Month, models.CASCADE, related_name="clusters", verbose_name=_("bulan")
    )
    mark = models.BigIntegerField(_("tanda"))  # the key of its first post
    text = models.TextField(_("contoh"))
    size = models.PositiveIntegerField(_("jumlah"))
    authors = models.PositiveIntegerField(_("akun"))
    sources = models.PositiveSmallIntegerField(_("sumber"))
    first_at = models.DateTimeField(_("pertama"))
    last_at = models.DateTimeField(_("terakhir"))
    days = models.JSONField(_("per hari"), default=dict)
    labels = models.JSONField(_("label"), default=dict)
    is_claim = models.BooleanField(_("memuat klaim"), default=False)
    debunk = models.ForeignKey(
        Debunk, models.SET_NULL, null=True, blank=True, related_name="clusters",
        verbose_name=_("cek fakta"),
    )  # fmt: skip
    likeness = models.FloatField(_("kemiripan"), default=0.0)

    class Meta:
        verbose_name = _("gugus salinan")
        verbose_name_plural = _("gugus salinan")
        ordering = ["-size", "id"]
        constraints = [
            models.UniqueConstraint(fields=["month", "mark"], name="cluster_once_a_month")
        ]
        indexes = [models.Index(fields=["is_claim", "-size"], name="cluster_claims")]

    def __str__(self) -> str:
        return f"{self.month_id} {self.size}"


class Outlook(models.Model):
    """The story as it was last computed: every page, the briefing and the public page read this one row."""

    is_stale = models.BooleanField(_("perlu dihitung ulang"), default=True)
    made_at = models.DateTimeField(_("dihitung pada"), null=True, blank=True)
    posts = models.PositiveBigIntegerField(_("unggahan"), default=0)
    judge = models.CharField(_("penilai"), max_length=120, blank=True)
    story = models.BinaryField(_("cerita"), default=b"")

    class Meta:
        verbose_name = _("gambaran percakapan")
        verbose_name_plural = _("gambaran percakapan")

    def __str__(self) -> str:
        return str(self.made_at)


class Picture(models.Model):
    """The charts of one theme in one language, drawn by a worker for the story told at `made_for`."""

    theme = models.CharField(_("tema"), max_length=16)
    language = models.CharField(_("bahasa"), max_length=2)
    made_for = models.DateTimeField(_("untuk gambaran"))
    drawings = models.JSONField(_("gambar"))

    class Meta:
        verbose_name = _("gambar percakapan")
        verbose_name_plural = _("gambar percakapan")
        constraints = [models.UniqueConstraint(fields=["theme", "language"], name="picture_once")]

    def __str__(self) -> str:
        return f"{self.theme} {self.language}"


class Alert(models.Model):
    """Something that a person should look at soon; told once."""

    kind = models.CharField(_("jenis"), max_length=12, choices=AlertKind)
    mark = models.CharField(_("tanda"), max_length=64)
    state = models.CharField(_("keadaan"), max_length=8, choices=AlertState, default=AlertState.NEW)
    on = models.DateField(_("tanggal"))
    facts = models.JSONField(_("isi"), default=dict)
    at = models.DateTimeField(_("waktu"))
    seen_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("dibaca oleh")
    )

    class Meta:
        verbose_name = _("peringatan percakapan")
        verbose_name_plural = _("peringatan percakapan")
        ordering = ["-on", "-id"]
        constraints = [models.UniqueConstraint(fields=["kind", "mark"], name="alert_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.mark}"
