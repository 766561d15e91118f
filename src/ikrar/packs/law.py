"""What the law part of a pack is made of: forms of violation, norms, and who gets a report by when.

Like `model`, these are the keys that a file may hold; days of validity are inclusive at both ends.
"""

from dataclasses import dataclass
from datetime import date

from ikrar.packs.model import Text

# who may be asked about, from the most general on; `pejabat` is an official with power over staff or decisions
ROLES = ("asn", "pns", "cpns", "pppk", "pejabat", "non_asn", "ppnpn")
OUTSIDE_SERVICE = frozenset({"non_asn", "ppnpn"})


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the pack's vocabulary (a list, a phase, a class of sanction …) and its meaning."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Form:
    """One form of violation. Its class is stored, never derived from the date."""

    id: str
    list: str
    statement: int
    also_statements: tuple[int, ...]
    category: str
    object: str
    text: Text
    phases: tuple[str, ...]
    norm: str
    norms: tuple[str, ...]
    sanction: str
    sanction_norm: str
    channel: str
    confidence: str
    sources: tuple[str, ...]
    annex_no: int | None = None
    kinds: tuple[str, ...] = ()
    sub_acts: tuple[str, ...] = ()
    exempt_if: Text | None = None
    deadline: str = ""
    note: str = ""

    @property
    def hangs_on_candidates(self) -> bool:
        """Whether it reads otherwise once candidates are determined, so that it hangs on the day and the contest."""
        return self.object in ("bakal_calon", "calon") or "pre-candidacy" not in self.phases


@dataclass(frozen=True, slots=True)
class Act:
    """Something that must not be flagged (`ok`) or must go to a human (`grey`)."""

    id: str
    verdict: str
    text: Text
    note: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """An instrument that norms stand in: its id is what comes before the first colon of theirs.

    `kinds` are the kinds of election that it is about; none means that it binds in all. `dates_guessed` tells that
    its days are a guess: from memory, or the earliest that its number allows.
    """

    id: str
    short: str
    title: Text
    source: str
    valid_from: date | None = None
    valid_until: date | None = None
    kinds: tuple[str, ...] = ()
    dates_guessed: bool = False
    replaced_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Norm:
    """One citable rule; `row` is its row in the pack's norm table (several norms may share one).

    Days of validity and kinds of election are its law's where it has none of its own. `phases` are those of a form,
    where its own words tie it to a campaign, a quiet period or voting; none means whatever the day.
    """

    id: str
    row: str
    article: str
    text: Text
    sanction: Text
    sources: tuple[str, ...]
    confidence: str
    law: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    kinds: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    dates_guessed: bool = False
    recheck_from: date | None = None
    replaced_by: str = ""
    note: str = ""

    @property
    def citation(self) -> str:
        return f"{self.law} {self.article}".strip()

    @property
    def penalty(self) -> Text | None:
        """What it threatens; None where the pack writes that it is nothing."""
        return None if self.sanction.en == "none" else self.sanction

    def in_force(self, day: date) -> bool:
        """Whether the dates that are known leave room for this day."""
        return (self.valid_from or day) <= day <= (self.valid_until or day)


# ---------------------------------------------------------------- questions


@dataclass(frozen=True, slots=True)
class Ways:
    """Everyday ways to ask about the form or act `id`, and about its `twin`.

    The twin is the same act once candidates are determined. `binds` names the only roles that can do it.
    """

    id: str
    asks: tuple[str, ...]
    twin: str = ""
    binds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    """One meaning and other words that people say for it."""

    id: str
    said: tuple[str, ...]


# ---------------------------------------------------------------- routing


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit: so many working or calendar days, counted from an event, or back from one."""

    days: int
    kind: str
    since: Text
    at_most: int | None = None
    direction: str = "forward"


@dataclass(frozen=True, slots=True)
class Step:
    id: str
    actor: str
    does: Text
    addressee: str
    sources: tuple[str, ...]
    confidence: str
    system: str = ""
    norm: str = ""
    clock: Clock | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Route:
    """Who gets a report, in which order and by when, while it was valid."""

    id: str
    name: Text
    steps: tuple[Step, ...]
    sources: tuple[str, ...]
    valid_from: date | None = None
    valid_until: date | None = None
    note: str = ""

    def in_force(self, day: date) -> bool:
        return (self.valid_from or day) <= day <= (self.valid_until or day)


@dataclass(frozen=True, slots=True)
class Event:
    """A change of institutions that explains why a route ends."""

    when: str
    text: Text
    source: str


@dataclass(frozen=True, slots=True)
class System:
    """A public system that reports pass through."""

    id: str
    owner: str
    does: Text
    lacks: Text
    source: str


# ---------------------------------------------------------------- working days


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """A day that a decree makes free (`off`) or a working day (`work`), whatever it was before."""

    date: date
    kind: str
    text: Text
    source: str
    confidence: str
