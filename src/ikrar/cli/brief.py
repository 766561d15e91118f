"""`ikrar brief`: the two-page briefing of a phase as PDF, from what is in the database; acts as the system itself.

Run twice on a day with the same data, it writes the same bytes.
"""

import sys
from pathlib import Path
from typing import Literal

import click

from ikrar.cli import with_django
from ikrar.errors import InputError


@click.command()
@click.option(
    "--phase", default="", metavar="PHASE",
    help="Phase of the agency's pack (pra, saat or pasca); that of the day if left out.",
)  # fmt: skip
@click.option(
    "--language", type=click.Choice(["id", "en"]), default="id", show_default=True,
    help="Language of the two pages.",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), required=True,
    help="PDF to write; - writes to standard output.",
)  # fmt: skip
@with_django
def brief(phase: str, language: Literal["id", "en"], output: Path) -> None:
    """Write the two-page briefing of a phase: what we said, what people say, alerts, coverage, clocks."""
    from ikrar.dashboards import queries
    from ikrar.documents.briefing import briefing
    from ikrar.people.queries import the_agency, today

    on, pack = today(the_agency()), queries.pack_or_none()
    if pack is None:
        raise InputError("The agency's pack cannot be read. See: ikrar pack lint")
    named = queries.phase_named(pack, phase, on=on)
    made = briefing(queries.briefing_of(named, pack=pack, language=language))
    if str(output) == "-":
        sys.stdout.buffer.write(made)
        return
    try:
        output.write_bytes(made)
    except OSError as error:
        raise InputError(f"{output} cannot be written: {error.strerror}.") from error
    click.echo(f"{output}: {named.name.en}, data as of {on.isoformat()}.", err=True)
