"""Roster files for tests, made of fictional people."""

import csv
import io
import struct
import zipfile
import zlib

HEADER = [
    "NIP BARU", "NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "AGAMA", "NIK", "EMAIL GOV",
    "JENIS PEGAWAI NAMA", "KEDUDUKAN HUKUM NAMA", "UNOR ID", "UNOR NAMA", "INSTANSI KERJA NAMA",
]  # fmt: skip
MARKER_NIK = "9999888877776666"


def nip(number: int, *, year: int = 1990, sex: str = "1", start: str = "201503") -> str:
    """The n-th correct NIP."""
    return f"{year}0101{start}{sex}{number:03d}"


def row(number: int, **fields: str) -> dict[str, str]:
    return {
        "NIP BARU": nip(number), "NAMA": f"Peraga {number} Contoh", "TANGGAL LAHIR": "01-01-1990",
        "JENIS KELAMIN": "M", "AGAMA": "RAHASIA-AGAMA", "NIK": MARKER_NIK, "EMAIL GOV": f"p{number}@contoh.test",
        "JENIS PEGAWAI NAMA": "PNS Pusat", "KEDUDUKAN HUKUM NAMA": "Aktif", "UNOR ID": "X-1",
        "UNOR NAMA": "Bagian Contoh", "INSTANSI KERJA NAMA": "Kementerian Contoh", **fields,
    }  # fmt: skip


def as_csv(
    rows: list[dict[str, str]], *, header=HEADER, delimiter=",", encoding="utf-8", above=()
) -> io.BytesIO:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows(above)
    writer.writerow(header)
    writer.writerows([[fields.get(name, "") for name in header] for fields in rows])
    return io.BytesIO(text.getvalue().encode(encoding))


def as_xlsx(table: list[list[object]], *, title="Pegawai", before=None) -> io.BytesIO:
    """`table` row by row; numbers become number cells. `before`: another sheet in front."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    if before is not None:
        sheet.title = "Petunjuk"
        for line in before:
            sheet.append(line)
        sheet = book.create_sheet()
    sheet.title = title
    for line in table:
        sheet.append(line)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def xlsx_of(rows: list[dict[str, str]], **options) -> io.BytesIO:
    return as_xlsx([HEADER, *([fields[name] for name in HEADER] for fields in rows)], **options)


def with_part(file: io.BytesIO, name: str, data: bytes) -> io.BytesIO:
    """A copy of an XLSX in which one part is another's."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, data if part == name else old.read(part))
    out.seek(0)
    return out


SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
LINKS, STRINGS = "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml"


def bomb(size: int, *, told: int | None = None) -> io.BytesIO:
    """An XLSX whose sheet is `size` zeros, packed to a thousandth; it says that they are `told`.

    Made in no time: one packed block many times, then the directory is told how it was packed.
    """
    packer, block = zlib.compressobj(9, zlib.DEFLATED, -15), 16 << 20
    one = packer.compress(bytes(block)) + packer.flush(zlib.Z_FULL_FLUSH)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(BOOK, '<workbook xmlns:r="r"><sheet r:id="a"/></workbook>')
        archive.writestr(LINKS, f'<R><Relationship Id="a" Target="/{SHEET}"/></R>')
        archive.writestr(zipfile.ZipInfo(SHEET), one * (size // block) + packer.flush())
    data = bytearray(file.getvalue())
    for place, offset in (
        (data.index(SHEET.encode()) - 30, 8),
        (data.rindex(SHEET.encode()) - 46, 10),
    ):
        at = place + offset
        data[at : at + 2] = struct.pack("<H", zipfile.ZIP_DEFLATED)
        data[at + 14 : at + 18] = struct.pack("<I", size if told is None else told)
    return io.BytesIO(bytes(data))
