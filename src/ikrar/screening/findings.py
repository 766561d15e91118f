"""Marks of the kernel into findings: what each label touches, where, why, and which forms and norms may fit.

In: arrays of marks, the day of each post, a lawbook. Out: one Arrow list of findings a post, in order. No Python
object is made for a mark: words are taken from small tables, and the law is asked once a label and day.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, Final, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ikrar.screening import reasons
from ikrar.screening.citation import Citation
from ikrar.screening.labels import LABELS, STATEMENT
from ikrar.screening.law import HEARD, Lawbook
from ikrar.screening.marks import Marks

SPANS: Final = pa.list_(pa.list_(pa.int32()))
FINDING: Final = pa.struct(
    [
        ("label", pa.string()),
        ("statement", pa.int8()),
        ("score", pa.float32()),
        ("spans", SPANS),
        ("reasons", pa.list_(pa.string())),
        ("forms", pa.list_(pa.string())),
        ("norms", pa.list_(pa.string())),
    ]
)
FINDINGS: Final = pa.list_(FINDING)
Days: TypeAlias = Sequence[date | None] | Any  # or an Arrow array of date32
_EPOCH: Final = date(1970, 1, 1).toordinal()
_NO_DAY: Final = -(1 << 40)  # before any day of 32 bits, and small enough to be shifted
NAMES: Final = pa.array(list(LABELS), pa.string())
_STATEMENTS: Final = pa.array([STATEMENT.get(label) for label in LABELS], pa.int8())
_HEARD: Final = tuple(sorted(frozenset().union(*HEARD.values())))
# by label, which of _HEARD decide on its forms
_DECIDING: Final = np.array(
    [sum(1 << i for i, name in enumerate(_HEARD) if name in HEARD.get(x, ())) for x in LABELS],
    np.int64,
)


def build(marks: Marks, *, posts: int, days: Days, lawbook: Lawbook) -> pa.ListArray:
    """Return FINDINGS of length `posts`; `days` holds the day of each post, None where it is not known.

    InputError where the marks do not fit together or name a post that is not there.
    """
    marks.check(posts)
    if not len(marks):
        return pa.ListArray.from_arrays(
            pa.array(np.zeros(posts + 1, np.int32)), pa.array([], FINDING)
        )
    labels = pa.array(marks.labels)
    citations, which = _cite(marks, _days_of(marks.rows, days), lawbook)
    columns = [
        NAMES.take(labels),
        _STATEMENTS.take(labels),
        pa.array(marks.scores, pa.float32()),
        _spans(marks),
        _reasons(marks),
        _taken([citation.forms for citation in citations], which),
        _taken([citation.norms for citation in citations], which),
    ]
    rows = np.searchsorted(marks.rows, np.arange(posts + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(
        pa.array(rows), pa.StructArray.from_arrays(columns, fields=list(FINDING))
    )


def _days_of(rows: NDArray[np.int64], days: Days) -> NDArray[np.int64]:
    """Days since 1970 of the marked posts; `_NO_DAY` where there is none."""
    if isinstance(days, pa.Array):
        known = np.asarray(days.is_valid().to_numpy(zero_copy_only=False))[rows]
        numbers = np.asarray(days.view(pa.int32()).to_numpy(zero_copy_only=False))[rows]
        return np.where(known, numbers, _NO_DAY).astype(np.int64)
    marked, back = np.unique(rows, return_inverse=True)
    found = [days[row] for row in marked.tolist()]
    values = [_NO_DAY if day is None else day.toordinal() - _EPOCH for day in found]
    return np.array(values, np.int64)[back]


def _cite(
    marks: Marks, days: NDArray[np.int64], lawbook: Lawbook
) -> tuple[list[Citation], NDArray[np.int64]]:
    """The different citations, and which of them each mark has."""
    labels = marks.labels.astype(np.int64)
    about = (days * len(LABELS) + labels) << len(_HEARD) | _heard(marks)
    kinds, which = np.unique(about, return_inverse=True)
    citations = []
    for kind in kinds.tolist():
        day, label = divmod(kind >> len(_HEARD), len(LABELS))
        on = None if day == _NO_DAY else date.fromordinal(day + _EPOCH)
        told = frozenset(name for bit, name in enumerate(_HEARD) if kind >> bit & 1)
        citations.append(lawbook.of(LABELS[label], on, told=told))
    return citations, which


def _heard(marks: Marks) -> NDArray[np.int64]:
    """For each mark, a bit for each concept of _HEARD that is among its reasons and decides on its label's forms."""
    owners = np.repeat(np.arange(len(marks)), np.diff(marks.reason_offsets))
    bits = np.zeros(len(marks), np.int64)
    for bit, name in enumerate(_HEARD):
        bits[owners[np.isin(marks.reasons, reasons.codes(name))]] |= 1 << bit
    heard: NDArray[np.int64] = bits & _DECIDING[marks.labels]
    return heard


def _spans(marks: Marks) -> pa.ListArray:
    ends = np.empty((len(marks.starts), 2), np.int32)
    ends[:, 0], ends[:, 1] = marks.starts, marks.ends
    pairs = pa.ListArray.from_arrays(
        pa.array(np.arange(0, 2 * len(ends) + 1, 2, dtype=np.int32)), pa.array(ends.ravel())
    )
    return pa.ListArray.from_arrays(pa.array(marks.span_offsets), pairs)


def _reasons(marks: Marks) -> pa.ListArray:
    """Each reason as its Indonesian sentence."""
    known = (marks.reasons >= 0) & (marks.reasons < reasons.CODES)
    told = _sentences().take(pa.array(np.where(known, marks.reasons, reasons.CODES)))
    return pa.ListArray.from_arrays(pa.array(marks.reason_offsets), told)


@cache
def _sentences() -> pa.StringArray:
    """By code; the last is that of a code which this version does not know."""
    return pa.array([reasons.sentence(code) for code in range(reasons.CODES + 1)], pa.string())


def _taken(lists: list[tuple[str, ...]], which: NDArray[np.int64]) -> Any:
    return pa.array(lists, pa.list_(pa.string())).take(pa.array(which))
