"""Rows of a plan file read as messages: columns and words as people write them, whatever the order.

In: numbered rows of text (`ikrar.sheets`), the pack, the units. Out: for each row what is to be written, or every reason why
it cannot be. Nothing is guessed: a word that fits nothing is told with what would fit.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from ikrar.errors import InputError
from ikrar.packs import Pack
from ikrar.people.models import Unit
from ikrar.programme.actions.writing import LONGEST_TEXT, LONGEST_TITLE, Written
from ikrar.programme.states import Aim, Audience, Channel, Language
from ikrar.web.words import MONTHS, MONTHS_EN

HEADS: Final[dict[str, tuple[str, ...]]] = {
    "judul": ("judul", "title", "tema", "topik", "nama pesan"),
    "teks": ("teks", "text", "isi", "pesan", "isi pesan", "narasi", "naskah", "caption", "konten"),
    "tahap": ("tahap", "tahapan", "fase", "phase"),
    "saluran": ("saluran", "kanal", "channel", "media", "platform"),
    "tanggal": ("tanggal", "tgl", "date", "hari", "tayang", "tanggal tayang", "jadwal"),
    "pukul": ("pukul", "jam", "waktu", "time", "jam tayang"),
    "tujuan": ("tujuan", "aim", "maksud"),
    "sasaran": ("sasaran", "audience", "target", "khalayak"),
    "unit": ("unit", "unit kerja", "satker", "kode unit", "unor"),
    "bahasa": ("bahasa", "language", "lang"),
}
NEEDED: Final = ("judul", "teks", "saluran", "tanggal")
LOOKED_AT: Final = 10  # rows in which the head may stand
_SYNONYMS: Final[dict[str, dict[str, str]]] = {
    "saluran": {
        "post": "unggahan", "medsos": "unggahan", "media sosial": "unggahan", "x": "unggahan",
        "twitter": "unggahan", "instagram": "unggahan", "ig": "unggahan", "facebook": "unggahan",
        "fb": "unggahan", "tiktok": "unggahan", "wa": "whatsapp", "sms blast": "sms",
        "siaran pers": "siaran_pers", "rilis": "siaran_pers", "press release": "siaran_pers",
        "pers": "siaran_pers", "iklan radio": "radio", "spanduk": "poster", "baliho": "poster",
    },
    "sasaran": {"masyarakat": "umum", "publik": "umum", "public": "umum", "pemilih pemula": "pemula", "media": "wartawan", "pers": "wartawan", "disabilitas": "difabel", "asn": "pegawai", "bisnis": "usaha", "pengusaha": "usaha"},
    "bahasa": {"indonesia": "id", "inggris": "en", "english": "en", "jawa": "jv", "sunda": "su", "madura": "mad", "minang": "min", "bugis": "bug"},
    "tujuan": {"ajakan memilih": "partisipasi", "anti golput": "partisipasi", "kondusif": "tenang", "damai": "tenang", "hoaks": "literasi"},
}  # fmt: skip
_CHOICES: Final[dict[str, type[TextChoices]]] = {
    "saluran": Channel, "tujuan": Aim, "sasaran": Audience, "bahasa": Language,
}  # fmt: skip
_DEFAULTS: Final = {
    "tujuan": Aim.PARTICIPATE,
    "sasaran": Audience.PUBLIC,
    "bahasa": Language.INDONESIAN,
}
_MONTHS: Final = {
    name[:3].casefold(): number
    for names in (MONTHS_EN, MONTHS) for number, name in enumerate(names, 1)
}  # fmt: skip
_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_SPELLED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4})")
_TIME = re.compile(
    r"(?:pukul |pkl\.? |jam )?(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?(?: ?(wib|wita|wit))?"
)
_ZONES: Final = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura"}
_NINE: Final = time(9)


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a row cannot be read: in which column, and what to do."""

    column: str
    why: str


@dataclass(frozen=True, slots=True)
class Read:
    """A row: what is to be written, or what is wrong; `cells` are as they stood."""

    number: int
    cells: dict[str, str]
    written: Written | None
    wrongs: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """What the words of a plan may mean here."""

    pack: Pack
    units: tuple[Unit, ...]
    zone: ZoneInfo


def read(rows: Iterable[tuple[int, Sequence[str]]], terms: Terms) -> Iterator[Read]:
    """Each row below the head. InputError where there is no head."""
    head: dict[int, str] | None = None
    for looked, (number, cells) in enumerate(rows):
        texts = [str(cell).replace("\0", "").strip() for cell in cells]
        if head is None:
            head = _head(texts)
            if head is None and looked >= LOOKED_AT:
                break
            continue
        named = {name: texts[at] for at, name in head.items() if at < len(texts)}
        if any(named.values()):
            yield _row(number, named, terms)
    if head is None:
        raise InputError(
            _("Baris judul kolom tidak ditemukan. Sedikitnya perlu kolom %(columns)s; unduh contohnya.")
            % {"columns": ", ".join(NEEDED)}
        )  # fmt: skip


def _head(texts: Sequence[str]) -> dict[int, str] | None:
    """Which column is which; None where the row is no head."""
    known = {said: name for name, every in HEADS.items() for said in every}
    found: dict[int, str] = {}
    for at, text in enumerate(texts):
        name = known.get(" ".join(text.casefold().replace("_", " ").split()))
        if name and name not in found.values():
            found[at] = name
    return found if set(NEEDED) <= set(found.values()) else None


