"""Shapes of what is typed: a message, a picture, a reason, what is looked for. A day and an hour are the agency's.

A text is kept as it was sent but for NUL, which no page can show and no database can hold.
"""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.errors import InputError
from ikrar.packs import Pack
from ikrar.people.models import Unit
from ikrar.programme import pictures, queries
from ikrar.programme.actions import Written
from ikrar.programme.actions.writing import LONGEST_PICTURE_TEXT, LONGEST_TEXT, LONGEST_TITLE
from ikrar.programme.models import Message
from ikrar.programme.states import Aim, Audience, Channel, Language
from ikrar.web.templatetags.ikrar import angka, berbahasa

_DAYS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"]
_HOURS = ["%H:%M", "%H.%M", "%H:%M:%S"]


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


def said(of: type[TextChoices]) -> list[tuple[str, Any]]:
    """Choices that begin with a capital letter, in the language of the page."""
    return [(one.value, capfirst(one.label)) for one in of]


def _choice(label: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, **more)


class MessageForm(forms.Form):
    """A message, as somebody writes it."""

    title = WordsField(
        label=gettext_lazy("Judul"), longest=LONGEST_TITLE,
        help_text=gettext_lazy("Tampil di kalender, umpan, dan kartu berbagi."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", "maxlength": LONGEST_TITLE}),
    )  # fmt: skip
    text = WordsField(
        label=gettext_lazy("Teks"), longest=LONGEST_TEXT,
        help_text=gettext_lazy("Yang dibaca atau didengar orang. Panjangnya diperiksa menurut saluran."),
        widget=forms.Textarea(attrs={"rows": 9, "dir": "auto"}),
    )  # fmt: skip
    phase = _choice(gettext_lazy("Tahap"))
    channel = _choice(gettext_lazy("Saluran"))
    on = forms.DateField(
        label=gettext_lazy("Tayang pada"), input_formats=_DAYS,
        error_messages={"invalid": gettext_lazy("Tulis tanggal seperti 2024-02-14.")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    hour = forms.TimeField(
        label=gettext_lazy("Pukul"), input_formats=_HOURS,
        error_messages={"invalid": gettext_lazy("Tulis jam seperti 09:30.")},
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )  # fmt: skip
    aim = _choice(gettext_lazy("Tujuan"))
    audience = _choice(gettext_lazy("Sasaran"))
    unit = _choice(gettext_lazy("Unit kerja"), required=False)
    language = _choice(gettext_lazy("Bahasa"))

    def __init__(self, *args: Any, pack: Pack, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        zone = queries.now().tzname()
        self.fields["hour"].help_text = _("Waktu instansi (%(zone)s).") % {"zone": zone}
        self._offer("phase", [(one.id, berbahasa(one.name)) for one in pack.programme.phases])
        self._offer("unit", [("", _("Seluruh instansi")), *((pk, one.name) for pk, one in self.units.items())])  # fmt: skip
        for name, of in (("channel", Channel), ("aim", Aim), ("audience", Audience), ("language", Language)):  # fmt: skip
            self._offer(name, said(of))

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def written(self) -> Written:
        data = dict(self.cleaned_data)
        at = datetime.combine(data.pop("on"), data.pop("hour"), queries.zone())
        unit = self.units.get(data.pop("unit"))
        return Written(at=at, unit=unit, **data)


def initial_of(message: Message) -> dict[str, Any]:
    """What the form shows of a message that is there."""
    at = queries.local(message.at)
    return {
        "title": message.title, "text": message.text, "phase": message.phase,
        "channel": message.channel, "on": at.date(), "hour": at.time(), "aim": message.aim,
        "audience": message.audience, "language": message.language,
        "unit": str(message.unit_id or ""),
    }  # fmt: skip


class PictureForm(forms.Form):
    """A picture and the text in its place; without a new picture the text alone changes."""

    picture = forms.FileField(
        label=gettext_lazy("Gambar"), required=False,
        help_text=gettext_lazy("JPEG, PNG, atau WebP, paling besar 20 MB. Lokasi dan data kamera dihapus."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )  # fmt: skip
    picture_text = WordsField(
        label=gettext_lazy("Teks pengganti gambar"), longest=LONGEST_PICTURE_TEXT, required=False,
        help_text=gettext_lazy("Apa yang tampak, dan setiap kata di dalam gambar."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )  # fmt: skip

    def clean_picture(self) -> pictures.Picture | None:
        sent = self.cleaned_data["picture"]
        if not sent:
            return None
        if sent.size > pictures.LARGEST:
            raise forms.ValidationError(
                _("Gambar lebih besar dari 20 MB. Perkecil, lalu kirim lagi.")
            )
        try:
            return pictures.clean(sent.read(), sent.name or "")
        except InputError as error:
            raise forms.ValidationError(str(error)) from error


class ReasonForm(forms.Form):
    reason = WordsField(
        label=gettext_lazy("Alasan"), longest=500,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )  # fmt: skip


class SeenForm(forms.Form):
    """Which writing was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)


class SeekForm(forms.Form):
    """What is looked for in the lists; everything stands in the address."""

    q = WordsField(
        label=gettext_lazy("Cari dalam judul dan teks"), longest=200, required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "dir": "auto"}),
    )  # fmt: skip
    saluran = _choice(gettext_lazy("Saluran"), required=False)
    unit = _choice(gettext_lazy("Unit kerja"), required=False)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("Semua unit")), *((str(one.pk), one.name) for one in units)]
        for name, choices in (
            ("saluran", [("", _("Semua saluran")), *said(Channel)]), ("unit", every),
        ):  # fmt: skip
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def asked(self) -> dict[str, Any]:
        """What was asked rightly."""
        self.is_valid()
        data = self.cleaned_data
        unit = data.get("unit")
        return {
            "q": data.get("q", ""), "channel": data.get("saluran", ""),
            "unit": int(unit) if unit else None,
        }  # fmt: skip


class PlanForm(forms.Form):
    plan = forms.FileField(
        label=gettext_lazy("Berkas rencana"),
        help_text=gettext_lazy("XLSX atau CSV, paling besar 5 MB dan 2.000 baris."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
