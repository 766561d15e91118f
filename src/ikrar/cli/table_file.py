"""A table of a command, written to the file that was named: CSV or XLSX, whole or not at all, for its owner's eyes.

Rows go in, each a sequence of cells, the heading first. A bar on standard error counts them on a terminal.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click

from ikrar.errors import InputError


def write_table(output: Path, rows: Iterable[Any], title: str) -> None:
    """Write the table beside its place and move it there when it is whole; `-` writes CSV to standard output."""
    from django.utils import translation

    # the file is for people of the agency, whatever language the command line speaks
    with translation.override("id"):
        _write(output, rows, title)


def _write(output: Path, rows: Iterable[Any], title: str) -> None:
    from ikrar.people.exports import as_csv, as_xlsx

    make: Callable[[Any], Iterator[bytes]] = as_xlsx if output.suffix.lower() == ".xlsx" else as_csv
    if str(output) == "-":
        for part in make(rows):
            sys.stdout.buffer.write(part)
        return
    if output.suffix.lower() not in {".csv", ".xlsx"}:
        raise InputError(f"{output} should end in .csv or .xlsx.")
    with _new_file(output) as file, _counted(rows, title) as counted:
        for part in make(counted):
            file.write(part)
    click.echo(f"Wrote {output}", err=True)


@contextmanager
def _new_file(output: Path) -> Iterator[BinaryIO]:
    """A file that only its owner can read, and that replaces `output` only once it is whole."""
    part = output.with_name(f"{output.name}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            yield file
        part.replace(output)
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _counted(rows: Iterable[Any], title: str) -> Iterator[Iterator[Any]]:
    """Pass rows on while a bar on standard error counts them (on a terminal)."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn

    console = Console(stderr=True)
    columns = SpinnerColumn(), TextColumn("{task.description} {task.completed:,}")
    with Progress(
        *columns, console=console, disable=not console.is_terminal, transient=True
    ) as bar:
        task = bar.add_task(title, total=None)

        def counting() -> Iterator[Any]:
            for row in rows:
                yield row
                bar.advance(task)

        yield counting()