def _row(number: int, cells: dict[str, str], terms: Terms) -> Read:
    wrongs: list[Wrong] = []

    def part(column: str, reading: Any) -> Any:
        try:
            return reading(cells.get(column, ""))
        except InputError as error:
            wrongs.append(Wrong(column, str(error)))
            return None

    at = part("tanggal", lambda text: _moment(text, cells.get("pukul", ""), terms.zone))
    found = {
        "title": part("judul", lambda text: _words(text, LONGEST_TITLE)),
        "text": part("teks", lambda text: _words(text, LONGEST_TEXT)),
        "phase": part("tahap", lambda text: _phase(text, at, terms.pack)),
        "unit": part("unit", lambda text: _unit(text, terms.units)),
    }
    for field, column in (("channel", "saluran"), ("aim", "tujuan"), ("audience", "sasaran"), ("language", "bahasa")):  # fmt: skip
        found[field] = part(column, lambda text, column=column: _choice(column, text))
    written = None if wrongs else Written(at=at, **found)
    return Read(number, cells, written, tuple(wrongs))


def _words(text: str, most: int) -> str:
    if len(text) < 3:
        raise InputError(_("Isi sedikitnya 3 huruf."))
    if len(text) > most:
        raise InputError(_("Terlalu panjang: paling banyak %(most)s huruf.") % {"most": most})
    return text


def _choice(column: str, text: str) -> str:
    choices = _CHOICES[column]
    folded = " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
    if not folded and column in _DEFAULTS:
        return _DEFAULTS[column]
    known = {str(value).replace("_", " "): str(value) for value in choices.values}
    known |= {str(one.label).casefold(): str(one.value) for one in choices}
    known |= _SYNONYMS.get(column, {})
    if folded not in known:
        fits = ", ".join(map(str, choices.values))
        raise InputError(_("“%(text)s” tidak dikenal. Pakai salah satu: %(fits)s.") % {"text": text[:40], "fits": fits})  # fmt: skip
    return known[folded]


def _phase(text: str, at: datetime | None, pack: Pack) -> str:
    """A phase by its id or name; nothing stands for the phase of the day."""
    folded = " ".join(text.casefold().split())
    phases = pack.programme.phases
    if not folded:
        found = pack.phase(at.date()) if at else None
        if found is None and at:
            raise InputError(
                _("Hari itu di luar ketiga tahap. Ubah tanggalnya, atau isi tahapnya.")
            )
        return found.id if found else ""
    for phase in phases:
        if folded in (phase.id.casefold(), phase.name.id.casefold(), phase.name.en.casefold()):
            return phase.id
    fits = ", ".join(phase.id for phase in phases)
    raise InputError(_("“%(text)s” tidak dikenal. Pakai salah satu: %(fits)s.") % {"text": text[:40], "fits": fits})  # fmt: skip


def _unit(text: str, units: Sequence[Unit]) -> Unit | None:
    if not text:
        return None
    folded = text.casefold()
    found = [unit for unit in units if folded in (unit.code.casefold(), unit.name.casefold())]
    if len(found) != 1:
        raise InputError(
            _("Unit “%(text)s” tidak ada, bukan unit Anda, atau namanya dipakai dua kali. Pakai kode unitnya.")
            % {"text": text[:60]}
        )  # fmt: skip
    return found[0]


# ---------------------------------------------------------------- days and hours


def _moment(day: str, hour: str, zone: ZoneInfo) -> datetime:
    """A day and an hour at the agency, or in the zone that the hour names."""
    if not day:
        raise InputError(_("Isi tanggalnya, misalnya 2024-02-14."))
    on, inside = _day(day)
    clock, zone = _hour(hour, zone) if hour else (inside or _NINE, zone)
    return datetime.combine(on, clock, zone)


def _day(text: str) -> tuple[date, time | None]:
    """A day, with its hour where the cell holds both."""
    try:
        moment = datetime.fromisoformat(text)
        return moment.date(), moment.time() if moment.time() != time() else None
    except ValueError:
        pass
    try:
        if found := _NUMBERS.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1])), None
        if (found := _SPELLED.fullmatch(text)) and (month := _month(found[2])):
            return date(int(found[3]), month, int(found[1])), None
    except ValueError:
        pass
    raise InputError(_("“%(text)s” bukan tanggal. Tulis seperti 2024-02-14 atau 14/02/2024.") % {"text": text[:40]})  # fmt: skip


def _month(name: str) -> int | None:
    return _MONTHS.get(name[:3].casefold())


def _hour(text: str, zone: ZoneInfo) -> tuple[time, ZoneInfo]:
    """An hour as people write it, or as a spreadsheet keeps it: a part of the day."""
    found = _TIME.fullmatch(text.casefold().strip())
    try:
        if found:
            return time(int(found[1]), int(found[2])), ZoneInfo(_ZONES[found[3]]) if found[
                3
            ] else zone
        part = float(text.replace(",", "."))
        if 0 <= part < 1:
            seconds = timedelta(days=part).seconds
            return time(seconds // 3600, seconds // 60 % 60), zone
        return datetime.fromisoformat(text).time(), zone
    except ValueError:
        raise InputError(
            _("“%(text)s” bukan jam. Tulis seperti 09:30.") % {"text": text[:40]}
        ) from None
