"""The letter that goes with a case to SBT/BKN or Bawaslu (surat penerusan)."""

import re
from dataclasses import dataclass
from typing import ClassVar

from ikrar.documents.letters.letter import Letter, Person
from ikrar.documents.letters.shown import prose
from ikrar.errors import InputError

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One attached file, by its name in the packet and the SHA-256 of its bytes in hex."""

    name: str
    what: str = ""
    sha256: str

    def __post_init__(self) -> None:
        if not _SHA256.fullmatch(self.sha256):
            raise InputError("A SHA-256 is 64 characters of 0-9 and a-f.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwarding(Letter):
    """To whom a case is passed on, through which `channel` ("SBT"), with which files."""

    TEMPLATE: ClassVar[str] = "forwarding.typ"

    to: str
    to_place: str = ""
    channel: str = ""
    case: str
    employee: Person
    facts: str = prose()
    asks: str = prose()
    attachments: tuple[Listed, ...]
    signatory: str
