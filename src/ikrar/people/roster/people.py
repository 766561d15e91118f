"""One row of a file → one checked person, or the reason why not.

In comes {field: text}; out comes a `Person` with only what the pledge needs, plus warnings. Birth date,
sex and NIK are used for checks here and go no further.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from ikrar.errors import InputError
from ikrar.people import nip as nips
from ikrar.people.roster.identity import own_number
from ikrar.people.roster.standing import standing_of
from ikrar.people.states import Kind, Standing
from ikrar.sheets.workbook import Numeric

LENGTHS = {"title_before": 60, "title_after": 60, "position": 300, "echelon": 60, "standing": 200}
UNIT_LENGTHS = {"unit_code": 64, "unit_name": 300, "parent_name": 300, "root_name": 300}
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+"
)
_EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}"
)
_DATES = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: .*)?"), (3, 2, 1)),
)
_EXCEL_EPOCH = date(1899, 12, 30)
_SEXES = {
    **dict.fromkeys(("m", "l", "lk", "laki-laki", "laki laki", "pria", "male", "1"), nips.MALE),
    **dict.fromkeys(("f", "p", "pr", "perempuan", "wanita", "female", "w", "2"), nips.FEMALE),
}
_KINDS = (  # the first that occurs in the text decides: "non pns" before "pns"
    (
        ("ppnpn", "honorer", "non asn", "non-asn", "nonasn", "non pns", "non-pns", "nonpns"),
        Kind.PPNPN,
    ),
    (("pppk", "p3k", "perjanjian kerja"), Kind.PPPK),
    (("cpns", "calon pns", "calon pegawai negeri"), Kind.CPNS),
    (("pns", "pegawai negeri sipil"), Kind.PNS),
)

Unit = tuple[str, str, str, str]  # code, name, parent's name, root's name


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a row was not taken; `nip` if it could be read, so that nobody is taken for gone."""

    column: str
    message: str
    nip: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """What is kept of a row. `unit` tells the unit as the file names it."""

    nip: str
    kind: Kind
    name: str
    title_before: str
    title_after: str
    email: str
    position: str
    echelon: str
    standing: Standing
    standing_text: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for all rows of a file."""

    on: date
    key: bytes
    columns: Mapping[str, str]  # field → the file's own name of the column
    is_ppnpn_list: bool = False


Warnings = list[tuple[str, str]]  # (column, message)


def read_person(fields: Mapping[str, str], rules: Rules) -> tuple[Person | Refused, Warnings]:
    """Check one row."""
    warnings: Warnings = []
    kind = Kind.PPNPN if rules.is_ppnpn_list else _kind(fields)
    number, column = "", "nip"
    try:
        number, kind = _identify(fields, kind, rules, warnings)
        column = "name"
        name = _name(fields)
        column = "unit_name"
        unit = _unit(fields)
    except InputError as error:
        readable = number or _readable(fields)
        return Refused(rules.columns.get(column, column), str(error), readable), warnings
    standing, standing_text = _standing(fields, rules, warnings)
    short = {
        key: _short(fields, key, size, rules, warnings)
        for key, size in LENGTHS.items()
        if key != "standing"
    }
    person = Person(
        nip=number, kind=kind, name=name, email=_email(fields, rules, warnings), standing=standing,
        standing_text=standing_text, unit=unit, **short,
    )  # fmt: skip
    return person, warnings


def tidy(text: str) -> str:
    """One line of visible text."""
    if not text.isprintable():  # nearly every cell is, and then there is nothing to take out
        text = _CONTROL.sub(" ", text)
    return " ".join(text.split())


def _kind(fields: Mapping[str, str]) -> Kind | None:
    words = fields.get("kind", "").casefold()
    found = next((kind for marks, kind in _KINDS if any(mark in words for mark in marks)), None)
    if found in (None, Kind.PNS) and fields.get("cpns", "").strip().casefold() in ("c", "cpns"):
        return Kind.CPNS
    return found


def _identify(
    fields: Mapping[str, str], kind: Kind | None, rules: Rules, warnings: Warnings
) -> tuple[str, Kind]:
    if kind == Kind.PPNPN:
        return _ppnpn_number(fields, rules), kind
    text = fields.get("nip", "")
    if isinstance(text, Numeric):
        raise nips.numeric_cell()
    read = nips.parse(text, kind=kind, on=rules.on)
    warnings.extend((rules.columns.get("nip", ""), message) for message in read.warnings)
    if birth := _date(fields.get("birth", "")):
        nips.check_birth(read, birth)
    if sex := _SEXES.get(fields.get("sex", "").strip().casefold()):
        nips.check_sex(read, sex)
    return read.value, read.kind


def _ppnpn_number(fields: Mapping[str, str], rules: Rules) -> str:
    if own := tidy(fields.get("number", "")):
        if len(own) > 30:
            raise InputError(_("Nomor pegawai terlalu panjang. Paling banyak 30 huruf atau angka."))
        return own
    text = fields.get("nik", "") or fields.get("nip", "")
    if isinstance(text, Numeric):
        raise InputError(
            _(
                "NIK tersimpan sebagai angka, jadi angka terakhirnya sudah hilang. Ubah format kolom menjadi teks, lalu "
                "isi ulang dari sumbernya."
            )
        )
    nik = nips.clean(text)
    if not (len(nik) in (16, 18) and nik.isascii() and nik.isdigit()):
        raise InputError(
            _(
                "NIK harus 16 angka. NIK hanya dipakai untuk mengenali orang yang sama, tidak disimpan."
            )
        )
    return own_number(nik, key=rules.key)


def _readable(fields: Mapping[str, str]) -> str:
    digits = nips.clean(fields.get("nip", ""))
    is_number = isinstance(fields.get("nip"), Numeric)
    return digits if len(digits) == 18 and digits.isdigit() and not is_number else ""


def _date(text: str) -> date | None:
    """A date as rosters write it; None when there is none to compare with."""
    is_number, text = isinstance(text, Numeric), text.strip()
    try:
        if is_number or (len(text) == 5 and text.isascii() and text.isdigit()):
            return _EXCEL_EPOCH + timedelta(days=int(float(text)))
        for pattern, order in _DATES:
            if match := pattern.fullmatch(text):
                return date(*(int(match[i]) for i in order))
    except (ValueError, OverflowError):
        return None
    return None


def _name(fields: Mapping[str, str]) -> str:
    name = tidy(fields.get("name", ""))
    if not name:
        raise InputError(_("Nama kosong. Isi nama pegawai."))
    if len(name) > 200:
        raise InputError(_("Nama lebih dari 200 huruf. Periksa apakah kolomnya bergeser."))
    return name


def _unit(fields: Mapping[str, str]) -> Unit:
    parts = [tidy(fields.get(key, "")) for key in UNIT_LENGTHS]
    _code, name, parent, _root = parts
    if not name and parent:
        parts[1], parts[2] = parent, ""
    elif not name:
        raise InputError(
            _("Unit kerja kosong. Isi unit kerja; bila sel digabung (merge), uraikan dulu.")
        )
    too_long = [
        size for part, size in zip(parts, UNIT_LENGTHS.values(), strict=True) if len(part) > size
    ]
    if too_long:
        raise InputError(
            _("Nama atau kode unit kerja terlalu panjang. Periksa apakah kolomnya bergeser.")
        )
    return parts[0], parts[1], parts[2], parts[3]


def _standing(fields: Mapping[str, str], rules: Rules, warnings: Warnings) -> tuple[Standing, str]:
    if "standing" not in rules.columns:
        return Standing.ACTIVE, ""
    text = tidy(fields.get("standing", ""))[: LENGTHS["standing"]]
    standing = standing_of(text)
    if standing == Standing.UNKNOWN:
        message = _(
            "Kedudukan hukum “%(text)s” tidak dikenal. Pegawai tetap dihitung; periksa kata ini."
        )
        warnings.append((rules.columns["standing"], message % {"text": text[:100]}))
    return standing, text


def _email(fields: Mapping[str, str], rules: Rules, warnings: Warnings) -> str:
    """The agency's address if there is one, else the other; a wrong one is left out and told."""
    for key in ("email_gov", "email"):
        text = tidy(fields.get(key, ""))
        if text in ("", "-"):
            continue
        if len(text) <= 254 and _EMAIL.fullmatch(text):
            return text
        warnings.append(
            (
                rules.columns[key],
                _("Alamat surel tidak lazim, jadi tidak dipakai. Periksa alamat ini."),
            )
        )
    return ""


def _short(fields: Mapping[str, str], key: str, size: int, rules: Rules, warnings: Warnings) -> str:
    text = tidy(fields.get(key, ""))
    if len(text) > size:
        message = _("Isi kolom ini dipotong menjadi %(size)d huruf.") % {"size": size}
        warnings.append((rules.columns[key], message))
    return text[:size]
