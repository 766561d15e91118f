"""Shapes of what key holders and custodians type."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.sealing.keys import SHORTEST
from ikrar.vault.models import Holder


def _secret(label: Any, help_text: Any = "", *, new: bool = False) -> forms.CharField:
    kind = "new-password" if new else "current-password"
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": kind}),
    )


def _custodian(label: Any) -> "forms.ModelChoiceField[Holder]":
    return forms.ModelChoiceField(
        Holder.objects.none(), label=label, empty_label=gettext_lazy("Pilih petugas")
    )


class UnlockForm(forms.Form):
    passphrase = _secret(gettext_lazy("Frasa sandi"))


class NewKeyForm(forms.Form):
    passphrase = _secret(
        gettext_lazy("Frasa sandi baru"),
        gettext_lazy(
            "Paling sedikit 12 huruf. Empat kata yang tidak berhubungan mudah diingat. Tidak seorang pun dapat memulihkannya."
        ),
        new=True,
    )
    again = _secret(gettext_lazy("Ulangi frasa sandi"), new=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, again = data.get("passphrase"), data.get("again")
        if first and len(first) < SHORTEST:
            self.add_error(
                "passphrase", _("Frasa sandi paling sedikit %(n)s huruf.") % {"n": SHORTEST}
            )
        elif first and again is not None and first != again:
            self.add_error("again", _("Kedua frasa sandi tidak sama."))
        return data


class ChangeForm(NewKeyForm):
    old = _secret(gettext_lazy("Frasa sandi sekarang"))
    field_order = ("old", "passphrase", "again")


class CustodiansForm(forms.Form):
    """Two people who have the role and a key."""

    first = _custodian(gettext_lazy("Kustodian pertama"))
    second = _custodian(gettext_lazy("Kustodian kedua"))

    def __init__(self, *args: Any, found: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = found
