"""Posts as they come into two Arrow columns: the text and the day.

In: a string, a sequence, an Arrow array or table. Out: large_string and date32 of equal length. Text that is not valid
Unicode is mended character by character, so that offsets stay true; a day that cannot be read is no day.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ikrar.errors import InputError

LONGEST: Final = 1 << 20  # bytes of a post that are read; what comes after does not count
PAGE: Final = 1 << 16  # bytes of posts that are read at once
_NO_POSTS: Final = (
    "Posts must be text: a string, a list of strings, or a table of Arrow (pa.Table.from_pandas)."
)
_AHEAD = timedelta(hours=7)  # Western Indonesia; it has no summer time
_WIB = timezone(_AHEAD)
_TWITTER = "%a %b %d %H:%M:%S %z %Y"
_PLAIN: Final = (  # can be read, and told quickly
    r"^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])"
    r"([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]0\d:?[0-5]\d)?)?$"
)
_HALF: Final = re.compile(r"[\ud800-\udfff]")
_ZONES: Final = {"z": 0, "utc": 0, "gmt": 0, "wib": 7, "wita": 8, "wit": 9}  # hours
# a day, an hour, and where said its half of the day, its zone, its offset, and the zone once more
_STAMP: Final = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:t|,? )(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})"
    r"(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?(?: ?(?P<half>[ap])m)?"
    r"(?: ?(?P<zone>z|utc|gmt|wib|wita|wit))?(?: ?(?P<sign>[+-])(?P<off>[0-9]{1,2}):?(?P<by>[0-9]{2})?)?"
    r"(?P<again> ?(?:utc|gmt|[a-z]{3,5}|\[[a-z_/+-]+\]))?"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table are called."""

    text: str = "text"
    date: str = "date"


COLUMNS: Final = Columns()


def present(columns: Columns, source: str, names: list[str]) -> list[str]:
    """Those of the two columns that `names` has; a date column of the usual name may be missing.

    Raises InputError where one that is needed is missing or is there twice.
    """
    for name in [columns.text, *([columns.date] if columns.date != COLUMNS.date else [])]:
        if name not in names:
            option = "--text-column" if name == columns.text else "--date-column"
            have = ", ".join(there[:80] for there in names[:40]) + (
                ", …" if len(names) > 40 else ""
            )
            raise InputError(
                f"{source} has no column “{name}”. It has: {have}. Name the right one: {option}"
            )
    if columns.text == columns.date != COLUMNS.date:
        raise InputError(
            f"{source}: the column “{columns.text}” cannot hold both posts and dates. Name another: --date-column"
        )
    has_dates = columns.date in names and columns.date != columns.text
    wanted = [columns.text, columns.date] if has_dates else [columns.text]
    for name in wanted:
        if names.count(name) > 1:
            raise InputError(f"{source} has more than one column “{name}”. Rename all but one.")
    return wanted


def read(
    posts: Any, columns: Columns, on: date | None
) -> tuple[pa.LargeStringArray, pa.Date32Array]:
    """Texts and days; `on` where the date is empty. InputError where a table has no such column of texts, or two,
    or `columns` are none.
    """
    on = day_of(on)
    if not isinstance(columns, Columns):
        raise InputError("Columns are told as Columns(text=…, date=…) of ikrar.screening.posts.")
    if isinstance(posts, pa.Table):
        if columns.text not in posts.column_names:
            there = ", ".join(posts.column_names) or "none"
            raise InputError(f"There is no column {columns.text!r}. The columns are: {there}.")
        for name in (columns.text, columns.date):
            if posts.column_names.count(name) > 1:
                raise InputError(f"There is more than one column {name!r}. Rename all but one.")
        text = _text(posts[columns.text])
        if columns.date in posts.column_names:
            return text, _days(posts[columns.date], on)
        return text, _same(on, len(text))
    if isinstance(posts, str):
        posts = [posts]
    if not isinstance(posts, pa.Array | pa.ChunkedArray):
        posts = _mended(posts)
    text = _text(posts)
    return text, _same(on, len(text))


def day_of(on: Any) -> date | None:
    """A day, of a time its day; InputError where it is neither."""
    if not isinstance(on, date | None):
        raise InputError(f"The day is to be a date, as date(2024, 2, 14), not {type(on).__name__}.")
    return on.date() if isinstance(on, datetime) else on


def _text(column: Any) -> pa.LargeStringArray:
    kind, types = column.type, pa.types
    kind = kind.value_type if types.is_dictionary(kind) else kind
    is_empty_or_bytes = types.is_null(kind) or types.is_binary(kind) or types.is_large_binary(kind)
    if not (is_text(kind) or is_empty_or_bytes):  # numbers and days could be cast, and are no posts
        raise InputError(f"The text column holds {column.type}, not text.")
    try:
        whole = pc.fill_null(column.cast(pa.large_string()), "")
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise InputError(f"The text column holds {column.type}, not text.") from error
    try:
        whole.validate(full=True)
    except pa.ArrowInvalid as error:
        raise InputError("The text column holds bytes that are not UTF-8. Decode them.") from error
    return whole.combine_chunks() if isinstance(whole, pa.ChunkedArray) else whole


