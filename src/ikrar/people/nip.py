"""Reads the 18 digits that identify a civil servant: NIP of PNS, NI of PPPK (dossier 6.1, 6.2).

In comes what a person or a spreadsheet wrote; out comes a `Nip`, or an `InputError` that says what
is wrong and what to do. There is no check digit, so only the rules of construction are checked.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ikrar.errors import InputError
from ikrar.people.states import Kind

_NOISE = str.maketrans("", "", " .-'’‘`\t\r\n\xa0\u200b\u200e\u200f\u202a\u202c\ufeff")
_SCIENTIFIC = re.compile(r"[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]{1,3}")
_FLOAT = re.compile(r"[0-9]{15,18}[.,]0+")
_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)
_ASCII_DIGITS = frozenset("0123456789")
YOUNGEST, OLDEST = 17, 65
MALE, FEMALE = "1", "2"


@dataclass(frozen=True, slots=True)
class Nip:
    """A number that keeps the rules. `started` is a month (its first day) for PNS, else None."""

    value: str
    kind: Kind
    birth: date
    started: date | None
    contract_year: int | None
    sex: str
    serial: str
    warnings: tuple[str, ...] = ()


def clean(text: str) -> str:
    """Take off what spreadsheets and typists add: spaces, dots, hyphens, apostrophes, ="…"."""
    text = text.strip()
    if match := _FORMULA_TEXT.fullmatch(text):
        text = match[1]
    return text.translate(_NOISE)


def parse(text: str, *, kind: Kind | None = None, on: date) -> Nip:
    """Read one number as written. `kind` is what the roster says; `on` is today."""
    digits = _digits(text)
    birth = _birth(digits[:8])
    serial, sex = digits[15:], digits[14]
    if sex not in (MALE, FEMALE):
        raise InputError(
            _(
                "Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan), bukan %(digit)s. Periksa NIP ini."
            )
            % {"digit": sex}
        )
    if serial == "000":
        raise InputError(
            _(
                "NIP berakhiran 000. Nomor urut dimulai dari 001, jadi tiga angka terakhir kemungkinan "
                "rusak karena kolom NIP dibaca sebagai angka. Ambil ulang dari sumbernya dengan format teks."
            )
        )
    read = _pppk if _is_pppk(digits, kind) else _pns
    found, started, year, warnings = read(digits, birth, kind, on)
    if _age(birth, on) > OLDEST:
        warnings = (*warnings, _("Usia menurut NIP lebih dari 65 tahun. Periksa bila perlu."))
    return Nip(digits, found, birth, started, year, sex, serial, warnings)


def check_birth(nip: Nip, birth: date) -> None:
    """Compare with the roster's date of birth."""
    if nip.birth != birth:
        raise InputError(
            _(
                "Tanggal lahir di daftar tidak sama dengan tanggal lahir di NIP. Mungkin NIP ini milik orang "
                "lain. Perbaiki salah satunya, atau kosongkan kolom tanggal lahir bila NIP memang demikian."
            )
        )


def check_sex(nip: Nip, sex: str) -> None:
    """Compare with the roster's sex, given as `MALE` or `FEMALE`."""
    if nip.sex != sex:
        raise InputError(
            _(
                "Jenis kelamin di daftar tidak sama dengan angka ke-15 NIP. Mungkin NIP ini milik orang "
                "lain. Perbaiki salah satunya, atau kosongkan kolom jenis kelamin bila NIP memang demikian."
            )
        )


def numeric_cell() -> InputError:
    """Why an NIP that a spreadsheet keeps as a number is refused, whatever its digits look like."""
    return InputError(
        _(
            "NIP tersimpan sebagai angka. Lembar kerja hanya menyimpan 15 angka, jadi tiga angka terakhir "
            "sudah hilang. Ubah format kolom NIP menjadi teks, lalu isi ulang dari sumbernya."
        )
    )


