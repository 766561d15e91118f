"""Shapes of what officers type about a report."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ikrar.vault.models import Holder


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


class ShareForm(forms.Form):
    """Another officer with a key."""

    to = forms.ModelChoiceField(
        Holder.objects.none(),
        label=gettext_lazy("Petugas"),
        empty_label=gettext_lazy("Pilih petugas"),
        help_text=gettext_lazy("Hanya yang berperan di meja laporan dan sudah membuat kunci."),
    )

    def __init__(self, *args: Any, found: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = found
