"""People, clocks, referrals and the search of the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.cases import law
from ikrar.cases.actions import Reported
from ikrar.cases.forms.fields import ActForm, OnForm, ReasonForm, day, employee_of, words
from ikrar.cases.policies import EITHER, HANDLE
from ikrar.cases.states import CaseState
from ikrar.people.models import Unit, User


class SearchForm(forms.Form):
    """Over what one may see, and nothing else."""

    q = forms.CharField(
        label=gettext_lazy("Nomor atau bentuk"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "P-2024-482913"}),
    )  # fmt: skip
    state = forms.ChoiceField(label=gettext_lazy("Keadaan"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit kerja"), required=False)
    duty = forms.ChoiceField(label=gettext_lazy("Kewajiban"), required=False)
    tab = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: list[Unit], presses: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not presses:  # only what is due is somebody's duty
            del self.fields["duty"]
        for name, choices in (
            ("duty", [("", _("Semua pihak")), (law.PPK, "PPK")]),
            ("state", [("", _("Semua keadaan")), *CaseState.choices]),
            ("unit", [("", _("Semua unit")), *((str(one.pk), one.name) for one in units)]),
        ):
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField):
                field.choices = choices


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A user by name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.employee or obj.username)


class PersonForm(ActForm):
    """Somebody with a role. Whoever is excluded is offered too and refused without a reason: a list tells nothing."""

    user = PersonField(queryset=User.objects.none(), label=gettext_lazy("Orang"))
    roles: tuple[str, ...] = HANDLE

    def prepare(self) -> None:
        rows = User.objects.filter(is_active=True, roles__name__in=self.roles)
        field = self.fields["user"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = self.offered(rows.select_related("employee").distinct())

    def offered(self, rows: Any) -> Any:
        here = self.now.case.assignments.filter(ended_at=None).values("user")
        return rows.exclude(pk__in=here).order_by("username")


class KeyForm(PersonForm):
    """Somebody who has made a key and was not given the case's."""

    roles = EITHER

    def offered(self, rows: Any) -> Any:
        rows = rows.filter(holder__retired_at=None).exclude(holder=None)
        return rows.exclude(holder__keys__box=self.now.case.box_id).order_by("username")


class SubjectForm(ActForm):
    nip = forms.CharField(
        label=gettext_lazy("NIP, bila diketahui"),
        help_text=gettext_lazy(
            "Orang ini, atasan, dan bawahannya sejak itu tidak dapat melihat perkara ini."
        ),
        required=False,
        max_length=32,
    )
    label = forms.CharField(
        label=gettext_lazy("Sebutan"),
        help_text=gettext_lazy("Kosong berarti nama menurut daftar pegawai. Disegel."),
        required=False,
        max_length=300,
    )

    def clean_nip(self) -> Any:
        return employee_of(self.cleaned_data["nip"])

    def reported(self) -> Reported:
        employee = self.cleaned_data["nip"]
        label = self.cleaned_data["label"] or (employee.full_name if employee else "")
        return Reported(label, employee)


class SuperiorsForm(ActForm):
    superior = forms.CharField(
        label=gettext_lazy("NIP atasan langsung terlapor"), required=False, max_length=32
    )
    above = forms.CharField(
        label=gettext_lazy("NIP atasan dari atasan langsung"),
        help_text=gettext_lazy(
            "Diberi tahu nomor perkara, dan tidak lebih, bila panggilan terlambat."
        ),
        required=False,
        max_length=32,
    )

    def prepare(self) -> None:
        case = self.now.case
        for name, one in (("superior", case.superior), ("above", case.superior_above)):
            self.initial[name] = one.nip if one else ""

    def clean_superior(self) -> Any:
        return employee_of(self.cleaned_data["superior"])

    def clean_above(self) -> Any:
        return employee_of(self.cleaned_data["above"])


class PauseForm(ReasonForm):
    field_order = ("start", "end", "reason")
    start = day(gettext_lazy("Jeda sejak"))
    end = day(
        gettext_lazy("Dihitung lagi sejak"),
        help_text=gettext_lazy("Hari pertama yang dihitung lagi."),
    )


class ReceiptForm(OnForm):
    receipt_number = forms.CharField(
        label=gettext_lazy("Nomor tanda terima"), required=False, max_length=100
    )


class AnsweredForm(OnForm):
    answer = words(gettext_lazy("Isi jawaban"), help_text=gettext_lazy("Disegel."))