def is_text(kind: pa.DataType) -> bool:
    """Whether a column of this type holds texts, in any of the layouts that Arrow has for them."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    checks = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view)
    return any(is_kind(kind) for is_kind in checks)


def _mended(posts: Sequence[str | None]) -> pa.LargeStringArray:
    if isinstance(posts, Mapping | AbstractSet):  # keys are no posts, and a set has no order
        raise InputError(_NO_POSTS)
    try:
        try:
            return pa.array(posts, pa.large_string())
        except (UnicodeEncodeError, pa.ArrowInvalid):
            return pa.array([post and whole(post) for post in posts], pa.large_string())
    except (pa.ArrowException, TypeError, KeyError) as error:
        raise InputError(_NO_POSTS) from error


def whole(text: str) -> str:
    """The text with one replacement character for each half of a surrogate pair, which no UTF-8 can hold."""
    return _HALF.sub("\ufffd", text)


def buffers(text: pa.LargeStringArray) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The bytes of all texts and the offsets between them, int64[posts + 1], without a copy."""
    _, offsets, data = text.buffers()
    at = np.frombuffer(offsets, np.int64)[text.offset : text.offset + len(text) + 1]
    whole = np.frombuffer(data if data and data.size else b"\0", np.uint8)
    # some buffers may be written to: the kernel would be compiled once more for them
    whole.flags.writeable = at.flags.writeable = False
    return whole, at


# ---------------------------------------------------------------- days


def _same(on: date | None, posts: int) -> pa.Date32Array:
    return pa.repeat(pa.scalar(on, pa.date32()), posts)


def unread(column: pa.ChunkedArray) -> pa.BooleanArray:
    """Which dates of a column are there but cannot be read, bool[posts]."""
    if is_text(column.type):
        column = column.cast(pa.large_string())
        is_plain = pc.match_substring_regex(column, _PLAIN)
        column = pc.if_else(is_plain, pa.scalar(None, column.type), column)
    days, empty = _days_and_gaps(column)
    return pc.and_not(days.is_null(), empty)


def _days(column: Any, on: date | None) -> pa.Date32Array:
    days, empty = _days_and_gaps(column)
    return days if on is None else pc.if_else(empty, pa.scalar(on, pa.date32()), days)


def _days_and_gaps(column: Any) -> tuple[pa.Date32Array, pa.BooleanArray]:
    """The days, null where there is none, and which dates are empty."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    empty = column.is_null()
    if is_text(column.type):
        days, empty = _days_of_texts(column)
    elif pa.types.is_timestamp(column.type) or pa.types.is_date(column.type):
        if getattr(column.type, "tz", None):
            column = pc.add(column.cast(pa.timestamp("us"), safe=False), pa.scalar(_AHEAD))
        days = column.cast(pa.date32(), safe=False)
    else:
        days = pa.nulls(len(column), pa.date32())
    sound = pc.and_(pc.greater_equal(days, date.min), pc.less_equal(days, date.max))
    return pc.if_else(sound, days, pa.scalar(None, pa.date32())), empty


def _days_of_texts(column: pa.Array) -> tuple[pa.Date32Array, pa.BooleanArray]:
    known = pc.fill_null(column.cast(pa.large_string()), "").dictionary_encode()
    texts = [text.strip() for text in known.dictionary.to_pylist()]
    days = pa.array([_day(text) for text in texts], pa.date32())
    empty = pa.array([not text for text in texts], pa.bool_())
    return days.take(known.indices), empty.take(known.indices)


def _day(text: str) -> date | None:
    """The day of a text; a moment that names its zone is taken on the day that it was in Jakarta."""
    if text.replace(",", ".").replace(".", "", 1).isdigit() and len(text) != len("20240214"):
        return None  # seconds since 1970, some of which look like a day of another century
    try:
        return _in_jakarta(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return _odd_day(text)


def _in_jakarta(moment: datetime) -> date:
    return (moment.astimezone(_WIB) if moment.tzinfo else moment).date()


def _odd_day(text: str) -> date | None:
    """The day of a text that is not quite ISO 8601."""
    with suppress(ValueError, OverflowError):
        if stamp := _STAMP.fullmatch(" ".join(text.lower().split())):
            return _stamped(stamp)
        return _in_jakarta(datetime.strptime(text, _TWITTER))  # noqa: DTZ007
    return None


def _stamped(stamp: re.Match[str]) -> date | None:
    """The day in Jakarta. None where only the name of a zone is known; ValueError for an hour that is none."""
    hour = int(stamp["hour"])
    if stamp["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (stamp["half"] == "p")
    moment = datetime.fromisoformat(f"{stamp['day']}T{hour:02}:{stamp['minute']}")
    ahead = timedelta(hours=_ZONES.get(stamp["zone"], 0))
    if stamp["off"]:
        ahead = timedelta(hours=int(stamp["off"]), minutes=int(stamp["by"] or 0))
        ahead = -ahead if stamp["sign"] == "-" else ahead
    elif stamp["again"] and stamp["zone"] != "z":
        return None
    elif not stamp["zone"]:
        return moment.date()
    return _in_jakarta(moment.replace(tzinfo=timezone(ahead)))
