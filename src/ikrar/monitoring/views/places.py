"""The pages of the conversation, as tabs."""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACES: Final[dict[str, tuple[str, str | Promise]]] = {
    "story": ("conversation", _("Gambaran")),
    "findings": ("conversation_findings", _("Temuan")),
    "claims": ("conversation_claims", _("Klaim")),
    "copies": ("conversation_copies", _("Salinan")),
    "sources": ("conversation_sources", _("Sumber")),
    "judges": ("conversation_judges", _("Penilai")),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One tab."""

    label: str
    url: str
    current: str


def places(current: str) -> list[Place]:
    """All tabs; `current` is the one that is open."""
    return [
        Place(str(label), reverse(name), "page" if key == current else "")
        for key, (name, label) in PLACES.items()
    ]
