"""Which violation phase a day lies in, for one contest: worked out from the calendar's own rows.

Rows of a calendar overlap by nature (a nomination window runs on after candidates exist), so the rows are not
asked one by one. Five windows follow from them: until candidates are determined, until the quiet period,
the quiet period, voting with counting, and after. Each begins where the one before it ends.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from ikrar.packs.files import Calendar
from ikrar.packs.model import Contest, Stage

PHASES = ("pre-candidacy", "campaign", "quiet", "voting", "post")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """A violation phase of one contest; both days inclusive."""

    phase: str
    start: date
    end: date

    def contains(self, day: date) -> bool:
        return self.start <= day <= self.end


def windows(calendar: Calendar, contest: Contest) -> tuple[Window, ...]:
    """The windows of a contest in order; a phase without a row of its own has no window."""
    rows = [stage for stage in calendar.stages if stage.held and stage.concerns(contest.id)]
    starts: dict[str, date] = {}
    determined = next((row.start for row in rows if row.id == contest.determined_by), None)
    if not rows or determined is None:
        return ()
    if (first := min(row.start for row in rows)) < determined:
        starts["pre-candidacy"] = first
    starts["campaign"] = determined
    for phase in ("quiet", "voting"):
        if days := [row.start for row in rows if row.violation_phase == phase]:
            starts[phase] = min(days)
    counted = [row.end for row in rows if row.violation_phase == "voting"]
    last = max(row.end for row in rows)
    if counted and max(counted) < last:
        starts["post"] = max(counted) + _DAY
    order = sorted(starts.items(), key=lambda item: PHASES.index(item[0]))
    ends = [start - _DAY for _, start in order[1:]] + [last]
    return tuple(Window(p, start, end) for (p, start), end in zip(order, ends, strict=True))


def contest_of(calendar: Calendar, word: str | None) -> Contest | None:
    """The contest that a contest's id or a form's object belongs to, else the default one."""
    for contest in calendar.contests:
        if word == contest.id or word in contest.objects:
            return contest
    return next((c for c in calendar.contests if c.default), next(iter(calendar.contests), None))


def contests_of(calendar: Calendar, word: str) -> tuple[Contest, ...]:
    """Every contest that a form's object may mean: the one that claims the word, else all."""
    claimed = tuple(contest for contest in calendar.contests if word in contest.objects)
    return claimed or calendar.contests


def phase_on(calendar: Calendar, contest: Contest, day: date) -> str | None:
    """The violation phase of a day, or None where the calendar has not begun or is over."""
    hits = (window.phase for window in windows(calendar, contest) if window.contains(day))
    return next(hits, None)


def stages_on(calendar: Calendar, day: date) -> tuple[Stage, ...]:
    """The rows that are under way, leaving out those that were planned and not held."""
    return tuple(stage for stage in calendar.stages if stage.held and stage.contains(day))
