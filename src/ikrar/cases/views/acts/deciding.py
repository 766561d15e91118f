"""Acts from the decision to the end: hand over, objection, appeal, answer, in force, close."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ikrar.cases import actions
from ikrar.cases.forms import decisions as forms
from ikrar.cases.forms.fields import OnForm, OnTextForm, TextForm
from ikrar.cases.now import Now
from ikrar.cases.policies import DECIDE, EITHER
from ikrar.cases.states import CaseState, RemedyKind, RemedyOutcome
from ikrar.cases.views.acts.act import Act, Doing, moving, staying

S = CaseState
DECISION = _("Putusan")


def _seek(kind: RemedyKind) -> Any:
    return lambda it, form: actions.seek_remedy(
        it.case, kind, on=form.cleaned_data["on"], text=form.cleaned_data["text"], key=it.key,
        by=it.by,
    )  # fmt: skip


def _answer(it: Doing, form: Any) -> None:
    data = form.cleaned_data
    rest = {"text": data["text"], "key": it.key, "by": it.by}
    if data["outcome"] == RemedyOutcome.CHANGED:
        actions.change_decision(it.row, form.ruling(), **rest)
    elif data["outcome"] == RemedyOutcome.GRANTED:
        actions.annul_decision(it.row, on=data["on"], **rest)
    else:
        actions.confirm_decision(it.row, on=data["on"], **rest)


def _is_due(now: Now) -> bool:
    due = now.due("berlaku")
    return now.remedy is None and (due is None or due <= now.today)


def _may_close(now: Now) -> bool:
    return now.state != S.REFERRED or not now.case.referrals.filter(answered_on=None).exists()


ACTS = (
    Act(
        name="putuskan", title=_("Putuskan perkara"), submit=_("Tetapkan keputusan"),
        purpose=_("Satu hukuman untuk satu perkara, yang terberat menurut penilaian."),
        done=_("Keputusan ditetapkan. Tenggat penyampaiannya mulai berjalan."),
        form=forms.DecideForm, group=DECISION,
        when=staying((S.RECOMMENDED,), DECIDE), fits=lambda now: now.is_heard,
        do=lambda it, form: actions.decide(
            it.case, form.ruling(), reasons=form.cleaned_data["reasons"], key=it.key, by=it.by
        ),
    ),
    Act(
        name="kembalikan", title=_("Kembalikan untuk diperiksa"), submit=_("Kembalikan"),
        purpose=_("Penangan memanggil terlapor lagi, lalu mengusulkan lagi kepada Anda."),
        done=_("Perkara dikembalikan kepada penangannya."), form=TextForm, group=DECISION,
        when=moving(S.OPENED),
        do=lambda it, form: actions.send_back(
            it.case, reason=form.cleaned_data["text"], key=it.key, by=it.by
        ),
    ),
    Act(
        name="sampaikan", title=_("Catat penyampaian"), submit=_("Catat penyampaian"),
        purpose=_("Hari keputusan diterima; sejak itu keberatan, banding, dan berlakunya dihitung."),
        done=_("Penyampaian dicatat."), form=OnForm, group=DECISION, needs_key=False,
        when=moving(S.SERVED),
        do=lambda it, form: actions.serve(it.case, on=form.cleaned_data["on"], by=it.by),
    ),
    Act(
        name="belum-sampai", title=_("Catat tidak hadir saat penyampaian"),
        purpose=_("Keputusan lalu dikirim dalam tenggatnya sendiri."), submit=_("Catat"),
        done=_("Dicatat. Kirim keputusan dalam tenggatnya."), form=OnForm, group=DECISION,
        when=staying((S.DECIDED,), EITHER), needs_key=False,
        fits=lambda now: now.decision is not None and now.decision.unserved_on is None,
        do=lambda it, form: actions.note_unserved(it.case, on=form.cleaned_data["on"], by=it.by),
    ),
    Act(
        name="keberatan", title=_("Catat keberatan"), submit=_("Catat keberatan"), group=DECISION,
        purpose=_("Yang terlambat dicatat juga; tenggatnya menunjukkan hal itu."),
        done=_("Keberatan dicatat."), form=OnTextForm,
        when=moving(S.OBJECTED), fits=lambda now: now.remedy is None,
        do=_seek(RemedyKind.OBJECTION),
    ),
    Act(
        name="banding", title=_("Catat banding ke BPASN"), submit=_("Catat banding"),
        purpose=_("Yang terlambat dicatat juga; tenggatnya menunjukkan hal itu."),
        done=_("Banding dicatat."), form=OnTextForm, group=DECISION,
        when=moving(S.APPEALED), fits=lambda now: now.remedy is None,
        do=_seek(RemedyKind.APPEAL),
    ),
    Act(
        name="jawab", title=_("Jawab keberatan atau banding"), submit=_("Catat jawaban"),
        purpose=_("Keputusan dikuatkan, diubah, atau dibatalkan."),
        done=_("Jawaban dicatat."), form=forms.AnswerForm, group=DECISION,
        when=staying((S.OBJECTED, S.APPEALED), DECIDE), rows="remedies",
        fits_row=lambda row: row.answered_on is None, do=_answer,
    ),
    Act(
        name="berlakukan", title=_("Nyatakan keputusan berlaku"), submit=_("Nyatakan berlaku"),
        purpose=_("Keputusan berlaku pada hari kerja ke-15 sesudah diterima."),
        done=_("Keputusan berlaku."), group=DECISION, needs_key=False,
        when=moving(S.IN_FORCE), fits=_is_due,
        do=lambda it, _form: actions.put_in_force(it.case, by=it.by),
    ),
    Act(
        name="selesai", title=_("Nyatakan perkara selesai"), submit=_("Nyatakan selesai"),
        purpose=_("Keputusan sudah dilaksanakan, atau pelimpahan sudah dijawab."),
        done=_("Perkara selesai."), needs_key=False, group=DECISION,
        when=moving(S.CLOSED), fits=_may_close,
        do=lambda it, _form: actions.close(it.case, by=it.by),
    ),
)  # fmt: skip
