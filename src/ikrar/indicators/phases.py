"""The phases that a story is told by, and which of them a day belongs to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ikrar.errors import InputError

EPOCH: Final = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of the programme; both days belong to it."""

    id: str
    start: date
    end: date


def number(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    return EPOCH + timedelta(days=int(number))


def check(phases: Sequence[Phase]) -> None:
    """InputError where a phase ends before it starts, two overlap or stand in the wrong order, or share an id."""
    for phase in phases:
        if phase.end < phase.start:
            raise InputError(
                f"The phase {phase.id!r} ends before it starts.",
                id_=f"Tahapan {phase.id!r} berakhir sebelum mulai.",
            )
    for one, other in pairwise(phases):
        if other.start <= one.end:
            raise InputError(
                f"The phase {other.id!r} must start after {one.id!r} has ended.",
                id_=f"Tahapan {other.id!r} harus mulai setelah {one.id!r} berakhir.",
            )
    if len({phase.id for phase in phases}) < len(phases):
        raise InputError("Two phases have the same id.", id_="Dua tahapan memakai id yang sama.")


def phase_of(days: NDArray[np.int64], phases: Sequence[Phase]) -> NDArray[np.int64]:
    """The index of each day's phase, int64[days]; -1 for a day in none."""
    found = np.full(len(days), -1)
    for i, phase in enumerate(phases):
        found[(days >= number(phase.start)) & (days <= number(phase.end))] = i
    return found
