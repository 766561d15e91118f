"""What the pack says about gifts: the clocks of its procedure, the norms that hold on a day. Reads no rows.

In: the name of a pack, days, ids. Out: rows of `packs`.
"""

from dataclasses import dataclass
from datetime import date

from ikrar.cases.law import due as count
from ikrar.cases.law import load, restored, snapshot
from ikrar.errors import NotFound
from ikrar.gifts.states import POLITICAL
from ikrar.packs import clocks
from ikrar.packs.law import Norm, Step
from ikrar.packs.model import Text
from ikrar.packs.pack import Pack

__all__ = ["count", "limits", "load", "next_reminder", "restored", "snapshot", "step_of"]

PROCEDURE = "gratifikasi"
REPORT, COMPLETE, SETTLE = "lapor", "lengkapi", "tetapkan"
LIMITS = ("PerKPK2/2019", "PerKPK1/2026")
DUTY = ("UU20/2001:12B", "UU20/2001:12C")
REMIND_BEFORE = (10, 3)  # days before a clock runs out, of its own kind


@dataclass(frozen=True, slots=True)
class Limits:
    """The norms to show beside a gift; `is_refused`: statement 4 leaves no limit."""

    is_refused: bool
    norms: tuple[Norm, ...]


def step_of(pack: Pack, name: str, on: date) -> Step | None:
    """The step of the procedure as it was on a day; None where the pack has none with a clock."""
    for found in pack.routing.procedures:
        if found.id == PROCEDURE:
            steps = [one for one in found.steps if one.clock and _named(one.id, name)]
            return next((one for one in steps if _holds(pack, one, on)), None)
    return None


def _named(id_: str, name: str) -> bool:
    """Whether a step is this one; "lengkapi-2019" is "lengkapi" under an older norm."""
    return id_ == name or id_.startswith(f"{name}-")


def _holds(pack: Pack, step: Step, on: date) -> bool:
    if not step.norm:
        return True
    try:
        return pack.cite(step.norm).in_force(on)
    except NotFound:
        return True


def step_named(pack: Pack, id_: str) -> Step | None:
    """The step of the procedure with this very id."""
    for found in pack.routing.procedures:
        if found.id == PROCEDURE:
            return next((one for one in found.steps if one.id == id_), None)
    return None


def limits(pack: Pack, tie: str, on: date) -> Limits:
    """What holds for a gift of this tie on a day: for a political one, no limit at all."""
    if tie in POLITICAL:
        return Limits(is_refused=True, norms=())
    return Limits(is_refused=False, norms=norms_on(pack, on))


def norms_on(pack: Pack, on: date) -> tuple[Norm, ...]:
    """The limits in rupiah and the duty to report, as they were in force on a day."""
    found = []
    for id_ in (*LIMITS, *DUTY):
        try:
            norm = pack.cite(id_)
        except NotFound:
            continue
        if norm.in_force(on):
            found.append(norm)
    return tuple(found)


def next_reminder(pack: Pack, due: date, *, kind: str, after: date) -> date | None:
    """The first day after `after` on which to remind that something is due; None when none is left."""
    days = pack.workdays()
    before = [
        days.back(due, n) if kind == clocks.WORKING else date.fromordinal(due.toordinal() - n)
        for n in REMIND_BEFORE
    ]
    return min((day for day in before if day > after), default=None)


def confidence(pack: Pack, norm: Norm) -> Text:
    """How sure the pack is of a norm, in words."""
    found = (term.text for term in pack.forms.confidences if term.id == norm.confidence)
    return next(found, Text(norm.confidence, norm.confidence))
