"""The fields that acts share, and the form that knows the case it is about."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.cases.now import Now
from ikrar.people.models import Employee
from ikrar.people.queries import find_employee

LONGEST = 100_000


def day(label: Any, *, help_text: Any = "", required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date", "class": "short-input"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


def words(label: Any, *, help_text: Any = "", rows: int = 6, **more: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, help_text=help_text, widget=widget, **{"max_length": LONGEST, **more}
    )


class ActForm(forms.Form):
    """A form about one case; an act without fields asks for nothing but to be confirmed."""

    def __init__(self, *args: Any, now: Now, row: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now, self.row = now, row
        for name in ("on", "sent_on"):
            if name in self.fields:
                self.initial.setdefault(name, now.today)
        self.prepare()

    def prepare(self) -> None:
        """Fill in choices and words that depend on the case."""

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class OnForm(ActForm):
    on = day(gettext_lazy("Tanggal"))


class TextForm(ActForm):
    text = words(gettext_lazy("Isi"), help_text=gettext_lazy("Disegel untuk penangan perkara."))


class OnTextForm(OnForm, TextForm):
    field_order = ("on", "text")


class ReasonForm(ActForm):
    """A reason that stands in the history in the clear, so without names."""

    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        help_text=gettext_lazy("Tampil dalam riwayat, jadi tanpa nama orang."),
        min_length=3,
        max_length=300,
    )


def employee_of(nip: str) -> Employee | None:
    """Who has this NIP; an empty one is nobody."""
    found = find_employee(nip) if nip.strip() else None
    if nip.strip() and found is None:
        raise forms.ValidationError(
            _("NIP %(nip)s tidak ada dalam daftar pegawai.") % {"nip": nip.strip()[:32]}
        )
    return found
