"""What a pack is made of: one frozen class for each kind of row in its TOML files.

The fields are the keys that a file may hold; a field without a default is a key that it must hold.
Spans of dates are inclusive at both ends, as the published calendars are; ask `.contains(day)`.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Indonesian (what users see) and English."""

    id: str
    en: str

    def __str__(self) -> str:
        return self.id


# ---------------------------------------------------------------- the pack and its sources


@dataclass(frozen=True, slots=True)
class About:
    """pack.toml: what this pack is, and what it builds on."""

    schema_version: int
    name: str
    title: Text
    kind: str
    year: str
    languages: tuple[str, ...]
    compiled_on: date
    timezone: str
    extends: str = ""
    cautions: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class PackSummary:
    """One line of `ikrar pack list`."""

    name: str
    title: Text
    kind: str
    extends: str
    path: str
    shipped: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact comes from. `verified` is false for memory and for rows that name no page."""

    id: str
    title: str
    verified: bool = True


# ---------------------------------------------------------------- calendar and programme


@dataclass(frozen=True, slots=True)
class Contest:
    """One race of the election; its candidates exist from the first day of stage `determined_by`."""

    id: str
    name: Text
    determined_by: str
    objects: tuple[str, ...] = ()
    default: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One row of the official calendar. No `contests` means that it concerns all of them."""

    id: str
    name: Text
    start: date
    end: date
    violation_phase: str
    source: str
    contests: tuple[str, ...] = ()
    boundary: str = ""
    held: bool = True
    note: str = ""

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end

    def concerns(self, contest: str) -> bool:
        return not self.contests or contest in self.contests


@dataclass(frozen=True, slots=True)
class Rule:
    """A dated rule of the calendar that is no stage, such as a ban on replacing officials."""

    id: str
    name: Text
    start: date
    norm: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammePhase:
    """One of the programme's phases, with what it asks of the public and of staff."""

    id: str
    name: Text
    start: date
    end: date
    message: Text
    asks_public: Text
    asks_staff: Text
    note: str = ""

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Outside:
    """What is said of a day before the first phase and after the last one."""

    before: Text
    after: Text


# ---------------------------------------------------------------- contestants and signals


@dataclass(frozen=True, slots=True)
class Signal:
    """A word, tag or name; `terms` are its spellings where `text` holds more than one."""

    text: str
    source: str
    terms: tuple[str, ...] = ()
    generic: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    role: str
    name: str
    nicknames: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Gesture:
    text: Text
    source: str


@dataclass(frozen=True, slots=True)
class Contestant:
    """One contestant or pair. Every contestant of a pack states every field, in ballot order."""

    number: int
    people: tuple[Person, ...]
    pair_names: tuple[Signal, ...]
    pair_names_unverified: tuple[Signal, ...]
    parties: tuple[str, ...]
    parties_supporting_not_on_ballot: tuple[str, ...]
    slogans: tuple[Signal, ...]
    gestures: tuple[Gesture, ...]
    votes: int | None = None
    share_pct: float | None = None


@dataclass(frozen=True, slots=True)
class NegativeSignal:
    """A tag that harms contestants; `none_found` records a search that found nothing."""

    text: str
    against: tuple[int, ...]
    source: str
    terms: tuple[str, ...] = ()
    none_found: bool = False


@dataclass(frozen=True, slots=True)
class AmbiguousGesture:
    gesture: Text
    reads_as: tuple[str, ...]
    policy: Text
    verdict: str
    source: str


@dataclass(frozen=True, slots=True)
class Party:
    """A party; one without a number is not on the ballot."""

    short: str
    name: str
    scope: str
    source: str
    number: int | None = None
    note: str = ""


# ---------------------------------------------------------------- the pledge


@dataclass(frozen=True, slots=True)
class PledgeText:
    """The pledge in one language, with the slots {instansi} and {tahun}."""

    title: str
    opening: str
    statements: tuple[str, ...]
    closing: str


@dataclass(frozen=True, slots=True)
class Pledge:
    """`id` is what is signed; `en` is for reading only."""

    id: PledgeText
    en: PledgeText
    sources: tuple[str, ...]
    note: str = ""


# ---------------------------------------------------------------- figures


@dataclass(frozen=True, slots=True)
class Figure:
    id: str
    name: Text
    value: float
    unit: str
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of elections to come; `window` holds months as YYYY-MM."""

    id: str
    text: Text
    source: str
    window: tuple[str, ...] = ()
    note: str = ""
