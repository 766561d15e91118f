"""Files that a handler adds to a case, and a line on what they are."""

from django import forms
from django.utils.translation import gettext_lazy

from ikrar.vault.attaching import FilesForm, ManyFiles


class EvidenceForm(FilesForm):
    upload = ManyFiles(
        label=gettext_lazy("Berkas bukti"),
        help_text=gettext_lazy(
            "Misalnya pindaian berita acara, tangkapan layar, atau surat dari instansi lain; paling besar 200 MB sebuah."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("Keterangan"),
        help_text=gettext_lazy(
            "Apa ini dan dari mana, misalnya nomor dan tanggal suratnya. Disegel untuk penangan perkara."
        ),
        required=False,
        max_length=300,
    )
