"""Shape of what people send to the personnel pages; nothing here reads or writes a row."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxLengthValidator
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ikrar.people.states import InterestKind, Kind, Relation, RoleName, Scope, Standing


class RosterForm(forms.Form):
    """A roster file to upload."""

    file = forms.FileField(
        label=_("Berkas daftar pegawai"),
        help_text=_(
            "CSV atau .xlsx dari SIASN, atau daftar PPNPN. Kolom seperti NIK, agama, dan nomor HP dilewati dan tidak "
            "pernah disimpan."
        ),
        error_messages={
            "required": _("Pilih berkas dahulu."),
            "empty": _("Berkas ini kosong. Pilih berkas daftar pegawai."),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
    )
    is_complete = forms.BooleanField(
        label=_("Daftar ini lengkap"),
        help_text=_(
            "Pegawai yang tidak ada di dalamnya akan ditandai berhenti, untuk jenis pegawai yang ada di berkas. Anda "
            "melihat jumlahnya sebelum setuju."
        ),
        required=False,
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > settings.ROSTER_MAX_BYTES:
            raise forms.ValidationError(
                _("Berkas melebihi batas %(limit)s MB. Bagi menjadi beberapa berkas.")
                % {"limit": settings.ROSTER_MAX_BYTES // 1024**2}
            )
        return file


class EmployeeSearch(forms.Form):
    """Search and filters of the list of employees."""

    q = forms.CharField(label=_("Cari nama atau NIP"), required=False, max_length=100,
                        widget=forms.TextInput(attrs={"type": "search"}))  # fmt: skip
    jenis = forms.ChoiceField(label=_("Jenis pegawai"), required=False,
                              choices=[("", _("Semua jenis")), *Kind.choices])  # fmt: skip
    unit = forms.CharField(label=_("Kode unit kerja"), required=False, max_length=64)
    keadaan = forms.ChoiceField(label=_("Kedudukan hukum"), required=False,
                                choices=[("", _("Semua yang belum berhenti")), *Standing.choices])  # fmt: skip


class UnitForm(forms.Form):
    """A unit's name and where it hangs; `code` only for a new one."""

    code = forms.CharField(label=_("Kode unor"), max_length=64)
    name = forms.CharField(label=_("Nama unit kerja"), max_length=300)
    parent = forms.CharField(
        label=_("Kode unit induk"), max_length=64, required=False,
        help_text=_("Kosongkan bila unit ini berada di puncak susunan."),
    )  # fmt: skip

    def __init__(self, *args: Any, is_new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["code"]


class CloseUnitForm(forms.Form):
    valid_to = forms.DateField(
        label=_("Tidak berlaku mulai tanggal"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class AccountSearch(forms.Form):
    """Find an account."""

    q = forms.CharField(label=_("Cari nama, nama pengguna, atau NIP"), required=False, max_length=100,
                        widget=forms.TextInput(attrs={"type": "search"}))  # fmt: skip


class RoleForm(forms.Form):
    """A role for an account."""

    name = forms.ChoiceField(
        label=_("Peran"), choices=[("", _("Pilih peran")), *RoleName.choices],
        error_messages={"required": _("Pilih peran yang akan diberikan.")},
    )  # fmt: skip
    unit = forms.CharField(
        label=_("Kode unit"), max_length=64, required=False,
        help_text=_("Peran berlaku di unit ini dan semua di bawahnya. Kosongkan untuk seluruh instansi."),
    )  # fmt: skip


class UserForm(forms.Form):
    """A new account."""

    username = forms.CharField(label=_("Nama pengguna"), max_length=150)
    email = forms.EmailField(label=_("Surel"), required=False)
    nip = forms.CharField(
        label=_("NIP"), max_length=40, required=False,
        help_text=_("Bila akun ini milik pegawai, isi NIP agar ia dapat menandatangani dengan akunnya."),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Kata sandi awal"), required=False, strip=False, validators=[MaxLengthValidator(200)],
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "Lebih baik kosong: sesudah akun dibuat, Anda dapat membuat tautan sekali pakai, dan ia menentukan kata "
            "sandinya sendiri."
        ),
    )  # fmt: skip


class TokenForm(forms.Form):
    """A new token for a program."""

    name = forms.CharField(
        label=_("Kegunaan"), max_length=100,
        help_text=_("Program apa yang memakainya, misalnya “pemantauan kanal humas”."),
    )  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label=_("Cakupan akses"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple,
        help_text=_("Pilih hanya yang diperlukan program itu."),
        error_messages={"required": _("Pilih sedikitnya satu.")},
    )  # fmt: skip
    days = forms.TypedChoiceField(
        label=_("Masa berlaku"), coerce=int, initial=90,
        choices=[(30, _("30 hari")), (90, _("90 hari")), (180, _("180 hari")), (365, _("365 hari"))],
    )  # fmt: skip


_TIED_TO: dict[str, InterestKind] = {
    InterestKind.CONTESTANT: InterestKind.CONTESTANT,
    InterestKind.TEAM: InterestKind.CONTESTANT,
    InterestKind.PARTY: InterestKind.PARTY,
}


class InterestForm(forms.Form):
    """A tie to declare: what it is, to whom, since when."""

    kind = forms.ChoiceField(
        label=_("Kepentingan apa"), widget=forms.RadioSelect,
        error_messages={"required": _("Pilih jenis kepentingannya.")},
    )  # fmt: skip
    to = forms.ChoiceField(
        label=_("Calon atau partai"), required=False,
        help_text=_("Untuk calon, partai, tim kampanye, atau keluarga yang mencalonkan diri."),
    )  # fmt: skip
    relation = forms.ChoiceField(
        label=_("Hubungan keluarga"), required=False,
        choices=[("", _("Bukan keluarga")), *Relation.choices],
    )  # fmt: skip
    nip = forms.CharField(
        label=_("NIP keluarga yang juga pegawai di sini"), max_length=40, required=False,
        help_text=_("Hanya untuk hubungan keluarga dengan pegawai lain."),
    )  # fmt: skip
    since = forms.DateField(
        label=_("Sejak"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short-input"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, to: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(one.value, capfirst(one.label)) for one in InterestKind]
        for name, found in (("kind", kinds), ("to", [("", _("Tidak ada dalam daftar")), *to])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = found

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, (of, _colon, ref) = data.get("kind"), (data.get("to") or "").partition(":")
        wanted = _TIED_TO.get(kind or "")
        if wanted is not None and of != wanted:
            self.add_error("to", _("Pilih calon atau partai yang sesuai dengan jenisnya."))
        if kind == InterestKind.FAMILY and not data.get("nip"):
            self.add_error("nip", _("Isi NIP pegawai itu."))
        data["ref"] = ref if wanted is not None else data.get("to", "")
        if kind in {InterestKind.FAMILY, InterestKind.OTHER}:
            data["ref"] = ""
        return data


class EndInterestForm(forms.Form):
    until = forms.DateField(
        label=_("Berakhir pada"),
        widget=forms.DateInput(attrs={"type": "date", "class": "short-input"}, format="%Y-%m-%d"),
    )


class NipForm(forms.Form):
    """Whose declarations a custodian looks up."""

    nip = forms.CharField(label=_("NIP"), max_length=40)
