"""What officers do with a report before it is a case: answer, close with a reason, merge, look at evidence, ask who wrote it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.cases import actions as cases
from ikrar.cases.actions import File, NewCase, Opened, Reported
from ikrar.cases.models import Case
from ikrar.cases.states import OriginKind
from ikrar.errors import InputError, NotPossible
from ikrar.ledger import actions as ledger
from ikrar.people.models import User
from ikrar.reports.actions.sealing import say
from ikrar.reports.content import LONGEST_MESSAGE, Content
from ikrar.reports.fingerprints import commitment
from ikrar.reports.models import Attachment, Custody, Message, Report
from ikrar.reports.policies import check_can_move, check_can_work
from ikrar.reports.queries import Piece, content_of, not_passed_on
from ikrar.reports.shelf import files
from ikrar.reports.states import Act, Author, NoticeKind, ReportState
from ikrar.sealing import boxes
from ikrar.vault import actions as vault
from ikrar.vault.models import Holder, Opening


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an officer says of the case that a report becomes."""

    new: NewCase
    summary: str
    subjects: tuple[Reported, ...] = ()
    handlers: tuple[User, ...] = ()
    merged: tuple[tuple[Report, bytes], ...] = ()  # reports of the same matter, with their keys


CHECK_INS: Final = (30, 90, 180)  # days after the report was triaged
SHORTEST_REASON: Final = 20


@transaction.atomic
def reply(report: Report, text: str, *, key: bytes, by: User) -> Message:
    """A message from the desk. The reporter does not see which officer wrote it."""
    check_can_work(report, by=by)
    return say(report, _written(text, 1), key=key, author=Author.DESK, by=by)


@transaction.atomic
def close(report: Report, reason: str, *, key: bytes, by: User) -> Report:
    """Close without a case, or after it; the reporter reads why."""
    check_can_move(report, to=ReportState.CLOSED, by=by)
    text = _written(reason, SHORTEST_REASON)
    _move(report, ReportState.CLOSED, by)
    say(report, text, key=key, author=Author.DESK, kind=NoticeKind.CLOSED, by=by)
    return report


@transaction.atomic
def merge(
    report: Report, *, into: Report, key: bytes, case: Opened | None = None, by: User
) -> Report:
    """The same matter was reported before: every receipt still opens its own mailbox.

    Where a case came of the other report, `case` takes in the evidence and whom this report keeps out.
    """
    check_can_move(report, to=ReportState.MERGED, by=by)
    if into.pk == report.pk or into.state not in {ReportState.RECEIVED, ReportState.ACCEPTED}:
        raise NotPossible(
            _(
                "Laporan tujuan tidak dapat menerima penggabungan. Pilih laporan lain yang masih ditangani."
            )
        )
    if into.state == ReportState.ACCEPTED:
        if case is None:
            raise NotPossible(
                _(
                    "Laporan itu sudah menjadi perkara yang tidak Anda tangani atau sudah selesai."
                    " Minta penangannya menggabungkan, atau buka perkara baru."
                )
            )
        bars = _barred(content_of(report, key))
        cases.join(case, (OriginKind.REPORT, report.ref), bars=bars, by=by)
        _pass_on(case, report, key, by)
    _move(report, ReportState.MERGED, by, merged_into=into, next_check_in_on=_first_check_in())
    say(report, "", key=key, author=Author.HOUSE, kind=NoticeKind.MERGED, by=by)
    return report


@transaction.atomic
def accept(report: Report, asked: Asked, *, key: bytes, by: User) -> Case:
    """Make a case of a report: its evidence goes along, its reporter is told and asked later how they fare."""
    check_can_move(report, to=ReportState.ACCEPTED, by=by)
    together = ((report, key), *asked.merged)
    new = replace(
        asked.new,
        origins=tuple((OriginKind.REPORT, one.ref) for one, _key in together),
        barred=tuple(
            name for one, its_key in together for name in _barred(content_of(one, its_key))
        ),
    )
    opened = cases.open_case(
        new,
        subjects=asked.subjects, summary=asked.summary, handlers=asked.handlers, by=by,
    )  # fmt: skip
    for one, its_key in together:
        _pass_on(opened, one, its_key, by)
    _move(report, ReportState.ACCEPTED, by, next_check_in_on=_first_check_in())
    say(report, "", key=key, author=Author.HOUSE, kind=NoticeKind.ACCEPTED, by=by)
    return opened.case


