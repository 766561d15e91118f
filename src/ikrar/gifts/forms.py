"""Shapes of what is typed about gifts. Sums are written as people write them: 1.500.000 or Rp1.500.000."""

import re
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.errors import InputError
from ikrar.gifts import photos
from ikrar.gifts.actions import NewGift
from ikrar.gifts.actions.recording import check_estimate
from ikrar.gifts.states import GiftHandling, GiftKind, GiftState, GiverTie, KpkStatus
from ikrar.gifts.uploads import SentPhoto
from ikrar.people.models import Unit

_SUM = re.compile(
    r"(?:rp\.?)?\s*(-?)\s*(\d{1,3}(?:[. ]\d{3})+|\d+)(?:,(?:00|-))?", re.ASCII | re.IGNORECASE
)
_LONGEST_SUM = 40


def day(label: Any, *, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "short-input"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, widget=widget)


def words(label: Any, *, help_text: Any = "", rows: int = 3, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    more = {"max_length": 4000, **more}
    return forms.CharField(label=label, help_text=help_text, widget=widget, **more)


def _said(of: type[TextChoices]) -> list[tuple[str, Any]]:
    """Choices that begin with a capital letter, in the language of the page."""
    return [(one.value, capfirst(one.label)) for one in of]


class RupiahField(forms.CharField):
    """Whole rupiah, or nothing where nobody knows."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "short-input"})
        super().__init__(required=False, max_length=_LONGEST_SUM, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = _SUM.fullmatch(text)
        if found is None:
            raise forms.ValidationError(
                _("Tulis rupiah bulat dengan angka, misalnya 1500000 atau 1.500.000.")
            )
        estimate = int(found[2].replace(".", "").replace(" ", ""))
        try:
            check_estimate(-estimate if found[1] else estimate)
        except InputError as error:
            raise forms.ValidationError(str(error)) from error
        return estimate


class GiftForm(forms.Form):
    """The record, in under a minute: four fields are asked for, the rest may stay empty."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Apa yang terjadi"), choices=_said(GiftKind), widget=forms.RadioSelect
    )
    what = forms.CharField(
        label=gettext_lazy("Apa yang ditawarkan atau diberikan"),
        max_length=300,
        help_text=gettext_lazy("Misalnya: parsel makanan, amplop, kaus, undangan jalan-jalan."),
    )
    tie = forms.ChoiceField(label=gettext_lazy("Hubungan pemberi"))
    on = day(gettext_lazy("Tanggal"))
    estimate = RupiahField(
        label=gettext_lazy("Taksiran (rupiah)"),
        help_text=gettext_lazy("Kosongkan bila tidak diketahui."),
    )
    giver = forms.CharField(label=gettext_lazy("Nama pemberi"), max_length=200, required=False)
    place = forms.CharField(label=gettext_lazy("Tempat"), max_length=200, required=False)
    done = forms.CharField(
        label=gettext_lazy("Apa yang Anda lakukan dengannya"), max_length=300, required=False
    )
    photo = forms.FileField(
        label=gettext_lazy("Foto"),
        help_text=gettext_lazy(
            "Paling besar 60 MB. Lokasi dan data kamera dihapus sebelum disimpan."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    story = words(gettext_lazy("Kronologi"), required=False)
    kept_at = forms.CharField(
        label=gettext_lazy("Tempat barang sekarang"), max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tie = self.fields["tie"]
        assert isinstance(tie, forms.ChoiceField)
        tie.choices = [("", _("Pilih hubungan")), *GiverTie.choices]

    def clean_photo(self) -> photos.Photo | None:
        """The picture without its traces; what is too large or no picture is told beside the field."""
        sent = self.cleaned_data["photo"]
        if not isinstance(sent, SentPhoto):
            return None
        if sent.is_too_large:
            raise forms.ValidationError(
                _("Foto lebih besar dari 60 MB. Perkecil atau potret lagi; isian lain tetap ada.")
            )
        try:
            return photos.clean(sent.read(), sent.name or "")
        except InputError as error:
            raise forms.ValidationError(str(error)) from error

    def told(self) -> NewGift:
        data = {name: value for name, value in self.cleaned_data.items() if name != "photo"}
        return NewGift(**data)


class WordsForm(forms.Form):
    """A reason, a question or an answer."""

    text = words(gettext_lazy("Alasan"), min_length=3)


class AskForm(forms.Form):
    text = words(
        gettext_lazy("Pertanyaan"),
        help_text=gettext_lazy("Dibaca pegawai. Tenggat melengkapi mulai berjalan hari ini."),
        min_length=3,
    )


class AnswerForm(forms.Form):
    text = words(gettext_lazy("Jawaban"))
    estimate = RupiahField(
        label=gettext_lazy("Taksiran yang benar (rupiah)"),
        help_text=gettext_lazy("Isi hanya bila taksiran perlu diubah."),
    )


class DecideForm(forms.Form):
    handling = forms.ChoiceField(
        label=gettext_lazy("Penanganan"), choices=_said(GiftHandling), widget=forms.RadioSelect
    )
    text = words(gettext_lazy("Alasan"), min_length=3)


class ForwardForm(forms.Form):
    number = forms.CharField(label=gettext_lazy("Nomor tanda terima KPK"), max_length=100)
    on = day(gettext_lazy("Diteruskan pada"))


class SettleForm(forms.Form):
    status = forms.ChoiceField(
        label=gettext_lazy("Penetapan KPK"), choices=_said(KpkStatus), widget=forms.RadioSelect
    )
    number = forms.CharField(label=gettext_lazy("Nomor surat KPK"), max_length=100)
    on = day(gettext_lazy("Ditetapkan pada"))


class ConfirmForm(forms.Form):
    """Nothing to fill in: it is confirmed by being sent."""


class SearchForm(forms.Form):
    """Over what an officer may see, and nothing else."""

    q = forms.CharField(
        label=gettext_lazy("Nomor atau NIP"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "H-2024-482913"}),
    )  # fmt: skip
    state = forms.ChoiceField(label=gettext_lazy("Keadaan"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Yang terjadi"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit kerja"), required=False)
    tab = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("state", [("", _("Semua keadaan")), *GiftState.choices]),
            ("kind", [("", _("Semua kejadian")), *GiftKind.choices]),
            ("unit", [("", _("Semua unit")), *((str(one.pk), one.name) for one in units)]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
