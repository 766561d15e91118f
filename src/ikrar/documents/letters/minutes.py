"""The minutes of a closed examination (berita acara pemeriksaan)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ikrar.documents.letters.days import check_hour
from ikrar.documents.letters.letter import Letter, Person
from ikrar.documents.letters.shown import prose
from ikrar.errors import InputError


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and the answer to it, in the speakers' words."""

    question: str = prose()
    answer: str = prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Letter):
    """Who was there, what was asked and answered, and a line for the signature of each.

    `handed_over` names what the employee brought, `remarks` is what they want noted. All sign by
    hand; `signed_by` must be one of the examiners.
    """

    TEMPLATE: ClassVar[str] = "minutes.typ"

    case: str
    held_on: date
    hour: str
    until: str
    room: str
    employee: Person
    examiners: tuple[Person, ...]
    also_present: tuple[Person, ...] = ()
    about: str = prose()
    exchanges: tuple[Exchange, ...]
    handed_over: tuple[str, ...] = ()
    remarks: str = prose(optional=True)

    def __post_init__(self) -> None:
        check_hour(self.hour)
        check_hour(self.until)
        if self.dated < self.held_on:
            raise InputError(
                "Minutes cannot be dated before the examination.",
                id_="Berita acara tidak dapat bertanggal sebelum pemeriksaannya.",
            )
        if self.signed_by is not None and self.signed_by not in self.examiners:
            raise InputError("Minutes are signed by an examiner; signed_by is none of them.")
