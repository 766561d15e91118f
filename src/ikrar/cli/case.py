"""`ikrar case`: cases and their clocks as an administrator may know them, to list, show and export.

Acts as the system itself, which holds no key: numbers, states, days, clocks and what was decided go out; no name, no word of
a report, no evidence.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ikrar.cli import with_django
from ikrar.cli.table_file import write_table
from ikrar.errors import InputError

if TYPE_CHECKING:
    from ikrar.cases.models import Case, Deadline

_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_state_option = click.option("--state", metavar="STATE", help="Only cases in this state.")
COLUMNS = (
    "number", "state", "received_on", "act_on", "route", "pack", "unit", "forms", "next_step",
    "next_due", "next_duty", "days_left", "days", "recommended_on", "closed_on", "sanction",
)  # fmt: skip
BATCH = 500


@click.group()
def case() -> None:
    """Cases without their words: list, show, export."""


@case.command(name="list")
@_state_option
@click.option("--late", is_flag=True, help="Only cases with a clock that has run out.")
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="How many at most."
)
@_json_option
@with_django
def list_(state: str | None, *, late: bool, limit: int, as_json: bool) -> None:
    """List cases, the newest first, each with the clock that runs out first."""
    rows = list(_rows(_cases(state, late=late)[:limit]))
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    if not rows:
        click.echo("No such case.")
        return
    for row in rows:
        click.echo(f"{row['number']}  {_label(row['state'])}  {_clock(row)}")


@case.command()
@click.argument("number", metavar="NUMBER")
@_json_option
@with_django
def show(number: str, *, as_json: bool) -> None:
    """Show one case: days, clocks, steps, verdicts and decisions, without names and words."""
    from ikrar.cases import queries

    found = queries.get_case(number, by=None)
    answer = next(_rows([found])) | _details(found)
    if as_json:
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        _echo(answer)


@case.command()
@_state_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), required=True,
    help="File to write: .csv or .xlsx; - writes CSV to standard output.",
)  # fmt: skip
@with_django
def export(state: str | None, output: Path) -> None:
    """Write all cases to a table, for figures of the agency's own."""
    rows = _rows(_cases(state, late=False).iterator(chunk_size=BATCH))
    cells = ([_cell(row[name]) for name in COLUMNS] for row in rows)
    write_table(output, chain([COLUMNS], cells), "Cases")


def _cases(state: str | None, *, late: bool) -> Any:
    from ikrar.cases import queries
    from ikrar.cases.queries.desk import LATE, Wanted, due
    from ikrar.cases.states import CaseState

    if state is not None and state not in CaseState.values:
        raise InputError(f"There is no state {state}. Use one of {', '.join(CaseState.values)}.")
    rows = queries.cases(by=None, state=CaseState(state) if state else None)
    if late:
        rows = rows.filter(pk__in=due(Wanted(tab=LATE), by=None).order_by().values("case"))
    return rows


def _rows(cases: Iterable["Case"]) -> Iterator[dict[str, Any]]:
    """Each case as a flat row, read in batches."""
    from ikrar.cases.models import Decision
    from ikrar.cases.queries.desk import next_clocks
    from ikrar.people.queries import the_agency, today

    day, found = today(the_agency()), iter(cases)
    while batch := list(islice(found, BATCH)):
        clocks = next_clocks(batch, on=day)
        standing = Decision.objects.filter(case__in=batch, annulled_on=None)
        sanctions = dict(standing.values_list("case", "sanction"))
        for one in batch:
            yield _row(one, clocks.get(one.pk), day) | {"sanction": sanctions.get(one.pk)}


def _row(one: "Case", clock: "Deadline | None", day: date) -> dict[str, Any]:
    from ikrar.cases.now import Counted

    counted = Counted(clock, day) if clock is not None else None
    return {
        "number": one.number,
        "state": str(one.state),
        "received_on": one.received_on.isoformat(),
        "act_on": _day(one.act_on),
        "route": one.route,
        "pack": one.pack,
        "unit": one.unit.code if one.unit else None,
        "forms": one.forms,
        "next_step": clock.step if clock else None,
        "next_due": clock.due.isoformat() if clock else None,
        "next_duty": clock.duty_of if clock else None,
        "days_left": counted.left if counted else None,
        "days": ("calendar" if counted.is_calendar else "working") if counted else None,
        "recommended_on": _day(one.recommended_on),
        "closed_on": _day(one.closed_on),
    }


def _details(one: "Case") -> dict[str, Any]:
    return {
        "subjects": one.subjects.count(),
        "handlers": one.assignments.filter(ended_at=None).count(),
        "evidence": one.items.count(),
        "clocks": [
            {
                "step": clock.step, "duty": clock.duty_of, "since": clock.since.isoformat(),
                "due": clock.due.isoformat(), "met_on": _day(clock.met_on),
                "ended_on": _day(clock.ended_on),
            }
            for clock in one.deadlines.all()
        ],
        "steps": [{"on": step.on.isoformat(), "kind": str(step.kind)} for step in one.steps.all()],
        "verdicts": [
            {
                "kind": str(row.kind), "outcome": str(row.outcome), "form": row.form,
                "norms": row.norms, "object": row.object, "act_on": _day(row.act_on),
            }
            for row in one.verdicts.all()
        ],
        "decisions": [
            {
                "sanction": str(row.sanction), "measure": str(row.measure),
                "decided_on": row.decided_on.isoformat(), "served_on": _day(row.served_on),
                "in_force_on": _day(row.in_force_on), "annulled_on": _day(row.annulled_on),
            }
            for row in one.decisions.all()
        ],
        "referrals": [
            {
                "to": row.to, "made_on": row.made_on.isoformat(),
                "received_on": _day(row.received_on), "answered_on": _day(row.answered_on),
            }
            for row in one.referrals.all()
        ],
    }  # fmt: skip


def _echo(answer: dict[str, Any]) -> None:
    click.echo(f"{answer['number']}: {_label(answer['state'])}")
    click.echo(f"Received {answer['received_on']}, route {answer['route'] or 'none'}.")
    click.echo(
        f"{answer['subjects']} reported, {answer['handlers']} handling,"
        f" {answer['evidence']} pieces of evidence. Names and words are sealed."
    )
    click.echo(f"Next: {_clock(answer)}")
    for name in ("clocks", "steps", "verdicts", "decisions", "referrals"):
        if answer[name]:
            click.echo(f"\n{name.capitalize()}:")
        for row in answer[name]:
            said = (f"{key} {_said(value)}" for key, value in row.items() if value)
            click.echo(f"  {', '.join(said)}")


def _said(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _label(state: str) -> str:
    from ikrar.cases.states import CaseState

    return str(CaseState(state).label)


def _clock(row: dict[str, Any]) -> str:
    if row["next_due"] is None:
        return "no clock runs"
    left = row["days_left"]
    days = f"{abs(left)} {row['days']} day{'' if abs(left) == 1 else 's'}"
    when = f"{days} left" if left >= 0 else f"{days} late"
    return f"{row['next_step']} due {row['next_due']} ({when}; duty of {row['next_duty']})"


def _cell(value: Any) -> Any:
    return " ".join(value) if isinstance(value, list) else value


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
