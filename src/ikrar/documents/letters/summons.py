"""A summons to an examination, the first or the second (surat panggilan I, II)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ikrar.documents.letters.days import check_hour
from ikrar.documents.letters.letter import Letter, Person
from ikrar.documents.letters.shown import prose
from ikrar.errors import InputError

_WORKING_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Summons(Letter):
    """Who must come, when, where, before whom, and about what.

    `working_days` lie between the day on which the letter is handed over and the examination. A
    second summons names the first one (`first_number`) and the day that was missed (`missed_on`).
    `about` goes to the employee: nothing in it may point to who reported.
    """

    TEMPLATE: ClassVar[str] = "summons.typ"

    to: Person
    held_on: date
    hour: str
    room: str
    before: Person
    working_days: int
    about: str = prose()
    signatory: str
    first_number: str = ""
    missed_on: date | None = None

    def __post_init__(self) -> None:
        check_hour(self.hour)
        if self.held_on <= self.dated:
            raise InputError(
                "The examination must be after the day of the summons.",
                id_="Pemeriksaan harus sesudah tanggal surat panggilan.",
            )
        if bool(self.first_number) != bool(self.missed_on):
            raise InputError(
                "A second summons needs the first one's number and the day missed.",
                id_="Panggilan kedua memerlukan nomor panggilan pertama dan hari ketidakhadiran.",
            )
        if self.missed_on and self.missed_on >= self.held_on:
            raise InputError(
                "The new examination must be after the one that was missed.",
                id_="Pemeriksaan yang baru harus sesudah yang tidak dihadiri.",
            )
        least = 1 if self.missed_on else _WORKING_DAYS
        if self.working_days < least:
            raise InputError(
                f"This summons is handed over at least {least} working days before the "
                f"examination; here there are {self.working_days}. Choose a later day.",
                id_=f"Panggilan ini disampaikan sedikitnya {least} hari kerja sebelum pemeriksaan; di sini"
                f" {self.working_days}. Pilih hari yang lebih kemudian.",
            )
