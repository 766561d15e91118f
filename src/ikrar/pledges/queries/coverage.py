"""Coverage: who has signed, counted for every unit with all that is below it.

One GROUP BY over the coverage index answers for the whole tree; the roll-up by path happens here. The
denominator is `due + signed`: those whose standing exempts them are listed apart, with the reason.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count
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
class _Node:
    """Counts while they are rolled up; `below` tells whether any child unit has staff."""

    states: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    below: bool = False

    def add(self, other: "_Node") -> None:
        self.states += other.states
        self.reasons += other.reasons

    def coverage(self, unit: Unit | None, *, is_own: bool = False) -> UnitCoverage:
        reasons = {_word(key): n for key, n in sorted(self.reasons.items())}
        return UnitCoverage(
            unit=unit,
            due=self.states[SignatoryState.DUE],
            signed=self.states[SignatoryState.SIGNED],
            exempt=self.states[SignatoryState.EXEMPT],
            gone=self.states[SignatoryState.GONE],
            reasons=reasons,
            has_children=self.below and not is_own,
            is_own=is_own,
        )


def _word(reason: str) -> str:
    return gettext(reason) if reason else ""


def coverage(campaign: Campaign, *, unit: Unit | None = None) -> list[UnitCoverage]:
    """The children of `unit` (or the roots), each with its subtree; those without staff are left out.

    Staff directly in `unit` come first as a row of their own, so that the rows add up to the unit.
    """
    own = _own_counts(campaign, unit)
    depth = len(_ids(unit.path)) if unit else 0
    by_child: dict[int, _Node] = {}
    for path, node in _with_paths(own):
        ids = _ids(path)
        key = ids[depth] if len(ids) > depth else 0  # 0: directly in `unit`
        rolled = by_child.setdefault(key, _Node())
        rolled.add(node)
        rolled.below = rolled.below or len(ids) > depth + 1
    units = Unit.objects.in_bulk([key for key in by_child if key])
    rows = [by_child[key].coverage(units[key]) for key in by_child if key in units]
    rows.sort(key=lambda row: (row.unit.name if row.unit else "", row.unit.pk if row.unit else 0))
    if 0 in by_child:
        rows.insert(0, by_child[0].coverage(unit, is_own=True))
    return rows


def coverage_total(campaign: Campaign, *, unit: Unit | None = None) -> UnitCoverage:
    """A unit with its whole subtree, or the whole campaign."""
    total = _Node()
    for node in _own_counts(campaign, unit).values():
        total.add(node)
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


def _own_counts(campaign: Campaign, unit: Unit | None) -> dict[int, _Node]:
    """Counts of the staff directly in each unit of the subtree, by unit id."""
    rows = Signatory.objects.filter(campaign=campaign)
    if unit is not None:
        rows = rows.filter(unit__in=Unit.objects.filter(path__startswith=unit.path))
    nodes: dict[int, _Node] = {}
    counted = rows.order_by().values_list("state", "unit_id").annotate(n=Count("*"))
    for state, unit_id, n in counted:
        nodes.setdefault(unit_id, _Node()).states[state] += n
    exempt = rows.filter(state=SignatoryState.EXEMPT).order_by()
    for unit_id, reason, n in exempt.values_list("unit_id", "reason").annotate(n=Count("*")):
        nodes[unit_id].reasons[reason] += n
    return nodes


def _with_paths(nodes: dict[int, _Node]) -> Iterable[tuple[str, _Node]]:
    for pk, path in Unit.objects.order_by().values_list("pk", "path"):
        if pk in nodes:
            yield path, nodes[pk]


def _ids(path: str) -> list[int]:
    """The ids from the root down to the unit itself."""
    return [int(part) for part in path.split("/") if part]
