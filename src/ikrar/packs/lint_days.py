"""Checks on days: violation phases, programme phases and versions of the routing must leave no doubt.

Stages of a calendar may overlap. What must not: the windows that follow from them, contest by contest.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from ikrar.packs.files import Leave
from ikrar.packs.model import Contest, Stage
from ikrar.packs.pack import Pack
from ikrar.packs.problem import Problem, error, place, warning
from ikrar.packs.windows import PHASES, windows
from ikrar.packs.workdays import FIRST_YEAR, KINDS, LAST_YEAR, WORK, workdays

_DAY = timedelta(days=1)

LONGEST_KEPT = 50  # years


def check_calendar(pack: Pack) -> Iterator[Problem]:
    """The rows, the contests, and for each contest the windows that follow."""
    where = place(pack, "calendar.toml")
    contests, stages = pack.calendar.contests, pack.calendar.stages
    if not contests:
        yield error(f"{where}contests", "is empty", "Add the contest that the election is about.")
    if len(contests) > 1 and sum(contest.default for contest in contests) != 1:
        yield error(
            f"{where}contests", "need exactly one default", "Set default = true on the main one."
        )
    yield from _claims(pack, where)
    yield from _stages(pack, where)
    for contest in contests:
        yield from _contest(contest, stages, where)
        yield from _windows(pack, contest, where)
    norms = {norm.id for norm in pack.norms.norms}
    for rule in pack.calendar.rules:
        if rule.norm not in norms:
            what = f"names {rule.norm!r}, which is no norm"
            yield error(f"{where}rules[{rule.id}].norm", what, "Correct the name.")


def _stages(pack: Pack, where: str) -> Iterator[Problem]:
    """Each row names a phase and contests that exist; a boundary is some contest's line."""
    known = {contest.id for contest in pack.calendar.contests}
    lines = {contest.determined_by for contest in pack.calendar.contests}
    for stage in pack.calendar.stages:
        spot = f"{where}stages[{stage.id}]"
        if stage.violation_phase not in PHASES:
            what = f"is {stage.violation_phase!r}"
            yield error(f"{spot}.violation_phase", what, f"Use one of {', '.join(PHASES)}.")
        for name in stage.contests:
            if name not in known:
                yield error(
                    f"{spot}.contests", f"names {name!r}, which is no contest", "Correct the name."
                )
        if stage.boundary and stage.id not in lines:
            mend = "Name the stage in determined_by of its contest."
            yield error(f"{spot}.boundary", "is the line of no contest", mend)


def _claims(pack: Pack, where: str) -> Iterator[Problem]:
    """An object belongs to one contest at most, and forms must know the word."""
    known = {term.id for term in pack.forms.objects}
    claimed = Counter(word for contest in pack.calendar.contests for word in contest.objects)
    for word, times in claimed.items():
        if times > 1:
            yield error(
                f"{where}contests", f"claim the object {word!r} twice", "Leave it to one contest."
            )
        if known and word not in known:
            yield error(
                f"{where}contests", f"claim {word!r}, which is no object", "Correct the name."
            )


def _contest(contest: Contest, stages: tuple[Stage, ...], where: str) -> Iterator[Problem]:
    """The line between bakal calon and calon exists, and rows stand on the right side of it."""
    spot = f"{where}contests[{contest.id}]"
    mine = [stage for stage in stages if stage.held and stage.concerns(contest.id)]
    line = next((stage for stage in mine if stage.id == contest.determined_by), None)
    if line is None:
        what = f"names {contest.determined_by!r}, which is no stage of this contest"
        yield error(
            f"{spot}.determined_by", what, "Name the stage in which candidates are determined."
        )
        return
    for stage in mine:
        early = stage.start < line.start
        if early != (stage.violation_phase == "pre-candidacy") and stage.violation_phase in PHASES:
            side = "before" if early else "on or after"
            what = f"is {stage.violation_phase!r} but begins {side} {line.start}, when {contest.id} has candidates"
            yield error(f"{where}stages[{stage.id}]", what, "Correct its days, phase or contests.")


