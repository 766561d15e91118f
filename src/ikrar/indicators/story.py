"""The story of an election's public conversation: from a tally to the tables that pages, charts and briefings are made of.

Everything is seeded: the same tally and seed give the same tables, byte for byte. All figures describe the posts that were
collected; none is an opinion poll, none tells a cause, none tells of a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from ikrar.indicators import collected, tally
from ikrar.indicators import phases as order
from ikrar.indicators.cells import cells, corrected, part, table
from ikrar.indicators.comparing import change_points, comparisons
from ikrar.indicators.estimate import Grouping, Rates, shares
from ikrar.indicators.phases import Phase

__all__ = ["Phase", "Rates", "Story", "story"]


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """Tables in the order of days and phases. A figure is (counting, indicator, n, positives, share_raw, share, low, high,
    is_corrected, is_shown), empty from `positives` to `high` where it is not shown.

    daily: day, figure · phases: phase, figure · changes: indicator, day, share_before, share_after, difference, low, high,
    days_before, days_after, is_corrected · comparisons: phase_a, phase_b, counting, indicator, share_a, share_b, difference, low, high,
    cohens_h, probability (that b exceeds a), is_clear, is_corrected, is_shown · missing: phase, start, end, days · mix: phase, source, n,
    share · copies: phase, posts, texts, clusters, share.
    """

    daily: pa.Table
    phases: pa.Table
    changes: pa.Table
    comparisons: pa.Table
    missing: pa.Table
    mix: pa.Table
    copies: pa.Table


def story(
    counts: pa.Table, *, phases: Sequence[Phase], rates: Mapping[str, Rates], seed: int = 0
) -> Story:
    """Make all tables of a tally. InputError where it or the phases cannot be used; an empty tally makes empty tables."""
    order.check(phases)
    counts, judges = tally.check(counts), dict(rates)
    rows = tally.rows(counts)
    days, day = np.unique(rows.day, return_inverse=True)
    by_day = Grouping(day, len(days))
    by_phase = Grouping(order.phase_of(rows.day, phases), len(phases))
    found = cells(shares(rows, [by_day, by_phase], judges, seed=seed))
    daily, whole = part(found, 0, len(days)), part(found, len(days), None)
    names = pa.array([one.id for one in phases], pa.string())
    dates = pa.array(days.astype(np.int32)).cast(pa.date32())
    return Story(
        daily=table(daily, {"day": dates}, judges),
        phases=table(whole, {"phase": names}, judges),
        changes=change_points(rows, daily, days, judges, seed=seed),
        comparisons=comparisons(whole, phases, corrected(judges)),
        missing=collected.missing(days, phases),
        mix=collected.mix(counts, phases),
        copies=collected.copies(counts, phases),
    )
