"""What a reporter does behind the receipt: write, add evidence, take the report back while nobody has triaged it."""

from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotPossible
from ikrar.ledger import actions as ledger
from ikrar.reports.actions.sealing import attach, say
from ikrar.reports.content import LONGEST_MESSAGE
from ikrar.reports.models import Message, Report
from ikrar.reports.shelf import files
from ikrar.reports.states import GONE, TRANSITIONS, Author, NoticeKind, ReportState
from ikrar.vault import actions as vault
from ikrar.vault.uploads import Sealed

MOST_ATTACHED: Final = 100  # files of one report
# what goes when a report is deleted or erased; its messages and keys go by `forget`
EMPTIED: Final = {"content": b"", "identity": b"", "reporter_sealed": b""}


@transaction.atomic
def write(report: Report, text: str, *, key: bytes) -> Message:
    """A message from the reporter."""
    _check_open(report)
    text = text.replace("\0", "").strip()
    if not text or len(text) > LONGEST_MESSAGE:
        raise InputError(_("Tulis pesan, paling banyak 10.000 huruf."))
    return say(report, text, key=key, author=Author.REPORTER)


def add_evidence(report: Report, attached: Sequence[Sealed], *, key: bytes) -> None:
    """More files from the reporter."""
    _check_open(report)
    if not attached:
        raise InputError(_("Pilih sedikitnya satu berkas."))
    if report.attachments.count() + len(attached) > MOST_ATTACHED:
        raise InputError(_("Paling banyak 100 berkas untuk satu laporan."))
    with transaction.atomic():
        attach(report, key, attached)
        say(report, "", key=key, author=Author.REPORTER, kind=NoticeKind.EVIDENCE)


def delete_report(report: Report) -> None:
    """Take the report back: keys, words and files go, the log keeps a hash that now says nothing."""
    if ReportState.DELETED not in TRANSITIONS[ReportState(report.state)]:
        raise NotPossible(
            _(
                "Laporan ini sudah ditelaah, jadi tidak dapat dihapus. Tulis pesan bila ada yang keliru."
            )
        )
    refs = [row.ref for row in report.attachments.all()]
    with transaction.atomic():
        rows = Report.objects.filter(pk=report.pk, state=ReportState.RECEIVED)
        if rows.update(state=ReportState.DELETED, **EMPTIED) != 1:
            raise NotPossible(_("Laporan ini baru saja ditelaah, jadi tidak dapat dihapus lagi."))
        forget(report)
        ledger.append(
            log="internal", kind="report-deleted", ref=report.box_id, at=timezone.now(),
            payload={"report": report.ref.hex},
        )  # fmt: skip
    for ref in refs:
        files.remove(ref)


def forget(report: Report) -> None:
    """Every key and message of a report; its files are the caller's, after the commit."""
    report.messages.exclude(sealed=b"").update(sealed=b"")
    for box in filter(None, (report.box, report.identity_box)):
        vault.erase_box(box)


def _check_open(report: Report) -> None:
    """A closed report still takes an answer: its reporter may be asked how they fare."""
    if report.state in GONE:
        raise NotPossible(
            _("Isi laporan ini sudah dihapus, jadi kotaknya tidak menerima kiriman lagi.")
        )
