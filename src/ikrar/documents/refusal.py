"""The certificate of a refused gift: data in, a PDF to keep and to verify out.

It says who refused, on which day and what sort of giver; never what was offered or who gave it. The proof travels inside.
Nothing is checked here against a log: the caller has done that.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ikrar.documents.certificate import BUNDLE_NAME, moment
from ikrar.documents.compile import Attachment, render
from ikrar.documents.legible import breakable, legible
from ikrar.documents.letters.days import in_words
from ikrar.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalData:
    """What the certificate says. `on` is the day of the refusal ("2024-02-01"), `tie` the sort of giver, in words."""

    agency: str
    name: str
    unit: str
    on: str
    tie: str
    recorded_at: datetime
    zone: str = "Asia/Jakarta"
    ref: str
    origin: str
    index: int
    size: int
    key: str
    bundle: bytes

    def __post_init__(self) -> None:
        if self.recorded_at.tzinfo is None:
            raise InputError("The moment of recording has no time zone.")


# How many letters of one word a line surely holds; longer ones get places to break.
_LONGEST = {"name": 24, "unit": 40, "agency": 40, "tie": 40, "ref": 48, "origin": 48, "key": 48}


def refusal_certificate(data: RefusalData) -> bytes:
    """The PDF; the same bytes for the same data, whenever and wherever made."""
    bundle = Attachment(
        name=BUNDLE_NAME,
        content=data.bundle,
        media_type="application/json",
        description="Proof that this refusal is in the public log: ikrar verify FILE",
    )
    return render("refusal.typ", _shown(data), at=data.recorded_at, attachments=[bundle])


def _shown(data: RefusalData) -> dict[str, Any]:
    plain = {field: legible(getattr(data, field)) for field in _LONGEST}
    return {
        **{field: breakable(plain[field], longest=most) for field, most in _LONGEST.items()},
        "plain": plain,
        "on": in_words(date.fromisoformat(data.on))["day"],
        "recorded_at": moment(data.recorded_at, zone=data.zone, language="id"),
        "index": f"{data.index:,}".replace(",", "."),
        "size": f"{data.size:,}".replace(",", "."),
    }
