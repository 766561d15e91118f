"""What several writes share: a file's facts under a report's key, a message, the hash that the log keeps."""

from collections.abc import Sequence
from functools import partial

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import NotFound, NotPossible
from ikrar.ledger import actions as ledger
from ikrar.people.models import User
from ikrar.reports.content import About, about_attachment, about_message
from ikrar.reports.fingerprints import commitment, fingerprint
from ikrar.reports.models import Attachment, Message, Report
from ikrar.reports.shelf import files
from ikrar.reports.states import Author, NoticeKind
from ikrar.sealing import boxes
from ikrar.vault.shelves import gone
from ikrar.vault.uploads import Sealed


def attach(report: Report, key: bytes, attached: Sequence[Sealed]) -> None:
    """Rows for files that wait; their hashes go into the log as commitments. They move once the rows are there."""
    now = timezone.now().replace(second=0, microsecond=0)
    for one in attached:
        salt = boxes.new_key()
        about = About(one.name, one.mime, one.family, one.size, one.sha256, one.key, salt)
        sealed = boxes.seal(key, about.write(), about=about_attachment(one.ref))
        row = Attachment(report=report, ref=one.ref, about=sealed, digest=one.digest, at=now)
        _take(row)
        transaction.on_commit(partial(files.settle, one.ref))
        ledger.append(
            log="internal", kind="evidence", ref=one.ref, at=now,
            payload={
                "report": report.ref.hex, "file": commitment(salt, one.sha256),
                "sealed": one.digest, "about": fingerprint(sealed),
            },
        )  # fmt: skip


def _take(row: Attachment) -> None:
    """The row of a file that waits. NotFound where it was swept; NotPossible where another report has it."""
    if not files.waits(row.ref):
        raise NotFound(gone())
    row.size = files.size_of(row.ref)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise NotPossible(
            _("Berkas ini sudah terkirim bersama laporan lain. Mulai dari formulir baru.")
        ) from error


def say(
    report: Report, text: str, *, key: bytes, author: Author,
    kind: NoticeKind = NoticeKind.WORDS, by: User | None = None,
) -> Message:  # fmt: skip
    """A message under the report's key, and its entry."""
    message = Message(
        report=report, author=author, kind=kind, by=by,
        at=timezone.now().replace(second=0, microsecond=0),
    )  # fmt: skip
    if text:
        message.sealed = boxes.seal(key, text.encode(), about=about_message(message.ref))
    message.save()
    ledger.append(
        log="internal", kind="message", ref=message.ref, at=message.at,
        payload={"report": report.ref.hex, "sealed": fingerprint(bytes(message.sealed))},
    )  # fmt: skip
    return message
