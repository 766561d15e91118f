"""What anybody may see: how many have signed, by main unit, with nobody recognisable in it.

The published rows are a partition of those who must sign. A row is shown by itself only if at least
five people must sign in it, and either all of them have, or at least five have and at least five have
not. A small number on either side would point at persons; "nobody has" would point at every one of
them; "everybody has" says nothing bad of anyone. All other units are merged into one row, and further
units (the smallest first) are drawn into it until that row meets the same rule. Whatever is added or
subtracted, total included, therefore only ever yields groups that meet the rule or unions of them.
The total of the agency is shown if five or more must sign. Changes between two looks at a live page
are not protected: show it as of a day if that matters to you.
"""

from dataclasses import dataclass

from ikrar.people.models import Unit
from ikrar.pledges.models import Campaign
from ikrar.pledges.queries.coverage import UnitCoverage, coverage, total_of

SMALL = 5


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One line: a unit's name ("" for the merged units), how many must sign and how many have."""

    name: str
    obliged: int
    signed: int
    units: int = 1

    @property
    def ratio(self) -> float:
        return self.signed / self.obliged if self.obliged else 0.0

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 means everybody."""
        return self.signed * 100 // self.obliged if self.obliged else 0


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """`total` is None while fewer than five people must sign; `merged` holds the small units."""

    total: PublicRow | None
    rows: tuple[PublicRow, ...] = ()
    merged: PublicRow | None = None


def public_figures(campaign: Campaign) -> PublicFigures:
    """Figures by main unit: the children of the root (or the roots, if there are several)."""
    roots = list(Unit.objects.filter(agency=campaign.agency_id, parent=None)[:2])
    rows = coverage(campaign, unit=roots[0] if len(roots) == 1 else None)
    total = total_of(rows)
    if total.obliged < SMALL:
        return PublicFigures(None)
    shown, merged = suppress([_public(row) for row in rows if row.obliged])
    whole = PublicRow(campaign.agency.name, total.obliged, total.signed, len(rows))
    return PublicFigures(whole, tuple(shown), merged)


def _public(row: UnitCoverage) -> PublicRow:
    return PublicRow(row.unit.name if row.unit else "", row.obliged, row.signed)


def is_safe(row: PublicRow) -> bool:
    unsigned = row.obliged - row.signed
    return row.obliged >= SMALL and (unsigned == 0 or min(row.signed, unsigned) >= SMALL)


def suppress(rows: list[PublicRow]) -> tuple[list[PublicRow], PublicRow | None]:
    """Split into rows that may be shown and the merge of the others; ([], None) if none may."""
    hidden = [row for row in rows if not is_safe(row)]
    shown = [row for row in rows if is_safe(row)]
    by_size = sorted(shown, key=lambda row: (row.obliged, row.name))
    while hidden and not is_safe(merge(hidden)):
        if not by_size:
            return [], None
        drawn_in = by_size.pop(0)
        hidden.append(drawn_in)
        shown = [row for row in shown if row is not drawn_in]
    return shown, merge(hidden) if hidden else None


def merge(rows: list[PublicRow]) -> PublicRow:
    return PublicRow(
        "", sum(row.obliged for row in rows), sum(row.signed for row in rows), len(rows)
    )
