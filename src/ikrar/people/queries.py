"""Reads about agency, units, employees and roles."""

from ikrar.errors import NotFound
from ikrar.people.models import Agency


def agency_or_none() -> Agency | None:
    """The agency of this installation, or None before `ikrar init`."""
    return Agency.objects.first()


def the_agency() -> Agency:
    """The agency of this installation."""
    agency = agency_or_none()
    if agency is None:
        raise NotFound("Instansi belum disiapkan. Jalankan `ikrar init` di server.")
    return agency
