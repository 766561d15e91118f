"""The zip inside an office document, read without believing it and written without its traces.

In: any bytes. Out: its parts, still packed; and a zip made of parts, with no times, comments or extra fields. What a part
unpacks to is bounded by what it tells, and what all tell together by `_MOST_UNPACKED`.
"""

import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ikrar.evidence.outcome import NotCleanable, Reason, damaged

_MOST_PARTS: Final = 10_000
_MOST_UNPACKED: Final = 300_000_000
_MOST_RATIO: Final = 100
_SMALL: Final = 10_000_000  # up to here the ratio does not matter
_STEP: Final = 1 << 18
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF8 = 1, 0x800
_DAY_ONE: Final = b"\0\0\x21\0"  # midnight of 1 January 1980, the first moment a zip can tell


@dataclass(frozen=True, slots=True)
class Part:
    """One file in a zip. `size` and `checksum` are of what `packed` unpacks to."""

    name: str
    method: int
    checksum: int
    size: int
    packed: memoryview | bytes


def read(data: bytes) -> list[Part]:
    """The parts in the order of the directory. NotCleanable where this is no plain, whole zip."""
    end = data.rfind(_END, max(0, len(data) - 65_557))
    count, at = _number(data, end + 10, 2), _number(data, end + 16, 4)
    is_last = end >= 0 and end + 22 + _number(data, end + 20, 2) == len(data)
    if not is_last or at + _number(data, end + 12, 4) != end:
        raise damaged()
    if count > _MOST_PARTS:
        raise NotCleanable(Reason.TOO_COMPLEX)
    parts = dict[str, Part]()
    for _ in range(count):
        if data[at : at + 4] != _CENTRAL or at >= end:
            raise damaged()
        part = _part(data, at)
        parts[part.name] = part
        at += 46 + sum(_number(data, at + place, 2) for place in (28, 30, 32))
    if at != end or len(parts) != count:
        raise damaged()
    _refuse_bomb(parts.values(), len(data))
    return list(parts.values())


def _part(data: bytes, at: int) -> Part:
    """The part that the directory entry at `at` tells of."""
    flags, method = _number(data, at + 8, 2), _number(data, at + 10, 2)
    if flags & _ENCRYPTED:
        raise NotCleanable(Reason.ENCRYPTED)
    checksum, packed, size = (_number(data, at + place, 4) for place in (16, 20, 24))
    name = data[at + 46 : at + 46 + _number(data, at + 28, 2)]
    local = _number(data, at + 42, 4)
    start = local + 30 + _number(data, local + 26, 2) + _number(data, local + 28, 2)
    is_whole = data[local : local + 4] == _LOCAL and start + packed <= len(data)
    if not is_whole or method not in {_STORED, _DEFLATED}:
        raise damaged()
    return Part(_name(name), method, checksum, size, memoryview(data)[start : start + packed])


def _name(raw: bytes) -> str:
    try:
        name = raw.decode()
    except UnicodeDecodeError as error:
        raise damaged() from error
    if name.startswith("/") or "\\" in name or ".." in name.split("/"):
        raise damaged()
    return name


def _refuse_bomb(parts: Collection[Part], length: int) -> None:
    packed, unpacked = sum(len(part.packed) for part in parts), sum(part.size for part in parts)
    if packed > length:  # parts that lie over each other
        raise NotCleanable(Reason.BOMB)
    if unpacked > _MOST_UNPACKED or (unpacked > _SMALL and unpacked > _MOST_RATIO * packed):
        raise NotCleanable(Reason.BOMB)


def unpack(part: Part) -> Iterator[bytes]:
    """What a part holds, piece by piece. NotCleanable where it is not what the directory told."""
    seen = checksum = 0
    for piece in _inflate(part.packed) if part.method == _DEFLATED else _slices(part.packed):
        seen += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if seen > part.size:
            raise NotCleanable(Reason.BOMB)
        yield piece
    if seen != part.size or checksum != part.checksum:
        raise damaged()


def _slices(packed: memoryview | bytes) -> Iterator[bytes]:
    for at in range(0, len(packed), _STEP):
        yield bytes(packed[at : at + _STEP])


def _inflate(packed: memoryview | bytes) -> Iterator[bytes]:
    stream = zlib.decompressobj(-15)
    try:
        for piece in _slices(packed):
            rest = piece
            while rest and not stream.eof:
                yield stream.decompress(rest, _STEP)
                rest = stream.unconsumed_tail
        while not stream.eof and (left := stream.decompress(b"", _STEP)):
            yield left
    except zlib.error as error:
        raise damaged() from error
    if not stream.eof:
        raise damaged()


def pack(name: str, pieces: Iterable[bytes]) -> Part:
    """A part that holds the pieces."""
    stream, packed, size, checksum = zlib.compressobj(4, zlib.DEFLATED, -15), list[bytes](), 0, 0
    for piece in pieces:
        packed.append(stream.compress(piece))
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
    return Part(name, _DEFLATED, checksum, size, b"".join([*packed, stream.flush()]))


def write(parts: Iterable[Part]) -> bytes:
    """A zip of these parts that tells nothing of when or on what it was made."""
    bodies, directory, at = list[bytes | memoryview](), list[bytes](), 0
    for part in parts:
        name = part.name.encode()
        sizes = (part.checksum, len(part.packed), part.size)
        told = b"\x14\0" + _bytes(_UTF8, 2) + _bytes(part.method, 2) + _DAY_ONE
        told += b"".join(_bytes(n, 4) for n in sizes) + _bytes(len(name), 2)
        bodies += [_LOCAL + told + b"\0\0" + name, part.packed]
        directory.append(_CENTRAL + b"\x14\0" + told + bytes(12) + _bytes(at, 4) + name)
        at += 30 + len(name) + len(part.packed)
    length = sum(map(len, directory))
    count = _bytes(len(directory), 2)
    end = _END + bytes(4) + count * 2 + _bytes(length, 4) + _bytes(at, 4) + b"\0\0"
    return b"".join([*bodies, *directory, end])


def _number(data: bytes, at: int, size: int) -> int:
    return int.from_bytes(data[at : at + size], "little")


def _bytes(number: int, size: int) -> bytes:
    return number.to_bytes(size, "little")
