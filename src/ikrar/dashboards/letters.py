"""The daily letter in words: numbers and addresses of pages, never a name, never the text of a post or a message."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ikrar.dashboards.queries import Digest
from ikrar.web.templatetags.ikrar import angka, tanggal


def subject(digest: Digest) -> str:
    return _("Ikhtisar %(on)s") % {"on": tanggal(digest.on)}


def body(digest: Digest) -> str:
    """What there is to tell; parts with nothing are left out."""
    return "\n".join(
        [
            *_lines(digest), "",
            _("Percakapan: %(where)s") % {"where": settings.SITE_URL + reverse("conversation")},
            _("Program: %(where)s") % {"where": settings.SITE_URL + reverse("programme")},
            _("Barometer: %(where)s") % {"where": settings.SITE_URL + reverse("barometer")}, "",
            _("Surat ini hanya memuat jumlah, tanpa nama dan tanpa isi unggahan."),
        ]
    )  # fmt: skip


def _lines(digest: Digest) -> Iterator[str]:
    told = (
        (digest.posts, ngettext("%(n)s unggahan dikumpulkan untuk hari kemarin.", "%(n)s unggahan dikumpulkan untuk hari kemarin.", digest.posts)),
        (digest.alerts, ngettext("%(n)s peringatan belum dibaca.", "%(n)s peringatan belum dibaca.", digest.alerts)),
        (digest.findings, ngettext("%(n)s temuan menunggu pembaca.", "%(n)s temuan menunggu pembaca.", digest.findings)),
        (digest.due, ngettext("%(n)s pesan dijadwalkan hari ini.", "%(n)s pesan dijadwalkan hari ini.", digest.due)),
        (digest.waiting, ngettext("%(n)s di antaranya belum disetujui.", "%(n)s di antaranya belum disetujui.", digest.waiting)),
        (digest.held, ngettext("%(n)s pesan ditahan penjaga.", "%(n)s pesan ditahan penjaga.", digest.held)),
        (digest.late, ngettext("%(n)s tenggat perkara terlewati di seluruh instansi.", "%(n)s tenggat perkara terlewati di seluruh instansi.", digest.late)),
    )  # fmt: skip
    for n, words in told:
        if n:
            yield words % {"n": angka(n)}
