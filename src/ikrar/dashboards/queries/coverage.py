"""What the home page and the public page show, kept for a moment so that a crowd costs one count.

In: a campaign. Out: figures with the time at which they were counted. Nothing here is about a person.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from ikrar.dashboards.queries.kept import kept
from ikrar.people.queries import agency_or_none
from ikrar.pledges.models import Campaign
from ikrar.pledges.queries import (
    PublicFigures,
    UnitCoverage,
    coverage_total,
    current_campaign,
    public_figures,
)

COUNT_SECONDS = 5
# unit figures move slowly on purpose: two looks a minute apart must not tell who signed between them
FIGURES_SECONDS = 600
SMALL = 5


@dataclass(frozen=True, slots=True)
class Count:
    """How many of those who must sign have signed; hidden while they are fewer than five."""

    obliged: int
    signed: int
    exempt: int

    @property
    def is_shown(self) -> bool:
        return self.obliged >= SMALL

    @property
    def ratio(self) -> float:
        return self.signed / self.obliged if self.obliged else 0.0

    @property
    def left(self) -> int:
        return self.obliged - self.signed


@dataclass(frozen=True, slots=True)
class Figures:
    """The public figures and when they were computed."""

    at: datetime
    figures: PublicFigures


def campaign_of_the_day() -> Campaign | None:
    """The agency's current campaign; None before there is an agency or a campaign."""
    agency = agency_or_none()
    return current_campaign(agency) if agency else None


def count_of(campaign: Campaign) -> Count:
    def fresh() -> Count:
        total: UnitCoverage = coverage_total(campaign)
        return Count(total.obliged, total.signed, total.exempt)

    return kept(f"home-count:{campaign.pk}", COUNT_SECONDS, fresh)


def figures_of(campaign: Campaign) -> Figures:
    return kept(
        f"public-figures:{campaign.pk}",
        FIGURES_SECONDS,
        lambda: Figures(timezone.now(), public_figures(campaign)),
    )
