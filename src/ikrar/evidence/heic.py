"""HEIC and AVIF, the photographs of newer phones: what the camera told is overwritten where it stands.

In: any bytes. Out: the same file in which every item that is no picture (Exif, XMP) is zero. Nothing moves, so every
offset still holds. A file that holds a film beside its picture is not cleaned.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ikrar.evidence.boxes import Box, Cursor, boxes, is_within, number
from ikrar.evidence.outcome import Budget, Clean, NotCleanable, Reason, Trace, damaged

_TOP: Final = frozenset(b"ftyp meta mdat".split())
_META: Final = frozenset(b"hdlr pitm iloc iinf iref iprp idat grpl dinf".split())
_SPACE: Final = frozenset(b"free skip wide".split())
_PICTURES: Final = frozenset(b"hvc1 hvt1 av01 jpeg grid iden iovl tmap".split())
_DESCRIBED: Final = frozenset(b"udes uuid".split())  # a person's words for a picture


def clean(data: bytes) -> Clean:
    """The pictures alone. NotCleanable where it is cut short or its boxes do not add up."""
    return _Photograph(data).cleaned()


@dataclass(frozen=True, slots=True)
class _Extent:
    """A stretch of an item. `method`: 0 counts from the start of the file, 1 in the box of small items."""

    trace: Trace
    method: int
    start: int
    length: int


class _Photograph:
    """One file while it is cleaned in place."""

    def __init__(self, data: bytes) -> None:
        self.data = bytearray(data)
        self.removed = set[Trace]()
        self.budget = Budget()

    def cleaned(self) -> Clean:
        found = {box.kind: box for box in self._boxes(0, len(self.data))}
        if b"moov" in found:
            raise NotCleanable(Reason.NO_CLEANER)
        if b"meta" not in found:
            raise damaged()
        self._keep(0, len(self.data), _TOP)
        self._clean_items(found[b"meta"])
        return Clean(bytes(self.data), frozenset(self.removed))

    def _boxes(self, start: int, end: int) -> Iterator[Box]:
        return boxes(self.data, start, end, self.budget)

    def _keep(self, start: int, end: int, kinds: frozenset[bytes]) -> None:
        for box in self._boxes(start, end):
            if box.kind not in kinds:
                self._remove(box)

    def _remove(self, box: Box) -> None:
        if box.kind not in _SPACE:
            self.data[box.start + 4 : box.start + 8] = b"free"
            self.removed.add(Trace.PROPERTIES)
        self._zero(box.body, box.end, Trace.PROPERTIES)

    def _zero(self, start: int, end: int, trace: Trace) -> None:
        length = end - start
        if self.data.count(0, start, end) < length:
            self.data[start:end] = bytes(length)
            self.removed.add(trace)

    def _clean_items(self, meta: Box) -> None:
        self._keep(meta.body + 4, meta.end, _META)
        inner = {box.kind: box for box in self._boxes(meta.body + 4, meta.end)}
        if not {b"iinf", b"iloc"} <= inner.keys():
            raise damaged()
        others = dict(self._others(inner[b"iinf"]))
        media = [box for box in self._boxes(0, len(self.data)) if box.kind == b"mdat"]
        inside = [inner[b"idat"]] if b"idat" in inner else []
        self._wipe(list(self._extents(inner[b"iloc"], others)), media, inside)
        if b"iprp" in inner:
            self._forget_words(inner[b"iprp"])

    def _others(self, table: Box) -> Iterator[tuple[int, Trace]]:
        """The items that are no pictures."""
        is_short = number(self.data, table.body, 1) == 0
        for entry in self._boxes(table.body + (6 if is_short else 8), table.end):
            version = number(self.data, entry.body, 1)
            wide = 4 if version == 3 else 2
            at = entry.body + 4 + wide + 2
            kind = bytes(self.data[at : at + 4])
            if entry.kind != b"infe" or version not in {2, 3}:
                raise NotCleanable(Reason.NO_CLEANER)
            if kind not in _PICTURES:
                traces = {b"Exif": Trace.EXIF, b"mime": Trace.XMP}
                yield number(self.data, entry.body + 4, wide), traces.get(kind, Trace.OTHER)

    def _extents(self, table: Box, others: Mapping[int, Trace]) -> Iterator[_Extent]:
        """Where the items stand that are no pictures."""
        cursor = Cursor(self.data, table.body, table.end)
        version, sizes = cursor.take(4) >> 24, cursor.take(2)
        wide = 4 if version == 2 else 2
        for _item in range(cursor.take(wide)):
            trace = others.get(cursor.take(wide))
            method = cursor.take(2) & 15 if version else 0
            method += cursor.take(2)  # another file
            base = cursor.take(sizes >> 4 & 15)
            for _extent in range(cursor.take(2)):
                self.budget.spend()
                cursor.take(sizes & 15 if version else 0)
                start, length = base + cursor.take(sizes >> 12), cursor.take(sizes >> 8 & 15)
                if trace:
                    yield _Extent(trace, method, start, length)

    def _wipe(self, extents: Iterable[_Extent], media: list[Box], inside: list[Box]) -> None:
        """Zero what the extents cover: of the media data, or of the box of small items."""
        left = len(self.data)
        for extent in extents:
            if extent.method not in {0, 1} or not extent.length:
                raise NotCleanable(Reason.NO_CLEANER)
            rooms = inside if extent.method else media
            start = extent.start + (inside[0].body if extent.method and inside else 0)
            left -= extent.length
            if left < 0 or not is_within(rooms, start, start + extent.length):
                raise damaged()
            self._zero(start, start + extent.length, extent.trace)

    def _forget_words(self, properties: Box) -> None:
        for table in self._boxes(properties.body, properties.end):
            for box in self._boxes(table.body, table.end) if table.kind == b"ipco" else ():
                if box.kind in _DESCRIBED:
                    self._remove(box)
