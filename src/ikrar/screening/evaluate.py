"""How well a model does, in figures with their intervals: the tables of the model card.

In: a judge and labelled texts. Out: rows of plain numbers. Real posts, written examples, sets of others and texts that
must not be marked are kept apart. Nothing here needs the training extra.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ikrar.screening.labels import LABELS, SIDES, WITHOUT_CLAIM, Label

Bools: TypeAlias = NDArray[np.bool_]
Scores: TypeAlias = NDArray[np.float32]
DRAWS: Final = 1000  # of the bootstrap
BINS: Final = 10


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of a table: a figure with its 95 % interval, `n` positives (or texts)."""

    name: str
    n: int
    value: float
    low: float
    high: float
    precision: float | None = None
    recall: float | None = None
    ranking: float | None = None

    def row(self) -> dict[str, Any]:
        """The same as plain numbers, four digits."""
        every = {name: getattr(self, name) for name in self.__slots__}
        return {k: round(v, 4) if isinstance(v, float) else v for k, v in every.items()}


def f1(truth: Bools, said: Bools) -> float:
    """F1 of one class; 0 where nothing was hit."""
    hit = int((truth & said).sum())
    return 2 * hit / int(truth.sum() + said.sum()) if hit else 0.0


def ranking(truth: Bools, scores: Scores) -> float:
    """Average precision of scores."""
    order = np.argsort(-scores, kind="stable")
    hits = truth[order]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].sum() / max(1, hits.sum()))


def side(given: Bools) -> NDArray[np.int64]:
    """Which side each post takes, int64[n]: 0 neither, 1 support, 2 attack; support alone where it has both."""
    support, attack = (given[:, at] for at in SIDES)
    return np.asarray(np.where(support, 1, 2 * attack))


def partisan(truth: Bools, said: Bools) -> float:
    """Macro-F1 over the sides that posts take."""
    real, told = side(truth), side(said)
    return float(np.mean([f1(real == one, told == one) for one in range(3)]))


def calibration(truth: Bools, scores: Scores) -> float:
    """Expected calibration error: how far scores are from shares, over ten bins of equal width."""
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    error = 0.0
    for k in np.unique(bins):
        inside = bins == k
        error += inside.mean() * abs(float(scores[inside].mean()) - float(truth[inside].mean()))
    return float(error)


def interval(figure: Callable[[NDArray[np.int64]], float], n: int) -> tuple[float, float]:
    """95 % of a figure over resampled texts; seeded."""
    chance = np.random.default_rng(0)
    values = [figure(chance.integers(n, size=n)) for _ in range(DRAWS)]
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def by_label(
    truth: Bools, scores: Scores, said: Bools, only: Sequence[Label] = LABELS
) -> list[Figure]:
    """F1, precision, recall and average precision of each label that stands in the texts."""
    found = []
    for label in only:
        i = LABELS.index(label)
        t, s, p = truth[:, i], said[:, i], scores[:, i]
        if not t.any():
            continue
        low, high = interval(lambda rows, t=t, s=s: f1(t[rows], s[rows]), len(t))  # type: ignore[misc]
        hit = float((t & s).sum())
        sides = hit / max(1, int(s.sum())), hit / int(t.sum())
        found.append(Figure(label, int(t.sum()), f1(t, s), low, high, *sides, ranking(t, p)))
    return found


def posts(truth: Bools, scores: Scores, said: Bools) -> list[Figure]:
    """All that is told of real posts: partisan in three classes, each label, calibration of hate."""
    n = len(truth)
    low, high = interval(lambda rows: partisan(truth[rows], said[rows]), n)
    sides = Figure("partisan, three classes", n, partisan(truth, said), low, high)
    hate = LABELS.index(Label.HATE)
    t, s = truth[:, hate], scores[:, hate]
    low, high = interval(lambda rows: calibration(t[rows], s[rows]), n)
    return [
        sides,
        *by_label(truth, scores, said),
        Figure("calibration error of hate", n, calibration(t, s), low, high),
    ]


def macro(name: str, truth: Bools, said: Bools) -> Figure:
    """Macro-F1 of yes and no, as the set ibrohim2019 is judged."""

    def figure(rows: NDArray[np.int64]) -> float:
        return (f1(truth[rows], said[rows]) + f1(~truth[rows], ~said[rows])) / 2

    low, high = interval(figure, len(truth))
    return Figure(name, int(truth.sum()), figure(np.arange(len(truth))), low, high)


def alarms(name: str, said: Bools) -> Figure:
    """Share of texts that must not be marked and got a label against the pledge, claim aside; Wilson's interval."""
    wrong: Bools = np.asarray(said[:, list(WITHOUT_CLAIM)].any(axis=1))
    n, share, z = len(wrong), float(wrong.mean()), 1.96
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * float(np.sqrt(share * (1 - share) / n + z * z / (4 * n * n)))
    return Figure(name, n, share, max(0.0, middle - half), middle + half)


def markdown(title: str, figures: Iterable[Figure], *, percent: bool = False) -> str:
    """A table of the model card."""
    lines = [
        f"### {title}",
        "",
        "| | n | value | 95 % | precision | recall | AP |",
        "|---|---|---|---|---|---|---|",
    ]

    def told(value: float | None) -> str:
        return "" if value is None else f"{value:.2%}" if percent else f"{value:.3f}"

    for one in figures:
        sides = " | ".join(told(x) for x in (one.precision, one.recall, one.ranking))
        lines.append(
            f"| {one.name} | {one.n} | {told(one.value)} | {told(one.low)} to {told(one.high)} | {sides} |"
        )
    return "\n".join([*lines, ""])
