"""A ZIP in one spelling: every byte follows from names and contents, and reading accepts no other.

Programs disagree on what an oddly spelt ZIP holds (two lists, overlapping files, sizes that lie), so nothing is read
leniently. Files stand uncompressed, in deflate's own "stored" blocks: their end is known in a pipe, nothing unpacks to
more than it is, no release of zlib moves a byte, and any ZIP program opens them. One pass; one block in memory.
"""

import struct
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol
from zlib import crc32

from ikrar.errors import InputError, VerificationError
from ikrar.tlog.bundle import ZIP as START

MAX_MEMBER = 4_000_000_000  # with its blocks still below 4 GiB, so that only offsets need ZIP64

_BLOCK = 65_535
_MAX_KEPT = 4_000_000
_MAX_NAME = 100
_ELSEWHERE = 0xFFFF_FFFF  # in place of an offset: it stands in a ZIP64 field
_FAR = 0xFFFF_FFFF  # as offsets from here on do
_FLAGS, _DEFLATE, _TIME, _DATE = 0x8, 8, 0, 0x21  # sizes follow the content; 1 January 1980
_LOCAL = struct.Struct("<4s5H3I2H")
_FRAME = struct.Struct("<BHH")
_AFTER = struct.Struct("<4s3I")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_FAR_OFFSET = struct.Struct("<2HQ")
_FAR_END = struct.Struct("<4sQ2H2I4Q")
_FAR_FIND = struct.Struct("<4sIQI")
_END = struct.Struct("<4s4H2IH")
_LAST_FRAME = _FRAME.pack(1, 0, 0xFFFF)


class Source(Protocol):
    """What can be read from: a file, a pipe, an upload."""

    def read(self, size: int, /) -> bytes:
        """Give at most `size` bytes, and none only at the end."""


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive; `sha256` is spelt as in the log, "sha256:" and hex digits."""

    name: str
    offset: int
    size: int
    crc: int
    sha256: str

    @property
    def packed(self) -> int:
        """Its bytes in the archive: a frame before each block, and an empty last block."""
        return self.size + _FRAME.size * (-(-self.size // _BLOCK) + 1)


class _Tally:
    """Size and sums of a content that passes by."""

    def __init__(self) -> None:
        self.size = self.crc = 0
        self._sha256 = sha256()

    def add(self, block: bytes) -> bytes:
        self.size += len(block)
        if self.size > MAX_MEMBER:
            raise InputError("A file is larger than 4 GB, the most that one in a packet may have.")
        self.crc = crc32(block, self.crc)
        self._sha256.update(block)
        return block

    def member(self, name: str, offset: int) -> Member:
        return Member(name, offset, self.size, self.crc, "sha256:" + self._sha256.hexdigest())


class Writer:
    """Gives the archive's bytes file by file; `finish` gives the last of them."""

    def __init__(self) -> None:
        self.members: list[Member] = []
        self._at = 0

    def add(self, name: str, content: Iterable[bytes]) -> Generator[bytes, None, Member]:
        tally = _Tally()
        head = _local(name)
        yield head
        for block in _blocks(content):
            yield _frame(len(block)) + tally.add(block)
        member = tally.member(name, self._at)
        yield _LAST_FRAME + _after(member)
        self._at += len(head) + member.packed + _AFTER.size
        self.members.append(member)
        return member

    def finish(self) -> bytes:
        return _directory(self.members, self._at)


def read(
    source: Source, *, allowed: Callable[[str], bool], keep: Collection[str], limit: int
) -> Iterator[tuple[Member, bytes]]:
    """Give each file in order, once it was read whole, with its content if it is one to keep.

    InputError for anything that `Writer` would not have written from names that are allowed, once
    each, at most `limit`; VerificationError for a content that does not fit its own sum. That
    nothing else is in the archive is only known when the iterator has ended.
    """
    members: dict[str, Member] = {}
    at = 0
    while (head := _exact(source, _LOCAL.size)).startswith(START):
        if len(members) == limit:
            raise InputError(f"This ZIP holds more than {limit} files; no packet does. {_AGAIN}")
        name = _name(source, head)
        if not allowed(name) or name in members:
            raise InputError(_bad_name(name, is_double=name in members))
        if head + name.encode() != _local(name):
            raise InputError(_REPACKED)
        tally = _Tally()
        kept = bytearray()
        for block in _framed(source):
            tally.add(block)
            if name in keep:
                kept += block
                if len(kept) > _MAX_KEPT:
                    raise InputError(f"{name} is too large for a packet's own list. {_AGAIN}")
        members[name] = member = tally.member(name, at)
        if _exact(source, _AFTER.size) != _after(member):
            raise VerificationError(
                f"{name} was changed or damaged after it was packed: it does not fit its own"
                f" checksum. {_AGAIN}"
            )
        at += len(head) + len(name) + member.packed + _AFTER.size
        yield member, bytes(kept)
    _check_end(source, head, _directory(list(members.values()), at))


