"""What an answer to "may I?" is made of: the pack's own facts on one act, and why they lead to the outcome."""

from dataclasses import dataclass
from datetime import date

from ikrar.packs.model import Source, Text

NO, YES, DEPENDS, ASK = "no", "yes", "depends", "ask"


@dataclass(frozen=True, slots=True)
class Cited:
    """A norm by its id in the catalogue; not `verified` where one of its sources is not."""

    id: str
    citation: str
    confidence: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Side:
    """How the act is listed on one side of the determination of candidates."""

    id: str
    object: str
    phases: tuple[str, ...]
    sanction: str


@dataclass(frozen=True, slots=True)
class Difference:
    """The act before and after candidates are determined; None where no form is listed."""

    before: Side | None
    after: Side | None
    text: Text


@dataclass(frozen=True, slots=True)
class Answer:
    """One act. `outcome` is "no", "yes", "depends" or "ask"; `reasons` say why, in words.

    `form` is the text of the form or act, `phase` the phase of the day for its object, `score` how near the
    question is to it. Acts that no form lists have no object, phases, class, norms or sources, and no confidence.
    """

    id: str
    outcome: str
    form: Text
    reasons: tuple[Text, ...]
    score: float
    phase: str | None = None
    object: str = ""
    phases: tuple[str, ...] = ()
    sanction: str = ""
    sanction_norm: str = ""
    statement: int | None = None
    norms: tuple[Cited, ...] = ()
    sources: tuple[Source, ...] = ()
    confidence: str | None = None
    difference: Difference | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """At most three answers, best first; `phase` is the main contest's on the day."""

    pack: str
    on: date | None
    role: str | None
    phase: str | None
    answers: tuple[Answer, ...]
