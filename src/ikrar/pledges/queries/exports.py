"""What the personnel bureau takes away as a table: who has signed, who has not and why, by unit.

Rows come as text, header first, read by key in chunks; `people.exports` makes CSV or XLSX of them.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ikrar.people.models import Unit
from ikrar.people.states import Kind
from ikrar.pledges.models import Campaign, Signatory, Signature
from ikrar.pledges.queries.coverage import coverage
from ikrar.pledges.queries.links import link_url
from ikrar.pledges.queries.signatories import after_key, signatories_in
from ikrar.pledges.states import How, SignatoryState, SignatureState

CHUNK = 5000
EVERYBODY = (SignatoryState.DUE, SignatoryState.SIGNED, SignatoryState.EXEMPT)

_FIELDS = (
    "unit_id", "id", "employee__nip", "employee__title_before", "employee__name",
    "employee__title_after", "employee__kind", "employee__email", "unit__code", "unit__name",
    "state", "reason",
)  # fmt: skip


def export_rows(
    campaign: Campaign, *, unit: Unit | None = None, state: str | None = None
) -> Iterator[list[str]]:
    """Everybody in a unit and below it, or only those in one state; header first."""
    zone = ZoneInfo(campaign.agency.time_zone)
    states = (SignatoryState(state),) if state and state in SignatoryState.values else EVERYBODY
    yield [
        _("NIP"), _("Nama"), _("Jenis pegawai"), _("Surel"), _("Kode unor"), _("Unit kerja"),
        _("Keadaan"), _("Alasan"), _("Ditandatangani pada"), _("Cara"),
    ]  # fmt: skip
    rows = signatories_in(campaign, unit=unit, states=states)
    words = {value: str(label) for value, label in SignatoryState.choices}
    kinds, hows = dict(Kind.choices), {value: str(label) for value, label in How.choices}
    for found in _chunks(rows.values_list(*_FIELDS)):
        signed = _signed([row[1] for row in found if row[10] == SignatoryState.SIGNED])
        for row in found:
            at, how = signed.get(row[1], (None, ""))
            yield [
                row[2], _full_name(row[3], row[4], row[5]), str(kinds.get(row[6], row[6])), row[7],
                row[8], row[9], words[row[10]], _(row[11]) if row[11] else "", _moment(at, zone),
                hows.get(how, ""),
            ]  # fmt: skip


def _chunks(rows: QuerySet[Any, tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    place: tuple[int, int] | None = None
    while True:
        wanted = rows if place is None else after_key(rows, unit_id=place[0], pk=place[1])
        found = list(wanted[:CHUNK])
        if found:
            yield found
        if len(found) < CHUNK:
            return
        place = found[-1][:2]


def _signed(ids: list[int]) -> dict[int, tuple[datetime | None, str]]:
    rows = Signature.objects.filter(signatory_id__in=ids, state=SignatureState.VALID)
    return {pk: (at, how) for pk, at, how in rows.values_list("signatory_id", "signed_at", "how")}


def _full_name(before: str, name: str, after: str) -> str:
    full = f"{before} {name}".strip()
    return f"{full}, {after}" if after else full


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S %Z}" if at else ""


def coverage_rows(campaign: Campaign, *, unit: Unit | None = None) -> Iterator[list[str]]:
    """The figures of `coverage` as a table; header first."""
    yield [
        _("Kode unor"), _("Unit kerja"), _("Wajib"), _("Sudah"), _("Belum"), _("Persen"),
        _("Tidak wajib"), pgettext("keadaan", "Keluar"),
    ]  # fmt: skip
    for row in coverage(campaign, unit=unit):
        percent = "" if row.percent is None else str(row.percent)
        name = row.unit.name if row.unit else ""
        yield [
            row.unit.code if row.unit else "",
            _("%(unit)s (langsung)") % {"unit": name} if row.is_own else name,
            str(row.obliged), str(row.signed), str(row.due), percent, str(row.exempt), str(row.gone),
        ]  # fmt: skip


def link_rows(
    issued: Iterable[tuple[Signatory, str]], expires_at: datetime, *, time_zone: str
) -> Iterator[list[str]]:
    """Personal links as a table for mail merge or WhatsApp, as they are issued; header first."""
    yield [_("nama"), _("unit"), _("surel"), _("tautan"), _("kode"), _("berlaku sampai")]
    until = f"{expires_at.astimezone(ZoneInfo(time_zone)):%Y-%m-%d %H:%M %Z}"
    for signatory, token in issued:
        employee = signatory.employee
        yield [
            employee.full_name, signatory.unit.name, employee.email, link_url(token), token, until,
        ]  # fmt: skip
