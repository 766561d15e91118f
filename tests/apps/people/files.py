"""Roster files for tests, made of fictional people."""

import csv
import io
import zipfile

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
