"""`ikrar monitor`: bring posts into a source, let them be screened and counted, list findings.

Acts as the system itself. Interrupted at any moment, `monitor screen` goes on where it stopped; so does the worker.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ikrar.cli import with_django
from ikrar.errors import InputError

if TYPE_CHECKING:
    from ikrar.monitoring.models import Source, Upload

_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group()
def monitor() -> None:
    """Public conversation: import, screen, findings."""


@monitor.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--source", "name", required=True, help="Name of the source; opened if it is new.")
@click.option("--official", is_flag=True, help="A new source is of the agency's own accounts.")
@click.option("--text-column", help="Column of the text, where it is not recognised.")
@click.option("--date-column", help="Column of the time.")
@click.option(
    "--day-order", type=click.Choice(["dmy", "mdy", "ymd"]), help="How dates are written."
)
@_json_option
@with_django
def import_(
    file: Path, name: str, *, official: bool, text_column: str | None, date_column: str | None,
    day_order: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Read FILE (CSV, XLSX, JSONL, Parquet, 4CAT, YouTube, Telegram, WhatsApp, RSS) into a source."""
    from ikrar.monitoring import actions
    from ikrar.monitoring.actions import Approval

    source = _source(name, official=official)
    with file.open("rb") as opened:
        upload = actions.receive_upload(source, opened, name=file.name, by=None)
    try:
        mapping = _mapping(upload, text_column, date_column)
        actions.approve_upload(upload, Approval(mapping, day_order or ""), by=None)
    except BaseException:
        actions.discard_upload(upload, by=None)
        raise
    _until(lambda: _read(upload), "Reading", quiet=as_json)
    _report(upload, as_json=as_json)


def _source(name: str, *, official: bool) -> "Source":
    from ikrar.monitoring import actions, queries
    from ikrar.monitoring.states import SourceScope

    found = queries.source_by_name(name)
    if found is not None:
        return found
    scope = SourceScope.OFFICIAL if official else SourceScope.PUBLIC
    return actions.open_source(actions.NewSource(name, scope), by=None)


def _mapping(upload: "Upload", text: str | None, at: str | None) -> dict[str, Any]:
    """The columns as recognised, or as told."""
    from ikrar import sources
    from ikrar.monitoring import actions, files

    looked = sources.preview(files.place_of(upload.ref), actions.reading_of(upload))
    if not looked.columns:
        return {}
    for name in (text, at):
        if name and name not in looked.columns:
            raise InputError(
                f"There is no column {name!r}. There are: {', '.join(looked.columns)}."
            )
    guess = looked.mapping
    known = {key: getattr(guess, key, None) for key in ("text", "at", "author", "key")}
    told = {"text": text, "at": at}
    mapping = known | {key: value for key, value in told.items() if value}
    if not mapping["text"]:
        raise InputError(
            f"Name the column of the text with --text-column: {', '.join(looked.columns)}."
        )
    return mapping


def _read(upload: "Upload") -> str:
    from ikrar.monitoring import actions
    from ikrar.monitoring.states import UploadState

    if upload.state != UploadState.READING:
        return ""
    actions.read_on(upload)
    return f"{upload.posts:,} posts"


def _report(upload: "Upload", *, as_json: bool) -> None:
    facts = {
        "state": str(upload.state), "posts": upload.posts, "known_before": upload.repeats,
        "undated": upload.undated, "problems": upload.problem_count, "reason": upload.reason,
    }  # fmt: skip
    if as_json:
        click.echo(json.dumps(facts, indent=2, ensure_ascii=False))
    else:
        click.echo(
            f"{upload.posts:,} posts taken in, {upload.repeats:,} known before, {upload.undated:,} without a date,"
            f" {upload.problem_count:,} rows with problems."
        )
        for row, _indonesian, english in upload.problems[:10]:
            click.echo(f"  row {row:,}: {english}", err=True)
        click.echo(
            "Screen them: ikrar monitor screen (a running worker does so by itself).", err=True
        )
    if upload.reason:
        raise InputError(upload.reason)


@monitor.command()
@_json_option
@with_django
def screen(*, as_json: bool) -> None:
    """Screen, count and tell whatever waits; a running worker does the same."""
    from ikrar.monitoring import queries, work

    def turn() -> str:
        if not work.do_one():
            return ""
        return f"{queries.waiting()['posts']:,} posts left to screen"

    _until(turn, "Screening", quiet=as_json)
    told = queries.outlook()
    facts = {"posts": told.posts if told else 0, "judge": told.judge if told else ""}
    click.echo(json.dumps(facts) if as_json else f"{facts['posts']:,} posts are counted.")


@monitor.command()
@click.option("--label", help="Only findings of this label.")
@click.option("--state", help="Only findings in this state.")
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="How many at most."
)
@_json_option
@with_django
def findings(label: str | None, state: str | None, *, limit: int, as_json: bool) -> None:
    """List findings: label, state, score, day, source. No text and no author."""
    from ikrar.monitoring import queries
    from ikrar.monitoring.states import FindingState
    from ikrar.screening.labels import LABELS

    if label is not None and label not in LABELS:
        raise InputError(f"There is no label {label}. Use one of {', '.join(LABELS)}.")
    if state is not None and state not in FindingState.values:
        raise InputError(f"There is no state {state}. Use one of {', '.join(FindingState.values)}.")
    asked = {key: value for key, value in (("label", label), ("state", state)) if value}
    rows = [
        {
            "ref": one.ref.hex, "label": one.label, "state": str(one.state), "score": round(one.score, 3),
            "on": one.on.isoformat() if one.on else None, "source": one.batch.source.name,
        }
        for one in queries.findings().filter(**asked).order_by("-id")[:limit]
    ]  # fmt: skip
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    if not rows:
        click.echo("No such finding.")
    for row in rows:
        click.echo(
            f"{str(row['ref'])[:8]}  {row['label']}  {row['state']}  {row['score']}  {row['on'] or '-'}  {row['source']}"
        )


def _until(turn: Callable[[], str], label: str, *, quiet: bool) -> None:
    """Take turns until there is nothing left, telling how far it is."""
    shows = not quiet and sys.stderr.isatty()
    while told := turn():
        if shows:
            click.echo(f"\r{label}: {told}".ljust(70), nl=False, err=True)
    if shows:
        click.echo("", err=True)
