"""Summons, team, assessment: what is typed until a case is recommended."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ikrar.cases import law
from ikrar.cases.actions import Assessment, Member
from ikrar.cases.forms.fields import ActForm, OnForm, day, employee_of, words
from ikrar.cases.states import (
    CLASSES,
    OUTCOMES,
    RANK,
    UNMAPPED,
    Element,
    Outcome,
    Sanction,
    VerdictKind,
)
from ikrar.packs.law import Form, Norm
from ikrar.people.models import Employee
from ikrar.web.norms import norm_words
from ikrar.web.templatetags.ikrar import berbahasa, tanggal


class SummonForm(ActForm):
    on = day(gettext_lazy("Hari pemeriksaan"))
    sent_on = day(
        gettext_lazy("Tanggal panggilan disampaikan"),
        help_text=gettext_lazy("Dari hari ini atau sebelumnya."),
    )
    details = words(
        gettext_lazy("Isi panggilan"),
        help_text=gettext_lazy(
            "Tempat, jam, pemeriksa, dan pokok pemeriksaan. Tanpa hal yang menunjuk pelapor."
        ),
    )

    def prepare(self) -> None:
        earliest = law.earliest_hearing(self.now.pack, self.now.today)
        self.initial.setdefault("on", earliest)
        self.initial["on"] = earliest
        self.fields["on"].help_text = _(
            "Paling awal %(day)s bila disampaikan hari ini: 7 hari kerja penuh di antaranya."
        ) % {"day": tanggal(earliest)}


class HearingForm(OnForm):
    minutes = words(
        gettext_lazy("Berita acara"),
        help_text=gettext_lazy(
            "Menurut berita acara yang ditandatangani. Awali tiap pertanyaan dengan “T:” dan tiap"
            " jawaban dengan “J:” agar konsep suratnya terisi. Disegel."
        ),
        rows=12,
    )


class ReplyForm(OnForm):
    text = words(
        gettext_lazy("Tanggapan terlapor"),
        help_text=gettext_lazy("Dengan kata-katanya sendiri. Tanpa ini perkara belum diputus."),
        rows=10,
    )


class TeamForm(ActForm):
    """One employee for each element; the superior's is of the chain of command by its nature."""

    superior = forms.CharField(label=gettext_lazy("NIP unsur atasan"), max_length=32)
    oversight = forms.CharField(label=gettext_lazy("NIP unsur pengawasan"), max_length=32)
    personnel = forms.CharField(label=gettext_lazy("NIP unsur kepegawaian"), max_length=32)
    is_confirmed = forms.BooleanField(
        label=gettext_lazy("Pangkat mereka sudah saya periksa sendiri"),
        help_text=gettext_lazy(
            "Perlu bila eselon tidak tercatat: anggota tidak boleh lebih rendah dari terlapor."
        ),
        required=False,
    )
    note = words(gettext_lazy("Dasar pemeriksaan pangkat"), rows=3, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("superior", "oversight", "personnel"):
            try:
                data[name] = employee_of(data.get(name, ""))
            except forms.ValidationError as error:
                self.add_error(name, error)
        if data.get("is_confirmed") and not data.get("note"):
            self.add_error("note", _("Tulis dari mana pangkat mereka diketahui."))
        return data

    def members(self) -> list[Member]:
        data = self.cleaned_data
        named = {
            Element.SUPERIOR: data["superior"],
            Element.OVERSIGHT: data["oversight"],
            Element.PERSONNEL: data["personnel"],
        }
        return [_member(one, element, data["is_confirmed"]) for element, one in named.items()]


def _member(employee: Employee, element: Element, is_confirmed: bool) -> Member:  # noqa: FBT001
    return Member(employee, element, is_confirmed)


class VerdictForm(ActForm):
    """One of four questions: the kind comes with the address, so that each has a form of its own."""

    kind = forms.ChoiceField(widget=forms.HiddenInput, choices=VerdictKind.choices)
    outcome = forms.ChoiceField(label=gettext_lazy("Hasil"), widget=forms.RadioSelect)
    form = forms.ChoiceField(
        label=gettext_lazy("Bentuk"),
        help_text=gettext_lazy("Bentuk dan objeknya menentukan kelas hukuman, bukan tanggal saja."),
        required=False,
    )
    object = forms.ChoiceField(
        label=gettext_lazy("Terhadap siapa"),
        help_text=gettext_lazy("Kosong berarti objek menurut bentuk itu."),
        required=False,
    )
    act_on = day(
        gettext_lazy("Tanggal perbuatan"),
        help_text=gettext_lazy("Bentuk dan norma yang berlaku pada hari itu yang dipakai."),
        required=False,
    )
    norms = forms.MultipleChoiceField(
        label=gettext_lazy("Norma"),
        help_text=gettext_lazy(
            "Kosong berarti semua norma bentuk itu yang berlaku pada hari itu. Belum diperiksa"
            " terhadap naskah resmi; keyakinan paket tertulis di belakangnya."
        ),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    sanction = forms.ChoiceField(
        label=gettext_lazy("Kelas hukuman menurut Anda"),
        help_text=gettext_lazy("Hanya bila menyimpang dari paket; tulis alasannya di catatan."),
        required=False,
    )
    note = words(
        gettext_lazy("Catatan"),
        help_text=gettext_lazy(
            "Wajib, paling sedikit 20 huruf, bila paket tidak memetakan kelasnya, bila Anda"
            " menyimpang darinya, bila diteruskan, atau bila belum dapat dinilai."
        ),
        required=False,
    )

    def prepare(self) -> None:
        kind = VerdictKind(self.initial["kind"])
        allowed = CLASSES.get(kind)
        forms_ = [
            one for one in self.now.pack.forms.forms if allowed is None or one.sanction in allowed
        ]
        pack, case = self.now.pack, self.now.case
        self.initial.setdefault("act_on", case.act_on)
        self.initial.setdefault("object", case.object)
        mine = [one.id for one in forms_ if one.id in case.forms]
        self.initial.setdefault("form", mine[0] if mine else "")
        self.choose("outcome", [(one.value, one.label.capitalize()) for one in OUTCOMES[kind]])
        self.choose("form", [("", "–"), *self._grouped(forms_)])
        self.choose("object", [("", "–"), *((o.id, berbahasa(o.text)) for o in pack.forms.objects)])
        self.choose("norms", [(one.id, norm_words(one)) for one in _norms(self.now.pack, forms_)])
        self._choose_sanction(allowed)

    def _grouped(self, forms_: list[Form]) -> list[tuple[str, Any]]:
        """Those first that can be met on the day of the act, where that day is known."""
        day_, pack = self.now.case.act_on, self.now.pack
        if day_ is None:
            return [(one.id, _form_words(one)) for one in forms_]
        fits = pack.forms_on(day_)
        on_day = [(one.id, _form_words(one)) for one in forms_ if one in fits]
        others = [(one.id, _form_words(one)) for one in forms_ if one not in fits]
        first = _("Berlaku pada %(day)s") % {"day": tanggal(day_)}
        return [(first, on_day), (_("Berlaku pada hari lain"), others)]

    def _choose_sanction(self, allowed: Any) -> None:
        known = [one for one in Sanction if allowed is not None and one.value in allowed]
        if not [one for one in known if one.value in RANK]:
            del self.fields["sanction"]
            return
        self.choose("sanction", [("", _("Menurut paket")), *((s.value, s.label) for s in known)])

    def answer(self) -> Assessment:
        data = self.cleaned_data
        return Assessment(
            kind=VerdictKind(data["kind"]), outcome=Outcome(data["outcome"]), form=data["form"],
            object=data["object"], act_on=data["act_on"], norms=tuple(data["norms"]),
            sanction=data.get("sanction", ""), note=data["note"],
        )  # fmt: skip


def _form_words(form: Form) -> str:
    grey = "" if form.sanction != UNMAPPED else " " + _("(kelas tidak dipetakan, wajib catatan)")
    return f"{form.id} {berbahasa(form.text)}{grey}"


def _norms(pack: Any, chosen: list[Form]) -> list[Norm]:
    return [*dict.fromkeys(norm for one in chosen for norm in pack.norms_of(one))]
