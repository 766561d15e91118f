"""A ceremony as its screen and its phones see it."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from ikrar.errors import NotFound
from ikrar.pledges.models import Ceremony, Seat, Signatory
from ikrar.pledges.states import SignatoryState

JOIN_LETTERS = "BCDFGHJKMNPQRTVWXYZ"  # no vowels: no words; no letter that looks like a digit


@dataclass(frozen=True, slots=True)
class CeremonyFigures:
    """What the hall sees: phones that joined, those who have signed, and the whole campaign."""

    joined: int
    signed: int
    campaign_signed: int
    campaign_obliged: int


def ceremony_of_code(code: str) -> Ceremony:
    """The ceremony behind a join code; case, spaces and hyphens are forgiven."""
    folded = "".join(letter for letter in code.upper() if letter not in "- ")
    ceremony = Ceremony.objects.select_related("campaign__text").filter(join_code=folded).first()
    if ceremony is None:
        raise NotFound(_("Kode gabung ini tidak dikenal. Periksa kembali kode pada layar upacara."))
    return ceremony


def ceremony_figures(ceremony: Ceremony) -> CeremonyFigures:
    """Two counts on indexes; cheap enough to be asked every few seconds."""
    signed = Q(signatory__state=SignatoryState.SIGNED)
    seats = Seat.objects.filter(ceremony=ceremony).aggregate(
        joined=Count("id"), signed=Count("id", filter=signed)
    )
    counts = dict(
        Signatory.objects.filter(
            campaign=ceremony.campaign_id, state__in=[SignatoryState.DUE, SignatoryState.SIGNED]
        )
        .values_list("state")
        .annotate(n=Count("id"))
        .order_by()
    )
    done = counts.get(SignatoryState.SIGNED.value, 0)
    return CeremonyFigures(**seats, campaign_signed=done, campaign_obliged=sum(counts.values()))


def seat_of(ceremony: Ceremony, signatory: Signatory | int) -> Seat | None:
    return (
        Seat.objects.select_related(
            "ceremony", "signatory__campaign__text", "signatory__campaign__agency",
            "signatory__employee", "signatory__unit",
        )
        .filter(ceremony=ceremony, signatory=signatory)
        .first()
    )  # fmt: skip
