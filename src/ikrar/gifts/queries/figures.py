"""How often units said no. A unit with fewer than five refusals is never shown by itself, nor can it be worked out.

Out: units with their counts, and the merge of the small ones where that too is large enough. There is no total, so that
nothing can be subtracted from it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count

from ikrar.gifts.models import Gift
from ikrar.gifts.states import GiftKind, GiftState
from ikrar.people.models import Unit

SMALL = 5


@dataclass(frozen=True, slots=True)
class UnitRefusals:
    """One line: `people` is how many different ones said no."""

    name: str
    refusals: int


@dataclass(frozen=True, slots=True)
class RefusalFigures:
    """`merged` holds the small units together; None where even they are too few."""

    rows: tuple[UnitRefusals, ...]
    merged: UnitRefusals | None
    mine: UnitRefusals | None


def refusal_figures(
    year: int, *, unit: Unit | None = None, before: datetime | None = None
) -> RefusalFigures:
    """The refusals of a year by the unit in which they were recorded; `mine`: the line of that unit, if it may be shown.

    `before`: only what was recorded by then.
    """
    span = (date(year, 1, 1), date(year, 12, 31))
    refused = Gift.objects.filter(kind=GiftKind.REFUSED, on__range=span)
    refused = refused.exclude(state=GiftState.WITHDRAWN)
    if before is not None:
        refused = refused.filter(recorded_at__lt=before)
    counted = (
        refused.order_by()
        .values_list("unit_id", "unit__name")
        .annotate(n=Count("pk"), people=Count("employee", distinct=True))
    )
    found = {pk: (UnitRefusals(name, n), people) for pk, name, n, people in counted}
    shown = {pk: row for pk, (row, people) in found.items() if _may_stand(row.refusals, people)}
    hidden = [found[pk] for pk in found if pk not in shown]
    merged = UnitRefusals("", sum(row.refusals for row, _n in hidden))
    stands = len(hidden) > 1 and _may_stand(merged.refusals, sum(n for _row, n in hidden))
    ordered = sorted(shown.values(), key=lambda row: (-row.refusals, row.name))
    mine = shown.get(unit.pk) if unit is not None else None
    return RefusalFigures(tuple(ordered), merged if stands else None, mine)


def _may_stand(refusals: int, people: int) -> bool:
    """One who refuses often would be known by it: both counts must be large enough."""
    return min(refusals, people) >= SMALL
