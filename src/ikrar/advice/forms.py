"""Shapes of what is typed: a question to the pack, one to a human, an answer with its citations, a reason, a code.

A text is kept as it was sent but for NUL, which no page can show and no database can hold.
"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ikrar.advice import codes, law
from ikrar.advice.actions import Asked, Reply
from ikrar.advice.actions.asking import LONGEST
from ikrar.advice.states import Outcome
from ikrar.advice.words import ROLES
from ikrar.web.templatetags.ikrar import angka

LONGEST_SEARCH = 500
_DAYS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]


class WordsField(forms.CharField):
    """A text without NUL; its length is told in words."""

    def __init__(self, *, longest: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\0", "").strip()

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.longest:
            raise forms.ValidationError(
                _("Terlalu panjang: paling banyak %(most)s huruf, ini %(size)s."),
                params={"most": angka(self.longest), "size": angka(len(value))},
            )


def _day(**kwargs: Any) -> forms.DateField:
    return forms.DateField(
        input_formats=_DAYS,
        error_messages={"invalid": _("Tulis tanggal seperti 2024-02-14.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        **kwargs,
    )


class MayForm(forms.Form):
    """What one asks of the pack; everything stands in the address, so that it can be passed on."""

    q = WordsField(
        label=_("Yang ingin Anda lakukan"),
        longest=LONGEST_SEARCH,
        required=False,
        help_text=_("Tulis seperti Anda bertanya kepada rekan. Tidak perlu menyebut nama."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", "type": "search"}),
    )
    on = _day(label=_("Tanggal"), required=False)
    role = forms.ChoiceField(label=_("Anda ialah"), choices=list(ROLES.items()), required=False)

    def __init__(self, given: Any, *, today: date) -> None:
        names = ("q", "on", "role")
        filled = {"on": today.isoformat(), "role": "asn"}
        data = {name: given.get(name, "") or filled.get(name, "") for name in names}
        super().__init__(data)

    @property
    def asked(self) -> str:
        """The question; empty where nothing, or nothing valid, was asked."""
        found: str = self.cleaned_data.get("q", "") if self.is_valid() else ""
        return found


class AskForm(forms.Form):
    """A question to a human."""

    text = WordsField(
        label=_("Pertanyaan Anda"),
        longest=LONGEST,
        help_text=_(
            "Ceritakan keadaannya tanpa nama siapa pun. Kata-kata Anda dibaca petugas dan tidak pernah diterbitkan."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "dir": "auto"}),
    )
    on = _day(
        label=_("Untuk tanggal"), help_text=_("Aturan yang berlaku bergantung pada tanggalnya.")
    )
    role = forms.ChoiceField(label=_("Anda ialah"), choices=list(ROLES.items()))
    is_named = forms.BooleanField(
        label=_("Sertakan nama saya, dan kirim kabar lewat surel"), required=False
    )
    form = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, knows: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not knows:  # nobody is logged in, so there is no name to give
            del self.fields["is_named"]

    def clean_form(self) -> str:
        form: str = self.cleaned_data["form"]
        if not codes.is_form(form):
            raise forms.ValidationError(
                _("Formulir ini rusak. Muat ulang halaman, lalu kirim lagi.")
            )
        return form

    def asked(self) -> Asked:
        data = self.cleaned_data
        return Asked(text=data["text"], on=data["on"], role=data["role"], form=data["form"])


class CodeForm(forms.Form):
    code = WordsField(
        label=_("Kode"),
        longest=60,
        help_text=_("Enam belas huruf yang Anda terima setelah bertanya."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class SearchForm(forms.Form):
    """Words to look for in the library."""

    q = WordsField(
        label=_("Cari dalam jawaban"), longest=LONGEST_SEARCH, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", "type": "search"}),
    )  # fmt: skip


class ReplyForm(forms.Form):
    """An answer as an officer writes it."""

    wording = WordsField(
        label=_("Pertanyaan untuk pustaka"),
        longest=500,
        help_text=_("Dengan kata Anda, tanpa nama, unit, atau hal yang mengenali penanya."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    outcome = forms.ChoiceField(label=_("Hasil"), choices=Outcome.choices)
    text = WordsField(
        label=_("Jawaban"),
        longest=5_000,
        help_text=_(
            "Katakan yang tertulis dalam paket, syaratnya, dan apa yang aman sebagai gantinya."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    forms_cited = WordsField(
        label=_("Bentuk atau perbuatan yang dikutip"),
        longest=400,
        help_text=_("Kode dari paket, misalnya D-06, KE-04, OK-02. Pisahkan dengan koma."),
    )
    norms_cited = WordsField(
        label=_("Norma yang dikutip"),
        longest=800,
        required=False,
        help_text=_("Kode dari paket, misalnya PP94/2021:5:n:5. Harus berlaku pada tanggal mulai."),
    )
    valid_from = _day(label=_("Berlaku sejak"))
    valid_until = _day(
        label=_("Berlaku sampai"), required=False, help_text=_("Kosong: sampai normanya berubah.")
    )

    def reply(self) -> Reply:
        data = self.cleaned_data
        return Reply(
            wording=data["wording"], outcome=data["outcome"], text=data["text"],
            forms=tuple(law.ids(data["forms_cited"])), norms=tuple(law.ids(data["norms_cited"])),
            valid_from=data["valid_from"], valid_until=data["valid_until"],
        )  # fmt: skip


class ReasonForm(forms.Form):
    reason = WordsField(
        label=_("Alasan"), longest=500, widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"})
    )


class ApproveForm(forms.Form):
    """Which writing of the answer was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
