"""Declared ties: an employee says what ties them to a contestant, a party or a colleague, and when it ended.

Each is one row and one entry of the internal log, which holds a salted commitment and no name.
"""

import secrets
import uuid
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotPossible
from ikrar.ledger import actions as ledger
from ikrar.people.models import Employee, Interest
from ikrar.people.policies import Actor, check_can_declare_interest, check_can_end_interest
from ikrar.people.queries import today
from ikrar.people.states import InterestKind
from ikrar.tlog import entry


@transaction.atomic
def declare_interest(
    employee: Employee, *, kind: InterestKind, ref: str = "", relative: Employee | None = None,
    since: date, by: Actor,
) -> Interest:  # fmt: skip
    """Say that a tie exists. An empty `ref` of a contestant, party or team stands for all of them."""
    check_can_declare_interest(employee, by=by)
    ref = ref.replace("\0", "").strip()
    if len(ref) > 60:
        raise InputError(_("Pilih calon atau partai dari daftar."))
    if (relative is not None) != (kind == InterestKind.FAMILY):
        raise InputError(
            _("Sebutkan pegawai yang menjadi keluarga, hanya untuk hubungan keluarga.")
        )
    if relative is not None and relative.pk == employee.pk:
        raise InputError(_("Pilih pegawai lain sebagai keluarga."))
    if since > today(employee.agency):
        raise InputError(_("Tanggal mulai tidak boleh di masa depan."))
    at = timezone.now().replace(microsecond=0)
    interest = Interest.objects.create(
        employee=employee, kind=InterestKind(kind), ref=ref, relative=relative, since=since,
        declared_at=at, salt=secrets.token_bytes(entry.SALT_BYTES),
    )  # fmt: skip
    _log("interest", interest.entry, bytes(interest.salt), interest.declared())
    return interest


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


def _log(kind: str, ref: uuid.UUID, salt: bytes, what: dict[str, Any]) -> None:
    payload = {"what": entry.commit(salt, what)}
    at = timezone.now()
    ledger.append(log="internal", kind=kind, ref=ref, at=at, payload=payload)