def _windows(pack: Pack, contest: Contest, where: str) -> Iterator[Problem]:
    """Campaign, quiet and voting days follow each other; every row lies in the window it names."""
    found = {window.phase: window for window in windows(pack.calendar, contest)}
    spot = f"{where}contests[{contest.id}]"
    for window in found.values():
        if window.end < window.start:
            what = f"has no day for {window.phase}: {window.start} to {window.end}"
            yield error(spot, what, "Put the stages in order.")
    if found and "voting" not in found:
        yield error(spot, "has no voting day", 'Add a stage with violation_phase = "voting".')
    mine = [s for s in pack.calendar.stages if s.held and s.concerns(contest.id)]
    days = {p: [s for s in mine if s.violation_phase == p] for p in ("campaign", "quiet", "voting")}
    present = [phase for phase, rows in days.items() if rows]
    for before, after in pairwise(present):
        end = max(stage.end for stage in days[before])
        yield from _joint(spot, (before, end), (after, min(stage.start for stage in days[after])))
    for stage in mine:
        voting = found.get("voting")
        if stage.violation_phase == "post" and voting and stage.start < voting.start:
            yield error(
                f"{where}stages[{stage.id}]", "is post but begins before voting", "Correct it."
            )


def _joint(where: str, left: tuple[str, date], right: tuple[str, date]) -> Iterator[Problem]:
    """Two spans meet: no day between them, no day in both."""
    (before, end), (after, start) = left, right
    if start > end + _DAY:
        what = f"leaves a gap: {before} ends {end}, {after} begins {start}"
        yield error(where, what, "Let the second begin on the day after.")
    elif start <= end:
        what = f"overlaps: {before} ends {end}, {after} begins {start}"
        yield error(where, what, "Let the second begin on the day after.")


def check_programme(pack: Pack) -> Iterator[Problem]:
    where = place(pack, "programme.toml")
    phases = pack.programme.phases
    if not phases:
        yield error(f"{where}phases", "is empty", "Add the phases and their days.")
    for one, two in pairwise(phases):
        yield from _joint(f"{where}phases[{two.id}]", (one.id, one.end), (two.id, two.start))


def check_leave(pack: Pack) -> Iterator[Problem]:
    """Each correction changes a day that can be counted; a year called complete has its days."""
    where = place(pack, "leave.toml")
    for row in pack.leave.days:
        spot = f"{where}days[{row.date}]"
        if row.kind not in KINDS:
            yield error(f"{spot}.kind", f"is {row.kind!r}", f"Use one of {', '.join(KINDS)}.")
        if not FIRST_YEAR <= row.date.year <= LAST_YEAR:
            yield error(f"{spot}.date", "is too far away to be counted", "Correct the year.")
        elif workdays(Leave()).is_working(row.date) == (row.kind == WORK):
            what = "changes nothing: the day is off or a working day without it too"
            yield warning(spot, what, "Check the date, or remove the row.")
    years = {row.date.year for row in pack.leave.days}
    for year in pack.leave.complete:
        if year not in years:
            yield error(
                f"{where}complete", f"names {year}, of which no day stands here", "Add its days."
            )


def check_retention(pack: Pack) -> Iterator[Problem]:
    """Content is kept for a while, and not for ever."""
    where, kept = place(pack, "retention.toml"), pack.retention
    for name, years in (("case_years", kept.case_years), ("post_years", kept.post_years)):
        if not 1 <= years <= LONGEST_KEPT:
            yield error(
                f"{where}{name}", f"is {years}", f"Use whole years from 1 to {LONGEST_KEPT}."
            )


def check_routes(pack: Pack) -> Iterator[Problem]:
    """Versions of the routing follow each other; only the last one may be open."""
    where = place(pack, "routing.toml")
    routes = pack.routing.routes
    for one, two in pairwise(routes):
        spot = f"{where}routes[{two.id}]"
        if one.valid_until is None or two.valid_from is None:
            yield error(spot, f"meets {one.id} on no known day", "Give valid_until and valid_from.")
        else:
            yield from _joint(spot, (one.id, one.valid_until), (two.id, two.valid_from))
