"""The certificate of one signed pledge: data in, a PDF to frame and to verify out.

All words of the person and the pledge are given and are shown as they are; the labels around them
are in `certificate.typ`. The proof bundle travels inside, so that the file proves itself offline.
Nothing is checked here against a log: the caller has done that.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Literal

from ikrar.documents.compile import Attachment, render
from ikrar.documents.legible import breakable, legible
from ikrar.documents.qr import qr
from ikrar.errors import InputError

BUNDLE_NAME = "ikrar-bundle.json"

# Fixed on purpose: Indonesia has no summer time, and a document must not change with the tz database.
_ZONES = {
    "Asia/Jakarta": (7, "WIB"),
    "Asia/Pontianak": (7, "WIB"),
    "Asia/Makassar": (8, "WITA"),
    "Asia/Jayapura": (9, "WIT"),
}
_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}
_AT = {"id": "pukul", "en": "at"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateData:
    """What a certificate says.

    `how` is in words; `index` counts from 0 in a log that then held `size` entries; `key` is the
    log's verifier key or its fingerprint; `zone` is a name like "Asia/Makassar".
    """

    agency: str
    title: str
    opening: str
    statements: tuple[str, ...]
    closing: str
    name: str
    unit: str
    position: str = ""
    how: str
    signed_at: datetime
    zone: str = "Asia/Jakarta"
    code: str
    verify_url: str = ""
    text_hash: str
    origin: str
    index: int
    size: int
    key: str
    bundle: bytes
    language: Literal["id", "en"] = "id"

    def __post_init__(self) -> None:
        if self.signed_at.tzinfo is None:
            raise InputError("The moment of signing has no time zone.")
        if self.zone not in _ZONES:
            raise InputError(f"{self.zone} is not a zone of Indonesia: {', '.join(_ZONES)}.")
        if self.language not in _MONTHS:
            raise InputError(f"Certificates are made in id or en, not in {self.language}.")
        if len(self.statements) != 4:
            raise InputError(f"A pledge has four statements, not {len(self.statements)}.")


def certificate(data: CertificateData) -> bytes:
    """The PDF of the certificate; the same bytes for the same data, whenever and wherever made."""
    bundle = Attachment(
        name=BUNDLE_NAME,
        content=data.bundle,
        media_type="application/json",
        description="Proof that this pledge is in the public log: ikrar verify FILE",
    )
    return render("certificate.typ", _shown(data), at=data.signed_at, attachments=[bundle])


# How many letters of one word a line surely holds; longer ones get places to break.
_LONGEST = {"title": 18, "name": 24, "unit": 40, "position": 40, "agency": 40}
_LONGEST_IN_SMALL = {"code": 48, "origin": 48, "key": 48, "text_hash": 72, "verify_url": 80}


def _shown(data: CertificateData) -> dict[str, Any]:
    """The data as the template prints it: every string legible, numbers and dates in words."""
    says = data.verify_url or data.code
    picture = qr(says)
    texts = ("opening", "closing", "how")
    longest = {**dict.fromkeys(texts, 40), **_LONGEST, **_LONGEST_IN_SMALL}
    plain = {field: legible(getattr(data, field)) for field in longest}
    return {
        **{field: breakable(plain[field], longest=longest[field]) for field in longest},
        "statements": [breakable(legible(one), longest=40) for one in data.statements],
        "plain": plain,
        "language": data.language,
        "signed_at": moment(data.signed_at, zone=data.zone, language=data.language),
        "index": _grouped(data.index, data.language),
        "size": _grouped(data.size, data.language),
        "qr": picture.svg,
        "qr_quiet": picture.quiet,
        "qr_says": legible(says),
    }


def moment(at: datetime, *, zone: str, language: str) -> str:
    """`at` as people write it there: "4 Oktober 2023 pukul 09.30 WIB"."""
    hours, short = _ZONES[zone]
    local = at.astimezone(timezone(timedelta(hours=hours)))
    month = _MONTHS[language].split()[local.month - 1]
    return f"{local.day} {month} {local.year} {_AT[language]} {local:%H.%M} {short}"


def _grouped(number: int, language: str) -> str:
    grouped = f"{number:,}"
    return grouped.replace(",", ".") if language == "id" else grouped
