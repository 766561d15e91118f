"""Opens the zip inside an XLSX without believing it: sizes first, then bounded reading.

A bomb is refused from the directory alone, before a byte is unpacked; and what is unpacked is never
more than the directory promised (zipfile stops there).
"""

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from ikrar.errors import InputError

MAX_UNPACKED = 2 * 1024**3
MAX_RATIO = 100
SMALL = 10 * 1024**2
MAX_SMALL_PART = 16 * 1024**2
MAX_PARTS, MAX_DIRECTORY = 10_000, 4 * 1024**2
MAX_ELEMENTS = 10_000
MAX_DEPTH = 50  # tags within tags; a sheet has 8
CHUNK = 1 << 17
LONGEST_TOKEN = 4 * 1024**2  # one tag or comment: an honest one has a few hundred bytes
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_WEB = (b"<html", b"<!doctype html", b"<table", b"<?xml")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
)


def refuse_other_formats(file: BinaryIO) -> None:
    """Old .xls, files with a password and web pages called .xls get told what to do."""
    file.seek(0)
    head = file.read(2048)
    file.seek(0)
    if head.startswith(_OLE):
        raise InputError(
            "This file is in the old .xls format or is protected by a password. Save it as .xlsx without a password.",
            id_="Berkas ini format .xls lama atau memakai kata sandi. Simpan sebagai .xlsx tanpa kata sandi.",
        )
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_WEB):
        raise InputError(
            "This file is a web page, not a spreadsheet. Open it, then save it as .xlsx.",
            id_="Berkas ini halaman web, bukan lembar kerja. Buka, lalu simpan sebagai .xlsx.",
        )
    if head.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff")):
        raise InputError(
            "This file is not a spreadsheet. Upload a CSV or .xlsx file.",
            id_="Berkas ini bukan lembar kerja. Unggah berkas CSV atau .xlsx.",
        )


def is_zip(file: BinaryIO) -> bool:
    file.seek(0)
    head = file.read(4)
    file.seek(0)
    return head.startswith(_ZIP)


def open_package(file: BinaryIO) -> zipfile.ZipFile:
    """The archive, once its directory has been found harmless."""
    try:
        if _directory_size(file) > MAX_DIRECTORY:
            raise broken()
        archive = zipfile.ZipFile(file)
    except UNREADABLE as error:
        raise broken() from error
    parts = archive.infolist()
    unpacked, packed = sum(p.file_size for p in parts), sum(p.compress_size for p in parts)
    heavy = unpacked > SMALL and unpacked > MAX_RATIO * max(packed, 1)
    if unpacked > MAX_UNPACKED or heavy or len(parts) > MAX_PARTS:
        raise InputError(
            f"This file would expand to {unpacked // 1024**2} MB, which is not plausible for a list, so it was not"
            " opened. Save it again as a new .xlsx that contains only the list, or as CSV.",
            id_=f"Berkas ini akan mengembang menjadi {unpacked // 1024**2} MB, tidak wajar untuk sebuah daftar, jadi"
            " tidak dibuka. Simpan ulang sebagai .xlsx baru yang hanya berisi daftar itu, atau sebagai CSV.",
        )
    if any(part.flag_bits & 1 for part in parts):
        raise InputError(
            "This file is protected by a password. Save it without a password, then upload again.",
            id_="Berkas ini memakai kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.",
        )
    if "xl/workbook.xml" not in archive.namelist():
        raise InputError(
            "This file is not an .xlsx spreadsheet. Save it as .xlsx or CSV.",
            id_="Berkas ini bukan lembar kerja .xlsx. Simpan sebagai .xlsx atau CSV.",
        )
    return archive


def _directory_size(file: BinaryIO) -> int:
    """How long the directory is, before zipfile makes an object of every entry in it."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 70_000))
    tail = file.read()
    file.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) < at + 22:
        return 0  # no archive; zipfile says so
    told = int(struct.unpack_from("<L", tail, at + 12)[0])
    if at >= 76 and tail[at - 20 :].startswith(b"PK\x06\x07"):  # the record for large archives
        told = int(struct.unpack_from("<Q", tail, at - 36)[0])
    return told


def small_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part that is read whole, such as the list of sheets."""
    try:
        if archive.getinfo(name).file_size > MAX_SMALL_PART:
            raise broken()
        return archive.read(name)
    except UNREADABLE as error:
        raise broken() from error


def elements(data: bytes, wanted: str, *, within: str = "") -> list[dict[str, str]]:
    """The attributes, by local name, of every element of one name, in document order; `within`: of one parent."""
    found: list[dict[str, str]] = []
    above: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(above) >= MAX_DEPTH or len(found) > MAX_ELEMENTS:
            raise broken()
        if local(name) == wanted and (not within or above[-1:] == [within]):
            found.append({local(key): value for key, value in attributes.items()})
        above.append(local(name))

    def end(_name: str) -> None:
        above.pop()

    parser = strict_parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    feed(parser, data, final=True)
    return found


def local(name: str) -> str:
    return name.rpartition(":")[2]


def strict_parser() -> expat.XMLParserType:
    """An XML parser that knows no document type, hence no entities of the file's own."""

    def refuse(*_args: object) -> None:
        raise broken()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    return parser


def feed(parser: expat.XMLParserType, data: bytes, *, final: bool = False) -> None:
    try:
        parser.Parse(data, final)
    except (expat.ExpatError, LookupError, ValueError) as error:
        # an encoding that is unknown or no text raises the last two
        raise broken() from error


def parse_part(archive: zipfile.ZipFile, name: str, parser: expat.XMLParserType) -> Iterator[None]:
    """Feed a part to `parser`, pausing after every chunk; a token that never ends is refused."""
    fed = 0
    try:
        with archive.open(name) as source:
            while block := source.read(CHUNK):
                feed(parser, block)
                fed += len(block)
                if fed - parser.CurrentByteIndex > LONGEST_TOKEN:
                    raise broken()
                yield
            feed(parser, b"", final=True)
            yield
    except UNREADABLE as error:
        raise broken() from error


def broken() -> InputError:
    return InputError(
        "This .xlsx file is damaged or unusual. Open it and save it again, or save it as CSV.",
        id_="Berkas .xlsx ini rusak atau tidak lazim. Buka dan simpan ulang, atau simpan sebagai CSV.",
    )
