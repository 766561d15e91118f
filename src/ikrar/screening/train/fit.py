"""Logistic regression for all labels at once, by L-BFGS, and the threshold of a label.

Each coefficient is searched in steps of its own size, by how steep the loss is along it: what stands in every text and
what stands in two are then found in the same 70 rounds, where steps of one size had not found them in 160.
"""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

Floats = NDArray[np.float32]
ROUNDS = 70
DRAWINGS, SEED = 60, 20231004
SURE = 0.02  # the least variance that a label is taken to have
MANY = 500_000  # entries of a matrix that are worth a processor of their own
LINE = 16  # numbers of 32 bits in a line of a processor's cache: a row that fills whole lines is fetched in one go


class Pull(NamedTuple):
    """What coefficients are drawn to, and how many times as strongly each; both [d, labels] or of a shape that spreads."""

    towards: Floats | float = 0.0
    times: Floats | float = 1.0


PLAIN = Pull()


def regress(
    given: sparse.csr_matrix | Floats,
    truth: Floats,
    weights: Floats,
    strength: Sequence[float] | float,
    pull: Pull = PLAIN,
) -> tuple[Floats, Floats]:
    """Coefficients float32[d, labels] and intercepts float32[labels].

    given [n, d], truth [n, labels] in 0..1, weights [n, labels], 0 = unknown. `strength` is the inverse of the L2
    penalty on the distance from where `pull` draws.
    """
    d, labels = given.shape[1], truth.shape[1]
    goal, times = (np.broadcast_to(np.asarray(one, np.float32), (d, labels)) for one in pull)
    cost = weights * np.broadcast_to(np.asarray(strength, np.float32), (labels,))
    turned = sparse.csr_matrix(given.T) if sparse.issparse(given) else given.T
    forth, back = _times(given), _times(turned)
    yes, no = (weights * truth).sum(0) + 1, (weights * (1 - truth)).sum(0) + 1
    step = _steps(turned, cost * np.maximum(yes * no / (yes + no) ** 2, SURE), times)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        now = (flat.reshape(d + 1, labels) * step).astype(np.float32)
        logits = forth(now[:d]) + now[d]
        away = now[:d] - goal
        pulled = times * away
        error = cost * (1 / (1 + np.exp(-np.clip(logits, -30, 30))) - truth)
        value = (cost * (np.logaddexp(0, logits) - truth * logits)).sum()
        slope = np.vstack([back(error) + pulled, error.sum(0)[None]]) * step
        return float(value) + 0.5 * float((pulled * away).sum()), slope.astype(np.float64).ravel()

    start = np.vstack([goal, np.log(yes) - np.log(no)]) / step
    options = {"maxiter": ROUNDS, "maxcor": 8}
    best = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options=options).x
    best = (best.reshape(d + 1, labels) * step).astype(np.float32)
    return best[:d], best[d]


def _times(matrix: sparse.csr_matrix | Floats) -> Callable[[Floats], Floats]:
    """`matrix @ columns` of float32[n, k], a large sparse one by all processors. Each row is summed by one of them in the order of
    its entries, so that the sums are the same whatever their number.
    """
    if not isinstance(matrix, sparse.csr_matrix):
        return lambda columns: matrix @ columns
    rows, many = matrix.shape[0], min(os.cpu_count() or 1, 1 + matrix.nnz // MANY)
    ends = np.searchsorted(matrix.indptr, np.linspace(0, matrix.nnz, many + 1))
    ends[0], ends[-1] = 0, rows
    parts = [_rows(matrix, *pair) for pair in pairwise(ends)]

    def times(columns: Floats) -> Floats:
        width = columns.shape[1]
        wide = np.pad(columns, ((0, 0), (0, -width % LINE)))
        if many == 1:
            return np.asarray(matrix @ wide)[:, :width]
        with ThreadPoolExecutor(many) as pool:
            return np.vstack(list(pool.map(lambda part: part @ wide, parts)))[:, :width]

    return times


def _rows(matrix: sparse.csr_matrix, first: int, end: int) -> sparse.csr_matrix:
    """Some rows of it, without a copy."""
    starts = matrix.indptr[first : end + 1]
    at = slice(starts[0], starts[-1])
    held = (matrix.data[at], matrix.indices[at], starts - starts[0])
    return sparse.csr_matrix(held, shape=(end - first, matrix.shape[1]), copy=False)


def _steps(turned: sparse.csr_matrix | Floats, steep: Floats, times: Floats) -> Floats:
    """What a step is worth along each coefficient and intercept, float32[d + 1, labels]: the loss bends alike along all."""
    squares = turned.power(2) if isinstance(turned, sparse.csr_matrix) else turned**2
    bend = np.vstack([times + squares @ steep, steep.sum(0)[None] + 1e-6])
    return np.asarray(1 / np.sqrt(bend), np.float32)


def balanced(truth: Floats, weights: Floats, power: float = 0.5) -> Floats:
    """Weights with the rarer side of each label raised by (ratio of the sides) ** power."""
    yes, no = (weights * truth).sum(0), (weights * (1 - truth)).sum(0)
    raised = np.maximum(no / (yes + 1), 1) ** power
    return np.asarray(weights * np.where(truth > 0, raised, 1), np.float32)


def drawings(n: int) -> Floats:
    """How often each of n texts is drawn in each drawing of as many, float32[DRAWINGS, n]; seeded."""
    chance = np.random.default_rng(SEED)
    return np.asarray(chance.multinomial(n, np.full(n, 1 / n), DRAWINGS), np.float32)


def steady(truth: NDArray[np.bool_], scores: Floats, weights: Floats) -> float:
    """A threshold that few texts can move: halfway between two that are good for different reasons.

    One is the median of `threshold` over drawings of as many texts. The other is half the highest F1, which is best
    where scores are shares (Lipton, Elkan and Naryanaswamy 2014).
    """
    chance, n = np.random.default_rng(SEED), len(scores)
    drawn = [chance.integers(n, size=n) for _ in range(DRAWINGS)]
    best = [threshold(truth[at], scores[at], weights[at]) for at in drawn]
    _, f1 = _falling(truth, scores, weights)
    return float(np.median(best) + f1.max() / 2) / 2


def threshold(truth: NDArray[np.bool_], scores: Floats, weights: Floats) -> float:
    """The score from which on a label is given so that F1 is highest; halfway to the next lower score."""
    falling, f1 = _falling(truth, scores, weights)
    at = int(np.argmax(f1))
    lower = falling[at + 1] if at + 1 < len(falling) else 0.0
    return float((falling[at] + lower) / 2)


def _falling(
    truth: NDArray[np.bool_], scores: Floats, weights: Floats
) -> tuple[Floats, NDArray[np.float64]]:
    """The scores from the highest on, and F1 if the label is given down to each of them."""
    order = np.argsort(-scores, kind="stable")
    weight, hit = weights[order], (weights * truth)[order]
    f1 = 2 * np.cumsum(hit) / np.maximum(np.cumsum(weight) + hit.sum(), 1e-9)
    return scores[order], np.asarray(f1)
