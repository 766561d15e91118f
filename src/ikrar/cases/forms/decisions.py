"""Decision, answer to a remedy: what is typed after a case was recommended."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.cases.actions import Ruling
from ikrar.cases.forms.fields import ActForm, OnForm, words
from ikrar.cases.states import MEASURES, Measure, RemedyOutcome, Sanction


def _measures() -> list[tuple[str, Any]]:
    """Grouped by class, so that one choice says both."""
    return [
        (str(sanction.label), [(one.value, one.label) for one in measures])
        for sanction, measures in MEASURES.items()
    ]


_SANCTION = {one: sanction for sanction, measures in MEASURES.items() for one in measures}


class RulingForm(ActForm):
    """The penalty; its class follows from the measure that is chosen."""

    measure = forms.ChoiceField(
        label=gettext_lazy("Hukuman"),
        help_text=gettext_lazy(
            "Satu hukuman, yang terberat menurut penilaian. Daftar ini belum diperiksa terhadap"
            " naskah resmi."
        ),
    )
    letter = forms.CharField(label=gettext_lazy("Nomor keputusan"), max_length=100)

    def prepare(self) -> None:
        self.choose("measure", [("", _("Pilih hukuman")), *_measures()])

    def ruling(self) -> Ruling:
        data = self.cleaned_data
        measure = Measure(data["measure"])
        return Ruling(
            sanction=Sanction(_SANCTION[measure]), measure=measure, letter=data["letter"],
            on=data["on"],
        )  # fmt: skip


class DecideForm(RulingForm, OnForm):
    field_order = ("measure", "letter", "on", "reasons")
    reasons = words(
        gettext_lazy("Pertimbangan"),
        help_text=gettext_lazy("Termasuk tanggapan terlapor. Disegel."),
        rows=10,
    )


class AnswerForm(RulingForm, OnForm):
    """What is answered to an objection or appeal; only a changed decision needs a penalty."""

    field_order = ("outcome", "on", "text", "measure", "letter")
    outcome = forms.ChoiceField(label=gettext_lazy("Jawaban"), widget=forms.RadioSelect)
    text = words(gettext_lazy("Isi jawaban"), help_text=gettext_lazy("Disegel."))

    def prepare(self) -> None:
        super().prepare()
        given = [one for one in RemedyOutcome if one != RemedyOutcome.WAITING]
        self.choose("outcome", [(one.value, one.label.capitalize()) for one in given])
        for name in ("measure", "letter"):
            self.fields[name].required = False
            self.fields[name].help_text = _("Hanya bila keputusan diubah.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("outcome") == RemedyOutcome.CHANGED:
            for name in ("measure", "letter"):
                if not data.get(name):
                    self.add_error(name, _("Isi ini bila keputusan diubah."))
        return data
