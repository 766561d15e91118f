"""What every page shows in its header: the agency, the phase of the day, the doors one may open."""

from typing import Any

from django.http import HttpRequest

from ikrar.people.queries import agency_or_none


def house(request: HttpRequest) -> dict[str, Any]:
    """Template context for `web/base.html`."""
    return {"agency": agency_or_none()}
