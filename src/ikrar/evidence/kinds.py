"""What a file can be: every kind that the engine tells apart, in words that a page translates.

A kind is decided by `sniff` from bytes. Only cleaned copies of the three picture kinds marked here may be shown inside
a page; everything else is handed out as a download, whatever its media type says.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Family(StrEnum):
    """The rough sort, for an icon and a sentence."""

    PICTURE = "picture"
    DOCUMENT = "document"
    VIDEO = "video"
    AUDIO = "audio"
    ARCHIVE = "archive"
    TEXT = "text"
    MARKUP = "markup"
    PROGRAM = "program"
    UNKNOWN = "unknown"


class Caution(StrEnum):
    """What a handler should know before opening the file."""

    NAME_MISMATCH = "name_mismatch"  # the extension promises something else
    POLYGLOT = "polyglot"  # reads as a second kind too, so is never shown inside a page
    EMPTY = "empty"  # no byte in it


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. `extensions`: those that fit it, the usual one first."""

    label: str
    mime: str
    family: Family
    extensions: tuple[str, ...] = ()
    is_shown_inline: bool = False
    cautions: tuple[Caution, ...] = ()


JPEG: Final = Kind("jpeg", "image/jpeg", Family.PICTURE, ("jpg", "jpeg", "jpe", "jfif"), True)
PNG: Final = Kind("png", "image/png", Family.PICTURE, ("png",), True)
WEBP: Final = Kind("webp", "image/webp", Family.PICTURE, ("webp",), True)
GIF: Final = Kind("gif", "image/gif", Family.PICTURE, ("gif",))
HEIC: Final = Kind("heic", "image/heic", Family.PICTURE, ("heic", "heif", "hif"))
AVIF: Final = Kind("avif", "image/avif", Family.PICTURE, ("avif",))
TIFF: Final = Kind("tiff", "image/tiff", Family.PICTURE, ("tif", "tiff", "dng"))
PDF: Final = Kind("pdf", "application/pdf", Family.DOCUMENT, ("pdf",))
_OPEN_XML: Final = "application/vnd.openxmlformats-officedocument."
DOCX: Final = Kind("docx", f"{_OPEN_XML}wordprocessingml.document", Family.DOCUMENT, ("docx",))
XLSX: Final = Kind("xlsx", f"{_OPEN_XML}spreadsheetml.sheet", Family.DOCUMENT, ("xlsx",))
PPTX: Final = Kind("pptx", f"{_OPEN_XML}presentationml.presentation", Family.DOCUMENT, ("pptx",))
OLD_OFFICE: Final = Kind(
    "old_office", "application/x-ole-storage", Family.DOCUMENT, ("doc", "xls", "ppt", "pps", "msg")
)
RTF: Final = Kind("rtf", "application/rtf", Family.DOCUMENT, ("rtf", "doc"))
MP4: Final = Kind("mp4", "video/mp4", Family.VIDEO, ("mp4", "m4v"))
MOV: Final = Kind("mov", "video/quicktime", Family.VIDEO, ("mov", "qt"))
THREE_GP: Final = Kind("3gp", "video/3gpp", Family.VIDEO, ("3gp", "3gpp", "3g2"))
WEBM: Final = Kind("webm", "video/webm", Family.VIDEO, ("webm", "weba"))
MKV: Final = Kind("mkv", "video/x-matroska", Family.VIDEO, ("mkv", "mka"))
M4A: Final = Kind("m4a", "audio/mp4", Family.AUDIO, ("m4a", "m4b", "aac", "mp4"))
OGG: Final = Kind("ogg", "audio/ogg", Family.AUDIO, ("ogg", "oga", "ogv"))
OPUS: Final = Kind("opus", "audio/ogg", Family.AUDIO, ("opus", "ogg", "oga"))
MP3: Final = Kind("mp3", "audio/mpeg", Family.AUDIO, ("mp3",))
WAV: Final = Kind("wav", "audio/wav", Family.AUDIO, ("wav",))
AMR: Final = Kind("amr", "audio/amr", Family.AUDIO, ("amr", "awb"))
ZIP: Final = Kind(
    "zip", "application/zip", Family.ARCHIVE, ("zip", "odt", "ods", "odp", "epub", "kmz")
)
RAR: Final = Kind("rar", "application/vnd.rar", Family.ARCHIVE, ("rar",))
SEVEN_ZIP: Final = Kind("7z", "application/x-7z-compressed", Family.ARCHIVE, ("7z",))
TXT: Final = Kind("txt", "text/plain", Family.TEXT, ("txt", "log", "md", "ics", "vcf", "eml"))
CSV: Final = Kind("csv", "text/csv", Family.TEXT, ("csv", "tsv"))
JSON: Final = Kind("json", "application/json", Family.TEXT, ("json", "jsonl", "geojson"))
HTML: Final = Kind("html", "text/html", Family.MARKUP, ("html", "htm", "xhtml", "mht", "mhtml"))
SVG: Final = Kind("svg", "image/svg+xml", Family.MARKUP, ("svg",))
XML: Final = Kind("xml", "application/xml", Family.MARKUP, ("xml", "kml", "gpx", "rss"))
_PROGRAMS: Final = (
    "exe dll com scr pif cpl msi sys lnk url reg bat cmd ps1 vbs vbe js jse wsf hta sh desktop"
    " apk xapk apks aab jar class dex elf so dylib py php"
)
EXECUTABLE: Final = Kind(
    "executable",
    "application/octet-stream",
    Family.PROGRAM,
    tuple(_PROGRAMS.split()),
)
UNKNOWN: Final = Kind("unknown", "application/octet-stream", Family.UNKNOWN)

KINDS: Final = (
    *(JPEG, PNG, WEBP, GIF, HEIC, AVIF, TIFF),
    *(PDF, DOCX, XLSX, PPTX, OLD_OFFICE, RTF),
    *(MP4, MOV, THREE_GP, WEBM, MKV, M4A, OGG, OPUS, MP3, WAV, AMR),
    *(ZIP, RAR, SEVEN_ZIP, TXT, CSV, JSON, HTML, SVG, XML, EXECUTABLE, UNKNOWN),
)
