"""What all letters share, and the one function that makes any of them.

A letter is a frozen dataclass of strings, dates and tuples; its strings are shown as they are, never
read as markup. Until `signed_by` is given each page bears `MARK`, and the norms cited anywhere in the
data are listed at the end with how sure we are of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from ikrar.documents.compile import render
from ikrar.documents.letters.shown import line, shown
from ikrar.errors import InputError

MARK = "KONSEP - periksa terhadap naskah resmi peraturan sebelum ditandatangani"
_SURENESS = {"high": "tinggi", "medium": "sedang", "low": "rendah"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Whose letter it is: the lines of the letterhead."""

    agency: str
    unit: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    name: str
    nip: str = ""
    rank: str = ""
    position: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A norm as a letter cites it ("PP 94/2021 Pasal 26"), and the confidence that its pack gives."""

    norm: str
    confidence: Literal["high", "medium", "low"] = "low"

    def __post_init__(self) -> None:
        if self.confidence not in _SURENESS:
            raise InputError(f"Confidence is high, medium or low, not {self.confidence!r}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What every letter says.

    `signed_by` is who has checked the letter against the official texts and signs it by hand; this
    is no electronic signature. Without a `number` there is a dotted line to write one on.
    """

    TEMPLATE: ClassVar[str]

    office: Office
    number: str = ""
    place: str = ""
    dated: date
    norms: tuple[Cited, ...] = ()
    signed_by: Person | None = None


def letter(data: Letter, *, at: datetime) -> bytes:
    """The PDF of `data`, made `at` that moment; the same bytes for the same two, wherever made."""
    if at.tzinfo is None:
        raise InputError("The moment at which the letter is made has no time zone.")
    draft = data.signed_by is None
    says = {
        **shown(data),
        "mark": MARK if draft else "",
        "cited": list(map(_row, dict.fromkeys(_cited(data)))) if draft else [],
    }
    return render(f"letters/{data.TEMPLATE}", says, at=at)


def _cited(value: Any) -> Iterator[Cited]:
    """Every norm that stands anywhere in `value`, in the order of its fields."""
    if isinstance(value, Cited):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _cited(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _cited(getattr(value, field.name))


def _row(one: Cited) -> list[str]:
    return [line(one.norm, "Cited.norm"), _SURENESS[one.confidence]]