def _local(name: str) -> bytes:
    raw = name.encode("ascii")
    return _LOCAL.pack(START, 20, _FLAGS, _DEFLATE, _TIME, _DATE, 0, 0, 0, len(raw), 0) + raw


def _frame(size: int) -> bytes:
    return _FRAME.pack(0, size, size ^ 0xFFFF)


def _after(member: Member) -> bytes:
    return _AFTER.pack(b"PK\7\x08", member.crc, member.packed, member.size)


def _blocks(content: Iterable[bytes]) -> Iterator[bytes]:
    """Cut again, so that the archive does not depend on how its content arrives."""
    rest = bytearray()
    for piece in content:
        rest += piece
        while len(rest) >= _BLOCK:
            yield bytes(rest[:_BLOCK])
            del rest[:_BLOCK]
    if rest:
        yield bytes(rest)


def _directory(members: Sequence[Member], at: int) -> bytes:
    """The list at the end: written from what was written, and on reading from what was read."""
    rows = b"".join(map(_row, members))
    count, size = len(members), len(rows)
    if at < _FAR:
        return rows + _END.pack(b"PK\5\6", 0, 0, count, count, size, at, 0)
    far = _FAR_END.pack(b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, at)
    find = _FAR_FIND.pack(b"PK\6\7", 0, at + size, 1)
    return rows + far + find + _END.pack(b"PK\5\6", 0, 0, count, count, size, _ELSEWHERE, 0)


def _row(member: Member) -> bytes:
    offset, version, far = member.offset, 20, b""
    if offset >= _FAR:
        offset, version, far = _ELSEWHERE, 45, _FAR_OFFSET.pack(1, 8, offset)
    raw = member.name.encode("ascii")
    how = (version, _FLAGS, _DEFLATE, _TIME, _DATE, member.crc, member.packed, member.size)
    rest = (len(raw), len(far), 0, 0, 0, 0, offset)
    return _CENTRAL.pack(b"PK\1\2", 20, *how, *rest) + raw + far


def _exact(source: Source, size: int) -> bytes:
    data = source.read(size)
    while len(data) < size:
        more = source.read(size - len(data))
        if not more:
            raise InputError(f"The file ends too early: it was cut on its way. {_AGAIN}")
        data += more
    return data


def _name(source: Source, head: bytes) -> str:
    size = _LOCAL.unpack(head)[-2]
    return _exact(source, min(size, _MAX_NAME)).decode("latin-1")


def _framed(source: Source) -> Iterator[bytes]:
    """Undo `_blocks` and `_frame`; all blocks but the last are full, and none is empty."""
    size = _BLOCK
    while (frame := _exact(source, _FRAME.size)) != _LAST_FRAME:
        is_full = size == _BLOCK
        size = int.from_bytes(frame[1:3], "little")
        if frame != _frame(size) or not size or not is_full:
            raise InputError(_REPACKED)
        yield _exact(source, size)


def _check_end(source: Source, head: bytes, directory: bytes) -> None:
    if not head.startswith(directory[:4]):
        raise InputError(_NO_ZIP if directory.startswith(b"PK\5\6") else _BETWEEN)
    rest = _exact(source, len(directory) - len(head)) if len(directory) > len(head) else b""
    if head + rest != directory:
        raise InputError(_LIST)
    if source.read(1):
        raise InputError(f"Something follows after the end of this ZIP. {_AGAIN}")


def _bad_name(name: str, *, is_double: bool) -> str:
    if is_double:
        return f"This ZIP holds two files named {name!r}, so what it means is not certain. {_AGAIN}"
    return (
        f"This ZIP holds {name[:_MAX_NAME]!r}, a name that Ikrar gives no file. It is no referral packet, or"
        f" was packed again or added to; do not unpack it. {_AGAIN}"
    )


_AGAIN = "Ask the sender for the packet again and use the file exactly as it was issued."
_REPACKED = (
    "This ZIP is not written as Ikrar writes one: it is no referral packet, or another program"
    f" changed it or packed it again. {_AGAIN}"
)
_NO_ZIP = f"This is not a ZIP, or something stands before its beginning. {_AGAIN}"
_BETWEEN = f"Something that is no file stands between the files of this ZIP. {_AGAIN}"
_LIST = (
    "The list at the end of this ZIP is not that of the files in it: a name, size, place, link or"
    f" note was changed. {_AGAIN}"
)
