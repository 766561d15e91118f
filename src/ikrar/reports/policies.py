"""Who may work on reports: an officer with a role and a key to this very report. State first, then person."""

from django.utils.translation import gettext as _

from ikrar.errors import NotAllowed, NotPossible
from ikrar.people.models import User
from ikrar.people.policies import Actor, has_role_somewhere
from ikrar.reports.models import Report
from ikrar.reports.recipients import READERS
from ikrar.reports.states import GONE, TRANSITIONS, ReportState
from ikrar.vault.models import BoxKey


def can_see_desk(user: Actor) -> bool:
    """Whether somebody has a role at the desk of reports."""
    return has_role_somewhere(user, *READERS)


def check_can_see_desk(user: User) -> None:
    if not can_see_desk(user):
        raise NotAllowed(_("Meja laporan hanya untuk satuan tugas netralitas dan inspektorat."))


def check_can_work(report: Report, *, by: User) -> None:
    """Read, answer, look at evidence."""
    if report.state in GONE:
        raise NotPossible(_("Isi laporan ini sudah dihapus."))
    check_can_see_desk(by)
    if not BoxKey.objects.filter(box_id=report.box_id, holder__user=by).exists():
        if Report.objects.filter(pk=report.pk, state__in=GONE).exists():  # a moment ago
            raise NotPossible(_("Isi laporan ini sudah dihapus."))
        raise NotAllowed(_("Laporan ini tidak disegel untuk Anda."))


def check_can_move(report: Report, *, to: ReportState, by: User) -> None:
    """Take on, merge, close."""
    if to not in TRANSITIONS[ReportState(report.state)]:
        raise NotPossible(
            _("Laporan ini %(state)s, jadi langkah itu tidak dapat dilakukan.")
            % {"state": report.get_state_display()}
        )
    check_can_work(report, by=by)