@transaction.atomic
def pass_on(report: Report, case: Opened, *, key: bytes, by: User) -> None:
    """Give a case what the reporter sent since it was opened."""
    check_can_work(report, by=by)
    if not not_passed_on(report, key, case.case):
        raise NotPossible(_("Semua bukti laporan ini sudah ada dalam perkaranya."))
    _pass_on(case, report, key, by)


def _barred(content: Content) -> tuple[str, ...]:
    """Officers whom a report names or does not want."""
    return (*content.avoid, *content.names)


def _first_check_in() -> date:
    return timezone.localdate() + timedelta(days=CHECK_INS[0])


def _pass_on(opened: Opened, report: Report, key: bytes, by: User) -> None:
    """The case gets the facts of a report's evidence under its own key; the files stay where they lie."""
    for piece in not_passed_on(report, key, opened.case):
        _pass_one(opened, piece, by)


def _pass_one(opened: Opened, piece: Piece, by: User) -> None:
    if piece.about is None:
        raise NotPossible(_("Satu bukti diubah setelah disegel. Beri tahu administrator dahulu."))
    about, row = piece.about, piece.attachment
    file = File(
        name=about.name,
        type=about.mime,
        size=about.size,
        sha256=about.sha256,
        key_hex=about.key.hex(),
    )
    path = files.place_of(row.ref)
    cases.add_item(opened.case, file, path=path, digest=row.digest, key=opened.key, by=by)


@transaction.atomic
def note_custody(attachment: Attachment, *, what: Act, by: User) -> Custody:
    """Write down, before it happens, that an officer looks at or takes out a piece of evidence."""
    check_can_work(attachment.report, by=by)
    row = Custody.objects.create(
        attachment=attachment, what=what, by=by, salt=boxes.new_key()[:16],
        at=timezone.now().replace(microsecond=0),
    )  # fmt: skip
    ledger.append(
        log="internal", kind="custody", ref=row.ref, at=row.at,
        payload={
            "evidence": attachment.ref.hex, "what": str(what),
            "by": commitment(bytes(row.salt), by.username),
        },
    )  # fmt: skip
    return row


@transaction.atomic
def ask_identity(report: Report, reason: str, *, key: bytes, by: Holder) -> Opening:
    """Ask the custodians to open who reported; the reporter reads the reason at once."""
    check_can_work(report, by=by.user)
    if report.identity_box is None:
        raise NotPossible(_("Pelapor tidak menitipkan identitas."))
    opening = vault.ask_opening(report.identity_box, reason=reason, by=by)
    say(
        report,
        opening.reason,
        key=key,
        author=Author.HOUSE,
        kind=NoticeKind.IDENTITY_ASKED,
        by=by.user,
    )
    return opening


@transaction.atomic
def check_in(report: Report, *, days: int) -> None:
    """Ask the reporter how they fare, and set the next day, if there is one."""
    after = next((later for later in CHECK_INS if later > days), None)
    triaged = timezone.localdate(report.triaged_at or report.received_at)
    day = triaged + timedelta(days=after) if after else None
    rows = Report.objects.filter(pk=report.pk, next_check_in_on=report.next_check_in_on)
    if rows.update(next_check_in_on=day) == 1:
        Message.objects.create(
            report=report, author=Author.HOUSE, kind=NoticeKind.CHECK_IN, at=timezone.now()
        )


def _written(text: str, shortest: int) -> str:
    text = text.replace("\0", "").strip()
    if not shortest <= len(text) <= LONGEST_MESSAGE:
        raise InputError(
            _("Tulis antara %(low)s dan 10.000 huruf; pelapor membacanya.") % {"low": shortest}
        )
    return text


def _move(report: Report, to: ReportState, by: User, **fields: object) -> None:
    now = timezone.now()
    rows = Report.objects.filter(pk=report.pk, state=report.state)
    if to == ReportState.CLOSED:
        fields["closed_at"] = now
    if report.triaged_at is None:
        fields |= {"triaged_at": now, "triaged_by": by}
    if rows.update(state=to, **fields) != 1:
        raise NotPossible(_("Laporan ini baru saja ditelaah petugas lain. Muat ulang halaman."))
    report.refresh_from_db()
    ledger.append(
        log="internal", kind="report-triaged", ref=uuid4(), at=now,
        payload={"report": report.ref.hex, "state": str(to)},
    )  # fmt: skip
