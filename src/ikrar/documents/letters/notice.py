"""The notice to whoever reported: where the report stands. It names nobody, not even who signs."""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ikrar.documents.letters.letter import Letter
from ikrar.documents.letters.shown import prose
from ikrar.errors import InputError

_NUMBER_OF_A_PERSON = re.compile(r"(?<!\d)(?:\d[ .-]?){15,17}\d(?!\d)")  # NIK 16, NIP 18 digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Letter):
    """`status` and what `follows` are the caller's words; they must point to no person.

    `by` is the day until which the reporter hears again. The receipt is never printed: it is a key.
    Of `signed_by` the letter shows nothing but the office, `signatory`.
    """

    TEMPLATE: ClassVar[str] = "notice.typ"

    received_on: date
    status: str
    follows: str = prose()
    by: date | None = None
    signatory: str

    def __post_init__(self) -> None:
        if any(map(_NUMBER_OF_A_PERSON.search, (self.number, self.status, self.follows))):
            raise InputError(
                "A notice names nobody: take the NIP or NIK out of it.",
                id_="Surat kabar tidak menyebut siapa pun: keluarkan NIP atau NIK dari isinya.",
            )
