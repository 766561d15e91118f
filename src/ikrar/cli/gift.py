"""`ikrar gift`: gifts and their clocks as an administrator may know them, to list and to export.

Acts as the system itself. The list tells numbers, states and days; the export is the table of the UPG's desk, with names,
in the fields of KPK's public form, and is written for its owner's eyes.
"""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ikrar.cli import with_django
from ikrar.cli.table_file import write_table
from ikrar.errors import InputError

if TYPE_CHECKING:
    from ikrar.gifts.models import Gift

_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_state_option = click.option("--state", metavar="STATE", help="Only gifts in this state.")
BATCH = 500


@click.group()
def gift() -> None:
    """Gifts offered, refused or received: list, export."""


@gift.command(name="list")
@_state_option
@click.option("--late", is_flag=True, help="Only gifts with a clock that has run out.")
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="How many at most."
)
@_json_option
@with_django
def list_(state: str | None, *, late: bool, limit: int, as_json: bool) -> None:
    """List gifts, the newest first, each with the clock that runs out first. No name, no giver."""
    rows = list(_rows(_gifts(state, late=late)[:limit]))
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    if not rows:
        click.echo("No such gift.")
        return
    for row in rows:
        due = f"due {row['next_due']}" if row["next_due"] else "no clock runs"
        click.echo(f"{row['number']}  {row['kind']}  {row['state']}  {due}")


@gift.command()
@_state_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), required=True,
    help="File to write: .csv or .xlsx; - writes CSV to standard output.",
)  # fmt: skip
@with_django
def export(state: str | None, output: Path) -> None:
    """Write all gifts to a table, with names, in the fields of KPK's public form (not verified)."""
    from ikrar.gifts import queries

    write_table(output, queries.rows_for_kpk(_gifts(state, late=False)), "Gifts")


def _gifts(state: str | None, *, late: bool) -> Any:
    from ikrar.gifts import queries
    from ikrar.gifts.states import GiftState

    if state is not None and state not in GiftState.values:
        raise InputError(f"There is no state {state}. Use one of {', '.join(GiftState.values)}.")
    tab = queries.LATE if late else "semua"
    return queries.listed(queries.Wanted(tab=tab, state=state or ""), queries.at_desk(None))


def _rows(gifts: Iterable["Gift"]) -> Iterator[dict[str, Any]]:
    """Each gift as a flat row, read in batches."""
    from ikrar.gifts.queries import next_clocks

    found = iter(gifts)
    while batch := list(islice(found, BATCH)):
        clocks = next_clocks(batch)
        for one in batch:
            clock = clocks.get(one.pk)
            yield {
                "number": one.number, "kind": str(one.kind), "tie": str(one.tie),
                "state": str(one.state), "on": one.on.isoformat(), "estimate": one.estimate,
                "next_step": clock.step if clock else None,
                "next_due": clock.due.isoformat() if clock else None,
            }  # fmt: skip
