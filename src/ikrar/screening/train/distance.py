"""How far a text is, by its words alone, from posts in which sides of a contest are taken: as newspapers, offices and
everyday talk are.

What is said there is mostly no side, though it may sound like one, so more must speak for a label against the pledge.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from ikrar.screening import kernels
from ikrar.screening.labels import AGAINST_PLEDGE, LABELS
from ikrar.screening.train.fit import Floats, balanced, regress

STRENGTH: Final = 10.0
OF_WORDS: Final = (kernels.ITSELF, kernels.GRAM, kernels.ROOT, kernels.BARE)
# what the logit of each label loses in a text that is wholly away, float32[labels]
LOSS: Final = np.isin(LABELS, AGAINST_PLEDGE).astype(np.float32)


def fitted(
    given: sparse.csr_matrix, away: Floats, sorts: NDArray[np.uint8]
) -> tuple[Floats, float]:
    """Coefficients float32[d], 0 for what no word has by itself, and the intercept, from the features of texts [n, d], what
    each counts as one that is away, float32[n], 0 for one that is not and counts 1, and the sorts of the features, uint8[d].
    Where none is away, none ever is.
    """
    found, is_away = np.zeros(given.shape[1], np.float32), away[:, None] > 0
    if not is_away.any():
        return found, -30.0
    of_words = np.flatnonzero(np.isin(sorts, OF_WORDS))
    weights = np.where(is_away, away[:, None], np.float32(1))
    truth = is_away.astype(np.float32)
    coefficients, start = regress(given[:, of_words], truth, balanced(truth, weights), STRENGTH)
    found[of_words] = coefficients[:, 0]
    return found, float(start[0])


def loss(logits: Floats) -> Floats:
    """What the logits of the labels lose, float32[n, labels], in texts of a distance float32[n], a logit itself."""
    share = 1 / (1 + np.exp(-np.clip(logits, -30, 30)))
    return np.asarray(share[:, None] * LOSS, np.float32)
