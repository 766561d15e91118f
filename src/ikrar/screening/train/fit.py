"""Logistic regression for all labels at once, by L-BFGS, and the threshold of a label."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

Floats = NDArray[np.float32]
ROUNDS = 160


def regress(
    given: sparse.csr_matrix | Floats,
    truth: Floats,
    weights: Floats,
    strength: Sequence[float] | float,
    *,
    towards: Floats | None = None,
) -> tuple[Floats, Floats]:
    """Coefficients float32[d, labels] and intercepts float32[labels].

    given [n, d], truth [n, labels] in 0..1, weights [n, labels], 0 = unknown. `strength` is the inverse of the L2
    penalty on the distance from `towards` (0 where it is None).
    """
    d, labels = given.shape[1], truth.shape[1]
    goal = np.zeros((d, labels), np.float32) if towards is None else towards
    cost = np.broadcast_to(np.asarray(strength, np.float32), (labels,))
    turned = sparse.csr_matrix(given.T) if sparse.issparse(given) else given.T
    start = np.zeros((d + 1, labels))
    start[:d] = goal
    start[d] = np.log((weights * truth).sum(0) + 1) - np.log((weights * (1 - truth)).sum(0) + 1)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        now = flat.reshape(d + 1, labels).astype(np.float32)
        logits = given @ now[:d] + now[d]
        away = now[:d] - goal
        error = weights * (1 / (1 + np.exp(-np.clip(logits, -30, 30))) - truth) * cost
        value = (weights * (np.logaddexp(0, logits) - truth * logits) * cost).sum()
        slope = np.vstack([turned @ error + away, error.sum(0)[None]])
        return float(value) + 0.5 * float((away * away).sum()), slope.astype(np.float64).ravel()

    options = {"maxiter": ROUNDS, "maxcor": 8}
    best = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options=options).x
    best = best.reshape(d + 1, labels).astype(np.float32)
    return best[:d], best[d]


def balanced(truth: Floats, weights: Floats, power: float = 0.5) -> Floats:
    """Weights with the rarer side of each label raised by (ratio of the sides) ** power."""
    yes, no = (weights * truth).sum(0), (weights * (1 - truth)).sum(0)
    raised = np.maximum(no / (yes + 1), 1) ** power
    return np.asarray(weights * np.where(truth > 0, raised, 1), np.float32)


def threshold(truth: NDArray[np.bool_], scores: Floats, weights: Floats) -> float:
    """The score from which on a label is given so that F1 is highest; halfway to the next lower score."""
    order = np.argsort(-scores, kind="stable")
    weight, hit = weights[order], (weights * truth)[order]
    f1 = 2 * np.cumsum(hit) / np.maximum(np.cumsum(weight) + hit.sum(), 1e-9)
    at = int(np.argmax(f1))
    lower = scores[order[at + 1]] if at + 1 < len(order) else 0.0
    return float((scores[order[at]] + lower) / 2)
