"""The pack, the zone and the moment at the agency; in a demo, the day that it pretends with the hour that it is."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from ikrar import packs
from ikrar.errors import Error
from ikrar.packs import Pack
from ikrar.packs.model import ProgrammePhase
from ikrar.people.models import Agency
from ikrar.people.queries import agency_or_none, the_agency

DEFAULT_PACK = "pemilu-2024"


def the_pack(agency: Agency | None = None) -> Pack:
    """The agency's pack; before there is an agency, the one that is shipped."""
    found = agency or agency_or_none()
    return packs.load(found.pack if found else DEFAULT_PACK, extra_dirs=settings.IKRAR_PACK_DIRS)


def pack_or_none(agency: Agency | None = None) -> Pack | None:
    """The same; None where it cannot be read now."""
    try:
        return the_pack(agency)
    except Error:
        return None


def zone(agency: Agency | None = None) -> ZoneInfo:
    return ZoneInfo((agency or the_agency()).time_zone)


def now(agency: Agency | None = None) -> datetime:
    """The moment at the agency, in its zone."""
    found = agency or the_agency()
    moment = timezone.now().astimezone(zone(found))
    return datetime.combine(found.today, moment.timetz()) if found.today else moment


def local(moment: datetime, agency: Agency | None = None) -> datetime:
    return moment.astimezone(zone(agency))


def start_of(day: date, agency: Agency | None = None) -> datetime:
    """The first moment of a day at the agency."""
    return datetime.combine(day, time(), zone(agency))


def phase_of(pack: Pack, name: str) -> ProgrammePhase | None:
    return next((phase for phase in pack.programme.phases if phase.id == name), None)
