"""What messages of the programme are held to: moments of the calendar, words tied to them, signs, lengths of channels.

In: rows of messages.toml. Out: frozen rows, and aware moments for the days of a pack. Patterns of words are read by
whoever looks for them; here they are text: words, `a|b` for either, `word*` for any ending, `~` for up to four words.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ikrar.packs.model import Stage, Text

EDGES: Final = ("start", "end")
MEASURES: Final = ("sms", "post", "characters", "words", "seconds")
KINDS: Final = ("stop", "note")
_MIDNIGHT: Final = "24:00"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of the calendar: the first of `stages` that was held, its first or last day, a time of that day.

    `zone` is empty where each place goes by its own clock, as polling stations do. "24:00" is the end of the day.
    """

    id: str
    name: Text
    stages: tuple[str, ...]
    edge: str
    time: str
    source: str
    confidence: str
    days: int = 0
    zone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """Words that a message may use from one moment until another; an empty name means without a limit.

    `soft` words count only where none of `undone_by` stands before them in the sentence, so that thanks are no call.
    A sentence with one of `exempt` is let through: it speaks of another vote.
    """

    id: str
    name: Text
    words: tuple[str, ...]
    early: Text
    late: Text
    source: str
    confidence: str
    soft: tuple[str, ...] = ()
    undone_by: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()
    opens: str = ""
    closes: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Channel:
    """What one message of a channel may hold. `most` counts `measure`; `per` is words a minute for seconds."""

    id: str
    name: Text
    measure: str
    most: int
    source: str
    confidence: str
    per: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """A gesture in words or as an emoji that may be read as taking a side; `kind` is "stop" or "note"."""

    id: str
    name: Text
    words: tuple[str, ...]
    kind: str
    source: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Colours:
    """Colours that parties wear. Two side by side, one of `party`, are a set; `never` are sets that are nobody's."""

    party: tuple[str, ...]
    other: tuple[str, ...]
    source: str
    never: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbers:
    """Words before a number that make it a ballot number, and words that make it something else."""

    before: tuple[str, ...]
    source: str
    unless: tuple[str, ...] = ()


def moment_at(moment: Moment, stages: tuple[Stage, ...], zone: ZoneInfo) -> datetime | None:
    """When it is at a place of that zone; None where the calendar has none of its stages."""
    held = {stage.id: stage for stage in stages if stage.held}
    found = next((held[name] for name in moment.stages if name in held), None)
    if found is None:
        return None
    day = (found.start if moment.edge == "start" else found.end) + timedelta(days=moment.days)
    clock = ZoneInfo(moment.zone) if moment.zone else zone
    if moment.time == _MIDNIGHT:
        return datetime.combine(day + timedelta(days=1), time(), clock)
    return datetime.combine(day, time.fromisoformat(moment.time), clock)
