"""What a guard is given and what it answers: a frozen draft, and findings that explain themselves.

A finding says what was seen, where, and what to change; it judges a text and nobody who wrote it.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from ikrar.packs.model import Text

STOP: Final = "stop"
NOTE: Final = "note"


class Guard(StrEnum):
    """Who looked."""

    NEUTRAL = "netral"
    PHASE = "tahap"
    ACCESSIBLE = "akses"
    HARMFUL = "aman"


class Where(StrEnum):
    """Which part of a message a finding is about."""

    TITLE = "judul"
    TEXT = "teks"
    PICTURE = "gambar"
    WHOLE = "pesan"


@dataclass(frozen=True, slots=True)
class Draft:
    """A message as it would leave. `at` is when, in the zone of the agency; None while nobody has said."""

    title: str
    text: str
    channel: str
    phase: str
    at: datetime | None
    picture_text: str = ""
    has_picture: bool = False
    language: str = "id"

    @property
    def on(self) -> date | None:
        """The day at the agency."""
        return self.at.date() if self.at else None

    def parts(self) -> tuple[tuple[Where, str], ...]:
        """Its texts, each with the part that it stands in; empty ones are left out."""
        every = (
            (Where.TITLE, self.title),
            (Where.TEXT, self.text),
            (Where.PICTURE, self.picture_text),
        )
        return tuple((where, text) for where, text in every if text.strip())


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to change. `key` names it across readings: while the same is found, it is the same finding.

    `spans` are half-open places in the characters of the part; `weight` is STOP or NOTE.
    """

    guard: Guard
    key: str
    weight: str
    said: Text
    change: Text
    where: Where = Where.WHOLE
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def stops(self) -> bool:
        return self.weight == STOP
