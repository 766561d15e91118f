"""Reads about agency, units, employees, roles, imports and the outbox."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ikrar.errors import NotFound
from ikrar.people.models import Agency, Employee, Mail, RosterImport, Unit, User
from ikrar.people.roster.spool import directory
from ikrar.people.states import ImportState, MailState


def agency_or_none() -> Agency | None:
    """The agency of this installation, or None before `ikrar init`."""
    return Agency.objects.first()


def the_agency() -> Agency:
    """The agency of this installation."""
    agency = agency_or_none()
    if agency is None:
        raise NotFound(_("Instansi belum disiapkan. Jalankan `ikrar init` di server."))
    return agency


def today(agency: Agency) -> date:
    """The date at the agency; in a demo, the date that it pretends."""
    return agency.today or timezone.now().astimezone(ZoneInfo(agency.time_zone)).date()


def subtree(unit: Unit) -> QuerySet[Unit]:
    """`unit` and every unit below it."""
    return Unit.objects.filter(path__startswith=unit.path)


def ancestors(unit: Unit) -> QuerySet[Unit]:
    """The units above `unit`, from the root down."""
    return Unit.objects.filter(pk__in=unit.path.split("/")[1:-2]).order_by("path")


def valid_units(agency: Agency, *, on: date) -> QuerySet[Unit]:
    """Units that exist on a day: `[valid_from, valid_to)`."""
    still = Q(valid_to=None) | Q(valid_to__gt=on)
    return Unit.objects.filter(still, agency=agency, valid_from__lte=on)


def units_of(user: User, *names: str) -> QuerySet[Unit]:
    """Units that the user's roles (or only those in `names`) cover, with all that is below them."""
    if not user.is_authenticated or not user.is_active:
        return Unit.objects.none()
    roles = user.roles.select_related("unit")
    covered, reach = [r for r in roles if not names or r.name in names], Q(pk__in=[])
    if any(role.unit is None for role in covered):
        return Unit.objects.all()
    for role in covered:
        reach |= Q(path__startswith=role.unit.path) if role.unit else Q()
    return Unit.objects.filter(reach)


def find_employee(nip: str) -> Employee | None:
    """The employee with this NIP, spaces and dots forgiven; None if there is none."""
    digits = nip.translate(str.maketrans("", "", " .-'\t\r\n\xa0"))
    wanted = [nip.strip(), digits]
    return Employee.objects.select_related("unit", "agency").filter(nip__in=wanted).first()


def due_mail(now: datetime) -> Mail | None:
    """The letter that has waited longest among those due."""
    waiting = Mail.objects.filter(state=MailState.QUEUED, not_before__lte=now)
    return waiting.order_by("not_before", "id").first()


def unfinished_import(agency: Agency) -> RosterImport | None:
    """The import that is being applied now, if any."""
    return RosterImport.objects.filter(agency=agency, state=ImportState.APPLYING).first()


def spool_path(roster_import: RosterImport) -> Path:
    """Where the working copy of an import lies."""
    return directory(Path(settings.DATA_DIR)) / Path(roster_import.stored_as or "tidak-ada").name


def import_to_work_on() -> RosterImport | None:
    """An import that needs no person now: one to apply, else one to check."""
    due = [ImportState.APPLYING, ImportState.UPLOADED]
    return RosterImport.objects.filter(state__in=due).order_by("state", "id").first()
