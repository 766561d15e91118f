"""Makes roster files of any size with invented people: a SIASN-like CSV, or the same as XLSX.

Out goes a file with all 25 columns of the export, those that must be dropped included. The XLSX
keeps its texts in a shared string table, as spreadsheet programs do.
"""

import csv
import random
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from xml.sax.saxutils import escape

HEADER = [
    "PNS ID", "NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "TANGGAL LAHIR", "JENIS KELAMIN",
    "AGAMA NAMA", "NIK", "NOMOR HP", "EMAIL", "EMAIL GOV", "JENIS PEGAWAI NAMA", "KEDUDUKAN HUKUM NAMA",
    "STATUS CPNS PNS", "TMT CPNS", "GOL AKHIR NAMA", "JENIS JABATAN NAMA", "JABATAN NAMA", "UNOR ID", "UNOR NAMA",
    "INSTANSI KERJA NAMA", "SATUAN KERJA KERJA NAMA", "ESELON NAMA",
]  # fmt: skip
_FIRST = [
    "Ani", "Budi", "Citra", "Dodi", "Eka", "Fajar", "Gita", "Hadi", "Indah", "Joko", "Kartika", "Lestari", "Mega",
    "Nanda", "Oki", "Putri", "Rama", "Sari", "Tono", "Wulan",
]  # fmt: skip
_LAST = [
    "Contoh", "Misal", "Peraga", "Rekaan", "Umpama", "Teladan", "Andaian", "Tiruan", "Cermin", "Bayangan",
]  # fmt: skip
_STANDING = ["Aktif"] * 96 + ["Tugas Belajar", "CLTN", "Pemberhentian Sementara", "Dipekerjakan"]


def people(rows: int, *, units: int = 10_000, seed: int = 2024) -> Iterator[list[str]]:
    """`rows` invented rows with correct, distinct NIP, the same for the same seed."""
    dice = random.Random(seed)
    for number in range(rows):
        year, month, day = 1962 + number % 40, 1 + number // 40 % 12, 1 + number // 480 % 28
        serial, sex = 1 + number // 13_440 % 999, dice.choice("12")
        is_pppk = number % 5 == 0
        start = f"{year + 22}{24 if is_pppk else 3:02d}"
        birth = f"{year}{month:02d}{day:02d}"
        unit, nip = number % units, f"{birth}{start}{sex}{serial:03d}"
        name = f"{dice.choice(_FIRST)} {dice.choice(_FIRST)} {dice.choice(_LAST)} {number % 997}"
        yield [
            f"{number:032x}", nip, "", name, "", dice.choice(["", "S.Kom.", "S.H."]),
            f"{day:02d}-{month:02d}-{year}", "MF"[int(sex) - 1], "Rahasia", f"9{number:015d}", f"08{number:010d}",
            f"p{number}@pribadi.test", f"p{number}@contoh.test", "PPPK" if is_pppk else "PNS Pusat",
            dice.choice(_STANDING), "P", f"01-03-{year + 22}", "III/a", "Pelaksana", f"Analis {number % 300}",
            f"UNOR-{unit:06d}", f"Bagian {unit}", "Kementerian Contoh", f"Direktorat {unit % 100}", "",
        ]  # fmt: skip


def write_csv(path: Path, rows: int, **options: int) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(people(rows, **options))
    return path


def _column(index: int) -> str:
    return chr(65 + index)


def write_xlsx(path: Path, rows: int, **options: int) -> Path:
    """Shared strings go to a side file first, since their part follows the sheet."""
    table: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            everything = iter(_chain(HEADER, people(rows, **options)))
            number = 0
            while block := list(islice(everything, 2000)):
                sheet.write(
                    "".join(_row(number + i, row, table) for i, row in enumerate(block, 1)).encode()
                )
                number += len(block)
            sheet.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as strings:
            strings.write(f'{_XML}<sst xmlns="{_MAIN}" uniqueCount="{len(table)}">'.encode())
            texts = iter(table)
            while block := list(islice(texts, 5000)):
                strings.write("".join(f"<si><t>{escape(text)}</t></si>" for text in block).encode())
            strings.write(b"</sst>")
    return path


def _chain(header: list[str], rows: Iterator[list[str]]) -> Iterator[list[str]]:
    yield header
    yield from rows


def _row(number: int, row: list[str], table: dict[str, int]) -> str:
    cells = "".join(
        f'<c r="{_column(i)}{number}" t="s"><v>{table.setdefault(text, len(table))}</v></c>'
        for i, text in enumerate(row)
        if text
    )
    return f'<row r="{number}">{cells}</row>'


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PKG = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": (
        f'{_XML}<Types xmlns="{_PKG}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPE}.sharedStrings+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{_XML}<Relationships xmlns="{_PKG}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>'
        '<sheet name="Pegawai" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{_XML}<Relationships xmlns="{_PKG}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    ),
}
