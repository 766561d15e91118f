"""Retention: when its time is over, what a closed report said goes, with its keys and files; the log stays whole."""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import NotPossible
from ikrar.ledger import actions as ledger
from ikrar.reports import tickets
from ikrar.reports.actions.mailbox import EMPTIED, forget
from ikrar.reports.models import Report, Ticket
from ikrar.reports.queries import due_erasures
from ikrar.reports.shelf import files
from ikrar.reports.states import ReportState


def sweep_tickets() -> int:
    """Forget used forms that would be too old to be sent again. How many."""
    before = timezone.now() - timedelta(seconds=2 * tickets.OPEN)
    return Ticket.objects.filter(used_at__lt=before).delete()[0]


def erase_report(report: Report) -> Report:
    """Erase what a report said. NotPossible before its time, or while the case that came of it is kept."""
    refs = [row.ref for row in report.attachments.all()]
    with transaction.atomic():
        due = due_erasures(timezone.localdate()).filter(pk=report.pk)
        if due.update(state=ReportState.ERASED, **EMPTIED) != 1:
            raise NotPossible(_("Isi laporan ini masih dalam masa simpan."))
        forget(report)
        ledger.append(
            log="internal", kind="report-erased", ref=uuid4(), at=timezone.now(),
            payload={"report": report.ref.hex, "state": str(ReportState.ERASED)},
        )  # fmt: skip
    for ref in refs:
        files.remove(ref)
    report.refresh_from_db()
    return report
