"""MP4, QuickTime, 3GP and M4A: all that is no picture, sound or subtitle becomes empty space of the same length.

In: any bytes. Out: the same file in which boxes that are not needed to play are `free` and zero, moments are zero, and
tracks of positions and sensors are gone with their samples. Nothing moves, so every offset still holds.
"""

from collections.abc import Iterator
from itertools import islice, pairwise, repeat
from typing import Final

from ikrar.evidence.boxes import Box, boxes, is_within, number
from ikrar.evidence.outcome import Budget, Clean, NotCleanable, Reason, Trace, damaged

_FILE: Final = b""
# what each container may keep; a container that is not listed is kept whole where its own container keeps it
_KEPT: Final[dict[bytes, frozenset[bytes]]] = {
    _FILE: frozenset(b"ftyp styp moov moof mdat mfra sidx ssix pdin".split()),
    b"moov": frozenset(b"mvhd trak mvex".split()),
    b"trak": frozenset(b"tkhd edts mdia tref tapt".split()),
    b"mdia": frozenset(b"mdhd hdlr elng minf".split()),
    b"minf": frozenset(b"vmhd smhd hmhd nmhd sthd gmhd hdlr dinf stbl".split()),
    b"dinf": frozenset({b"dref"}),
    b"stbl": frozenset(
        b"stsd stts ctts cslg stsc stsz stz2 stco co64 stss stsh stdp sdtp sbgp sgpd subs saiz saio"
        b" padb".split()
    ),
    b"moof": frozenset(b"mfhd traf".split()),
    b"traf": frozenset(b"tfhd tfdt trun sdtp sbgp sgpd subs saiz saio senc".split()),
}
_SPACE: Final = frozenset(b"free skip wide".split())
_TOLD: Final = {b"udta": Trace.PROPERTIES, b"meta": Trace.PROPERTIES, b"uuid": Trace.PROPERTIES}
_TIMED: Final = frozenset(b"mvhd tkhd mdhd".split())
_PLAYED: Final = frozenset(b"vide soun subt sbtl text".split())


def clean(data: bytes) -> Clean:
    """The film or sound alone. NotCleanable where it is cut short or its boxes do not add up."""
    return _Film(data).cleaned()


