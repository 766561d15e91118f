"""Acts that leave a case in its state: notes, people, keys, clocks, what others answered, erasure."""

from django.utils.translation import gettext_lazy as _

from ikrar.cases import actions
from ikrar.cases.actions import keep_until
from ikrar.cases.forms import desk as forms
from ikrar.cases.forms.fields import ReasonForm, TextForm
from ikrar.cases.now import Now
from ikrar.cases.policies import EITHER
from ikrar.cases.states import EARLY, ENDED, OPEN
from ikrar.cases.views.acts.act import Act, staying

PEOPLE = _("Orang dan kunci")
CLOCKS = _("Tenggat")


def _is_over(now: Now) -> bool:
    until = keep_until(now.case)
    return now.case.erased_at is None and until is not None and until <= now.today


ACTS = (
    Act(
        name="catatan", title=_("Tambah catatan"), submit=_("Segel catatan"),
        purpose=_("Hanya terbaca oleh pemegang kunci perkara ini, dan tidak dapat diubah lagi."),
        done=_("Catatan disegel."), form=TextForm, when=staying(OPEN, EITHER),
        do=lambda it, form: actions.add_text(
            it.case, text=form.cleaned_data["text"], key=it.key, by=it.by
        ),
    ),
    Act(
        name="terlapor", title=_("Tambah terlapor"), submit=_("Tambah terlapor"), group=PEOPLE,
        purpose=_("Yang sejak itu tidak boleh tahu kehilangan kuncinya seketika."),
        done=_("Terlapor dicatat."), form=forms.SubjectForm, when=staying(EARLY),
        do=lambda it, form: actions.add_subject(it.case, form.reported(), key=it.key, by=it.by),
    ),
    Act(
        name="atasan", title=_("Catat atasan terlapor"), submit=_("Simpan"), group=PEOPLE,
        purpose=_("Yang wajib memanggil, dan yang diberi tahu bila itu terlambat."),
        done=_("Atasan dicatat."), form=forms.SuperiorsForm, when=staying(OPEN), needs_key=False,
        do=lambda it, form: actions.name_superiors(
            it.case, superior=form.cleaned_data["superior"], above=form.cleaned_data["above"],
            by=it.by,
        ),
    ),
    Act(
        name="tugaskan", title=_("Tugaskan penangan"), submit=_("Tugaskan"), group=PEOPLE,
        purpose=_("Ia mendapat kunci perkara ini, bila sudah membuat kuncinya."),
        done=_("Penangan ditugaskan."), form=forms.PersonForm, when=staying(OPEN), field="user",
        do=lambda it, form: actions.assign(
            it.case, form.cleaned_data["user"], key=it.key, by=it.by
        ),
    ),
    Act(
        name="lepas", title=_("Lepas penangan"), submit=_("Lepas"), group=PEOPLE, danger=True,
        purpose=_("Kuncinya untuk perkara ini dicabut."), needs_key=False,
        done=_("Penangan dilepas."), when=staying(OPEN), rows="assignments",
        fits_row=lambda row: row.ended_at is None,
        do=lambda it, _form: actions.unassign(it.case, it.row.user, by=it.by),
    ),
    Act(
        name="kunci", title=_("Beri kunci"), submit=_("Beri kunci"), group=PEOPLE, field="user",
        purpose=_("Untuk yang boleh melihat perkara ini dan baru kemudian membuat kuncinya."),
        done=_("Kunci diberikan."), form=forms.KeyForm, when=staying(OPEN, EITHER),
        do=lambda it, form: actions.grant_key(
            it.case, form.cleaned_data["user"], key=it.key, by=it.by
        ),
    ),
    Act(
        name="jeda", title=_("Hentikan hitungan sementara"), submit=_("Catat jeda"), group=CLOCKS,
        purpose=_("Hanya bila suatu norma menyatakannya; sebut normanya."), needs_key=False,
        done=_("Jeda dicatat dan tenggat dihitung ulang."), form=forms.PauseForm,
        when=staying(OPEN), rows="deadlines", fits_row=lambda row: row.is_open,
        do=lambda it, form: actions.pause_deadline(
            it.row, start=form.cleaned_data["start"], end=form.cleaned_data["end"],
            reason=form.cleaned_data["reason"], by=it.by,
        ),
    ),
    Act(
        name="perpanjang", title=_("Perpanjang tenggat"), submit=_("Perpanjang"), group=CLOCKS,
        purpose=_("Sampai batas terlama menurut normanya, satu kali; sebut alasannya."),
        done=_("Tenggat diperpanjang."), form=ReasonForm, when=staying(OPEN), needs_key=False,
        rows="deadlines", fits_row=lambda row: row.can_be_prolonged, field="reason",
        do=lambda it, form: actions.prolong_deadline(
            it.row, reason=form.cleaned_data["reason"], by=it.by
        ),
    ),
    Act(
        name="hitung-ulang", title=_("Hitung ulang tenggat"), submit=_("Hitung ulang"),
        purpose=_("Sesudah keputusan tentang hari libur atau cuti bersama berubah."),
        done=_("Tenggat dihitung ulang."), form=ReasonForm, when=staying(OPEN), group=CLOCKS,
        needs_key=False, field="reason", fits=lambda now: any(c.row.is_open for c in now.clocks),
        do=lambda it, form: actions.recompute_deadlines(
            it.case, reason=form.cleaned_data["reason"], by=it.by
        ),
    ),
    Act(
        name="tanda-terima", title=_("Catat tanda terima"), submit=_("Catat tanda terima"),
        purpose=_("Sejak hari itu tenggat penerimanya berjalan."), needs_key=False,
        done=_("Tanda terima dicatat."), form=forms.ReceiptForm, when=staying(OPEN),
        rows="referrals",
        fits_row=lambda row: row.received_on is None and row.answered_on is None,
        do=lambda it, form: actions.acknowledge_referral(
            it.row, on=form.cleaned_data["on"],
            receipt_number=form.cleaned_data["receipt_number"], by=it.by,
        ),
    ),
    Act(
        name="jawaban", title=_("Catat jawaban"), submit=_("Catat jawaban"),
        purpose=_("Yang dijawab penerima pelimpahan."), done=_("Jawaban dicatat."),
        form=forms.AnsweredForm, when=staying(OPEN), rows="referrals",
        fits_row=lambda row: row.answered_on is None,
        do=lambda it, form: actions.answer_referral(
            it.row, on=form.cleaned_data["on"], answer=form.cleaned_data["answer"], key=it.key,
            by=it.by,
        ),
    ),
    Act(
        name="hapus", title=_("Hapus isi perkara"), submit=_("Hapus isi"), danger=True,
        purpose=_("Kunci, tulisan, dan sebutan dihapus untuk selamanya; nomor dan riwayat tetap."),
        done=_("Isi perkara dihapus."), when=staying(ENDED), needs_key=False, fits=_is_over,
        do=lambda it, _form: actions.erase_case(it.case, by=it.by),
    ),
)  # fmt: skip
