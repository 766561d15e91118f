"""The shape of what an officer says when a report becomes a case: form, object, day, unit, whom it is about, who handles it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.cases.actions import NewCase, Reported
from ikrar.packs import Pack
from ikrar.people.models import Unit
from ikrar.people.queries import find_employee
from ikrar.people.ties import choices
from ikrar.reports.actions import Asked
from ikrar.reports.content import Content
from ikrar.vault.models import Holder
from ikrar.web.templatetags.ikrar import berbahasa


class AcceptForm(forms.Form):
    summary = forms.CharField(
        label=gettext_lazy("Ringkasan perkara"),
        help_text=gettext_lazy("Tanpa hal yang menunjuk pelapor. Disegel untuk penangan perkara."),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    form_ids = forms.MultipleChoiceField(
        label=gettext_lazy("Bentuk pelanggaran yang diduga"),
        help_text=gettext_lazy("Boleh lebih dari satu; boleh diisi nanti."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    object = forms.ChoiceField(label=gettext_lazy("Terhadap siapa"), required=False)
    act_on = forms.DateField(
        label=gettext_lazy("Tanggal kejadian"),
        help_text=gettext_lazy("Menentukan bentuk, norma, dan kelas hukuman."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unit kerja tempat kejadian"), required=False)
    nip = forms.CharField(
        label=gettext_lazy("NIP terlapor, bila diketahui"),
        help_text=gettext_lazy(
            "Terlapor, atasan, dan bawahannya otomatis tidak dapat melihat perkara ini."
        ),
        required=False,
        max_length=32,
    )
    name = forms.CharField(
        label=gettext_lazy("Sebutan terlapor"), required=False, max_length=300,
        help_text=gettext_lazy("Seperti disebut pelapor, misalnya “kepala bidang di dinas X”."),
    )  # fmt: skip
    touches = forms.MultipleChoiceField(
        label=gettext_lazy("Calon atau partai yang tersangkut"),
        help_text=gettext_lazy(
            "Penangan yang menyatakan kepentingan terhadapnya otomatis dikecualikan."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    handlers = forms.MultipleChoiceField(
        label=gettext_lazy("Penangan lain"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, pack: Pack, units: Iterable[Unit], others: Iterable[Holder], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._holders = {str(one.pk): one for one in others}
        self._units = {one.code: one for one in units}
        empty = ("", _("Belum diketahui"))
        self._choose("form_ids", [(f.id, f"{f.id} {berbahasa(f.text)}") for f in pack.forms.forms])
        self._choose("object", [empty, *((o.id, berbahasa(o.text)) for o in pack.forms.objects)])
        self._choose("unit", [empty, *((code, one.name) for code, one in self._units.items())])
        self._choose("touches", choices(pack))
        self._choose("handlers", [(pk, str(one)) for pk, one in self._holders.items()])

    def asked(self) -> Asked:
        """What was said, for the action."""
        data = self.cleaned_data
        touched = [tuple(one.split(":", 1)) for one in data["touches"]]
        new = NewCase(
            act_on=data["act_on"], object=data["object"], forms=tuple(data["form_ids"]),
            unit=self._units.get(data["unit"]), touches=tuple((a, b) for a, b in touched),
        )  # fmt: skip
        handlers = tuple(self._holders[pk].user for pk in data["handlers"])
        return Asked(new=new, summary=data["summary"], subjects=self._subjects(), handlers=handlers)

    def _subjects(self) -> tuple[Reported, ...]:
        nip, name = self.cleaned_data["nip"], self.cleaned_data["name"].strip()
        employee = find_employee(nip) if nip else None
        label = name or (employee.full_name if employee else "")
        return (Reported(label, employee),) if label else ()

    def clean_nip(self) -> str:
        nip: str = self.cleaned_data["nip"].strip()
        if nip and find_employee(nip) is None:
            raise forms.ValidationError(
                _("NIP ini tidak ada dalam daftar pegawai. Kosongkan, dan tulis sebutannya saja.")
            )
        return nip

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def initial(content: Content) -> dict[str, Any]:
    """What a report already says."""
    return {
        "form_ids": [content.form] if content.form else [],
        "unit": content.unit,
        "name": content.who[:300],
        "act_on": content.day or None,
    }
