"""Acts until a case is recommended: summons, hearing, reply, team, assessment, recommendation, dismissal."""

from django.utils.translation import gettext_lazy as _

from ikrar.cases import actions
from ikrar.cases.actions.examination import REPLIABLE, SUMMONABLE
from ikrar.cases.actions.verdicts import ASSESSABLE
from ikrar.cases.forms import examination as forms
from ikrar.cases.forms.fields import OnForm, OnTextForm, TextForm
from ikrar.cases.policies import EITHER
from ikrar.cases.states import EARLY, CaseState
from ikrar.cases.views.acts.act import Act, moving, staying

S = CaseState
HEARING = _("Pemeriksaan")
ASSESSMENT = _("Penilaian")

ACTS = (
    Act(
        name="panggil", title=_("Kirim panggilan"), submit=_("Catat panggilan"), group=HEARING,
        purpose=_("Panggilan tertulis untuk pemeriksaan tertutup, dikirim oleh atasan langsung."),
        done=_("Panggilan dicatat."), form=forms.SummonForm, field="on",
        when=moving(S.SUMMONED, S.SUMMONED_AGAIN), fits=lambda now: now.ahead is None,
        do=lambda it, form: actions.summon(
            it.case, on=form.cleaned_data["on"], sent_on=form.cleaned_data["sent_on"],
            details=form.cleaned_data["details"], key=it.key, by=it.by,
        ),
    ),
    Act(
        name="periksa", title=_("Catat pemeriksaan"), submit=_("Simpan berita acara"),
        purpose=_("Pemeriksaan tertutup yang sudah dilaksanakan, dengan berita acaranya."),
        done=_("Pemeriksaan dan berita acaranya dicatat."), form=forms.HearingForm, group=HEARING,
        when=moving(S.EXAMINED), fits=lambda now: now.is_hearing_day,
        do=lambda it, form: actions.hold_hearing(
            it.case, on=form.cleaned_data["on"], minutes=form.cleaned_data["minutes"],
            key=it.key, by=it.by,
        ),
    ),
    Act(
        name="tidak-hadir", title=_("Catat ketidakhadiran"), submit=_("Catat ketidakhadiran"),
        purpose=_("Sesudah dua kali tidak hadir, perkara dilanjutkan menurut bukti yang ada."),
        done=_("Ketidakhadiran dicatat."), form=OnForm, group=HEARING, needs_key=False,
        when=staying(SUMMONABLE), fits=lambda now: now.is_hearing_day,
        do=lambda it, form: actions.note_absence(it.case, on=form.cleaned_data["on"], by=it.by),
    ),
    Act(
        name="tanggapan", title=_("Catat tanggapan terlapor"), submit=_("Simpan tanggapan"),
        purpose=_("Hak terlapor untuk menanggapi, sebelum ada keputusan."),
        done=_("Tanggapan dicatat."), form=forms.ReplyForm, group=HEARING,
        when=staying(REPLIABLE),
        do=lambda it, form: actions.record_reply(
            it.case, on=form.cleaned_data["on"], text=form.cleaned_data["text"], key=it.key,
            by=it.by,
        ),
    ),
    Act(
        name="tim", title=_("Bentuk tim pemeriksa"), submit=_("Bentuk tim"), group=HEARING,
        purpose=_("Wajib bila kelas hukuman yang dinilai berat."),
        done=_("Tim pemeriksa dibentuk."), form=forms.TeamForm,
        when=staying(EARLY), fits=lambda now: not now.case.team.exists(),
        do=lambda it, form: actions.form_team(
            it.case, form.members(), note=form.cleaned_data["note"], key=it.key, by=it.by
        ),
    ),
    Act(
        name="nilai", title=_("Catat penilaian"), submit=_("Simpan penilaian"), group=ASSESSMENT,
        purpose=_("Satu dari empat pertanyaan yang tidak pernah dijawab bersama."),
        done=_("Penilaian dicatat. Penilaian sebelumnya tetap dalam riwayat."),
        form=forms.VerdictForm, when=staying(ASSESSABLE, EITHER),
        do=lambda it, form: actions.give_verdict(it.case, form.answer(), key=it.key, by=it.by),
    ),
    Act(
        name="usulkan", title=_("Usulkan kepada PPK"), submit=_("Usulkan"), group=ASSESSMENT,
        purpose=_("Perkara diserahkan kepada pejabat yang memutus, dengan usulan Anda."),
        done=_("Perkara diusulkan kepada PPK."), form=OnTextForm,
        when=moving(S.RECOMMENDED), fits=lambda now: bool(now.verdicts),
        do=lambda it, form: actions.recommend(
            it.case, on=form.cleaned_data["on"], text=form.cleaned_data["text"], key=it.key,
            by=it.by,
        ),
    ),
    Act(
        name="tanpa-sanksi", title=_("Tutup tanpa sanksi"), submit=_("Tutup tanpa sanksi"),
        purpose=_("Perkara yang ditutup tidak dibuka lagi; hal baru menjadi perkara baru."),
        done=_("Perkara ditutup tanpa sanksi."), form=TextForm, danger=True, group=ASSESSMENT,
        when=moving(S.DISMISSED, but=(S.OBJECTED, S.APPEALED)),
        do=lambda it, form: actions.dismiss(
            it.case, reason=form.cleaned_data["text"], key=it.key, by=it.by
        ),
    ),
)  # fmt: skip
