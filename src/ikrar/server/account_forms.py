"""allauth's forms in the words of the house: the same label for the same thing, no placeholder in its stead."""

from typing import Any

from allauth.account import forms
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as key_forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("NIP atau surel"),
    "password": _("Kata sandi"),
    "oldpassword": _("Kata sandi sekarang"),
    "password1": _("Kata sandi baru"),
    "password2": _("Ulangi kata sandi baru"),
    "email": _("Surel"),
    "remember": _("Tetap masuk di peramban ini"),
    "code": _("Kode"),
    "name": _("Nama kunci"),
}


class Worded:
    """Gives the fields of any form the labels above."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Worded, forms.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        # the page has a link of its own for a forgotten password
        self.fields["password"].help_text = ""
        if "remember" in self.fields:
            self.fields["remember"].help_text = _("Jangan dicentang pada komputer bersama.")


class ReauthenticateForm(Worded, forms.ReauthenticateForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(Worded, forms.ChangePasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(Worded, forms.ResetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(Worded, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class AuthenticateForm(Worded, mfa_forms.AuthenticateForm):  # type: ignore[misc]
    pass


class ReauthenticateCodeForm(Worded, mfa_forms.ReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateTOTPForm(Worded, totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    pass


class AddKeyForm(Worded, key_forms.AddWebAuthnForm):  # type: ignore[misc]
    pass


class EditKeyForm(Worded, key_forms.EditWebAuthnForm):  # type: ignore[misc]
    pass
