"""The form of files that were sealed on their way: those sent now, and those that came with an earlier try."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.vault.uploads import MOST, Sealed, SealedFile, from_token

MOST_CARRIED = 5 * MOST  # by one form
PROBLEMS: dict[str, Promise] = {
    "large": gettext_lazy(
        "lebih dari 200 MB, jadi tidak disimpan. Potong atau kecilkan, lalu lampirkan sekali lagi."
    ),
    "empty": gettext_lazy(
        "kosong (0 bita), jadi tidak disimpan. Periksa berkas di perangkat Anda."
    ),
    "full": gettext_lazy(
        "tidak dapat disimpan karena ruang penyimpanan penuh. Beri tahu administrator."
    ),
    "cut": gettext_lazy("terputus sebelum selesai. Lampirkan sekali lagi."),
}


class ManyFiles(forms.FileField):
    """Any number of files, each sealed by the upload handler before it gets here."""

    widget = type("ManyFilesInput", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[SealedFile]:
        found = data if isinstance(data, list | tuple) else [data] if data else []
        return [one for one in found if isinstance(one, SealedFile)]


class FilesForm(forms.Form):
    """`problems`: what is said of a file that was not kept."""

    problems: ClassVar = PROBLEMS

    upload = ManyFiles(label=gettext_lazy("Berkas bukti"), required=False)
    _sent: Sequence[SealedFile] = ()

    def sealed(self) -> list[Sealed]:
        """Every file of this form: sent now, or carried along from before; the latter may be gone by now."""
        before = [from_token(text) for text in self.carried()[:MOST_CARRIED]]
        now = [one.sealed for one in self._sent if one.sealed]
        found = {one.ref: one for one in (*before, *now) if one}
        return list(found.values())

    def carried(self) -> list[str]:
        """Tokens of files from before."""
        return self.data.getlist("attached") if isinstance(self.data, QueryDict) else []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._sent = sent = data.get("upload", [])
        for one in sent:
            if one.problem:
                self.add_error("upload", f"{one.name}: {self.problems[one.problem]}")
        if len(sent) > MOST:
            self.add_error("upload", _("Paling banyak 20 berkas sekali kirim."))
        if len(self.carried()) > MOST_CARRIED:
            self.add_error("upload", _("Paling banyak 100 berkas."))
        return data
