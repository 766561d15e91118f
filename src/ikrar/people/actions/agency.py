"""Writes about the agency itself."""

from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotPossible
from ikrar.people.models import Agency, Unit
from ikrar.people.policies import Actor, check_can_set_today


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InputError(
            _("Zona waktu “%(name)s” tidak dikenal. Pakai misalnya Asia/Jakarta.") % {"name": name}
        ) from error


@transaction.atomic
def create_agency(
    name: str, *, short: str, time_zone: str = "Asia/Jakarta", pack: str = "pemilu-2024",
    demo_on: date | None = None, by: Actor,
) -> Agency:  # fmt: skip
    """Create the one agency of this installation and the root of its unit tree.

    `demo_on` makes it a demo that pretends that day.
    """
    if Agency.objects.exists():
        raise NotPossible(_("Instansi sudah ada. Satu pemasangan melayani satu instansi."))
    if not name.strip() or not short.strip():
        raise InputError(_("Isi nama dan singkatan instansi."))
    _check_zone(time_zone)
    agency = Agency(
        name=name.strip(), short=short.strip(), time_zone=time_zone, pack=pack,
        is_demo=demo_on is not None, today=demo_on,
    )  # fmt: skip
    try:
        agency.full_clean()
    except ValidationError as error:
        raise InputError(" ".join(error.messages)) from error
    agency.save()
    root = Unit.objects.create(agency=agency, code="AKAR", name=agency.name)
    Unit.objects.filter(pk=root.pk).update(path=f"/{root.pk}/")
    return agency


@transaction.atomic
def set_today(agency: Agency, *, today: date | None, by: Actor) -> Agency:
    """Pretend a date in a demo, so that another phase of the calendar can be looked at."""
    check_can_set_today(agency, by=by)
    agency.today = today
    agency.save(update_fields=["today"])
    return agency
