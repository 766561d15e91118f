"""What the kernel hands to `findings`: one mark for each label that a post reached, as plain arrays.

In: nothing but numbers. Out: the same numbers, checked once. No Python object stands for a mark or a span, so
that a million flagged posts cost arrays and nothing else.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from ikrar.errors import InputError
from ikrar.screening.labels import LABELS

_TYPES: Final = {
    "rows": np.int64,
    "labels": np.int8,
    "scores": np.float32,
    "span_offsets": np.int32,
    "starts": np.int32,
    "ends": np.int32,
    "reason_offsets": np.int32,
    "reasons": np.int16,
}


@dataclass(frozen=True, slots=True)
class Marks:
    """`n` marks; the spans of mark `i` are `starts[span_offsets[i]:span_offsets[i + 1]]` and so on.

    `rows` int64 (n), the post of each mark, ascending · `labels` int8 (n), index into LABELS · `scores` float32
    (n), 0..1 · `span_offsets` and `reason_offsets` int32 (n + 1), from 0 · `starts`, `ends` int32, half-open
    character offsets into the original post · `reasons` int16, codes of `reasons`.
    """

    rows: NDArray[np.int64]
    labels: NDArray[np.int8]
    scores: NDArray[np.float32]
    span_offsets: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    reason_offsets: NDArray[np.int32]
    reasons: NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.rows)

    @classmethod
    def none(cls) -> "Marks":
        """No mark at all."""
        arrays: dict[str, Any] = {name: np.zeros(0, kind) for name, kind in _TYPES.items()}
        arrays["span_offsets"] = arrays["reason_offsets"] = np.zeros(1, np.int32)
        return cls(**arrays)

    def check(self, posts: int) -> None:
        """Raise InputError where the arrays do not fit together or name a post that is not there."""
        rows = self.rows
        faults = {
            "marks are not in the order of the posts": (np.diff(rows) < 0).any(),
            "a mark names a post that is not there": ((rows < 0) | (rows >= posts)).any(),
            "a mark has no known label": ((self.labels < 0) | (self.labels >= len(LABELS))).any(),
            "marks, labels and scores differ in number": not (
                len(rows) == len(self.labels) == len(self.scores)
            ),
            "spans do not add up": not _adds_up(self.span_offsets, len(rows), len(self.starts))
            or len(self.starts) != len(self.ends),
            "reasons do not add up": not _adds_up(
                self.reason_offsets, len(rows), len(self.reasons)
            ),
        }
        for what, wrong in faults.items():
            if wrong:
                raise InputError(f"The marks of the posts cannot be used: {what}.")


def _adds_up(offsets: NDArray[np.int32], marks: int, items: int) -> bool:
    if len(offsets) != marks + 1 or offsets[0] != 0 or offsets[-1] != items:
        return False
    return not bool((np.diff(offsets) < 0).any())
