"""What a letter says that no row of the case knows: number, office, room, hour."""

from django import forms
from django.utils.translation import gettext_lazy

from ikrar.cases.forms.fields import ActForm, words


class LetterForm(ActForm):
    number = forms.CharField(
        label=gettext_lazy("Nomor surat"), required=False, max_length=100,
        help_text=gettext_lazy("Kosong berarti diisi dengan tangan."),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("Tempat"), required=False, max_length=100)
    signatory = forms.CharField(label=gettext_lazy("Jabatan penanda tangan"), max_length=200)


class SummonsLetterForm(LetterForm):
    field_order = ("hour", "room", "examiner", "about", "signatory", "number", "place")
    hour = forms.RegexField(
        r"^([01]\d|2[0-3])\.[0-5]\d (WIB|WITA|WIT)$", label=gettext_lazy("Pukul"),
        help_text=gettext_lazy("Misalnya 09.30 WIB."),
    )  # fmt: skip
    room = forms.CharField(label=gettext_lazy("Tempat pemeriksaan"), max_length=300)
    examiner = forms.CharField(label=gettext_lazy("Menghadap kepada"), max_length=200)
    about = words(
        gettext_lazy("Pokok pemeriksaan"),
        help_text=gettext_lazy("Dibaca terlapor: tanpa hal yang menunjuk pelapor."),
        max_length=5_000,
    )
    first_number = forms.CharField(
        label=gettext_lazy("Nomor panggilan pertama"), required=False, max_length=100
    )

    def prepare(self) -> None:
        last = self.now.hearings[-1] if self.now.hearings else None
        if last is None or last.round == 1:
            del self.fields["first_number"]
        else:
            self.fields["first_number"].required = True


class RecommendationLetterForm(LetterForm):
    recommends = words(
        gettext_lazy("Rekomendasi"), max_length=15_000,
        help_text=gettext_lazy("Diambil dari usulan, bila sudah ada."),
    )  # fmt: skip


class ForwardingLetterForm(LetterForm):
    asks = words(gettext_lazy("Yang dimohon"), max_length=5_000)