class _Film:
    """One file while it is cleaned in place."""

    def __init__(self, data: bytes) -> None:
        self.data = bytearray(data)
        self.removed = set[Trace]()
        self.budget = Budget()
        self.seen = set[bytes]()
        self.media = list[Box]()
        self.hidden = list[tuple[int, int]]()  # samples to wipe, once all tables have been read

    def cleaned(self) -> Clean:
        self._walk(_FILE, 0, self._end())
        if not {b"mvhd", b"trak", b"mdat"} <= self.seen:
            raise damaged()
        if Trace.TRACKS in self.removed and b"moof" in self.seen:
            raise NotCleanable(Reason.NO_CLEANER)  # fragments may hold samples of the track
        self._wipe_hidden()
        return Clean(bytes(self.data), frozenset(self.removed))

    def _wipe_hidden(self) -> None:
        is_sound = all(is_within(self.media, start, end) for start, end in self.hidden)
        if not is_sound or sum(end - start for start, end in self.hidden) > len(self.data):
            raise damaged()
        for start, end in self.hidden:
            self._zero(start, end, Trace.TRACKS)

    def _end(self) -> int:
        """Where the boxes end; what a phone put after them, which is no box, is cut off."""
        at, seen = 0, set[bytes]()
        try:
            for box in self._boxes(0, len(self.data)):
                at = box.end
                seen.add(box.kind)
        except NotCleanable as error:
            if error.reason is not Reason.DAMAGED or not {b"moov", b"mdat"} <= seen:
                raise
            del self.data[at:]
            self.removed.add(Trace.APPENDED)
        return at

    def _boxes(self, start: int, end: int) -> Iterator[Box]:
        return boxes(self.data, start, end, self.budget)

    def _walk(self, container: bytes, start: int, end: int) -> None:
        for box in self._boxes(start, end):
            if box.kind in _SPACE:
                self._zero(box.body, box.end, Trace.OTHER)
            elif box.kind not in _KEPT[container]:
                self._remove(box, _TOLD.get(box.kind, Trace.OTHER))
            elif box.kind == b"trak" and not self._is_played(box):
                self.hidden += self._samples(box)
                self._remove(box, Trace.TRACKS)
            else:
                self.seen.add(box.kind)
                self._enter(box)

    def _enter(self, box: Box) -> None:
        if box.kind in _KEPT:
            self._walk(box.kind, box.body, box.end)
        elif box.kind == b"mdat":
            self.media.append(box)
        else:
            self._forget(box)

    def _forget(self, box: Box) -> None:
        """Zero what a box that must stay says of moments, software and places on a disk."""
        if box.kind in _TIMED:
            length = 16 if number(self.data, box.body, 1) == 1 else 8
            self._zero(box.body + 4, min(box.body + 4 + length, box.end), Trace.TIMES)
        elif box.kind == b"hdlr":
            self._zero(box.body + 24, box.end, Trace.PROPERTIES)
        elif box.kind == b"dref":
            for source in self._boxes(box.body + 8, box.end):
                self._zero(source.body + 4, source.end, Trace.PROPERTIES)

    def _remove(self, box: Box, trace: Trace) -> None:
        self.data[box.start + 4 : box.start + 8] = b"free"
        self._zero(box.body, box.end, trace)
        self.removed.add(trace)

    def _zero(self, start: int, end: int, trace: Trace) -> None:
        length = max(end - start, 0)
        if self.data.count(0, start, end) < length:
            self.data[start:end] = bytes(length)
            self.removed.add(trace)

    def _is_played(self, track: Box) -> bool:
        handler = self._inside(track, b"mdia", b"hdlr")
        return bytes(self.data[handler.body + 8 : handler.body + 12]) in _PLAYED

    def _inside(self, box: Box, *path: bytes) -> Box:
        for kind in path:
            found = (child for child in self._boxes(box.body, box.end) if child.kind == kind)
            box = next(found, box)
            if box.kind != kind:
                raise damaged()
        return box

    def _samples(self, track: Box) -> Iterator[tuple[int, int]]:
        """Where the samples of a track stand, chunk by chunk."""
        table = self._inside(track, b"mdia", b"minf", b"stbl")
        found = {box.kind: box for box in self._boxes(table.body, table.end)}
        if not {b"stsc", b"stsz"} <= found.keys() or not {b"stco", b"co64"} & found.keys():
            raise damaged()
        places = found.get(b"co64") or found[b"stco"]
        starts = self._numbers(places, 4, 8 if places.kind == b"co64" else 4)
        sizes = self._sizes(found[b"stsz"])
        runs = self._numbers(found[b"stsc"], 4, 12)  # first chunk, samples a chunk, description
        firsts = [*(run >> 64 for run in runs), len(starts) + 1]
        if firsts != sorted(firsts) or firsts[0] < 1:
            raise damaged()
        for run, (first, after) in zip(runs, pairwise(firsts), strict=True):
            samples = run >> 32 & 0xFFFFFFFF
            for start in starts[first - 1 : after - 1]:
                self.budget.spend(samples)
                yield start, start + sum(islice(sizes, samples))

    def _sizes(self, box: Box) -> Iterator[int]:
        same = number(self.data, box.body + 4, 4)
        return repeat(same) if same else iter(self._numbers(box, 8, 4))

    def _numbers(self, box: Box, at: int, size: int) -> list[int]:
        """The numbers of a table, whose count stands `at` bytes into its body."""
        count, start = number(self.data, box.body + at, 4), box.body + at + 4
        if count * size > box.end - start:
            raise damaged()
        self.budget.spend(count)
        return [number(self.data, start + size * n, size) for n in range(count)]