def _digits(text: str) -> str:
    digits = clean(text)
    if not digits:
        raise InputError(_("NIP kosong. Isi 18 angka."))
    if _SCIENTIFIC.fullmatch(text.strip().lstrip("'")):
        raise InputError(
            _(
                "NIP tertulis sebagai bilangan pangkat (%(text)s), jadi angka aslinya sudah hilang. Ubah "
                "format kolom NIP menjadi teks, lalu isi ulang dari sumbernya."
            )
            % {"text": text.strip()[:30]}
        )
    if _FLOAT.fullmatch(text.strip().lstrip("'")):
        raise numeric_cell()
    if not _ASCII_DIGITS.issuperset(digits):
        raise InputError(_("NIP memuat huruf atau tanda lain. Tulis 18 angka saja."))
    if len(digits) == 9:
        raise InputError(_("Ini NIP lama (9 angka). Isi NIP baru yang 18 angka."))
    if len(digits) != 18:
        raise InputError(
            _(
                "NIP harus 18 angka, yang ini %(length)d angka. Periksa angka yang kurang atau lebih."
            )
            % {"length": len(digits)}
        )
    return digits


def _birth(digits: str) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        raise InputError(
            _(
                "Delapan angka pertama NIP (%(digits)s) bukan tanggal lahir yang ada. Periksa NIP ini."
            )
            % {"digits": digits}
        ) from error


def _is_pppk(digits: str, kind: Kind | None) -> bool:
    """Positions 13-14 above 12 are no month: a PPPK contract code (21, 24 …)."""
    return int(digits[12:14]) > 12 if kind is None else kind == Kind.PPPK


Read = tuple[Kind, date | None, int | None, tuple[str, ...]]


def _pns(digits: str, birth: date, kind: Kind | None, on: date) -> Read:
    month = int(digits[12:14])
    if month > 12:
        raise InputError(
            _(
                "Angka ke-13 dan 14 (%(month)s) bukan bulan, padahal daftar menyebut PNS. Ini tampak seperti "
                "NI PPPK. Periksa jenis pegawai atau NIP ini."
            )
            % {"month": digits[12:14]}
        )
    year = _year(digits)
    if month == 0 or year == 0:
        raise InputError(
            _(
                "Angka ke-9 sampai 14 NIP (%(digits)s) bukan tahun dan bulan mulai kerja. Periksa NIP ini."
            )
            % {"digits": digits[8:14]}
        )
    started = date(year, month, 1)
    if started > on:
        raise InputError(
            _("Mulai kerja menurut NIP (%(month)02d-%(year)04d) belum tiba. Periksa NIP ini.")
            % {"month": month, "year": year}
        )
    if (year, month) < (birth.year + YOUNGEST, birth.month):
        raise _too_young()
    return kind or Kind.PNS, started, None, ()


def _pppk(digits: str, birth: date, kind: Kind | None, on: date) -> Read:
    year, code = _year(digits), int(digits[12:14])
    if year > on.year:
        raise InputError(
            _("Tahun kontrak menurut NI PPPK (%(year)04d) belum tiba. Periksa nomor ini.")
            % {"year": year}
        )
    if year < birth.year + YOUNGEST:
        raise _too_young()
    if code == 0:
        raise InputError(_("Angka ke-13 dan 14 NI PPPK tidak boleh 00. Periksa nomor ini."))
    if code <= 12:
        # no published rule excludes it, so the roster's word is kept and a person is told
        warning = _(
            "Daftar menyebut PPPK, tetapi bentuk nomornya seperti NIP PNS. Periksa bila perlu."
        )
        return Kind.PPPK, None, year, (warning,)
    return Kind.PPPK, None, year, ()


def _year(digits: str) -> int:
    return int(digits[8:12])


def _too_young() -> InputError:
    return InputError(
        _(
            "Menurut NIP ini mulai kerja terjadi sebelum usia 17 tahun. Periksa tanggal lahir dan mulai kerja."
        )
    )


def _age(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
