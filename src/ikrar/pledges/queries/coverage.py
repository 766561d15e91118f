"""Coverage: who has signed, counted for every unit with all that is below it.

One GROUP BY over the coverage index answers for the whole tree; the roll-up by path happens here. The
denominator is `due + signed`: those whose standing exempts them are listed apart, with the reason.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet
from django.utils.translation import gettext

from ikrar.people.models import Unit
from ikrar.pledges.models import Campaign, Signatory
from ikrar.pledges.states import SignatoryState


@dataclass(frozen=True, slots=True)
class UnitCoverage:
    """A unit with its whole subtree, or (`is_own`) the staff directly in it.

    `unit` is None for the whole agency. `reasons` says why the exempt are exempt, in words.
    """

    unit: Unit | None
    due: int = 0
    signed: int = 0
    exempt: int = 0
    gone: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    has_children: bool = False
    is_own: bool = False

    @property
    def obliged(self) -> int:
        return self.due + self.signed

    @property
    def ratio(self) -> float | None:
        """0..1, or None where nobody has to sign."""
        return self.signed / self.obliged if self.obliged else None

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down: 100 means everybody."""
        return self.signed * 100 // self.obliged if self.obliged else None


@dataclass(slots=True)
class _Sum:
    """What is rolled up for one row; `below` tells whether a child unit has staff."""

    states: dict[str, int] = field(default_factory=dict)
    reasons: dict[str, int] = field(default_factory=dict)
    below: bool = False

    def coverage(self, unit: Unit | None, *, is_own: bool = False) -> UnitCoverage:
        count = self.states.get
        return UnitCoverage(
            unit=unit,
            due=count(SignatoryState.DUE.value, 0),
            signed=count(SignatoryState.SIGNED.value, 0),
            exempt=count(SignatoryState.EXEMPT.value, 0),
            gone=count(SignatoryState.GONE.value, 0),
            reasons={_word(key): n for key, n in sorted(self.reasons.items())},
            has_children=self.below and not is_own,
            is_own=is_own,
        )


def _word(reason: str) -> str:
    return gettext(reason) if reason else ""


def coverage(campaign: Campaign, *, unit: Unit | None = None) -> list[UnitCoverage]:
    """The children of `unit` (or the roots), each with its subtree; those without staff are left out.

    Staff directly in `unit` come first as a row of their own, so that the rows add up to the unit.
    """
    sums = _roll_up(campaign, unit)
    units = Unit.objects.in_bulk([key for key in sums if key])
    found = [(units[key], sums[key]) for key in sums if key in units]
    found.sort(key=lambda pair: (pair[0].name, pair[0].pk))
    rows = [rolled.coverage(child) for child, rolled in found]
    if _OWN in sums:
        rows.insert(0, sums[_OWN].coverage(unit, is_own=True))
    return rows


def coverage_total(campaign: Campaign, *, unit: Unit | None = None) -> UnitCoverage:
    """A unit with its whole subtree, or the whole campaign."""
    total = _Sum()
    for state, n in _rows(campaign, unit).values_list("state").annotate(n=Count("*")):
        total.states[state] = n
    exempt = _rows(campaign, unit).filter(state=SignatoryState.EXEMPT)
    for reason, n in exempt.values_list("reason").annotate(n=Count("*")):
        total.reasons[reason] = n
    return total.coverage(unit)


def total_of(rows: Iterable[UnitCoverage], unit: Unit | None = None) -> UnitCoverage:
    """The sum of what `coverage` gave, without asking the database again."""
    rows, reasons = list(rows), Counter[str]()
    for row in rows:
        reasons += Counter(row.reasons)
    return UnitCoverage(
        unit=unit,
        due=sum(row.due for row in rows),
        signed=sum(row.signed for row in rows),
        exempt=sum(row.exempt for row in rows),
        gone=sum(row.gone for row in rows),
        reasons=dict(sorted(reasons.items())),
    )


_FEW = 1000  # units
_OWN = 0  # the key of the staff directly in the unit that was asked for


def _rows(campaign: Campaign, unit: Unit | None) -> QuerySet[Signatory]:
    rows = Signatory.objects.filter(campaign=campaign).order_by()
    if unit is not None:
        rows = rows.filter(unit__in=Unit.objects.filter(path__startswith=unit.path))
    return rows


def _roll_up(campaign: Campaign, unit: Unit | None) -> dict[int, _Sum]:
    """Sums by the child of `unit` that each unit of the subtree lies in."""
    place_of, sums = _places(unit), dict[int, _Sum]()
    # a large subtree is counted faster with all the rest, which is then left out here
    rows = _rows(campaign, unit if len(place_of) <= _FEW else None)
    for state, unit_id, n in rows.values_list("state", "unit_id").annotate(n=Count("*")):
        if unit_id not in place_of:
            continue
        key, below = place_of[unit_id]
        rolled = sums.setdefault(key, _Sum())
        rolled.states[state] = rolled.states.get(state, 0) + n
        rolled.below = rolled.below or below
    exempt = rows.filter(state=SignatoryState.EXEMPT)
    for unit_id, reason, n in exempt.values_list("unit_id", "reason").annotate(n=Count("*")):
        if unit_id not in place_of:
            continue
        reasons = sums[place_of[unit_id][0]].reasons
        reasons[reason] = reasons.get(reason, 0) + n
    return sums


def _places(unit: Unit | None) -> dict[int, tuple[int, bool]]:
    """For each unit of the subtree the child of `unit` it lies in, and whether it lies deeper."""
    units = Unit.objects.order_by()
    if unit is not None:
        units = units.filter(path__startswith=unit.path)
    depth = unit.path.count("/") if unit else 1
    places = {}
    for pk, path in units.values_list("pk", "path"):
        parts = path.split("/")  # "/1/17/" gives "", "1", "17", ""
        places[pk] = (int(parts[depth] or _OWN), len(parts) > depth + 2)
    return places
