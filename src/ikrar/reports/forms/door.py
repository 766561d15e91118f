"""Shapes of what reporters type. The door's form helps and never blocks: only what happened is asked for."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.packs import Pack
from ikrar.people.models import Unit
from ikrar.reports.content import LONGEST, LONGEST_IDENTITY, LONGEST_MESSAGE, Content, tidy
from ikrar.reports.recipients import officers
from ikrar.reports.states import Statement
from ikrar.vault import attaching
from ikrar.web.templatetags.ikrar import berbahasa

PROBLEMS = {
    **attaching.PROBLEMS,
    "large": gettext_lazy(
        "lebih dari 200 MB, jadi tidak disimpan. Potong atau kecilkan, lalu kirim lewat kotak laporan."
    ),
    "full": gettext_lazy(
        "tidak dapat disimpan karena ruang penyimpanan penuh. Laporan tetap dapat dikirim tanpa berkas ini."
    ),
}


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing that would help whoever reads the report."""

    field: str
    text: str


class EvidenceForm(attaching.FilesForm):
    """Evidence of a report."""

    problems = PROBLEMS

    upload = attaching.ManyFiles(
        label=gettext_lazy("Berkas bukti"),
        required=False,
        help_text=gettext_lazy(
            "Foto, tangkapan layar, PDF, video, rekaman, atau ekspor obrolan; paling besar 200 MB sebuah. Disegel saat diterima."
        ),
    )


class ReportForm(EvidenceForm):
    """The report itself."""

    what = forms.CharField(
        label=gettext_lazy("Apa yang terjadi?"),
        help_text=gettext_lazy(
            "Ceritakan dengan kata Anda sendiri. Bila ingin tetap tidak dikenali, jangan tulis hal yang hanya Anda yang tahu."
        ),
        max_length=LONGEST["what"],
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": gettext_lazy("Tulis apa yang terjadi. Hanya bagian ini yang wajib diisi.")
        },
    )
    statement = forms.ChoiceField(
        label=gettext_lazy("Kira-kira termasuk yang mana?"),
        choices=Statement.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Bentuk yang paling mirip"),
        help_text=gettext_lazy("Boleh dilewati; petugas akan menilainya."),
        required=False,
    )
    who = forms.CharField(
        label=gettext_lazy("Siapa, atau kantor mana?"),
        help_text=gettext_lazy("Nama, jabatan, atau kantornya. NIP atau KTP tidak diminta."),
        required=False,
        max_length=LONGEST["who"],
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Unit kerja tempat kejadian"),
        help_text=gettext_lazy(
            "Petugas dari unit itu dan atasannya otomatis tidak menerima laporan ini."
        ),
        required=False,
    )
    when = forms.CharField(
        label=gettext_lazy("Kapan?"),
        help_text=gettext_lazy("Perkiraan pun membantu, misalnya “awal Februari, sore hari”."),
        required=False,
        max_length=LONGEST["when"],
    )
    where = forms.CharField(
        label=gettext_lazy("Di mana?"),
        help_text=gettext_lazy("Tempat, grup obrolan, atau nama akun."),
        required=False,
        max_length=LONGEST["where"],
    )
    evidence = forms.CharField(
        label=gettext_lazy("Bukti apa yang ada?"),
        help_text=gettext_lazy("Tautan, saksi, atau di mana bukti dapat ditemukan."),
        required=False,
        max_length=LONGEST["evidence"],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    avoid = forms.MultipleChoiceField(
        label=gettext_lazy("Petugas yang tidak boleh menerima laporan ini"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    identity = forms.CharField(
        label=gettext_lazy("Identitas atau kontak Anda"),
        help_text=gettext_lazy(
            "Boleh kosong. Disegel terpisah; hanya terbuka bila dua kustodian setuju, dan Anda membaca alasannya."
        ),
        required=False,
        max_length=LONGEST_IDENTITY,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, pack: Pack | None, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("form", _forms_of(pack))
        shown = [(one.code, f"{'– ' * (one.path.count('/') - 2)}{one.name}") for one in units]
        self._choose("unit", [("", _("Tidak tahu, atau tidak ingin menyebut")), *shown])
        self._choose("avoid", [(one.user.username, str(one)) for one in officers()])

    def content(self) -> Content:
        """What was written, tidied. InputError where a field is too long."""
        data = self.cleaned_data
        words = tidy(data)
        return Content(
            what=words["what"], who=words["who"], where=words["where"], when=words["when"],
            evidence=words["evidence"], statement=data["statement"], form=data["form"],
            unit=data["unit"], avoid=tuple(data["avoid"]),
        )  # fmt: skip

    def hints(self) -> list[Hint]:
        """What is still missing, from what is there; never an error."""
        given = {name: str(self.data.get(name) or "").strip() for name in LONGEST}
        asked = {
            "what": len(given["what"].split()) < 15 and _("Apa persisnya yang dilakukan atau dikatakan? Dua atau tiga kalimat lagi akan membantu."),
            "who": not given["who"] and not self.data.get("unit") and _("Siapa pelakunya, atau kantor mana? Jabatan saja sudah berguna."),
            "when": not given["when"] and _("Kapan? Bentuk dan sanksinya bergantung pada tanggal kejadian."),
            "where": not given["where"] and _("Di mana, di grup apa, atau di akun mana?"),
            "evidence": not given["evidence"] and not self.carried() and not self.files and _("Adakah foto, tangkapan layar, tautan, atau saksi?"),
        }  # fmt: skip
        return [Hint(name, text) for name, text in asked.items() if text]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class ReceiptForm(forms.Form):
    receipt = forms.CharField(
        label=gettext_lazy("Tanda terima"),
        help_text=gettext_lazy(
            "Enam kata dan dua kelompok angka, seperti tertulis saat Anda melapor."
        ),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class MessageForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Pesan"),
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


def _forms_of(pack: Pack | None) -> list[tuple[str, str]]:
    rows = [(form.id, berbahasa(form.text)) for form in pack.forms.forms] if pack else []
    return [("", _("Tidak tahu")), *rows]
