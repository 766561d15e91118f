"""Who may do what with the conversation: the communications directorate collects, reads and decides in pairs; the
neutrality task force gets what was handed over. The person first, then the state; `by` None is the system itself.
"""

from django.utils.translation import gettext as _

from ikrar.errors import NotAllowed, NotPossible
from ikrar.monitoring.models import Finding, Judge, Source, Upload
from ikrar.monitoring.states import (
    FINDINGS,
    JUDGES,
    UNREAD,
    UPLOADS,
    FindingState,
    JudgeState,
    UploadState,
)
from ikrar.people.models import User
from ikrar.people.policies import Actor, has_role
from ikrar.people.states import RoleName

COMMUNICATIONS = RoleName.COMMUNICATIONS
TASKFORCE = (RoleName.TASKFORCE, RoleName.INSPECTOR)


def works_here(by: Actor) -> bool:
    """Whether this person reads and keeps the conversation."""
    return by is None or has_role(by, COMMUNICATIONS)


def check_can_see(*, by: Actor) -> None:
    """Open any page of the conversation."""
    if not works_here(by):
        raise NotAllowed(
            _(
                "Halaman ini untuk direktorat komunikasi. Minta peran humas bila Anda bertugas di sana."
            )
        )


def check_can_collect(source: Source | None = None, *, by: Actor) -> None:
    """Open a source, bring posts into it, close it."""
    check_can_see(by=by)
    if source is not None and source.closed_at is not None:
        raise NotPossible(_("Sumber ini sudah ditutup. Buka sumber baru."))


def check_can_move_upload(upload: Upload, *, to: UploadState, by: Actor) -> None:
    """Approve, finish or discard an import."""
    check_can_see(by=by)
    if to not in UPLOADS[UploadState(upload.state)]:
        raise NotPossible(
            _("Impor ini %(state)s; langkah ini tidak dapat dilakukan lagi.")
            % {"state": upload.get_state_display()}
        )


def check_can_read(finding: Finding, *, by: Actor) -> User:
    """Say whether a finding's label is right. Nobody reads the same finding twice."""
    check_can_see(by=by)
    if not isinstance(by, User):
        raise NotAllowed(_("Temuan dibaca oleh orang, bukan oleh sistem."))
    if finding.state not in UNREAD:
        raise NotPossible(_("Temuan ini sudah selesai dibaca. Buka temuan berikutnya."))
    if finding.opinions.filter(by=by).exists():
        raise NotPossible(_("Anda sudah membaca temuan ini; pembaca lain yang melanjutkan."))
    return by


def check_can_take_back(finding: Finding, *, by: Actor) -> User:
    """Take back one's own opinion, while the finding has not been handed over."""
    check_can_see(by=by)
    if not isinstance(by, User) or not finding.opinions.filter(by=by).exists():
        raise NotAllowed(_("Hanya pendapat Anda sendiri yang dapat Anda tarik."))
    if finding.handed_at is not None:
        raise NotPossible(_("Temuan ini sudah diserahkan ke satuan tugas."))
    return by


def check_can_hand_over(finding: Finding, *, by: Actor) -> User:
    """Give an upheld finding of an official account to the task force."""
    check_can_see(by=by)
    if not isinstance(by, User):
        raise NotAllowed(_("Temuan diserahkan oleh orang, bukan oleh sistem."))
    if finding.state != FindingState.UPHELD:
        raise NotPossible(_("Hanya temuan yang dibenarkan yang dapat diserahkan."))
    if finding.handed_at is not None:
        raise NotPossible(_("Temuan ini sudah diserahkan."))
    return by


def check_can_see_handed(*, by: Actor) -> None:
    """See what was handed over: the task force and the inspectorate."""
    if by is not None and not has_role(by, *TASKFORCE):
        raise NotAllowed(
            _("Temuan yang diserahkan hanya untuk satuan tugas netralitas dan inspektorat.")
        )


def check_can_open_case(finding: Finding, *, by: Actor) -> User:
    """Open a case from a finding that was handed over, by a human act only."""
    check_can_see_handed(by=by)
    if not isinstance(by, User):
        raise NotAllowed(_("Perkara dibuka oleh orang, bukan oleh sistem."))
    if finding.handed_at is None:
        raise NotPossible(_("Temuan ini belum diserahkan."))
    if finding.case_at is not None:
        raise NotPossible(_("Perkara dari temuan ini sudah dibuka."))
    return by


def check_can_move_judge(judge: Judge, *, to: JudgeState, by: Actor) -> User | None:
    """Approve or reject a pack or weights that somebody else proposed, once they were compared."""
    check_can_see(by=by)
    if to not in JUDGES[JudgeState(judge.state)]:
        raise NotPossible(_("Usulan ini belum dibandingkan atau sudah diputuskan."))
    if to == JudgeState.ACTIVE and isinstance(by, User) and by.pk == judge.proposed_by_id:
        raise NotAllowed(_("Orang kedua yang menyetujui, bukan pengusulnya."))
    return by if isinstance(by, User) else None


def can_move(finding: Finding, to: FindingState) -> bool:
    """Whether the law of states lets a finding go there."""
    return to in FINDINGS[FindingState(finding.state)]
