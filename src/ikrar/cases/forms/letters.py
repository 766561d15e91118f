"""What a letter says that no row of the case knows: number, office, room, hour."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.cases.forms.fields import ActForm, OnForm, day, words
from ikrar.documents.letters import Exchange, Person

# a question at the beginning of a line, its answer at another, up to the next question
_EXCHANGE = re.compile(r"(?ims)^\s*T:(?P<t>.*?)^\s*J:(?P<j>.*?)(?=^\s*T:|\Z)")


def hour(label: Any) -> forms.RegexField:
    return forms.RegexField(
        r"^([01]\d|2[0-3])\.[0-5]\d (WIB|WITA|WIT)$", label=label,
        help_text=gettext_lazy("Misalnya 09.30 WIB."),
    )  # fmt: skip


class LetterForm(ActForm):
    number = forms.CharField(
        label=gettext_lazy("Nomor surat"), required=False, max_length=100,
        help_text=gettext_lazy("Kosong berarti diisi dengan tangan."),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("Tempat"), required=False, max_length=100)
    signatory = forms.CharField(label=gettext_lazy("Jabatan penanda tangan"), max_length=200)


class SummonsLetterForm(LetterForm):
    field_order = ("hour", "room", "examiner", "about", "signatory", "number", "place")
    hour = hour(gettext_lazy("Pukul"))
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


class MinutesLetterForm(LetterForm):
    field_order = (
        "hour", "until", "room", "examiners", "about", "exchanges", "handed_over", "remarks",
        "number", "place",
    )  # fmt: skip
    signatory = None  # type: ignore[assignment]  # the examiners sign, each on a line of their own
    hour, until = hour(gettext_lazy("Mulai pukul")), hour(gettext_lazy("Selesai pukul"))
    room = forms.CharField(label=gettext_lazy("Tempat pemeriksaan"), max_length=300)
    examiners = words(
        gettext_lazy("Pemeriksa"), rows=3, max_length=2_000,
        help_text=gettext_lazy("Satu nama tiap baris, NIP sesudah koma bila ada."),
    )  # fmt: skip
    about = words(gettext_lazy("Pokok pemeriksaan"), rows=3, max_length=5_000)
    exchanges = words(
        gettext_lazy("Tanya jawab"), rows=10, max_length=50_000,
        help_text=gettext_lazy("Awali tiap pertanyaan dengan “T:” dan tiap jawaban dengan “J:”."),
    )  # fmt: skip
    handed_over = words(
        gettext_lazy("Yang diserahkan terlapor"), rows=3, required=False, max_length=5_000,
        help_text=gettext_lazy("Satu benda tiap baris."),
    )  # fmt: skip
    remarks = words(gettext_lazy("Catatan terlapor"), rows=3, required=False, max_length=5_000)

    def prepare(self) -> None:
        team = self.now.case.team.select_related("employee")
        self.initial["examiners"] = "\n".join(
            f"{one.employee.full_name}, {one.employee.nip}" for one in team
        )

    def clean_examiners(self) -> tuple[Person, ...]:
        found = []
        for line in lines(self.cleaned_data["examiners"]):
            name, _comma, nip = line.rpartition(",")
            has_nip = any(letter.isdigit() for letter in nip)
            found.append(
                Person(name=name.strip(), nip=nip.strip()) if has_nip else Person(name=line)
            )
        return tuple(found)

    def clean_exchanges(self) -> tuple[Exchange, ...]:
        found = [
            Exchange(question=one["t"].strip(), answer=one["j"].strip())
            for one in _EXCHANGE.finditer("\n" + self.cleaned_data["exchanges"])
        ]
        if not found:
            raise forms.ValidationError(
                _("Tulis sedikitnya satu pertanyaan (T:) dengan jawabannya (J:).")
            )
        return tuple(found)

    def clean_handed_over(self) -> tuple[str, ...]:
        return lines(self.cleaned_data["handed_over"])


class NoticeLetterForm(LetterForm):
    field_order = ("status", "follows", "by", "signatory", "number", "place")
    status = forms.CharField(label=gettext_lazy("Keadaan laporan"), max_length=200)
    follows = words(
        gettext_lazy("Yang akan terjadi"), max_length=3_000,
        help_text=gettext_lazy("Tanpa nama, NIP, dan hal yang menunjuk seseorang."),
    )  # fmt: skip
    by = day(gettext_lazy("Kabar berikutnya paling lambat"), required=False)

    def prepare(self) -> None:
        self.initial.setdefault("status", self.now.state.label)


def lines(text: str) -> tuple[str, ...]:
    """The lines that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class PacketForm(OnForm, LetterForm):
    """To whom the case goes, with which evidence, and what its letter says."""

    field_order = ("to", "items", "on", "asks", "signatory", "number", "place")
    to = forms.ChoiceField(label=gettext_lazy("Kepada"))
    items = forms.MultipleChoiceField(
        label=gettext_lazy("Bukti yang disertakan"),
        help_text=gettext_lazy(
            "Disertakan sebagai berkas asli, dengan metadatanya. Tinggalkan yang dapat menunjuk"
            " pelapor."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    asks = words(
        gettext_lazy("Yang dimohon"), rows=4, max_length=5_000,
        help_text=gettext_lazy("Masuk ke konsep surat penerusan di dalam paket."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, to: list[str], items: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose("to", [(one, one.upper()) for one in to])
        self.choose("items", items)
        if not items:
            del self.fields["items"]
