"""Records into a page of posts: cut, masked, dated, hashed, a column at a time.

Whatever text comes in, what goes out is valid, is not empty, and bears no account, number, address or link.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ikrar.sources import dates, identity, reasons
from ikrar.sources.dates import Moments, Verdict
from ikrar.sources.importers import Importer
from ikrar.sources.masking import masked
from ikrar.sources.model import (
    LONGEST_TEXT,
    MOST_PROBLEMS,
    SCHEMA,
    ZONES,
    Page,
    Problem,
    Reading,
    Record,
)
from ikrar.sources.reasons import Reason

_MARGIN: Final = 200  # letters that are masked beyond the cut, so that no half of a number stays
_NOT_SHOWN: Final = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{200b}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2060}\x{2066}-\x{2069}\x{feff}]+"
_VERDICTS: Final = {
    Verdict.MISSING: reasons.NO_DATE,
    Verdict.UNREADABLE: reasons.DATE_UNREADABLE,
    Verdict.IMPOSSIBLE: reasons.DATE_IMPOSSIBLE,
    Verdict.EARLY: reasons.DATE_EARLY,
    Verdict.LATE: reasons.DATE_LATE,
}


class HasRow(Protocol):
    """Whatever knows in which row of its file it stands."""

    @property
    def row(self) -> int: ...


class Problems:
    """What is wrong on a page: `found` one by one, or many rows for one reason, made sentences only as far as listed."""

    def __init__(self, found: list[Problem]) -> None:
        self.found, self._groups = found, list[tuple[Sequence[int], Reason]]()

    def add(self, rows: Sequence[int], reason: Reason) -> None:
        self._groups.append((rows, reason))

    @property
    def count(self) -> int:
        return len(self.found) + sum(len(rows) for rows, _reason in self._groups)

    def first(self, most: int) -> tuple[Problem, ...]:
        """The first of them, in the order of rows."""
        told = self.found + [reason.at(row) for rows, reason in self._groups for row in rows[:most]]
        return tuple(sorted(told, key=lambda problem: problem.row)[:most])


def note(
    problems: Problems, records: Sequence[HasRow], places: NDArray[np.bool_], reason: Reason
) -> None:
    if places.any():
        problems.add([records[n].row for n in np.flatnonzero(places).tolist()], reason)


class Finisher:
    """Makes the pages of one file, and keeps the first of its problems."""

    def __init__(self, reading: Reading, importer: Importer) -> None:
        self._reading, self._importer, self._listed = reading, importer, 0

    def page(self, records: list[Record], problems: list[Problem], position: int) -> Page:
        """The page of these records, with their problems in the order of rows."""
        found = Problems(problems)
        texts = _texts(records, found)
        kept = pc.not_equal(texts, "").to_numpy(zero_copy_only=False)
        note(found, records, ~kept, reasons.EMPTY)
        records = [
            record for record, is_kept in zip(records, kept.tolist(), strict=True) if is_kept
        ]
        posts = self._posts(records, texts.filter(pa.array(kept)), found)
        listed = found.first(MOST_PROBLEMS - self._listed)
        self._listed += len(listed)
        return Page(posts, listed, position, found.count - len(listed))

    def _posts(self, records: list[Record], texts: pa.Array, problems: Problems) -> pa.Table:
        at = self._moments(records, problems)
        salt = self._reading.salt
        by = identity.authors(whole([record.author for record in records]), salt)
        keys = identity.posts(
            [record.key for record in records],
            texts,
            by,
            at.micros,
            salt=salt,
            is_table=self._reading.kind.is_table,
        )
        return pa.Table.from_arrays(
            [texts, at.column(), pa.array(by), pa.array(keys)], schema=SCHEMA
        )

    def _moments(self, records: list[Record], problems: Problems) -> Moments:
        found = dates.moments(
            whole([record.at for record in records]),
            hours=ZONES[self._reading.zone], order=self._importer.order.order or "dmy", now=datetime.now(UTC),
        )  # fmt: skip
        if self._importer.has_dates:
            for verdict, reason in _VERDICTS.items():
                note(problems, records, found.verdicts == verdict, reason)
        return found


def _texts(records: list[Record], problems: Problems) -> pa.Array:
    """The texts as they are kept; "" for one that holds nothing to be seen."""
    raw = [record.text for record in records]
    is_long = np.fromiter(map(len, raw), np.int64, len(raw)) > LONGEST_TEXT
    for n in np.flatnonzero(is_long).tolist():
        raw[n] = raw[n].strip()
        is_long[n] = len(raw[n]) > LONGEST_TEXT
        raw[n] = raw[n][: LONGEST_TEXT + _MARGIN]
    note(problems, records, is_long, reasons.CUT)
    texts = clean(raw)
    return pc.utf8_slice_codeunits(texts, 0, LONGEST_TEXT) if is_long.any() else texts


def clean(raw: list[str]) -> pa.Array:
    """Valid, masked and trimmed texts, without signs that cannot be seen."""
    texts = masked(_sub(whole(raw), r"\r\n?", "\n"))
    return pc.utf8_trim_whitespace(_sub(texts, _NOT_SHOWN, ""))


def _sub(texts: pa.Array, pattern: str, by: str) -> pa.Array:
    if pc.any(pc.match_substring_regex(texts, pattern)).as_py():
        return pc.replace_substring_regex(texts, pattern, by)
    return texts


def whole(texts: list[str]) -> pa.Array:
    """A column; half surrogates, which no UTF-8 can hold, become the replacement character."""
    try:
        return pa.array(texts, pa.large_string())
    except (UnicodeEncodeError, pa.ArrowInvalid):
        return pa.array(
            [
                text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
                for text in texts
            ],
            pa.large_string(),
        )
