"""How well clocks are kept, by step: counts alone, never a case, a person or a unit.

A step with fewer than five clocks is never shown by itself. There is no total, so that nothing can be subtracted from it.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from ikrar.cases import law
from ikrar.cases.models import Deadline
from ikrar.packs import Pack
from ikrar.packs.model import Text

SMALL = 5


@dataclass(frozen=True, slots=True)
class StepClocks:
    """Clocks of one step of the pack ("" for the small ones together), and how many of them ran out."""

    step: str
    n: int
    late: int

    @property
    def kept(self) -> float:
        """The share that did not run out, 0..1."""
        return (self.n - self.late) / self.n


@dataclass(frozen=True, slots=True)
class ClockFigures:
    """`merged` holds the small steps together; None where even they are too few."""

    rows: tuple[StepClocks, ...] = ()
    merged: StepClocks | None = None

    @property
    def every(self) -> tuple[StepClocks, ...]:
        """All that may be shown, the merged ones last."""
        return (*self.rows, self.merged) if self.merged else self.rows


def clocks_kept(*, before: date) -> ClockFigures:
    """Clocks that were due before a day: late where they were met later, or not at all. Those that the case left behind in time
    do not count; what this says of a day that is over does not change any more.
    """
    left = Q(met_on=None, ended_on__isnull=False, ended_on__lte=F("due"))
    late = Q(met_on=None) | Q(met_on__gt=F("due"))
    return _by_step(Deadline.objects.filter(due__lt=before).exclude(left), late)


def clocks_open(*, on: date) -> ClockFigures:
    """Clocks that run, late where they ran out before a day."""
    return _by_step(Deadline.objects.filter(met_on=None, ended_on=None), Q(due__lt=on))


def step_words(pack: Pack, step: str) -> Text:
    """What a step asks for, in the pack's words; its id where the pack does not know it."""
    found = law.clocked(pack, step.partition("/")[0]).get(step)
    return found.does if found else Text(step, step)


def _by_step(clocks: QuerySet[Deadline], late: Q) -> ClockFigures:
    owed = clocks.exclude(duty_of__in=law.NOBODYS).order_by()
    counted = owed.values("step").annotate(n=Count("pk"), out=Count("pk", filter=late))
    every = [StepClocks(row["step"], row["n"], row["out"]) for row in counted]
    shown = sorted((one for one in every if one.n >= SMALL), key=lambda one: (-one.n, one.step))
    hidden = [one for one in every if one.n < SMALL]
    merged = StepClocks("", sum(one.n for one in hidden), sum(one.late for one in hidden))
    stands = len(hidden) > 1 and merged.n >= SMALL
    return ClockFigures(tuple(shown), merged if stands else None)
