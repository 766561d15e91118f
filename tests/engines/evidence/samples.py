"""Small files of every kind, made by hand: each holds content that must stay and `SECRET`, which must go."""

import io
import struct
import zipfile
import zlib

SECRET = b"Budi Contoh"
CONTENT = b"isi yang tetap"


# ── pictures ─────────────────────────────────────────────────────────────────────────────────────


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(orientation: int = 6, order: str = ">") -> bytes:
    """An Exif block with a maker's name and how the picture is turned."""
    head = b"MM\0*" if order == ">" else b"II*\0"
    entries = struct.pack(f"{order}HHII", 0x010F, 2, len(SECRET) + 1, 38)
    entries += struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    table = struct.pack(f"{order}IH", 8, 2) + entries + bytes(4)
    return b"Exif\0\0" + head + table + SECRET + b"\0"


JPEG_TABLES = (
    segment(0xDB, b"\0" + b"\1" * 64)
    + segment(0xC0, b"\x08\0\1\0\1\1\1\x11\0")
    + segment(0xC4, b"\0\1" + bytes(15) + b"\0")
    + segment(0xC4, b"\x10\1" + bytes(15) + b"\0")
)
JPEG_SCAN = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x3f\xff\0\x3f\xff\xd0\x3f"
JFIF = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")


def jpeg(*more: bytes, tail: bytes = b"") -> bytes:
    return b"\xff\xd8" + JFIF + b"".join(more) + JPEG_TABLES + JPEG_SCAN + b"\xff\xd9" + tail


