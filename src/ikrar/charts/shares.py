"""The scale of shares: from nothing to a little more than the largest, in steps that people count in."""

from dataclasses import dataclass
from typing import Final

_STEPS: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from 0 to `top` between two places in px; `ticks` are the values to name, the first 0."""

    ticks: tuple[float, ...]
    start: float
    end: float

    @property
    def top(self) -> float:
        return self.ticks[-1]

    def __call__(self, value: float) -> float:
        return self.start + min(max(value / self.top, 0), 1) * (self.end - self.start)


def shares(largest: float, start: float, end: float, *, most: int = 5) -> Scale:
    """A scale of shares up to `largest`, with at most `most` steps."""
    largest = min(max(largest, 0.002), 1)
    step = next(step for step in _STEPS if largest / step <= most)
    return Scale(_ticks(step, largest), start, end)


def counts(largest: float, start: float, end: float, *, most: int = 4) -> Scale:
    """A scale of whole numbers up to `largest`, with at most `most` steps."""
    largest = max(largest, 1)
    step = next(
        n * 10**power for power in range(16) for n in (1, 2, 5) if largest <= most * n * 10**power
    )
    return Scale(_ticks(step, largest), start, end)


def _ticks(step: float, largest: float) -> tuple[float, ...]:
    ticks = [0.0]
    while ticks[-1] < largest - 1e-9:
        ticks.append(round(len(ticks) * step, 10))
    return tuple(ticks)
