"""The card of the day: programme phase, stages, what is asked of the public and of staff, what comes next.

In: a pack and a day. Out: one frozen `Today`. Outside the programme it says so instead of guessing.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ikrar.packs.model import Contest, ProgrammePhase, Stage, Text
from ikrar.packs.windows import phase_on, stages_on, windows

if TYPE_CHECKING:
    from ikrar.packs.pack import Pack


@dataclass(frozen=True, slots=True)
class Next:
    """The next day on which something begins; `what` names all that begins then."""

    on: date
    days: int
    what: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """Whether a contest's candidates are determined (*calon*) or not yet (*bakal calon*)."""

    contest: str
    name: Text
    determined: bool
    since: date
    phase: str | None
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Today:
    """`status` is "before", "during" or "after" the programme; `text` says it in words."""

    pack: str
    on: date
    status: str
    text: Text
    phase: ProgrammePhase | None
    stages: tuple[Stage, ...]
    asks_public: Text | None
    asks_staff: Text | None
    lines: tuple[Line, ...]
    next: Next | None
    days_to_vote: int | None

    @property
    def candidates_determined(self) -> bool:
        """True once any contest has candidates: from then the stricter list can apply."""
        return any(line.determined for line in self.lines)


def today(pack: "Pack", on: date) -> Today:
    """Look up everything that one day asks."""
    phase = pack.phase(on)
    status, text = _status(pack, on, phase)
    return Today(
        pack=pack.name,
        on=on,
        status=status,
        text=text,
        phase=phase,
        stages=stages_on(pack.calendar, on),
        asks_public=phase.asks_public if phase else None,
        asks_staff=phase.asks_staff if phase else None,
        lines=tuple(_lines(pack, on)),
        next=_next(pack, on),
        days_to_vote=_days_to_vote(pack, on),
    )


def _status(pack: "Pack", on: date, phase: ProgrammePhase | None) -> tuple[str, Text]:
    if phase:
        return "during", phase.name
    first = min((p.start for p in pack.programme.phases), default=on)
    outside = pack.programme.outside
    return ("before", outside.before) if on < first else ("after", outside.after)


def _lines(pack: "Pack", on: date) -> list[Line]:
    stages = {stage.id: stage for stage in pack.calendar.stages}
    verified = {source.id: source.verified for source in pack.sources.sources}

    def line(contest: Contest, stage: Stage) -> Line:
        return Line(
            contest=contest.id,
            name=contest.name,
            determined=on >= stage.start,
            since=stage.start,
            phase=phase_on(pack.calendar, contest, on),
            source=stage.source,
            verified=verified.get(stage.source, False),
        )

    found = [(c, stages.get(c.determined_by)) for c in pack.calendar.contests]
    return [line(contest, stage) for contest, stage in found if stage]


def _next(pack: "Pack", on: date) -> Next | None:
    rows = [(p.start, p.name) for p in pack.programme.phases]
    rows += [(s.start, s.name) for s in pack.calendar.stages if s.held]
    later = sorted({start for start, _ in rows if start > on})
    if not later:
        return None
    names = tuple(dict.fromkeys(name for start, name in rows if start == later[0]))
    return Next(later[0], (later[0] - on).days, names)


def _days_to_vote(pack: "Pack", on: date) -> int | None:
    """Days until voting begins in any contest; None once it has, or where no date is known."""
    starts = [
        window.start
        for contest in pack.calendar.contests
        for window in windows(pack.calendar, contest)
        if window.phase == "voting" and window.start >= on
    ]
    return (min(starts) - on).days if starts else None
