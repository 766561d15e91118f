"""Shape of a draft to check: its text, the day it would be posted, whose account it is.

The text is kept as it was sent, to the last blank: findings point at its characters. Only line ends
become one character, as the page shows them, and NUL, which no page can show, becomes U+FFFD.
"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ikrar.checks.unseen import seen
from ikrar.checks.words import ROLES
from ikrar.web.templatetags.ikrar import angka

MAX_CHARACTERS = 20_000


class DraftField(forms.CharField):
    """A text whose every character counts; only its line ends are made alike."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")

    def prepare_value(self, value: Any) -> str:
        """What the page shows again is what was read."""
        return self.to_python(value)


class DraftForm(forms.Form):
    """What one pastes at `/cek/`."""

    text = DraftField(
        label=_("Teks yang akan diunggah"),
        strip=False,
        help_text=_("Paling banyak 20.000 karakter. Tidak disimpan dan tidak dicatat."),
        error_messages={"required": _("Tempel atau ketik dulu teks yang akan diperiksa.")},
        # a browser that goes back shows again what was typed, so that no refusal costs a draft: not with autocomplete off
        widget=forms.Textarea(attrs={"rows": 7, "spellcheck": "false", "dir": "auto"}),
    )
    on = forms.DateField(
        label=_("Tanggal unggah"),
        required=False,
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        help_text=_("Aturan yang berlaku bergantung pada tanggalnya."),
        error_messages={
            "invalid": _(
                "Tanggal ini tidak ada atau tidak terbaca. Tulis tanggal seperti 2024-02-14."
            )
        },
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    role = forms.ChoiceField(
        label=_("Pemilik akun"),
        choices=list(ROLES.items()),
        help_text=_("Beberapa kewajiban hanya mengikat pejabat atau pegawai tertentu."),
        error_messages={
            "required": _("Pilih siapa yang akan mengunggah."),
            "invalid_choice": _("Pilih salah satu dari daftar."),
        },
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["on"].initial = today

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not seen(text).strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        if len(text) > MAX_CHARACTERS:
            raise forms.ValidationError(_too_long(len(text)))
        return text

    def clean_on(self) -> date:
        """The day; without one, the agency's today."""
        return self.cleaned_data["on"] or self.today


def _too_long(size: int) -> str:
    return ngettext(
        "Teks ini %(size)s karakter, %(over)s lebih banyak dari batas. Periksa sebagian demi sebagian.",
        "Teks ini %(size)s karakter, %(over)s lebih banyak dari batas. Periksa sebagian demi sebagian.",
        size,
    ) % {"size": angka(size), "over": angka(size - MAX_CHARACTERS)}