def jpeg_told(orientation: int = 6) -> bytes:
    return jpeg(
        segment(0xE1, exif(orientation)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
        segment(0xE2, b"ICC_PROFILE\0" + SECRET),
        segment(0xED, b"Photoshop 3.0\0" + SECRET),
        segment(0xEB, SECRET),
        segment(0xFE, SECRET),
        tail=SECRET,
    )


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


PNG_START = b"\x89PNG\r\n\x1a\n"
PNG_HEAD = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
PNG_DATA = chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def png(*more: bytes, tail: bytes = b"") -> bytes:
    return PNG_START + PNG_HEAD + b"".join(more) + PNG_DATA + tail


def png_told() -> bytes:
    return png(
        chunk(b"gAMA", struct.pack(">I", 45455)),
        chunk(b"tEXt", b"Author\0" + SECRET),
        chunk(b"iCCP", SECRET),
        chunk(b"eXIf", exif()[6:]),
        chunk(b"tIME", bytes(7)),
        chunk(b"iDOT", SECRET),
        tail=SECRET,
    )


def riff(form: bytes, *chunks: tuple[bytes, bytes], tail: bytes = b"") -> bytes:
    body = b"".join(k + struct.pack("<I", len(b)) + b + b"\0" * (len(b) % 2) for k, b in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + form + body + tail


VP8L = (b"VP8L", b"\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07")


def webp_told() -> bytes:
    canvas = bytes([0x3C]) + bytes(9)
    traces = [(b"ICCP", SECRET), (b"EXIF", exif()[6:]), (b"XMP ", SECRET), (b"MINE", SECRET)]
    return riff(b"WEBP", (b"VP8X", canvas), traces[0], VP8L, *traces[1:], tail=SECRET)


GIF_START = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff"
GIF_PICTURE = b"\x21\xf9\4\1\0\0\0\0\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"


def gif(*more: bytes, tail: bytes = b"") -> bytes:
    loop = b"\x21\xff\x0bNETSCAPE2.0\3\1\0\0\0"
    return GIF_START + loop + b"".join(more) + GIF_PICTURE + b";" + tail


def gif_told() -> bytes:
    block = bytes([len(SECRET)]) + SECRET + b"\0"
    return gif(b"\x21\xfe" + block, b"\x21\xff\x0bXMP DataXMP" + block, tail=SECRET)


# ── films and photographs in boxes ───────────────────────────────────────────────────────────────


def box(kind: bytes, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    return struct.pack(">I", len(body) + 8) + kind + body


def numbers(*values: int) -> bytes:
    return b"".join(struct.pack(">I", value) for value in values)


def track(handler: bytes, place: int, *sizes: int) -> bytes:
    table = box(
        b"stbl",
        box(b"stsd", numbers(0, 0)),
        box(b"stsc", numbers(0, 1, 1, len(sizes), 1)),
        box(b"stsz", numbers(0, 0, len(sizes), *sizes)),
        box(b"stco", numbers(0, 1, place)),
    )
    source = box(b"dinf", box(b"dref", numbers(0, 1), box(b"alis", numbers(1), SECRET)))
    told = box(b"hdlr", numbers(0, 0), handler, bytes(12), SECRET)
    media = box(b"mdia", box(b"mdhd", numbers(0, 99, 99, 1, 1, 0)), told)
    media = box(b"mdia", media[8:], box(b"minf", source, table))
    return box(b"trak", box(b"tkhd", numbers(0, 99, 99, 1)), media, box(b"udta", SECRET))


FILM_START = 16


def film(brand: bytes = b"isom", *, tail: bytes = b"", more: bytes = b"") -> bytes:
    """Content and positions in `mdat`, then what tells how to play them."""
    start = box(b"ftyp", brand, numbers(0))
    data = box(b"mdat", CONTENT, SECRET)
    place = len(start) + 8
    tracks = track(b"vide", place, len(CONTENT)) + track(b"meta", place + len(CONTENT), 5, 6)
    movie = box(
        b"moov",
        box(b"mvhd", b"\1\0\0\0", struct.pack(">QQ", 9, 9), numbers(1)),
        tracks,
        box(b"udta", box(b"\xa9xyz", SECRET)),
        box(b"meta", SECRET),
        more,
    )
    return start + data + box(b"uuid", SECRET) + box(b"free", SECRET) + movie + tail


def heic(brand: bytes = b"heic", *, exif_length: int = len(SECRET), method: int = 0) -> bytes:
    start = box(b"ftyp", brand, numbers(0), b"mif1")

    def entry(item: int, kind: bytes) -> bytes:
        return box(b"infe", b"\2\0\0\0", struct.pack(">HH", item, 0), kind, b"\0")

    def place(item: int, method: int, at: int, length: int) -> bytes:
        return struct.pack(">HHHHII", item, method, 0, 1, at, length)

    def meta(at: int) -> bytes:
        items = box(
            b"iinf",
            bytes(4),
            struct.pack(">H", 3),
            entry(1, b"hvc1"),
            entry(2, b"Exif"),
            entry(3, b"mime"),
        )
        places = place(1, 0, at, len(CONTENT)) + place(2, method, at + len(CONTENT), exif_length)
        places += place(3, 1, 0, len(SECRET))
        located = box(b"iloc", b"\1\0\0\0", b"\x44\0", struct.pack(">H", 3), places)
        words = box(b"iprp", box(b"ipco", box(b"ispe", numbers(0, 1, 1)), box(b"udes", SECRET)))
        return box(b"meta", bytes(4), items, located, box(b"idat", SECRET), words)

    at = len(start) + len(meta(0)) + 8
    return start + meta(at) + box(b"mdat", CONTENT, SECRET) + box(b"mpvd", SECRET)


# ── sounds ───────────────────────────────────────────────────────────────────────────────────────


def wav_told() -> bytes:
    told = (b"LIST", b"INFOIART" + struct.pack("<I", len(SECRET)) + SECRET)
    return riff(b"WAVE", (b"fmt ", bytes(16)), told, (b"data", CONTENT), (b"bext", SECRET))


MP3_FRAME = b"\xff\xfb\x90\0" + CONTENT + bytes(417 - 4 - len(CONTENT))


def mp3_told() -> bytes:
    front = b"ID3\4\0\0" + bytes([0, 0, 0, len(SECRET)]) + SECRET + bytes(7)
    ape = SECRET + b"APETAGEX" + struct.pack("<IIII", 2000, 32 + len(SECRET), 1, 0) + bytes(8)
    return front + MP3_FRAME * 3 + ape + (b"TAG" + SECRET).ljust(128, b"\0")


def crc(page: bytes) -> int:
    """Ogg's checksum, bit by bit as its specification tells it."""
    value = 0
    for byte in page:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1) ^ (0x104C11DB7 if value & 0x80000000 else 0)
    return value


def ogg_page(number: int, *packets: bytes, serial: int = 7, flags: int = 0) -> bytes:
    lacing = b"".join(b"\xff" * (len(p) // 255) + bytes([len(p) % 255]) for p in packets)
    head = b"OggS\0" + bytes([flags]) + struct.pack("<QIII", 0, serial, number, 0)
    page = head + bytes([len(lacing)]) + lacing + b"".join(packets)
    return page[:22] + struct.pack("<I", crc(page)) + page[26:]


def opus(comment: bytes = SECRET) -> bytes:
    told = (
        b"OpusTags" + struct.pack("<I", 3) + b"app" + struct.pack("<II", 1, len(comment)) + comment
    )
    head = ogg_page(0, b"OpusHead\1\1" + bytes(9), flags=2)
    return head + ogg_page(1, told) + ogg_page(2, CONTENT, CONTENT, flags=4)


def vorbis() -> bytes:
    told = b"\3vorbis" + struct.pack("<I", 0) + struct.pack("<II", 1, len(SECRET)) + SECRET + b"\1"
    head = ogg_page(0, b"\1vorbis" + bytes(23), flags=2)
    return head + ogg_page(1, told, b"\5vorbis" + CONTENT * 30) + ogg_page(2, CONTENT, flags=4)


# ── documents ────────────────────────────────────────────────────────────────────────────────────

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(*rows: tuple[str, str, str]) -> bytes:
    told = "".join(
        f'<Relationship Id="r{n}" Type="{_TYPE}/{kind}" Target="{target}"{mode and f" TargetMode={mode!r}"}/>'
        for n, (kind, target, mode) in enumerate(rows)
    )
    return (
        f'<?xml version="1.0"?><Relationships xmlns="{RELATIONS}">{told}</Relationships>'.encode()
    )


def zipped(parts: dict[str, bytes], **options: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        archive.comment = SECRET
    return out.getvalue()


TYPES = (
    b'<?xml version="1.0"?><Types xmlns="t"><Default Extension="xml" ContentType="x"/>'
    b'<Override PartName="/docProps/core.xml" ContentType="c"/>'
    b'<Override PartName="/word/document.xml" ContentType="d"/></Types>'
)
DOCUMENT = (
    b'<w:document xmlns:w="w"><w:ins w:id="1" w:author="' + SECRET + b'" w:date="2024"><w:t>'
    b'isi yang tetap, author="juga ini"</w:t></w:ins></w:document>'
)


def docx_parts() -> dict[str, bytes]:
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(
            ("officeDocument", "word/document.xml", ""),
            ("core-properties", "docProps/core.xml", ""),
        ),
        "docProps/core.xml": b"<c>" + SECRET + b"</c>",
        "word/document.xml": DOCUMENT,
        "word/people.xml": b"<p>" + SECRET + b"</p>",
        "word/media/image1.jpg": jpeg_told(),
        "word/_rels/document.xml.rels": relations(
            ("image", "media/image1.jpg", ""),
            ("people", "people.xml", ""),
            ("hyperlink", "https://contoh.example/", "External"),
            ("attachedTemplate", "file:///C:/" + SECRET.decode(), "External"),
        ),
    }


def docx() -> bytes:
    return zipped(docx_parts())


def xlsx() -> bytes:
    sheet = b'<worksheet><c>isi yang tetap</c><pageSetup paperSize="9" r:id="rId1"/></worksheet>'
    path = b'<workbook><x15ac:absPath xmlns:x15ac="a" url="C:\\' + SECRET + b'"/></workbook>'
    comments = b"<comments><authors><author>" + SECRET + b"</author></authors></comments>"
    return zipped(
        {
            "[Content_Types].xml": TYPES.replace(b"word/document", b"xl/workbook"),
            "xl/workbook.xml": path,
            "xl/worksheets/sheet1.xml": sheet,
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                ("printerSettings", "../printerSettings/printerSettings1.bin", "")
            ),
            "xl/printerSettings/printerSettings1.bin": SECRET,
            "xl/comments1.xml": comments,
            "xl/persons/person.xml": b'<personList><person displayName="'
            + SECRET
            + b'" id="1"/></personList>',
            "xl/tables/table1.xml": b'<table displayName="Tabel1" name="Tabel1"/>',
        }
    )


def pptx() -> bytes:
    authors = (
        b"<p:cmAuthorLst><p:cmAuthor id='0' name='" + SECRET + b"' initials='BC'/></p:cmAuthorLst>"
    )
    return zipped(
        {
            "[Content_Types].xml": TYPES.replace(b"word/document", b"ppt/presentation"),
            "ppt/presentation.xml": b'<p:presentation name="tetap"/>',
            "ppt/commentAuthors.xml": authors,
            "ppt/embeddings/Microsoft_Excel_Sheet1.xlsx": xlsx(),
        }
    )
