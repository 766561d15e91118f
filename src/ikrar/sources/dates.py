"""Dates as exports and people write them, a whole column at a time.

In: texts, the zone of those that name none, the order of day, month and year. Out: moments in UTC, and for each text
that gives none the reason. Known: ISO 8601, seconds to nanoseconds since 1970, serial days of a spreadsheet, numbers with
two- or four-digit years, Indonesian and English months, the forms of e-mail and of Twitter.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Ints = NDArray[np.int64]
SECOND: Final = 1_000_000  # in microseconds, as all moments here
DAY: Final = 86_400 * SECOND
NOWHEN: Final = int(np.iinfo(np.int64).min)
_EARLIEST: Final = 946_684_800 * SECOND  # 2000


class Verdict(IntEnum):
    """What became of a text."""

    GOOD = 0
    MISSING = 1
    UNREADABLE = 2
    IMPOSSIBLE = 3
    EARLY = 4
    LATE = 5


@dataclass(frozen=True, slots=True)
class Moments:
    """`micros` since 1970 in UTC, `NOWHEN` where the verdict is not good."""

    micros: Ints
    verdicts: NDArray[np.uint8]

    def column(self) -> pa.Array:
        """The moments as a column, null where there is none."""
        return pa.array(self.micros, pa.timestamp("us", "UTC"), mask=self.verdicts != Verdict.GOOD)


_TIME = (
    r"(?:(?:,|t|,? (?:pukul|pkl\.?|jam|at|klo))? ?(?P<H>\d{1,2})[:.](?P<M>\d{2})(?:[:.](?P<S>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
    r"(?: ?(?P<p>[ap])\.? ?m\.?)?(?: ?\(?(?P<z>z|wib|wita|wit|(?:utc|gmt)?[+-]\d{1,2}:?(?:\d{2})?|utc|gmt)\)?)?"
    r"(?: \([^)]*\))?)?$"
)
_WEEKDAY = r"^(?:[a-z'’]{3,9}\.?,? )?"
_WORD = r"(?P<w>[a-z]{3,9})\.?"
_CIVIL: Final = (
    r"^(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + _TIME,
    _WEEKDAY + r"(?P<a>\d{1,2})[-/. ](?P<b>\d{1,2})[-/. ](?P<c>\d{4}|\d{2})" + _TIME,
    _WEEKDAY + r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[ \-./]?" + _WORD + r"[ \-.,/]{1,2}(?P<y>\d{4}|\d{2})" + _TIME,
    _WEEKDAY + _WORD + r" (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})" + _TIME,
    _WEEKDAY + _WORD + r" (?P<d>\d{1,2}) (?P<H>\d{2}):(?P<M>\d{2}):(?P<S>\d{2}) (?P<z>[+-]\d{4}|utc|gmt|wib)? ?(?P<y>\d{4})$",
    r"^(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?:t?(?P<H>\d{2})(?P<M>\d{2})(?P<S>\d{2})?(?P<z>z)?)?$",
)  # fmt: skip
_EPOCH: Final = r"^(?P<e>\d{9,10}|\d{12,13}|\d{15,16}|[1-8]?\d{18})(?:\.\d+)?$"
_SERIAL: Final = r"^(?P<n>\d{5}(?:[.,]\d+)?)$"
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        ("jan", "feb peb", "mar", "apr", "mei may", "jun", "jul", "agu ags agt aug", "sep", "okt oct", "nov nop", "des dec"), 1
    )
    for name in names.split()
}  # fmt: skip
_HOURS: Final = {"z": 0, "utc": 0, "gmt": 0, "wib": 7, "wita": 8, "wit": 9}
_OFFSET: Final = re.compile(r"(?:utc|gmt)?([+-])(\d{1,2}):?(\d{2})?")


def moments(texts: pa.Array, *, hours: int, order: str, now: datetime) -> Moments:
    """Read a column. `hours`: how far the zone of naive texts is ahead of UTC; `order`: "dmy", "mdy" or "ymd"."""
    plain = _plain(texts)
    micros = np.full(len(texts), NOWHEN, np.int64)
    verdicts = np.full(len(texts), Verdict.UNREADABLE, np.uint8)
    verdicts[pc.equal(plain, "").to_numpy(zero_copy_only=False)] = Verdict.MISSING
    left = np.flatnonzero(verdicts == Verdict.UNREADABLE)
    for pattern, read in _shapes(hours, order):
        if not len(left):
            break
        found = pc.extract_regex(plain.take(pa.array(left)), pattern)
        is_hit = found.is_valid().to_numpy(zero_copy_only=False)
        if is_hit.any():
            micros[left[is_hit]], verdicts[left[is_hit]] = read(_Parts(found.filter(is_hit)))
            left = left[~is_hit]
    return _in_time(micros, verdicts, now)


def _plain(texts: pa.Array) -> pa.Array:
    lower = pc.utf8_lower(texts)
    single = pc.replace_substring_regex(lower, r"[\s\x{a0}\x{2009}\x{202f}\x{200e}\x{200f}]+", " ")
    return pc.utf8_trim_whitespace(single)


def _in_time(micros: Ints, verdicts: NDArray[np.uint8], now: datetime) -> Moments:
    good = verdicts == Verdict.GOOD
    latest = int(now.timestamp()) * SECOND + DAY
    verdicts[good & (micros < _EARLIEST)] = Verdict.EARLY
    verdicts[good & (micros > latest)] = Verdict.LATE
    micros[verdicts != Verdict.GOOD] = NOWHEN
    return Moments(micros, verdicts)


class _Parts:
    """The named groups of a pattern, as whole numbers."""

    def __init__(self, found: pa.StructArray) -> None:
        self._columns = {
            field.name: column for field, column in zip(found.type, found.flatten(), strict=True)
        }
        self.count = len(found)

    def __contains__(self, name: str) -> bool:
        return name in self._columns

    def text(self, name: str) -> pa.Array:
        return self._columns[name]

    def number(self, name: str, default: int = 0) -> Ints:
        if name not in self._columns:
            return np.full(self.count, default, np.int64)
        column = self._columns[name]
        filled = pc.if_else(pc.equal(column, ""), str(default), column)
        numbers: Ints = filled.cast(pa.int64()).to_numpy()
        return numbers

    def mapped(self, name: str, read: Callable[[str], int]) -> Ints:
        """What `read` makes of each different text of a group."""
        if name not in self._columns:
            return np.full(self.count, read(""), np.int64)
        coded = self._columns[name].dictionary_encode()
        values = np.array([read(text) for text in coded.dictionary.to_pylist()], np.int64)
        numbers: Ints = values[coded.indices.to_numpy()]
        return numbers


Read = Callable[[_Parts], tuple[Ints, NDArray[np.uint8]]]


def _shapes(hours: int, order: str) -> list[tuple[str, Read]]:
    def civil(parts: _Parts) -> tuple[Ints, NDArray[np.uint8]]:
        return _civil(parts, hours, order)

    def serial(parts: _Parts) -> tuple[Ints, NDArray[np.uint8]]:
        return _serial(parts, hours)

    return [
        (_CIVIL[0], civil),
        (_EPOCH, _epoch),
        *((p, civil) for p in _CIVIL[1:]),
        (_SERIAL, serial),
    ]


def _epoch(parts: _Parts) -> tuple[Ints, NDArray[np.uint8]]:
    """Seconds, milli-, micro- or nanoseconds, told apart by how many digits there are."""
    digits = pc.utf8_length(parts.text("e")).to_numpy()
    number = parts.number("e")
    micros = np.select(
        [digits <= 10, digits <= 13, digits <= 16],
        [number * SECOND, number * 1000, number],
        number // 1000,
    )
    return micros, np.zeros(len(micros), np.uint8)


def _serial(parts: _Parts, hours: int) -> tuple[Ints, NDArray[np.uint8]]:
    """Days since the end of 1899, as a spreadsheet counts them, with the time as a fraction."""
    days = pc.replace_substring(parts.text("n"), ",", ".").cast(pa.float64()).to_numpy()
    seconds = np.rint((days - 25_569) * 86_400).astype(np.int64) - hours * 3600
    return seconds * SECOND, np.zeros(len(seconds), np.uint8)


def _civil(parts: _Parts, hours: int, order: str) -> tuple[Ints, NDArray[np.uint8]]:
    year, month, day = _date_of(parts, order)
    minutes = parts.mapped("z", lambda text: _ahead(text, hours * 60))
    micros, is_time = _time_of(parts)
    is_day = (month >= 1) & (month <= 12) & (day >= 1) & (year >= 1) & (year <= 9999)
    months = np.where(is_day, (year - 1970) * 12 + month - 1, 0).astype("M8[M]")
    first = months.astype("M8[D]").astype(np.int64)
    is_day &= day <= (months + 1).astype("M8[D]").astype(np.int64) - first
    is_real = is_day & is_time & (minutes != NOWHEN)
    verdicts = np.where(is_real, Verdict.GOOD, Verdict.IMPOSSIBLE).astype(np.uint8)
    verdicts[month == NOWHEN] = Verdict.UNREADABLE
    shift = np.where(is_real, minutes, 0) * 60 * SECOND
    return (first + np.where(is_real, day, 1) - 1) * DAY + micros - shift, verdicts


def _date_of(parts: _Parts, order: str) -> tuple[Ints, Ints, Ints]:
    """Year, month and day; a month of no language is `NOWHEN`."""
    if "a" not in parts:
        month = parts.mapped("w", _month) if "w" in parts else parts.number("m")
        return _full(parts.number("y"), _lengths(parts, "y")), month, parts.number("d")
    first, second, last = parts.number("a"), parts.number("b"), parts.number("c")
    is_short = _lengths(parts, "c") == 2
    year = _full(last, _lengths(parts, "c"))
    if order == "ymd":  # with four digits at its end it can be none
        return np.where(is_short, first + 2000, year), second, np.where(is_short, last, first)
    return (year, second, first) if order == "dmy" else (year, first, second)


def _lengths(parts: _Parts, name: str) -> Ints:
    lengths: Ints = pc.utf8_length(parts.text(name)).to_numpy().astype(np.int64)
    return lengths


def _full(year: Ints, digits: Ints) -> Ints:
    """Years of two digits are of this century, or from 70 of the last."""
    return np.where(digits == 2, year + np.where(year < 70, 2000, 1900), year)


def _time_of(parts: _Parts) -> tuple[Ints, Any]:
    """Microseconds into the day, and whether there is such a time."""
    hour, minute, second = parts.number("H"), parts.number("M"), parts.number("S")
    half = parts.mapped("p", lambda text: {"": 0, "a": 1, "p": 2}[text])
    hour = np.where((half > 0) & (hour <= 12), hour % 12 + 12 * (half == 2), hour)
    fraction = parts.mapped("f", lambda text: int(f"{text:0<6}"[:6] or 0))
    is_time = (hour < 24) & (minute < 60) & (second <= 60)
    return np.where(is_time, (hour * 3600 + minute * 60 + second) * SECOND + fraction, 0), is_time


def _month(word: str) -> int:
    return _MONTHS.get(word[:3], NOWHEN)


def _ahead(zone: str, default: int) -> int:
    """Minutes ahead of UTC; `NOWHEN` for a zone that is none."""
    if not zone:
        return default
    if zone in _HOURS:
        return _HOURS[zone] * 60
    found = _OFFSET.fullmatch(zone)
    minutes = int(found[2]) * 60 + int(found[3] or 0) if found else 10_000
    if found is None or minutes > 14 * 60:
        return NOWHEN
    return -minutes if found[1] == "-" else minutes
