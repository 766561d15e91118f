"""`ikrar roster`: import a list of employees from CSV or XLSX, see how far an import is.

A file goes in (`-` reads standard input); what it would change is shown first. Interrupted at any
moment, the same command goes on where it stopped. Acts as the system itself.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from ikrar.cli import with_django
from ikrar.errors import InputError, NotPossible

if TYPE_CHECKING:
    from ikrar.people.actions.roster import Progress
    from ikrar.people.models import RosterImport

WORDS = {
    "new": "New", "changed": "Changed", "transferred": "Transferred to another unit",
    "reactivated": "Back in office", "left": "Left", "unchanged": "Unchanged",
    "ignored": "Left before, not stored", "units_new": "New units", "refused": "Rows refused",
    "warnings": "Warnings",
}  # fmt: skip
SHOWN = 20


@click.group()
def roster() -> None:
    """The list of employees: import, status."""


@roster.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--complete",
    is_flag=True,
    help="Whoever is not in the file has left (of the kinds of staff in it).",
)
@click.option("--yes", is_flag=True, help="Apply without asking.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; with --yes only.")
@with_django
def import_(file: Path, complete: bool, yes: bool, as_json: bool) -> None:
    """Check FILE (CSV or XLSX, - for standard input), show what changes, ask, apply."""
    from ikrar.people import actions, queries
    from ikrar.people.states import ImportState

    if as_json and not yes:
        raise click.UsageError("--json applies without asking, so it needs --yes.")
    agency = queries.the_agency()
    with _open(file) as (source, name):
        running = queries.unfinished_import(agency)
        if running is not None:
            found = _same_file(running, source)
        else:
            with _bar("Checking", quiet=as_json) as progress:
                found = actions.start_import(
                    agency,
                    file=source,
                    file_name=name,
                    is_complete=complete,
                    progress=progress,
                    by=None,
                )
        if not as_json:
            _show(found)
        if found.state == ImportState.CHECKED and not (
            yes or click.confirm("Apply?", default=False)
        ):
            actions.discard_import(found, by=None)
            click.echo("Nothing was changed.")
            return
        with _bar("Applying", quiet=as_json) as progress:
            found = actions.apply_import(found, progress=progress, by=None)
    _report(found, as_json=as_json)


@roster.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_django
def status(as_json: bool) -> None:
    """Show the latest imports and how far they are."""
    from ikrar.people import queries

    found = [_as_dict(item) for item in queries.recent_imports(queries.the_agency())]
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for item in found:
        rows = f"{item['rows_done']:>9,} / {item['rows_total']:<9,}"
        click.echo(f"{item['id']:>6}  {item['state']:<10} {rows} {item['file']}")
    if not found:
        click.echo("No import yet. Begin with: ikrar roster import FILE")


def _same_file(running: "RosterImport", source: BinaryIO) -> "RosterImport":
    """Go on with an interrupted import, if this is its file."""
    from ikrar.people.actions.roster import sha256_of

    if sha256_of(source) != running.file_sha256:
        raise NotPossible(
            f"Another import is being applied: {running.file_name}, {running.rows_done:,} of "
            f"{running.rows_total:,} rows. Run it again to finish it, or stop it on the import page."
        )
    click.echo(
        f"Going on where it stopped: {running.rows_done:,} of {running.rows_total:,} rows.",
        err=True,
    )
    return running


@contextmanager
def _open(file: Path) -> Iterator[tuple[BinaryIO, str]]:
    """The file and its name; standard input is copied to a nameless file, since it is read twice."""
    if str(file) == "-":
        with tempfile.TemporaryFile(prefix="ikrar-") as copy:
            while block := sys.stdin.buffer.read(1 << 20):
                copy.write(block)
            yield copy, "stdin"
        return
    try:
        source = file.open("rb")
    except OSError as error:
        raise InputError(f"{file} cannot be opened: {error.strerror}. Check the path.") from error
    with source:
        yield source, file.name


@contextmanager
def _bar(label: str, *, quiet: bool) -> Iterator["Progress"]:
    """A bar on standard error; nothing where that is no terminal."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    console = Console(stderr=True, quiet=quiet)
    with Progress(*columns, console=console, disable=quiet or not console.is_terminal) as bar:
        task = bar.add_task(label, total=None)

        def progress(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total or None)

        yield progress


def _show(found: "RosterImport") -> None:
    for key, words in WORDS.items():
        if key in found.counts and (found.counts[key] or key in ("new", "refused")):
            click.echo(f"{words:<30} {found.counts[key]:>10,}")
    problems = list(found.problems.order_by("is_warning", "row", "id")[:SHOWN])
    for problem in problems:
        sort = "warning" if problem.is_warning else "refused"
        click.echo(f"  row {problem.row}: {problem.column}: {sort}: {problem.message}")
    left = found.counts.get("refused", 0) + found.counts.get("warnings", 0) - len(problems)
    if left > 0:
        click.echo(f"  … and {left:,} more; the import page has them all as CSV.")
    if found.is_complete and found.counts.get("unreadable"):
        click.echo("The number in some refused rows cannot be read, so nobody is marked as left.")


def _report(found: "RosterImport", *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(_as_dict(found), indent=2, ensure_ascii=False))
        return
    done = found.counts.get("done", {})
    said = ", ".join(f"{count:,} {key}" for key, count in sorted(done.items()))
    click.echo(f"Done: {said or 'nothing to change'}.")


def _as_dict(found: "RosterImport") -> dict[str, Any]:
    return {
        "id": found.pk, "file": found.file_name, "state": found.state, "is_complete": found.is_complete,
        "rows_done": found.rows_done, "rows_total": found.rows_total, "counts": found.counts,
    }  # fmt: skip
