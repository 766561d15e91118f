"""Reads of reports. Whatever an officer sees comes through `visible_to`: without a key to a report it does not exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from ikrar import packs
from ikrar.cases import queries as cases
from ikrar.cases.actions import Opened
from ikrar.cases.models import Case, Origin
from ikrar.cases.states import OPEN, OriginKind
from ikrar.errors import Error, NotFound, VerificationError
from ikrar.packs.years import years_from
from ikrar.people.models import Unit
from ikrar.people.queries import agency_or_none
from ikrar.reports.content import (
    About,
    Content,
    about_attachment,
    about_content,
    about_identity,
    about_message,
)
from ikrar.reports.models import Attachment, Message, Report
from ikrar.reports.shelf import files
from ikrar.reports.states import GONE, Author, NoticeKind, ReportState, Statement
from ikrar.sealing import boxes
from ikrar.sealing.receipts import Derived
from ikrar.vault.models import Holder, Opening
from ikrar.vault.queries import data_key, data_keys
from ikrar.vault.states import OpeningState
from ikrar.web.templatetags.ikrar import berbahasa


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the mailbox, opened."""

    message: Message
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence, its facts opened; `about` is None where they were changed."""

    attachment: Attachment
    about: About | None


def visible_to(holder: Holder) -> QuerySet[Report]:
    """The reports that this holder has a key to."""
    return Report.objects.filter(box__keys__holder=holder)


def report_for(holder: Holder, pk: int) -> Report:
    """One of them. NotFound for every other number, whether or not there is such a report."""
    found = (
        visible_to(holder)
        .filter(pk=pk)
        .select_related("box", "identity_box", "merged_into")
        .first()
    )
    if found is None:
        raise NotFound(_("Tidak ada laporan dengan nomor itu untuk Anda."))
    return found


def report_of(found: Derived) -> Report:
    """The report that a receipt opens. NotFound where there is none, or no more."""
    report = Report.objects.filter(lookup=found.lookup).select_related("box").first()
    if report is None:
        raise NotFound(
            _(
                "Tidak ada laporan dengan tanda terima ini. Bandingkan dengan salinan Anda, bagian demi bagian."
            )
        )
    if report.state in GONE:
        raise NotFound(_("Isi laporan ini sudah dihapus, jadi kotaknya tidak ada lagi."))
    return report


def count_by_state(holder: Holder) -> dict[str, int]:
    """How many reports of each state this holder sees."""
    rows = visible_to(holder).order_by().values_list("state").annotate(Count("pk"))
    return {str(state): n for state, n in rows}


def unanswered(rows: QuerySet[Report]) -> QuerySet[Report]:
    """Those whose reporter spoke last: a message, more evidence, an answer to how they fare."""
    said = Message.objects.filter(report=OuterRef("pk")).exclude(author=Author.HOUSE)
    last = Subquery(said.order_by("-pk").values("author")[:1])
    return rows.exclude(state__in=GONE).annotate(last=last).filter(last=Author.REPORTER)


def key_for(report: Report, holder: Holder, private: bytes) -> bytes:
    """The data key of a report for an officer."""
    return data_key(report.box, holder, private)


def contents_of(reports: Iterable[Report], holder: Holder, private: bytes) -> dict[int, Content]:
    """What these reports say, by their number, of those that the key in hand opens."""
    there = [one for one in reports if one.state not in GONE]
    keys = data_keys(holder, private, of=[one.box_id for one in there])
    return {one.pk: content_of(one, keys[one.box_id]) for one in there if one.box_id in keys}


def content_of(report: Report, key: bytes) -> Content:
    """What the report says."""
    return Content.read(boxes.unseal(key, bytes(report.content), about=about_content(report.ref)))


def in_words(content: Content) -> dict[str, str]:
    """The statement, form and unit that the reporter chose, as a reader knows them."""
    statement = str(Statement(content.statement).label) if content.statement else ""
    unit = Unit.objects.filter(code=content.unit).first() if content.unit else None
    return {"statement": statement, "form": _form(content), "unit": unit.name if unit else ""}


def _form(content: Content) -> str:
    agency = agency_or_none()
    try:
        return berbahasa(packs.load(agency.pack).form(content.form).text) if agency else ""
    except Error:
        return ""


def identity_of(report: Report, holder: Holder, private: bytes) -> str | None:
    """Who reported, for an officer to whom two custodians opened it; None for everybody else."""
    if report.identity_box is None:
        return None
    try:
        key = data_key(report.identity_box, holder, private)
    except NotFound:
        return None
    return boxes.unseal(key, bytes(report.identity), about=about_identity(report.ref)).decode()


def mailbox(report: Report, key: bytes) -> list[Line]:
    """The mailbox from the first line to the last."""
    lines = [Line(one, _words(one, key)) for one in report.messages.all()]
    return sorted([*lines, *_outcomes(report)], key=lambda line: line.message.at)


def _outcomes(report: Report) -> list[Line]:
    """What the custodians answered: their decision is the row, so that nobody has to remember to tell."""
    kinds = {
        OpeningState.OPENED: NoticeKind.IDENTITY_OPENED,
        OpeningState.REFUSED: NoticeKind.IDENTITY_REFUSED,
    }
    rows = Opening.objects.filter(box=report.identity_box_id, state__in=kinds).order_by("pk")
    told = [
        Message(
            report=report,
            author=Author.HOUSE,
            kind=kinds[OpeningState(row.state)],
            at=row.ended_at or row.asked_at,
        )
        for row in rows
    ]
    return [Line(one, "") for one in told]


def evidence(report: Report, key: bytes) -> list[Piece]:
    """The pieces of evidence in the order they came."""
    return [Piece(one, _about(one, key)) for one in report.attachments.all()]


def piece_of(report: Report, key: bytes, ref: Any) -> Piece:
    """One of them."""
    found = report.attachments.filter(ref=ref).first()
    if found is None:
        raise NotFound(_("Bukti ini tidak ada pada laporan ini."))
    return Piece(found, _about(found, key))


def not_passed_on(report: Report, key: bytes, case: Case) -> list[Piece]:
    """The pieces of evidence that the case has not."""
    there = set(case.items.values_list("path", flat=True))
    found = evidence(report, key)
    return [one for one in found if files.place_of(one.attachment.ref) not in there]


def case_of(report: Report, holder: Holder, private: bytes) -> Opened | None:
    """The open case that came of a report, for whoever holds its key and may still know of it."""
    if report.state not in {ReportState.ACCEPTED, ReportState.MERGED}:
        return None
    found = cases.visible_to(holder.user).filter(
        origins__kind=OriginKind.REPORT, origins__ref=report.ref, state__in=OPEN,
        box__keys__holder=holder,
    ).select_related("box", "unit").first()  # fmt: skip
    return Opened(found, data_key(found.box, holder, private)) if found is not None else None


def merged_into(report: Report, holder: Holder, private: bytes) -> tuple[tuple[Report, bytes], ...]:
    """Reports of the same matter that this holder can open, with their keys."""
    rows = list(report.merged.exclude(state__in=GONE).select_related("box"))
    keys = data_keys(holder, private, of=[one.box_id for one in rows])
    return tuple((one, keys[one.box_id]) for one in rows if one.box_id in keys)


def due_check_ins(on: date) -> QuerySet[Report]:
    """Reports whose reporter is to be asked how they fare."""
    return Report.objects.filter(next_check_in_on__lte=on).exclude(state__in=GONE)


def due_erasures(on: date) -> QuerySet[Report]:
    """Reports whose time is over: closed long enough by the agency's pack, or gone with their case or with the report that
    they were merged into. While a case keeps something of a report, it is kept.
    """
    agency = agency_or_none()
    if agency is None:
        return Report.objects.none()
    before = years_from(on, -packs.load(agency.pack).retention.case_years)
    cases = Origin.objects.filter(kind=OriginKind.REPORT, ref=OuterRef("ref"))
    ended = Q(state=ReportState.CLOSED, closed_at__date__lt=before)
    with_another = Q(state=ReportState.MERGED, merged_into__state=ReportState.ERASED)
    with_case = Q(Exists(cases), state__in=[ReportState.ACCEPTED, ReportState.MERGED])
    rows = Report.objects.filter(ended | with_another | with_case)
    return rows.filter(~Exists(cases.filter(case__erased_at=None)))


def _words(message: Message, key: bytes) -> str:
    if not message.sealed:
        return ""
    try:
        return boxes.unseal(key, bytes(message.sealed), about=about_message(message.ref)).decode()
    except VerificationError:
        return _(
            "Isi pesan ini diubah setelah disegel, jadi tidak dapat dibaca. Beri tahu administrator."
        )


def _about(one: Attachment, key: bytes) -> About | None:
    try:
        return About.read(boxes.unseal(key, bytes(one.about), about=about_attachment(one.ref)))
    except VerificationError:
        return None
