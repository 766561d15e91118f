"""Names of roster columns, as data: SIASN exports, its API, PPNPN lists, and what people type.

A name that is not listed here is never read: NIK, religion, phone, tax number stay in the file.
`nik` is read for PPNPN lists only, and only to be turned into a number of our own.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ikrar.sheets.header import HEADER_WITHIN

NAMES: Mapping[str, tuple[str, ...]] = {
    "nip": ("NIP BARU", "NIP", "NIPBARU", "NIP/NI PPPK", "NIP / NIPPPK", "NIPPPK", "NI PPPK", "NIP PNS/PPPK",
            "NIP 18 digit", "Nomor Induk Pegawai", "NIP Pegawai", "NIP (18 angka)"),
    "number": ("Nomor Pegawai", "No Pegawai", "ID Pegawai", "Nomor Induk PPNPN", "ID PPNPN"),
    "nik": ("NIKPPNPN", "NIK", "NIK PPNPN", "Nomor Induk Kependudukan"),
    "name": ("NAMA", "Nama Pegawai", "Nama Lengkap", "NMPPPNPN", "NMPPNPN", "Nama PPNPN", "Nama PNS"),
    "title_before": ("GELAR DEPAN", "Gelar Dpn", "glrDepan"),
    "title_after": ("GELAR BELAKANG", "Gelar Blk", "glrBelakang"),
    "birth": ("TANGGAL LAHIR", "Tgl Lahir", "tglLahir", "Tgl. Lhr"),
    "sex": ("JENIS KELAMIN", "JK", "L/P", "Kelamin"),
    "email": ("EMAIL", "E-mail", "Surel", "Alamat Email", "Alamat Surel"),
    "email_gov": ("EMAIL GOV", "Email Dinas", "Email Kantor", "Email Kedinasan", "Surel Dinas", "emailGov"),
    "kind": ("JENIS PEGAWAI NAMA", "Jenis Pegawai", "Status Kepegawaian", "Status Pegawai", "jenisPegawaiNama"),
    "cpns": ("STATUS CPNS PNS", "statusCpnsPns"),
    "standing": ("KEDUDUKAN HUKUM NAMA", "KEDUDUKAN HUKUM", "kedudukanPnsNama", "Kedudukan Pegawai",
                 "Kedudukan Hukum Pegawai"),
    "position": ("JABATAN NAMA", "Jabatan", "Nama Jabatan", "jabatanNama"),
    "echelon": ("ESELON NAMA", "Eselon", "eselonNama"),
    "unit_code": ("UNOR ID", "ID UNOR", "Kode Unor", "Kode Unit", "Kode Unit Kerja", "unorId"),
    "unit_name": ("UNOR NAMA", "unorNama", "UNOR", "Unit Kerja", "UNIT_KERJA", "Nama Unit Kerja", "Unit Organisasi",
                  "Nama Unor"),
    "parent_name": ("SATUAN KERJA KERJA NAMA", "Satuan Kerja Nama", "Satuan Kerja", "Satker", "Nama Satker",
                    "satuanKerjaKerjaNama"),
    "root_name": ("INSTANSI KERJA NAMA", "Instansi Kerja", "Instansi", "Nama Instansi", "instansiKerjaNama"),
}  # fmt: skip

_NOT_WORD = re.compile(r"[\W_]+")
_NUMBER_BELOW = re.compile(r"\n[^\n]*\d{16}")  # a cell that holds somebody else's row
_COUNTING = re.compile(r"\(?\d{1,2}\)?")


def fold(name: str) -> str:
    """A column name without case, spaces and signs."""
    return _NOT_WORD.sub("", name.casefold())


_FIELD_OF = {fold(name): field for field, names in NAMES.items() for name in names}


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header is, and which column holds which field; `names` are the file's own words."""

    row: int
    columns: Mapping[str, int]
    names: Mapping[str, str]

    def __len__(self) -> int:
        return len(self.columns)

    @property
    def has_nip(self) -> bool:
        return "nip" in self.columns


def match(row: int, cells: Sequence[str]) -> Header | None:
    """Read `cells` as a header; None when it names no person and no number."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(cells):
        field = _FIELD_OF.get(fold(cell)) if len(cell) <= 60 else None
        if field is not None:
            columns.setdefault(field, index)
    if "name" not in columns or not columns.keys() & {"nip", "number", "nik"}:
        return None
    if "nip" in columns:
        columns.pop("nik", None)  # dropped at the door: the NIP is enough
    return Header(row, columns, {field: cells[index].strip() for field, index in columns.items()})


def find(rows: Iterable[tuple[int, Sequence[str]]]) -> Header | None:
    """The best header among the first rows: the one that names most fields."""
    found = [header for row, cells in islice(rows, HEADER_WITHIN) if (header := match(row, cells))]
    return max(found, key=lambda header: (len(header), -header.row), default=None)


def is_counting(values: Iterable[str]) -> bool:
    """Whether a row only numbers the columns, as "(1) (2) (3)" under many a header."""
    filled = [value.strip() for value in values if value.strip()]
    return len(filled) >= 2 and all(_COUNTING.fullmatch(value) for value in filled)


def swallows(cells: Iterable[str]) -> bool:
    """Whether a row of several lines holds somebody else's row, as after a quote that was never closed."""
    return any(_NUMBER_BELOW.search(cell) for cell in cells)
