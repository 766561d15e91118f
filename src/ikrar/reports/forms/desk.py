"""Shapes of what officers type about a report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        help_text=gettext_lazy("Dibaca pelapor. Paling sedikit 20 huruf."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class MergeForm(forms.Form):
    """Into which report, among those that this officer may open."""

    into = forms.ChoiceField(label=gettext_lazy("Gabung ke laporan"))

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
