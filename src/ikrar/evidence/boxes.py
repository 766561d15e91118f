"""The boxes that MP4, QuickTime, 3GP and HEIC are built of: a length, a four-letter kind, a body.

In: bytes and where to look. Out: each box with its place. A box that does not fit where it stands is damage.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ikrar.evidence.outcome import Budget, damaged


@dataclass(frozen=True, slots=True)
class Box:
    """One box: from `start` to `end`, its content from `body`."""

    kind: bytes
    start: int
    body: int
    end: int


def boxes(data: bytes | bytearray, start: int, end: int, budget: Budget) -> Iterator[Box]:
    """The boxes side by side from `start` to `end`; they must fill it."""
    while start < end:
        budget.spend()
        size, kind = number(data, start, 4), bytes(data[start + 4 : start + 8])
        body = start + 8
        if size == 1:
            size, body = number(data, start + 8, 8), start + 16
        stop = end if size == 0 else start + size
        if stop > end or body > stop:
            raise damaged()
        yield Box(kind, start, body, stop)
        start = stop


def is_within(rooms: Sequence[Box], start: int, end: int) -> bool:
    """Whether one of the boxes, which stand in order, holds this stretch."""
    at = bisect_right(rooms, start, key=lambda room: room.body) - 1
    return at >= 0 and start <= end <= rooms[at].end


def number(data: bytes | bytearray, at: int, size: int) -> int:
    """The whole number of `size` bytes at `at`; 0 beyond the end."""
    return int.from_bytes(data[at : at + size], "big")


class Cursor:
    """Takes whole numbers one after the other, none beyond `end`."""

    def __init__(self, data: bytes | bytearray, at: int, end: int) -> None:
        self._data, self._at, self._end = data, at, end

    def take(self, size: int) -> int:
        start, self._at = self._at, self._at + size
        if self._at > self._end:
            raise damaged()
        return number(self._data, start, size)
