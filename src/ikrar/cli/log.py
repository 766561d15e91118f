"""`ikrar log`: the checkpoint, a proof, the audit, and the export as plain files.

Names, files and keys come in; answers go out in words or JSON. Nothing here writes to the log.
The audit trusts the key that it is given; without one, the key in the database.
"""

import base64
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from ikrar.cli import with_django
from ikrar.errors import InputError

if TYPE_CHECKING:
    from ikrar.ledger.queries import Discrepancy

_SHOWN = 20
_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@click.group()
def log() -> None:
    """The public log: show its checkpoint, prove an entry, audit it, export it."""


@log.command()
@_json
@with_django
def checkpoint(*, as_json: bool) -> None:
    """Print the latest signed checkpoint. Keep copies elsewhere: they catch a rewritten past."""
    from ikrar.ledger import queries

    found = queries.get_log()
    if as_json:
        root = base64.b64encode(bytes(found.root)).decode()
        row = {"origin": found.origin, "size": found.size, "root": root, "vkey": found.vkey}
        click.echo(json.dumps({**row, "checkpoint": found.note}, indent=2, ensure_ascii=False))
    else:
        click.echo(found.note, nl=False)


@log.command()
@click.argument("ref_or_code", metavar="REF_OR_CODE")
@_json
@with_django
def prove(ref_or_code: str, *, as_json: bool) -> None:
    """Print the proof (C2SP tlog-proof) that an entry is in the log.

    REF_OR_CODE is an entry's reference (32 hex digits) or the code printed on a certificate.
    """
    from ikrar.ledger import queries

    ref = _ref(ref_or_code)
    found = queries.inclusion(ref)
    if not as_json:
        click.echo(found.proof.format(), nl=False)
        return
    answer = {
        "ref": ref.hex,
        "index": found.index,
        "size": found.size,
        "hashes": [base64.b64encode(part).decode() for part in found.hashes],
        "checkpoint": found.checkpoint,
        "proof": found.proof.format(),
    }
    click.echo(json.dumps(answer, indent=2, ensure_ascii=False))


@log.command()
@click.option(
    "--checkpoint",
    "saved",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A checkpoint that was kept outside: the log must continue it.",
)
@click.option("--key", metavar="VKEY|FILE", help="The log's public key, from outside.")
@_json
@with_django
def audit(saved: Path | None, key: str | None, *, as_json: bool) -> None:
    """Recompute both logs from their rows and name whatever was changed. Writes nothing.

    The public log is checked with the key and checkpoint given; the internal one, of cases, reports and gifts, with its own.

    Exit code: 0 all holds, 1 something does not. Run it every night, with a key and a checkpoint
    kept on another machine: without them, whoever holds database and key could fool it.
    """
    from ikrar.ledger import queries

    size = queries.get_log().size
    with _progress("Auditing") as seen:
        found = list(queries.audit(key=_key(key), against=_text(saved), seen=seen))
        if "internal" in queries.log_names():
            found += queries.audit("internal", seen=seen)
        found += _audit_duties()
    if as_json:
        rows = [{"what": d.what, "where": d.where, "detail": d.detail} for d in found]
        click.echo(json.dumps({"holds": not found, "size": size, "discrepancies": rows}, indent=2))
    else:
        _echo_audit(found, size, outside=bool(saved and key))
    if found:
        sys.exit(1)


@log.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@_json
@with_django
def export(folder: Path, *, as_json: bool) -> None:
    """Write the log to DIR as plain files in the C2SP tlog-tiles layout; only what is new.

    Serve DIR with any web server, or hand it to a mirror. Published files are never changed.
    """
    from ikrar.ledger.export import export as write

    with _progress("Exporting") as seen:
        done = write(folder, seen=seen)
    if as_json:
        answer = {"folder": str(folder), "size": done.size, "written": done.written}
        click.echo(json.dumps(answer, indent=2))
    else:
        click.echo(f"{folder} holds {done.size:,} entries; {done.written:,} files were written.")


def _ref(text: str) -> UUID:
    from ikrar.pledges.models import ref_of

    try:
        return UUID(hex=text)
    except ValueError:
        found = ref_of(text)
    if found is None:
        raise InputError(
            f"{text!r} is neither a reference (32 hex digits) nor the code of a certificate."
        )
    return found


def _key(given: str | None) -> str | None:
    if given is None or ("+" in given and not Path(given).is_file()):
        return given
    text = _text(Path(given))
    return text.strip() if text else None


def _text(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The file {path} cannot be read: {error}.") from error


def _audit_duties() -> "Iterator[Discrepancy]":
    """Compare the rows of each duty with the entries that they appended."""
    from ikrar.advice import queries as advice
    from ikrar.cases import queries as cases
    from ikrar.gifts import queries as gifts
    from ikrar.monitoring import queries as monitoring
    from ikrar.pledges import queries as pledges
    from ikrar.programme import queries as programme
    from ikrar.reports import queries as reports

    yield from pledges.audit_signatures()
    yield from cases.audit_cases()
    yield from reports.audit_reports()
    yield from gifts.audit_gifts()
    yield from advice.audit_answers()
    yield from programme.audit_messages()
    yield from monitoring.audit_conversation()


def _echo_audit(found: "list[Discrepancy]", size: int, *, outside: bool) -> None:
    from ikrar.ledger.queries import ADVICE

    if not found:
        click.echo(f"All {size:,} entries hold: rows, order, tiles, root and every signature.")
        if not outside:
            click.echo(
                "This used what the database itself says. Give --key and --checkpoint from outside"
                " to catch someone who holds database and key."
            )
        return
    for what, group in groupby(sorted(found, key=lambda d: d.what), key=lambda d: d.what):
        rows = list(group)
        click.echo(f"\n{what}: {len(rows):,}")
        for row in rows[:_SHOWN]:
            click.echo(f"  {row.where}: {row.detail}")
        if len(rows) > _SHOWN:
            click.echo(f"  … and {len(rows) - _SHOWN:,} more; --json lists all.")
        if what in ADVICE:
            click.echo(click.wrap_text(ADVICE[what], 88, "  → ", "    "))
    click.echo(f"\n{len(found):,} discrepancies in a log of {size:,} entries.")


@contextmanager
def _progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar on a terminal's standard error; nothing elsewhere."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
