"""The pack that answers are looked up in, and the day they are looked up for."""

from datetime import date

from django.conf import settings
from django.utils import timezone

from ikrar import packs
from ikrar.errors import Error
from ikrar.packs import Pack
from ikrar.people.models import Agency
from ikrar.people.queries import agency_or_none, today

DEFAULT_PACK = "pemilu-2024"


def the_pack(agency: Agency | None = None) -> Pack:
    """The agency's pack; before there is an agency, the one that is shipped."""
    found = agency or agency_or_none()
    name = found.pack if found else DEFAULT_PACK
    return packs.load(name, extra_dirs=settings.IKRAR_PACK_DIRS)


def pack_or_none(agency: Agency | None = None) -> Pack | None:
    """The same; None where it cannot be read now."""
    try:
        return the_pack(agency)
    except Error:
        return None


def day(agency: Agency | None) -> date:
    """The day at the agency."""
    return today(agency) if agency else timezone.localdate()
