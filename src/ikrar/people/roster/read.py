"""Opens a roster file of either kind and gives its rows as {field: text}.

Only columns listed in `columns.NAMES` come out; the others are dropped here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from ikrar.errors import InputError
from ikrar.people.roster.columns import Header, find, is_counting, swallows
from ikrar.sheets import delimited, package, workbook
from ikrar.sheets.header import HEADER_WITHIN

Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose header was found. `rows` can be walked once."""

    header: Header
    rows: Iterator[tuple[int, Fields]]
    sheet: str = ""


@contextmanager
def open_table(file: BinaryIO, *, max_bytes: int) -> Iterator[Table]:
    """The table in `file`; InputError says why there is none and what to do."""
    _check_size(file, max_bytes)
    package.refuse_other_formats(file)
    if not package.is_zip(file):
        yield _delimited(file)
        return
    book = workbook.open_workbook(package.open_package(file))
    try:
        yield _workbook(book)
    finally:
        book.close()


def _check_size(file: BinaryIO, max_bytes: int) -> None:
    size = file.seek(0, 2)
    if size == 0:
        raise InputError(_("Berkas ini kosong. Pilih berkas daftar pegawai."))
    if size > max_bytes:
        raise InputError(
            _("Berkas ini %(size)d MB, melebihi batas %(limit)d MB. Bagi menjadi beberapa berkas.")
            % {"size": size // 1024**2, "limit": max_bytes // 1024**2}
        )


def _delimited(file: BinaryIO) -> Table:
    encoding = delimited.encoding_of(file)
    best = delimited.best_separator(file, encoding=encoding, find=find)
    if best is None:
        raise _no_header()
    separator, header = best
    numbered = delimited.rows(file, encoding=encoding, separator=separator, swallows=swallows)
    columns = header.columns.items()
    rows = (
        (number, {field: cells[i] for field, i in columns if i < len(cells)})
        for number, cells in numbered
        if number > header.row
    )
    return Table(header, _people(rows, header))


def _workbook(book: workbook.Workbook) -> Table:
    sheet = workbook.best_sheet(book, find)
    if sheet is None:
        raise _no_header()
    header, columns = sheet.header, sheet.header.columns.items()
    numbered = workbook.rows(book, sheet.part, wanted=frozenset(header.columns.values()))
    rows = (
        (number, {field: cells[i] for field, i in columns if i in cells})
        for number, cells in numbered
        if number > header.row
    )
    return Table(header, _people(rows, header), sheet.name)


def _people(rows: Iterator[tuple[int, Fields]], header: Header) -> Iterator[tuple[int, Fields]]:
    """Leave out blank rows and the row that only numbers the columns."""
    for number, fields in rows:
        if not any(value.strip() for value in fields.values()):
            continue
        if number <= header.row + 2 and is_counting(fields.values()):
            continue
        yield number, fields


def _no_header() -> InputError:
    return InputError(
        _(
            "Baris judul kolom tidak ditemukan di %(rows)d baris pertama. Berkas harus memuat kolom NIP BARU dan NAMA "
            "seperti ekspor SIASN, atau NIKPPNPN dan NMPPPNPN untuk PPNPN."
        )
        % {"rows": HEADER_WITHIN}
    )
