"""Shape of what people send to the pages of the conversation; nothing here reads or writes a row."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ikrar.monitoring.states import SourceScope

ZONES: Final = (
    ("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT"), ("UTC", "UTC"),
)  # fmt: skip
ORDERS: Final = (
    ("", _("seperti yang dikenali")),
    ("dmy", _("hari, bulan, tahun")),
    ("mdy", _("bulan, hari, tahun")),
    ("ymd", _("tahun, bulan, hari")),
)


class SourceForm(forms.Form):
    """A source in an officer's words."""

    name = forms.CharField(
        label=_("Nama sumber"), max_length=100,
        help_text=_("Misalnya “Komentar kanal resmi” atau “Grup warga Kota Contoh”. Tanpa nama orang."),
    )  # fmt: skip
    scope = forms.ChoiceField(
        label=_("Milik siapa"), choices=SourceScope.choices, initial=SourceScope.PUBLIC,
        widget=forms.RadioSelect,
        help_text=_("Sikap politik warga tidak disimpan. Hanya akun resmi instansi yang diperiksa keberpihakannya."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Cara dikumpulkan"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kata kunci, kurun waktu, dan apa yang tidak terjaring. Tampil sebagai catatan pada angka."),
    )  # fmt: skip
    second = forms.BooleanField(
        label=_("Setiap temuan dibaca dua orang"), required=False,
        help_text=_("Bila keduanya berbeda, orang ketiga yang menentukan."),
    )  # fmt: skip


class UploadForm(forms.Form):
    """A file of posts."""

    file = forms.FileField(
        label=_("Berkas unggahan"),
        help_text=_(
            "CSV, XLSX, JSONL, Parquet, ekspor 4CAT (NDJSON), komentar YouTube (JSON), ekspor Telegram (JSON), "
            "ekspor WhatsApp (TXT), RSS, atau Atom. Nama dan nomor telepon dibuang saat dibaca."
        ),
        error_messages={
            "required": _("Pilih berkas dahulu."),
            "empty": _("Berkas ini kosong. Pilih berkas lain."),
        },
    )


class MappingForm(forms.Form):
    """Which column holds what, and how dates are written."""

    text = forms.ChoiceField(label=_("Kolom teks"))
    at = forms.ChoiceField(label=_("Kolom waktu"), required=False)
    author = forms.ChoiceField(
        label=_("Kolom akun"), required=False,
        help_text=_("Hanya untuk menghitung banyaknya akun; yang disimpan sidiknya, bukan namanya."),
    )  # fmt: skip
    key = forms.ChoiceField(
        label=_("Kolom nomor unggahan"), required=False,
        help_text=_("Supaya unggahan yang sama tidak masuk dua kali."),
    )  # fmt: skip
    day_order = forms.ChoiceField(label=_("Urutan tanggal"), choices=ORDERS, required=False)
    zone = forms.ChoiceField(label=_("Waktu ditulis dalam"), choices=ZONES)

    def __init__(self, *args: Any, columns: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not columns:
            for name in ("text", "at", "author", "key"):
                del self.fields[name]
            return
        every = [(name, name) for name in columns]
        for name in ("text", "at", "author", "key"):
            optional = [] if name == "text" else [("", _("tidak ada"))]
            self.fields[name].choices = [*optional, *every]  # type: ignore[attr-defined]

    def columns(self) -> dict[str, str | None]:
        """The mapping as an import keeps it; empty for files without columns."""
        if "text" not in self.fields:
            return {}
        return {name: self.cleaned_data[name] or None for name in ("text", "at", "author", "key")}


class DebunkForm(forms.Form):
    """A library of fact-checks."""

    file = forms.FileField(
        label=_("Berkas cek fakta"),
        help_text=_(
            "CSV atau XLSX dengan kolom judul, isi, tanggal, kesimpulan, dan tautan; atau RSS/Atom."
        ),
        error_messages={
            "required": _("Pilih berkas dahulu."),
            "empty": _("Berkas ini kosong. Pilih berkas lain."),
        },
    )


class JudgeForm(forms.Form):
    """A pack and weights to compare with those in use."""

    pack = forms.ChoiceField(label=_("Paket pemilu"))
    weights = forms.ChoiceField(label=_("Bobot"), required=False)

    def __init__(
        self, *args: Any, packs: Sequence[str] = (), weights: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pack"].choices = [(name, name) for name in packs]  # type: ignore[attr-defined]
        self.fields["weights"].choices = [  # type: ignore[attr-defined]
            ("", _("bawaan Ikrar")),
            *((name, name) for name in weights),
        ]


class CaseForm(forms.Form):
    """The words with which a person opens a case from a finding."""

    summary = forms.CharField(
        label=_("Ringkasan perkara"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Tulis dengan kata Anda apa yang perlu diperiksa. Temuan hanya pertanyaan; Anda yang membuka perkara."),
    )  # fmt: skip
