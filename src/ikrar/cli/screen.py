"""`ikrar screen`: read posts from a file, say what in them a person should look at; offline.

Posts come in as CSV, JSON lines, Parquet or plain text; findings go out as JSON lines, CSV or Parquet,
or as a summary on a terminal. The file is not trusted, so what is shown of it cannot command a terminal.
"""

import io
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ikrar.cli import harmless
from ikrar.errors import InputError, NotPossible

if TYPE_CHECKING:
    from ikrar.screening.reading import Source
    from ikrar.screening.stream import Options


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--text-column", default="text", show_default=True, help="Column that holds the posts."
)
@click.option(
    "--date-column", default="date", show_default=True, help="Column with their dates, if any."
)
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
    help="Date of posts that have none; without it, no date is assumed.",
)  # fmt: skip
@click.option("--role", default="asn", show_default=True, help="Whose duties apply.")
@click.option("--pack", default="pemilu-2024", show_default=True, help="Election, or its folder.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Result: .jsonl, .csv or .parquet."
)
@click.option("--resume", is_flag=True, help="Go on with an interrupted run into the same -o.")
@click.option("--explain", is_flag=True, help="Add an explanation to every finding, in Indonesian.")
@click.option("--audit", is_flag=True, help="Swap names and groups in the posts; scores must stay.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines on a terminal too.")
def screen(
    *,
    file: Path,
    text_column: str,
    date_column: str,
    on: datetime | None,
    role: str,
    pack: str,
    output: Path | None,
    resume: bool,
    explain: bool,
    audit: bool,
    as_json: bool,
) -> None:
    """Screen the posts in FILE: CSV, JSON lines, Parquet, or text with one post a line.

    "-" reads standard input; of each post the first 1 MiB is read. Results name forms and norms by
    their ids, which --explain and `ikrar pack show` put into words. A finding is a question to a
    person, never a verdict; no finding is no clearance. Exit code: 0 done, 1 refused, interrupted
    or an audit that fails, 2 wrong usage.
    """
    from ikrar.screening.posts import Columns
    from ikrar.screening.stream import Options

    _check_output(output, resume=resume, audit=audit, explain=explain)
    columns = Columns(text_column, date_column)
    options = Options(pack, on.date() if on else None, role, columns, explain=explain)
    with _lean(), _readable(file), _source(file) as source:
        if audit:
            _audit(source, options, as_json=as_json)
        elif output:
            _to_file(source, options, output, resume=resume)
        elif as_json or not _is_terminal(sys.stdout):
            _to_pipe(source, options)
        else:
            _to_terminal(source, options)
        _tell_of_days(source, is_asked=not audit and not on)


def _check_output(output: Path | None, *, resume: bool, audit: bool, explain: bool) -> None:
    """Before a post is read."""
    if resume and not output:
        raise click.UsageError("--resume goes on with a file, so it needs -o.")
    if audit and (output or explain):
        raise click.UsageError(
            "--audit prints a report of its own; it goes without -o and --explain."
        )
    if sys.stdout is None and not output:
        raise NotPossible("Standard output is closed; name a file for the result with -o.")


