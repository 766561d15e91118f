"""What each TOML file of a pack holds: one class a file, one field a top-level key.

`FILES` is the whole list. A pack that extends another takes from it, whole, each file that it does not
have itself; only the sources of both are put together.
"""

from dataclasses import dataclass
from typing import Any

from ikrar.packs.law import (
    Act,
    ChangedDay,
    Event,
    Form,
    Law,
    Norm,
    Route,
    System,
    Term,
    Ways,
    Word,
)
from ikrar.packs.messages import Channel, Colours, Moment, Numbers, Sign, Tie
from ikrar.packs.model import (
    About,
    AmbiguousGesture,
    Contest,
    Contestant,
    Figure,
    NegativeSignal,
    Outlook,
    Outside,
    Party,
    Pledge,
    ProgrammePhase,
    Rule,
    Signal,
    Source,
    Stage,
    Text,
)


@dataclass(frozen=True, slots=True)
class Sources:
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Calendar:
    contests: tuple[Contest, ...]
    stages: tuple[Stage, ...]
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Programme:
    phases: tuple[ProgrammePhase, ...]
    outside: Outside
    alternatives: tuple[Text, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Contestants:
    """`none_because` says why the list is empty; `uneven_because` why it cannot be made even."""

    contestants: tuple[Contestant, ...] = ()
    negative_signals: tuple[NegativeSignal, ...] = ()
    none_because: Text | None = None
    uneven_because: Text | None = None
    results_source: str = ""
    parties_source: str = ""


@dataclass(frozen=True, slots=True)
class Parties:
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Forms:
    statements: tuple[Term, ...] = ()
    lists: tuple[Term, ...] = ()
    phases: tuple[Term, ...] = ()
    sanctions: tuple[Term, ...] = ()
    categories: tuple[Term, ...] = ()
    objects: tuple[Term, ...] = ()
    channels: tuple[Term, ...] = ()
    confidences: tuple[Term, ...] = ()
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class Acts:
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class May:
    """How people ask "may I?". `topics` are words of which one places a question in this field;
    `before` and `after` are words that tell the side of the determination of candidates.
    """

    ways: tuple[Ways, ...] = ()
    words: tuple[Word, ...] = ()
    topics: tuple[str, ...] = ()
    fillers: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Norms:
    laws: tuple[Law, ...] = ()
    norms: tuple[Norm, ...] = ()


@dataclass(frozen=True, slots=True)
class Routing:
    routes: tuple[Route, ...] = ()
    procedures: tuple[Route, ...] = ()
    history: tuple[Event, ...] = ()
    systems: tuple[System, ...] = ()


@dataclass(frozen=True, slots=True)
class Leave:
    """Corrections of the holidays; `complete` are years whose joint leave stands here in full."""

    days: tuple[ChangedDay, ...] = ()
    complete: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many years content is kept; no fact of law, so without a confidence.

    `case_years`: after a case or report is over. `post_years`: posts of the public conversation, since they were brought in.
    """

    case_years: int = 5
    post_years: int = 2
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Signals:
    gestures: tuple[AmbiguousGesture, ...] = ()
    neutral_phrases: tuple[Signal, ...] = ()
    pose_lists: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True)
class Messages:
    """What messages of the programme are held to; `ordinary` are listed names that are everyday words too."""

    moments: tuple[Moment, ...] = ()
    ties: tuple[Tie, ...] = ()
    channels: tuple[Channel, ...] = ()
    signs: tuple[Sign, ...] = ()
    colours: Colours | None = None
    numbers: Numbers | None = None
    ordinary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    figures: tuple[Figure, ...] = ()
    outlook: tuple[Outlook, ...] = ()


FILES: dict[str, Any] = {
    "pack.toml": About,
    "sources.toml": Sources,
    "calendar.toml": Calendar,
    "programme.toml": Programme,
    "contestants.toml": Contestants,
    "parties.toml": Parties,
    "pledge.toml": Pledge,
    "forms.toml": Forms,
    "acts.toml": Acts,
    "may.toml": May,
    "norms.toml": Norms,
    "routing.toml": Routing,
    "leave.toml": Leave,
    "retention.toml": Retention,
    "signals.toml": Signals,
    "messages.toml": Messages,
    "figures.toml": Figures,
}
REQUIRED = ("pack.toml", "calendar.toml", "programme.toml", "pledge.toml")
