"""A loaded pack and the questions one may ask of it: which phase, which form, which norm, which text.

Answers are rows of `model`; what is not there raises NotFound with the nearest name. No answer judges a person.
"""

import difflib
import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Protocol, TypeVar

from ikrar.errors import InputError, NotFound
from ikrar.packs import files
from ikrar.packs.law import Act, Form, Norm, Route, Step
from ikrar.packs.model import About, Contestant, Pledge, PledgeText, ProgrammePhase, Source, Stage
from ikrar.packs.today import Today, today
from ikrar.packs.windows import (
    PHASES,
    Window,
    contest_of,
    contests_of,
    phase_on,
    stages_on,
    windows,
)
from ikrar.packs.workdays import Workdays, workdays

SLOT = re.compile(r"\{([^{}]*)\}")
SLOTS = ("instansi", "tahun")


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Row = TypeVar("_Row", bound=_Named)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Pack:
    """An election as data. `homes` tells which pack of the chain each file was read from."""

    path: str
    homes: dict[str, str]
    about: About
    sources: files.Sources
    calendar: files.Calendar
    programme: files.Programme
    contestants: files.Contestants
    parties: files.Parties
    pledge: Pledge
    forms: files.Forms
    acts: files.Acts
    may: files.May
    norms: files.Norms
    routing: files.Routing
    leave: files.Leave
    retention: files.Retention
    signals: files.Signals
    messages: files.Messages
    figures: files.Figures

    def __repr__(self) -> str:
        return f"<Pack {self.name}>"

    @property
    def name(self) -> str:
        return self.about.name

    def fingerprint(self) -> str:
        """SHA-256, in hex, over all that it says, what it takes from others too, but not over where its files lie."""
        where = ("path", "homes")
        said = [getattr(self, one.name) for one in fields(self) if one.name not in where]
        return hashlib.sha256(repr(said).encode()).hexdigest()

    # ------------------------------------------------------------ days

    def phase(self, on: date) -> ProgrammePhase | None:
        """The programme's phase on a day; None before the first and after the last."""
        return next((phase for phase in self.programme.phases if phase.contains(on)), None)

    def stages(self, on: date) -> tuple[Stage, ...]:
        """The calendar's rows under way on a day; they may overlap."""
        return stages_on(self.calendar, on)

    def violation_phase(self, on: date, *, object: str | None = None) -> str | None:  # noqa: A002
        """The phase that forms are judged by, for a contest's id or a form's object.

        The line between *bakal calon* and *calon* differs by contest, so name it where it matters;
        without a name, or for an object of no contest in particular, the pack's main contest is meant.
        None means that the calendar has not begun or is over.
        """
        known = [c.id for c in self.calendar.contests] + [term.id for term in self.forms.objects]
        if object is not None and object not in known:
            raise NotFound(_unknown("contest or object", object, known))
        contest = contest_of(self.calendar, object)
        return phase_on(self.calendar, contest, on) if contest else None

    def windows(self, contest: str | None = None) -> tuple[Window, ...]:
        """The violation phases of a contest (of the main one without a name), in order."""
        found = contest_of(self.calendar, contest)
        return windows(self.calendar, found) if found else ()

    def forms_on(self, on: date) -> tuple[Form, ...]:
        """The forms that can be met on a day, in any contest that their object may mean.

        Outside the calendar only those remain that hold in every phase.
        """
        return tuple(form for form in self.forms.forms if self._can_be_met(form, on))

    def _can_be_met(self, form: Form, on: date) -> bool:
        if not self.is_of_kind(form):
            return False
        if set(form.phases) == set(PHASES):
            return True
        contests = contests_of(self.calendar, form.object)
        return any(phase_on(self.calendar, contest, on) in form.phases for contest in contests)

    def is_of_kind(self, form: Form) -> bool:
        """Whether the form can be met in this kind of election, whatever the day."""
        return not form.kinds or self.about.kind in form.kinds

    def norms_of(self, form: Form, on: date | None = None) -> tuple[Norm, ...]:
        """The norms that a form rests on in its kind of election, or in this one where it names none.

        With a day only those in force on it that its phase leaves room for. A norm that the pack does not hold is
        left out.
        """
        kinds = {*(form.kinds or (self.about.kind,))}
        known = {norm.id: norm for norm in self.norms.norms}
        return tuple(
            norm
            for norm in (known[name] for name in dict.fromkeys(form.norms) if name in known)
            if (not norm.kinds or kinds & {*norm.kinds})
            and (on is None or (norm.in_force(on) and self._has_phase(norm, form, on)))
        )

    def _has_phase(self, norm: Norm, form: Form, on: date) -> bool:
        """Whether the norm can be met on that day in a contest that the form may mean."""
        contests = contests_of(self.calendar, form.object)
        return not norm.phases or any(
            phase_on(self.calendar, contest, on) in norm.phases for contest in contests
        )

    def norm_of(self, step: Step) -> Norm | None:
        """The norm that a step of a route rests on; None where none is named, or one of another kind of election."""
        found = self.cite(step.norm) if step.norm else None
        return found if found and (not found.kinds or self.about.kind in found.kinds) else None

    def is_verified(self, fact: Form | Norm) -> bool:
        """Whether it has sources, somebody could confirm them all, and none of it is a guess."""
        known = {source.id: source.verified for source in self.sources.sources}
        guessed = isinstance(fact, Norm) and fact.dates_guessed
        return (
            not guessed and fact.confidence != "low" and all(map(known.get, fact.sources or ("",)))
        )

    def today(self, on: date) -> Today:
        """What a day asks of the public and of staff, and what comes next."""
        return today(self, on)

    def workdays(self) -> Workdays:
        """The days that clocks count: holidays and joint leave, with the pack's corrections."""
        return workdays(self.leave)

    # ------------------------------------------------------------ rows by id

    def form(self, id: str) -> Form:  # noqa: A002
        return _by_id("form", id, self.forms.forms)

    def act(self, id: str) -> Act:  # noqa: A002
        return _by_id("act", id, self.acts.acts)

    def source(self, id: str) -> Source:  # noqa: A002
        return _by_id("source", id, self.sources.sources)

    def contestant(self, number: int) -> Contestant:
        for contestant in self.contestants.contestants:
            if contestant.number == number:
                return contestant
        raise NotFound(f"The pack {self.name!r} has no contestant {number}.")

    def cite(self, norm_id: str) -> Norm:
        """A norm by its citation id (`PP94/2021:5:n:6`) or by its row in the table (`DIS-n6`)."""
        norms = self.norms.norms
        row = next((norm for norm in norms if norm.row == norm_id), None)
        exact = next((norm for norm in norms if norm.id == norm_id), row)
        if exact:
            return exact
        known = [norm.id for norm in norms] + [norm.row for norm in norms]
        raise NotFound(_unknown("norm", norm_id, known))

    def route(self, on: date) -> Route | None:
        """Who receives a report on a day; None where no version of the routing covers it."""
        return next((route for route in self.routing.routes if route.in_force(on)), None)

    # ------------------------------------------------------------ the pledge

    def pledge_text(self, *, agency: str, year: str | int) -> dict[str, Any]:
        """The text that is signed, with its slots filled; exactly what the public log hashes."""
        return _fill(self.pledge.id, agency, year) | {"language": "id"}

    def pledge_translation(self, *, agency: str, year: str | int) -> dict[str, Any]:
        """The English text, for reading only: nobody signs it."""
        return _fill(self.pledge.en, agency, year) | {"language": "en"}


def _fill(text: PledgeText, agency: str, year: str | int) -> dict[str, Any]:
    name = " ".join(unicodedata.normalize("NFC", agency).split())
    if not name or not str(year).strip():
        raise InputError(
            "The pledge needs the agency's name and the election's year; one is empty."
        )
    values = {"instansi": name, "tahun": str(year).strip()}

    def filled(template: str) -> str:
        # one pass, so that a brace in the agency's name is never read as a slot
        return SLOT.sub(lambda match: values.get(match[1], match[0]), template)

    return {
        "title": filled(text.title),
        "opening": filled(text.opening),
        "statements": [filled(statement) for statement in text.statements],
        "closing": filled(text.closing),
    }


def _by_id(what: str, wanted: str, rows: Iterable[_Row]) -> _Row:
    known = {row.id: row for row in rows}
    if wanted not in known:
        raise NotFound(_unknown(what, wanted, list(known)))
    return known[wanted]


def _unknown(what: str, wanted: str, known: list[str]) -> str:
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(wanted.casefold(), list(folded), 3)
    hint = f"Did you mean {', '.join(folded[name] for name in close)}?" if close else ""
    return f"There is no {what} {wanted!r} in this pack. {hint}".strip()
