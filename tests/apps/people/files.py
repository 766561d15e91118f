"""Roster files for tests, made of fictional people."""

import csv
import io

from tests.engines.sheets.files import as_xlsx

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


def xlsx_of(rows: list[dict[str, str]], **options) -> io.BytesIO:
    return as_xlsx([HEADER, *([fields[name] for name in HEADER] for fields in rows)], **options)
