"""Reads that look over several duties: counts for the home page, the public page, the briefing, the daily letter."""

from ikrar.dashboards.queries.barometer import Barometer, Talk, barometer, pack_or_none
from ikrar.dashboards.queries.briefing import briefing_of, phase_named
from ikrar.dashboards.queries.coverage import (
    COUNT_SECONDS,
    FIGURES_SECONDS,
    SMALL,
    Count,
    Figures,
    campaign_of_the_day,
    count_of,
    figures_of,
)
from ikrar.dashboards.queries.digest import Digest, digest_of, key_of, to_write_to
from ikrar.dashboards.queries.saying import Saying, what_we_said

__all__ = [
    "COUNT_SECONDS", "FIGURES_SECONDS", "SMALL", "Barometer", "Count", "Digest", "Figures", "Saying", "Talk",
    "barometer", "briefing_of", "campaign_of_the_day", "count_of", "digest_of", "figures_of", "key_of",
    "pack_or_none", "phase_named", "to_write_to", "what_we_said",
]  # fmt: skip
