"""MP3 and Ogg (Opus, Vorbis): out with the tags; every frame of sound stays as it is.

In: any bytes. Out: an MP3 without the blocks of tags before and after its frames; an Ogg whose comment packet names
neither software nor anything else.
"""

import re
from collections.abc import Iterator
from typing import Final

from ikrar.evidence.outcome import Budget, Clean, NotCleanable, Reason, Trace, damaged

_ID3V1: Final = 128
_PADDING: Final = re.compile(rb"\0+")  # beyond what the length of a tag tells
_APE: Final = b"APETAGEX"
_CAPTURE: Final = b"OggS"
_BEGINS: Final = 2  # the flag of a stream's first page
_NOTHING: Final = bytes(8)  # no vendor, no comment
_COMMENTS: Final = {
    b"\x01vorbis": (b"\x03vorbis", b"\x03vorbis" + _NOTHING + b"\x01"),
    b"OpusHead": (b"OpusTags", b"OpusTags" + _NOTHING),
}


def clean_mp3(data: bytes) -> Clean:
    """The frames alone. NotCleanable where none begins after the tags."""
    start, end, budget = _after_tags(data), len(data), Budget()
    while end - start > _ID3V1 and (shorter := _before_tag(data, end)) < end:
        end = shorter
        budget.spend()
    if start + 4 > end or data[start] != 0xFF or data[start + 1] & 0xE0 != 0xE0:
        raise damaged()
    is_same = (start, end) == (0, len(data))
    return Clean(data[start:end], frozenset() if is_same else frozenset({Trace.TEXT}))


def _after_tags(data: bytes) -> int:
    """Where the tags in front (ID3v2, each with a length of four times seven bits) end."""
    at, budget = 0, Budget()
    while data[at : at + 3] == b"ID3":
        budget.spend()
        flags, size = data[at + 5 : at + 6], data[at + 6 : at + 10]
        if len(size) < 4 or max(size) > 0x7F:
            raise damaged()
        footer = 10 if flags[0] & 0x10 else 0
        at += 10 + footer + sum(seven << 7 * place for place, seven in enumerate(size[::-1]))
    padding = _PADDING.match(data, at)
    return padding.end() if padding else at


def _before_tag(data: bytes, end: int) -> int:
    """Where the tag that ends at `end` begins (ID3v1 or APE); `end` itself if there is none."""
    if data[end - _ID3V1 : end - _ID3V1 + 3] == b"TAG":
        return end - _ID3V1
    footer = data[end - 32 : end]
    if footer.startswith(_APE):
        size = int.from_bytes(footer[12:16], "little")
        has_header = footer[23] & 0x80
        return max(0, end - size - (32 if has_header else 0)) if size >= 32 else end - 32
    return end


def clean_ogg(data: bytes) -> Clean:
    """The sound without its comments. NotCleanable where there is more than one stream, or a comment of many pages."""
    pages = list(_pages(data))
    if len(pages) < 3:
        raise damaged()
    serials = {data[start + 14 : start + 18] for start, _end in pages}
    if len(serials) > 1 or any(data[start + 5] & _BEGINS for start, _end in pages[1:]):
        raise NotCleanable(Reason.NO_CLEANER)
    (start, end), head = pages[1], 27 + data[26]
    for magic, (comment, nothing) in _COMMENTS.items():
        if data.startswith(magic, head):
            page = _without_comments(data[start:end], comment, nothing)
            removed = {Trace.TEXT} if page != data[start:end] else set()
            return Clean(b"".join([data[:start], page, data[end:]]), frozenset(removed))
    raise NotCleanable(Reason.NO_CLEANER)


def _pages(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each page of an Ogg begins and ends."""
    at, budget = 0, Budget()
    while at < len(data):
        budget.spend()
        lacing = data[at + 27 : at + 27 + int.from_bytes(data[at + 26 : at + 27], "big")]
        end = at + 27 + len(lacing) + sum(lacing)
        if data[at : at + 4] != _CAPTURE or end > len(data):
            raise damaged()
        yield at, end
        at = end


def _without_comments(page: bytes, comment: bytes, nothing: bytes) -> bytes:
    """The page with its first packet, which must be the comments and end here, replaced."""
    lacing = page[27 : 27 + page[26]]
    parts = next((n + 1 for n, length in enumerate(lacing) if length < 255), 0)
    packets = page[27 + len(lacing) :]
    if not parts or not packets.startswith(comment):
        raise NotCleanable(Reason.NO_CLEANER)
    rest, lacing = packets[sum(lacing[:parts]) :], bytes([len(nothing)]) + lacing[parts:]
    head = page[:22] + bytes(4) + bytes([len(lacing)]) + lacing
    whole = head + nothing + rest
    return whole[:22] + _checksum(whole).to_bytes(4, "little") + whole[26:]


def _checksum(page: bytes) -> int:
    """The CRC of Ogg: polynomial 04c11db7, highest bit first, from zero."""
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ _TABLE[value >> 24 ^ byte]
    return value


def _table_entry(byte: int) -> int:
    value = byte << 24
    for _bit in range(8):
        value = (value << 1 ^ (0x04C11DB7 if value & 0x80000000 else 0)) & 0xFFFFFFFF
    return value


_TABLE: Final = tuple(map(_table_entry, range(256)))
