"""Declared ties: an employee says what ties them to a contestant, a party or a colleague, and when it ended.

Each is one row and one entry of the internal log, which holds a salted commitment and no name. So is the word that all of
them stand there, be it none.
"""

import secrets
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotPossible
from ikrar.ledger import actions as ledger
from ikrar.people.actions.mail import queue_mails
from ikrar.people.models import Agency, Employee, Interest, InterestReview, Mail, User
from ikrar.people.policies import (
    Actor,
    check_can_declare_interest,
    check_can_end_interest,
    check_can_see_interests,
)
from ikrar.people.queries import REVIEW_LETTER, reviews_to_remind, today
from ikrar.people.states import InterestKind, Relation
from ikrar.tlog import entry

LOG = "internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What is declared. An empty `ref` of a contestant, party, team or relative who runs stands for all of them."""

    kind: InterestKind
    since: date
    ref: str = ""
    relative: Employee | None = None
    relation: str = ""


@transaction.atomic
def declare_interest(employee: Employee, tie: Tie, *, by: Actor) -> Interest:
    """Say that a tie exists."""
    check_can_declare_interest(employee, by=by)
    kind, ref = InterestKind(tie.kind), tie.ref.replace("\0", "").strip()
    _check(employee, tie, ref)
    interest = Interest.objects.create(
        employee=employee, kind=kind, ref=ref, relative=tie.relative, since=tie.since,
        relation=Relation(tie.relation) if tie.relation else "",
        declared_at=timezone.now().replace(microsecond=0),
        salt=secrets.token_bytes(entry.SALT_BYTES),
    )  # fmt: skip
    _log("interest", interest.entry, bytes(interest.salt), interest.declared())
    return interest


def _check(employee: Employee, tie: Tie, ref: str) -> None:
    if len(ref) > 60:
        raise InputError(_("Pilih calon atau partai dari daftar."))
    if (tie.relative is not None) != (tie.kind == InterestKind.FAMILY):
        raise InputError(
            _("Sebutkan pegawai yang menjadi keluarga, hanya untuk hubungan keluarga.")
        )
    if tie.kind == InterestKind.KIN and not tie.relation:
        raise InputError(_("Pilih hubungan Anda dengan keluarga itu."))
    if tie.relative is not None and tie.relative.pk == employee.pk:
        raise InputError(_("Pilih pegawai lain sebagai keluarga."))
    if tie.since > today(employee.agency):
        raise InputError(_("Tanggal mulai tidak boleh di masa depan."))
    same = Interest.objects.filter(
        employee=employee, kind=tie.kind, ref=ref, relative=tie.relative, until=None
    )
    if same.exists():
        raise NotPossible(_("Kepentingan ini sudah Anda nyatakan."))


@transaction.atomic
def end_interest(interest: Interest, *, until: date, by: Actor) -> Interest:
    """Say that a tie is over; the row stays."""
    check_can_end_interest(interest, by=by)
    if until < interest.since or until > today(interest.employee.agency):
        raise InputError(_("Tanggal berakhir tidak boleh sebelum mulai atau di masa depan."))
    ref, salt = uuid.uuid4(), secrets.token_bytes(entry.SALT_BYTES)
    rows = Interest.objects.filter(pk=interest.pk, until=None)
    if rows.update(until=until, end_entry=ref, end_salt=salt) != 1:
        raise NotPossible(_("Kepentingan ini sudah dinyatakan berakhir."))
    interest.until, interest.end_entry, interest.end_salt = until, ref, salt
    _log("interest-end", ref, salt, interest.ended())
    return interest


@transaction.atomic
def review_interests(employee: Employee, *, by: Actor) -> InterestReview:
    """Say that what stands there is all there is: with the pledge, every year, and when something has changed."""
    check_can_declare_interest(employee, by=by)
    review = InterestReview(
        employee=employee, ties=employee.interests.filter(until=None).count(),
        made_at=timezone.now().replace(microsecond=0), salt=secrets.token_bytes(entry.SALT_BYTES),
    )  # fmt: skip
    review.save(force_insert=True)
    _log("interest-review", review.entry, bytes(review.salt), review.said())
    return review


def remind_of_interests(agency: Agency, *, limit: int = 500) -> int:
    """Ask those whose declaration is a year old to look through it, once each year; how many were written to."""
    due = list(reviews_to_remind(today(agency))[:limit])
    if not due:
        return 0
    subject = _("Setahun berlalu: periksa pernyataan kepentingan Anda")
    body = _(
        "Pernyataan kepentingan diperbarui setiap tahun, juga bila tidak ada yang berubah. Masuk dan"
        " periksa di %(where)s. Surat ini tidak memuat isi pernyataan Anda."
    ) % {"where": settings.SITE_URL + reverse("interests", urlconf="ikrar.server.urls")}
    queue_mails(
        Mail(
            key=f"{REVIEW_LETTER}{one.pk}", employee=one.employee, to=one.employee.email,
            subject=subject, body=body,
        )
        for one in due
    )  # fmt: skip
    return len(due)


@transaction.atomic
def note_interests_seen(employee: Employee, *, by: User | None) -> None:
    """Keep in the log, before it happens, that a custodian looks at somebody's ties."""
    check_can_see_interests(employee, by=by)
    if by is not None and by.employee_id != employee.pk:
        salt = secrets.token_bytes(entry.SALT_BYTES)
        _log("interest-seen", uuid.uuid4(), salt, {"employee": employee.pk, "by": by.pk})


def _log(kind: str, ref: uuid.UUID, salt: bytes, what: dict[str, Any]) -> None:
    payload = {"what": entry.commit(salt, what)}
    at = timezone.now()
    ledger.append(log=LOG, kind=kind, ref=ref, at=at, payload=payload)