class _Absent:
    """Finds no pandas and no scipy, wherever they are."""

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> None:
        if name in {"pandas", "scipy"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


@contextmanager
def _lean() -> Iterator[None]:
    """Start as fast as where only what Ikrar needs is installed.

    pyarrow and numba load pandas and scipy, which are not needed here, where they happen to be: 0.4 s.
    """
    finder: Any = _Absent()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    """Say what was being read when a disk or a pipe failed; who writes a result says so by itself."""
    try:
        yield
    except OSError as error:
        what = error.filename or ("Standard input" if str(file) == "-" else file)
        raise InputError(
            f"{what} cannot be read: {error.strerror or error}. Check where it comes from, and try again."
        ) from error


def _source(file: Path) -> "Source":
    from ikrar.screening.reading import Source, open_source

    if str(file) != "-":
        return open_source(file)
    if sys.stdin is None:
        raise InputError("Standard input is closed; send the posts into it, or name a file.")
    return Source(sys.stdin.buffer, "-")


def _to_file(source: "Source", options: "Options", path: Path, *, resume: bool) -> None:
    from ikrar.screening import stream, writing

    if _is_read(source, path):
        raise click.UsageError("-o names the file that is read; give another name.")
    if resume and path.exists() and not writing.unfinished(path):
        _say(
            f"{path} is complete, so there is nothing to go on with. The input was not compared with it; "
            "without --resume it is screened anew."
        )
        return
    result = writing.Output(path, stream.run_of(source, options), resume=resume)
    started = len(result.pieces)
    if started:
        _say(f"Going on after {started:,} pages that are done.")
    try:
        with _stoppable(), _bar(source) as progress:
            posts = stream.screen_file(source, options, result, progress=progress)
    except KeyboardInterrupt as stop:
        raise NotPossible(f"Stopped. {result.said()}") from stop
    _say(f"{posts:,} posts screened into {path}.")


def _is_read(source: "Source", path: Path) -> bool:
    """Whether the result would take the place of what is read, by its name or through standard input."""
    # no such file yet, or standard input is none
    with suppress(OSError, ValueError, AttributeError):
        there = source.path.stat() if source.path else os.fstat(sys.stdin.fileno())
        return os.path.samestat(path.stat(), there)
    return False


def _to_pipe(source: "Source", options: "Options") -> None:
    from ikrar.screening import lines, stream

    posts = 0
    with _stoppable(), _bar(source) as progress:
        for page, found in stream.screened(source, options):
            if not _written(bytes(lines.json_lines(found))):
                return
            posts += page.num_rows
            progress(posts)


def _written(result: str | bytes) -> bool:
    """Write to standard output at once; False where nobody reads it any more. NotPossible where that cannot be."""
    if isinstance(result, str) and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that is not of UTF-8
    try:
        click.echo(result, nl=isinstance(result, str))
    except BrokenPipeError:
        _leave_output()
        return False
    except OSError as error:
        _leave_output()
        raise NotPossible(f"The result cannot be written: {error.strerror}.") from error
    return True


def _leave_output() -> None:
    """Let Python not try again to write what is left, and complain, while it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell_of_days(source: "Source", *, is_asked: bool) -> None:
    """Tell of a table read as text, and of dates that cannot be read; where days matter, of missing ones too."""
    from ikrar.cli.screen_text import safe

    for told in (source.read_as_text, source.about_days(), source.without_days if is_asked else ""):
        if told:
            click.echo(safe(told), err=True)


def _say(text: str) -> None:
    click.echo(harmless(text), err=True)


def _to_terminal(source: "Source", options: "Options") -> None:
    from ikrar import packs
    from ikrar.cli.screen_text import Summary
    from ikrar.screening import stream
    from ikrar.screening.law import lawbook

    summary = Summary(lawbook(packs.load(options.pack), options.role))
    with _bar(source) as progress:
        for page, found in stream.screened(source, options):
            summary.add(page, found)
            progress(summary.posts)
    _written(summary.text())


def _audit(source: "Source", options: "Options", *, as_json: bool) -> None:
    """Print how scores stand when names are swapped; exit code 1 where one moves."""
    from ikrar.cli.screen_text import safe
    from ikrar.screening.audit import swaps
    from ikrar.screening.law import Lawbook

    Lawbook(options.pack, options.role)  # refuses an unknown role, as screening does
    with _bar(source) as progress:
        report = swaps(_texts(source, options, progress), pack=options.pack)
    if as_json:
        facts = asdict(report) | {"flipped_share": report.flipped_share, "is_fair": report.is_fair}
        _written(json.dumps(facts, indent=2, ensure_ascii=False))
    else:
        _written("\n".join(safe(line) for line in report.text().splitlines()))
    if report.is_fair is False:  # None where nothing could be swapped
        sys.exit(1)


def _texts(
    source: "Source", options: "Options", progress: Callable[[int], None]
) -> Iterator[str | None]:
    from ikrar.screening.reading import pages

    posts = 0
    for page in pages(source, options.columns):
        for text in page["text"]:
            yield text.as_py()
            posts += 1
            if posts % 500 == 0:
                progress(posts)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Being told to end is as good as Ctrl-C."""

    def stop(_signal: int, _frame: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _bar(source: "Source") -> Iterator[Callable[[int], None]]:
    """A bar on standard error; nothing where that is no terminal."""
    if not _is_terminal(sys.stderr):
        yield lambda _posts: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=source.size)

        def progress(posts: int) -> None:
            bar.update(task, completed=source.position, description=_speed(posts, bar, task))

        yield progress


def _speed(posts: int, bar: Any, task: Any) -> str:
    elapsed = bar.tasks[task].elapsed or 0
    return f"{posts:,} posts" + (f", {posts / elapsed:,.0f}/s" if elapsed > 0.5 else "")


def _is_terminal(stream: Any) -> bool:
    return bool(stream and stream.isatty())
