"""What a file is, by its first bytes; the name only decides between kinds whose bytes are alike.

In: the first `HEAD` bytes (all of a shorter file) and the name as sent. Out: a `Kind` with its cautions. Neither is
trusted: a name that promises something else is noted, a file that also reads as another kind is never shown inline.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ikrar.evidence import kinds
from ikrar.evidence.kinds import Caution, Family, Kind
from ikrar.evidence.names import extension_of, safe_name

HEAD: Final = 8192

_MAGIC: Final = (
    (b"\xff\xd8\xff", kinds.JPEG),
    (b"\x89PNG\r\n\x1a\n", kinds.PNG),
    (b"GIF87a", kinds.GIF),
    (b"GIF89a", kinds.GIF),
    (b"II*\0", kinds.TIFF),
    (b"MM\0*", kinds.TIFF),
    (b"%PDF-", kinds.PDF),
    (b"{\\rtf", kinds.RTF),
    (b"ID3", kinds.MP3),
    (b"#!AMR", kinds.AMR),
    (b"Rar!\x1a\x07", kinds.RAR),
    (b"7z\xbc\xaf\x27\x1c", kinds.SEVEN_ZIP),
    (b"MZ", kinds.EXECUTABLE),
    (b"\x7fELF", kinds.EXECUTABLE),
    (b"\xca\xfe\xba\xbe", kinds.EXECUTABLE),  # Java, and macOS for two processors
    (b"\xfe\xed\xfa\xce", kinds.EXECUTABLE),
    (b"\xfe\xed\xfa\xcf", kinds.EXECUTABLE),
    (b"\xce\xfa\xed\xfe", kinds.EXECUTABLE),
    (b"\xcf\xfa\xed\xfe", kinds.EXECUTABLE),
    (b"dex\n", kinds.EXECUTABLE),
    (b"L\0\0\0\x01\x14\x02\0", kinds.EXECUTABLE),  # a Windows shortcut
    (b"#!", kinds.EXECUTABLE),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EBML: Final = b"\x1a\x45\xdf\xa3"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_BOM: Final = b"\xef\xbb\xbf"

# How the boxed formats name themselves
_BRANDS: Final = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), kinds.HEIC),
    **dict.fromkeys((b"avif", b"avis"), kinds.AVIF),
    **dict.fromkeys((b"M4A ", b"M4B ", b"M4P "), kinds.M4A),
    b"qt  ": kinds.MOV,
}
_ANY_PICTURE: Final = frozenset({b"mif1", b"msf1"})  # a brand that leaves open which
# The first folder or file of each entry of a zip that begins within the head
_ENTRY: Final = re.compile(rb"PK\x03\x04.{26}([\w\[\]. -]+)", re.DOTALL)
_OFFICE: Final = ((b"word", kinds.DOCX), (b"xl", kinds.XLSX), (b"ppt", kinds.PPTX))
_OFFICE_FIRST: Final = (
    b"[Content_Types].xml",
    b"_rels",
    b"docProps",
    b"customXml",
    b"word",
    b"xl",
    b"ppt",
)
_PROGRAM_PARTS: Final = (b"AndroidManifest.xml", b"classes.dex")
_PROGRAM_FIRST: Final = b"META-INF"
_MARKUP: Final = re.compile(
    rb"<(?:!doctype|html|head|body|script|iframe|svg|\?xml|!--|meta|style|table|div|img|object|embed|form)",
    re.IGNORECASE,
)
_FOREIGN: Final = re.compile(
    rb"<script|<html|<svg|<!doctype|<iframe|<body|<\?php|javascript:|%PDF-|PK\x03\x04|PK\x05\x06",
    re.IGNORECASE,
)
_READ_AS_PDF: Final = frozenset({"pdf", "svg", "html", "xml"})  # where a PDF may begin later
_SHOWN_OR_PLAYED: Final = frozenset({Family.PICTURE, Family.AUDIO, Family.VIDEO})


def sniff(head: bytes, name: str) -> Kind:
    """What the file is, with what a handler should know; `UNKNOWN` is an answer, not an error."""
    head, extension = head[:HEAD], extension_of(safe_name(name))
    kind = _by_bytes(head, extension) or _by_text(head, extension) or kinds.UNKNOWN
    cautions = tuple(_cautions(kind, head, extension))
    is_safe = Caution.POLYGLOT not in cautions
    return replace(kind, cautions=cautions, is_shown_inline=kind.is_shown_inline and is_safe)


def is_foreign(head: bytes) -> bool:
    """Whether the head of a picture or a recording also holds the start of a page, a PDF or a zip."""
    return bool(_FOREIGN.search(head))


def _cautions(kind: Kind, head: bytes, extension: str) -> Iterator[Caution]:
    if not head:
        yield Caution.EMPTY
    if extension and extension not in kind.extensions and (kind.extensions or _is_known(extension)):
        yield Caution.NAME_MISMATCH
    is_late_pdf = _holds_pdf(head) and not head.removeprefix(_BOM).lstrip().startswith(b"%PDF-")
    if (is_late_pdf and kind.label in _READ_AS_PDF) or (
        kind.family in _SHOWN_OR_PLAYED and is_foreign(head)
    ):
        yield Caution.POLYGLOT


def _is_known(extension: str) -> bool:
    return any(extension in kind.extensions for kind in kinds.KINDS)


def _by_bytes(head: bytes, extension: str) -> Kind | None:
    found = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    return (
        found
        or _boxed(head, extension)
        or _riff_or_ogg(head)
        or _packed(head, extension)
        or (kinds.MP3 if _is_mp3(head) else None)
        or (kinds.PDF if _holds_pdf(head) and not _is_markup(head) else None)
    )


def _holds_pdf(head: bytes) -> bool:
    """Whether readers would take it for a PDF: they look for its beginning within the first kilobyte."""
    return b"%PDF-" in head[:1024]


def _is_markup(head: bytes) -> bool:
    return bool(_MARKUP.match(head.removeprefix(_BOM).lstrip()))


def _boxed(head: bytes, extension: str) -> Kind | None:
    if head[4:8] == b"ftyp":
        return _by_brands([head[at : at + 4] for at in (8, *range(16, min(head[3], 128), 4))])
    is_old = head[4:8] in {b"moov", b"mdat", b"wide"}  # before there were brands
    return kinds.MOV if is_old and extension in kinds.MOV.extensions else None


def _by_brands(brands: list[bytes]) -> Kind:
    """What the first brand says, or where that leaves it open, those that it goes with."""
    if brands[0] in _ANY_PICTURE:
        return kinds.AVIF if {b"avif", b"avis"} & set(brands) else kinds.HEIC
    return _BRANDS.get(brands[0], kinds.THREE_GP if brands[0][:2] == b"3g" else kinds.MP4)


def _riff_or_ogg(head: bytes) -> Kind | None:
    if head[:4] == b"RIFF":
        return {b"WEBP": kinds.WEBP, b"WAVE": kinds.WAV}.get(head[8:12])
    if head[:4] == b"OggS":
        return kinds.OPUS if b"OpusHead" in head[:128] else kinds.OGG
    if head[:4] == _EBML:
        return kinds.WEBM if b"webm" in head[:128] else kinds.MKV
    return None


def _packed(head: bytes, extension: str) -> Kind | None:
    """A zip or an old container; what they hold, or failing that their name, says which."""
    is_program = extension in kinds.EXECUTABLE.extensions
    if head.startswith(_OLE):
        return kinds.EXECUTABLE if is_program else kinds.OLD_OFFICE
    if not head.startswith(_ZIP):
        return None
    # an entry may be a zip itself: what the whole is shows in the first one
    parts = _ENTRY.findall(head) or [b""]
    if is_program or parts[0].startswith(_PROGRAM_FIRST) or _holds_program(parts):
        return kinds.EXECUTABLE
    if parts[0].startswith(_OFFICE_FIRST):
        named = (kind for _part, kind in _OFFICE if extension in kind.extensions)
        return next((k for p, k in _OFFICE if p in parts), next(named, kinds.ZIP))
    return kinds.ZIP


def _holds_program(parts: list[bytes]) -> bool:
    return any(part.startswith(_PROGRAM_PARTS) for part in parts)


def _is_mp3(head: bytes) -> bool:
    """Whether a sound frame (layer III) begins here and, where the head reaches so far, another one follows it."""
    length = _frame_length(head[:4])
    following = head[length : length + 4]
    return bool(length) and (len(following) < 4 or bool(_frame_length(following)))


_BITRATES: Final = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0),
)
_RATES: Final = {
    3: (44100, 48000, 32000, 0),
    2: (22050, 24000, 16000, 0),
    0: (11025, 12000, 8000, 0),
}


def _frame_length(header: bytes) -> int:
    """The length of the MPEG layer III frame with this header; 0 if it is none."""
    bits = int.from_bytes(header, "big")
    version, layer = bits >> 19 & 3, bits >> 17 & 3
    if len(header) < 4 or bits >> 21 != 0x7FF or layer != 1 or version == 1:
        return 0
    bitrate = _BITRATES[version != 3][bits >> 12 & 15]
    rate = _RATES[version][bits >> 10 & 3]
    if not bitrate or not rate:
        return 0
    return (144 if version == 3 else 72) * bitrate * 1000 // rate + (bits >> 9 & 1)


def _by_text(head: bytes, extension: str) -> Kind | None:
    if not head or not _is_text(head):
        return None
    start = head.removeprefix(_BOM).lstrip()
    if extension in kinds.EXECUTABLE.extensions:
        return kinds.EXECUTABLE
    if _is_markup(head) or any(
        extension in kind.extensions for kind in (kinds.HTML, kinds.SVG, kinds.XML)
    ):
        return _markup(head.lower(), extension)
    if extension in kinds.CSV.extensions:
        return kinds.CSV
    return kinds.JSON if extension in kinds.JSON.extensions and start[:1] in b"{[" else kinds.TXT


def _markup(head: bytes, extension: str) -> Kind:
    if b"<svg" in head or extension in kinds.SVG.extensions:
        return kinds.SVG
    is_plain_xml = head.removeprefix(_BOM).lstrip().startswith(b"<?xml") and b"<html" not in head
    return kinds.XML if is_plain_xml or extension in kinds.XML.extensions else kinds.HTML


def _is_text(head: bytes) -> bool:
    """Whether this is UTF-8 without NUL; a letter that the end of a full head cuts is forgiven."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=len(head) < HEAD)
    except UnicodeDecodeError:
        return False
    return b"\0" not in head
