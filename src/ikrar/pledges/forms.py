"""Shape of what people send to the pledge pages; nothing here reads or writes a row.

A form only says whether the input can be understood; whether it is allowed is for `policies`, whether
it is possible for `actions`. Everything a browser sends is distrusted, hidden fields included.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from ikrar.pledges.models import code_of, ref_of
from ikrar.pledges.states import STATEMENTS

MAX_UPLOAD = 5 * 1024 * 1024
CODE_INPUT = {
    "class": "code-input",
    "autocomplete": "off",
    "autocapitalize": "characters",
    "spellcheck": "false",
}


class AcceptanceForm(forms.Form):
    """The pledge page: the hash of the text that was shown, and each statement accepted by itself."""

    text_sha256 = forms.CharField(widget=forms.HiddenInput, required=False, max_length=100)

    def __init__(self, statements: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.statements = list(statements)
        for number in range(1, len(self.statements) + 1):
            self.fields[f"accept_{number}"] = forms.BooleanField(
                label=_("Butir %(number)s") % {"number": number},
                error_messages={"required": _("Belum disetujui. Baca kembali, lalu beri tanda.")},
            )

    def cards(self) -> list[tuple[int, str, forms.BoundField]]:
        """Each statement with its number and its checkbox."""
        return [
            (number, text, self[f"accept_{number}"])
            for number, text in enumerate(self.statements, 1)
        ]

    def accepted_at(self, moment: datetime) -> dict[int, datetime]:
        """All statements of this page, accepted at the moment it was sent."""
        return dict.fromkeys(range(1, len(self.statements) + 1), moment)


class WitnessedForm(AcceptanceForm):
    """The same page at a kiosk, where the witness confirms too."""

    witnessed = forms.BooleanField(
        label=_("Saya menyaksikan pegawai ini membaca dan menyetujui ikrar sendiri"),
        error_messages={"required": _("Saksi belum menyatakan menyaksikan penandatanganan ini.")},
    )


class CodeForm(forms.Form):
    """A personal code typed by hand."""

    code = forms.CharField(
        label=_("Kode pribadi"),
        max_length=200,
        help_text=_("Ada pada surat atau pesan undangan. Huruf besar dan kecil dianggap sama."),
        error_messages={"required": _("Isi kode pribadi Anda.")},
        widget=forms.TextInput(attrs=CODE_INPUT),
    )


class NipForm(forms.Form):
    """An employee is found at a kiosk by the exact number only, never by a part of a name."""

    nip = forms.CharField(
        label=_("NIP"),
        max_length=40,
        help_text=_("18 angka tanpa spasi; untuk PPNPN nomor pegawai instansi."),
        error_messages={"required": _("Isi NIP pegawai yang akan menandatangani.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_nip(self) -> str:
        return "".join(self.cleaned_data["nip"].split())


class VerifyCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Kode verifikasi"),
        max_length=60,
        help_text=_("26 huruf dan angka di samping kode QR pada sertifikat."),
        error_messages={"required": _("Isi kode verifikasi.")},
        widget=forms.TextInput(attrs=CODE_INPUT),
    )

    def clean_code(self) -> str:
        """The code in its one spelling."""
        ref = ref_of(self.cleaned_data["code"])
        if ref is None:
            raise forms.ValidationError(
                _("Ini bukan kode verifikasi. Kode itu terdiri atas 26 huruf dan angka.")
            )
        return code_of(ref)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Berkas sertifikat atau bukti"),
        help_text=_("PDF sertifikat atau berkas JSON bukti, paling besar 5 MB. Tidak disimpan."),
        error_messages={
            "required": _("Pilih berkas yang akan diperiksa."),
            "empty": _("Berkas ini kosong. Pilih berkas lain."),
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,.json,application/pdf,application/json"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD:
            raise forms.ValidationError(
                _("Berkas ini lebih besar dari 5 MB. Sertifikat ikrar selalu lebih kecil.")
            )
        return file


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Cari"), required=False, max_length=100)


class CampaignForm(forms.Form):
    """A new campaign; its text comes from the pack and can be replaced before it opens."""

    name = forms.CharField(
        label=_("Nama masa ikrar"),
        max_length=200,
        help_text=_("Misalnya: Ikrar Netralitas Pemilu 2024."),
        error_messages={"required": _("Beri nama masa ikrar ini.")},
    )
    slug = forms.CharField(
        label=_("Kode"),
        max_length=50,
        help_text=_("Huruf kecil, angka, dan tanda hubung. Tercatat di buku catatan publik."),
        validators=[
            RegexValidator(
                r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
                _("Kode hanya memuat huruf kecil, angka, dan tanda hubung di antaranya."),
            )
        ],
        error_messages={"required": _("Isi kode masa ikrar.")},
    )
    opens_on = forms.DateField(
        label=_("Dibuka tanggal"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    closes_on = forms.DateField(
        label=_("Ditutup tanggal"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, closes = data.get("opens_on"), data.get("closes_on")
        if opens and closes and closes < opens:
            self.add_error("closes_on", _("Tanggal tutup mendahului tanggal buka."))
        return data


class TextForm(forms.Form):
    """The wording of the pledge, in the parts that are hashed."""

    title = forms.CharField(label=_("Judul"), max_length=300)
    opening = forms.CharField(
        label=_("Pembuka"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    closing = forms.CharField(
        label=_("Penutup"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in STATEMENTS:
            self.fields[f"statement_{number}"] = forms.CharField(
                label=_("Butir %(number)s") % {"number": number},
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        statements = [f"statement_{number}" for number in STATEMENTS]
        self.order_fields(["title", "opening", *statements, "closing"])
        for field in self.fields.values():
            field.error_messages["required"] = _("Bagian ini belum diisi.")

    @property
    def content(self) -> dict[str, Any]:
        """The text as it is frozen; line ends and outer spaces never decide the hash."""
        data = {key: " ".join(value.split()) for key, value in self.cleaned_data.items()}
        return {
            "title": data["title"],
            "opening": data["opening"],
            "statements": [data[f"statement_{number}"] for number in STATEMENTS],
            "closing": data["closing"],
            "language": "id",
        }

    @staticmethod
    def initial_of(content: dict[str, Any]) -> dict[str, str]:
        """Form values that show a frozen text again."""
        statements = {f"statement_{n}": s for n, s in enumerate(content["statements"], 1)}
        return {key: content[key] for key in ("title", "opening", "closing")} | statements


class CeremonyForm(forms.Form):
    name = forms.CharField(
        label=_("Nama upacara"),
        max_length=200,
        help_text=_("Misalnya: Apel pagi gedung utama."),
        error_messages={"required": _("Beri nama upacara ini.")},
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        help_text=_("Disimpan di instansi; tidak ditulis di buku catatan publik."),
        error_messages={"required": _("Tulis alasannya.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
