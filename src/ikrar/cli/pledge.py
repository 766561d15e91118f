"""`ikrar pledge`: open a campaign, see coverage, invite, remind, export, follow the roster.

Acts as the system itself, so whoever may run it on the server may do all of it. Figures and tables go
out; personal links are written only to the file that is named, since each of them signs for somebody.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ikrar.cli import with_django
from ikrar.cli.table_file import write_table
from ikrar.errors import NotFound

if TYPE_CHECKING:
    from ikrar.people.models import Unit
    from ikrar.pledges.models import Campaign
    from ikrar.pledges.queries import UnitCoverage

_campaign_option = click.option(
    "--campaign", "slug", metavar="CODE", help="Code of the campaign; the current one without it."
)
_unit_option = click.option("--unit", metavar="CODE", help="Only this unit and all below it.")
_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), required=True,
    help="File to write: .csv or .xlsx; - writes CSV to standard output.",
)  # fmt: skip


@click.group()
def pledge() -> None:
    """Campaigns: open, status, invite, remind, links, export, sync."""


@pledge.command(name="open")
@click.argument("slug", metavar="CODE")
@with_django
def open_(slug: str) -> None:
    """Open a campaign that was prepared (or closed) and list everybody who has to sign."""
    from ikrar.pledges import actions, queries

    campaign = actions.open_campaign(queries.campaign_by_slug(slug), by=None)
    total = queries.coverage_total(campaign)
    click.echo(f"{campaign.name} is open: {total.obliged:,} must sign, {total.exempt:,} need not.")


@pledge.command()
@_campaign_option
@_unit_option
@_json_option
@with_django
def status(slug: str | None, unit: str | None, *, as_json: bool) -> None:
    """Show who has signed, by unit. Whoever need not sign is not in the percentage."""
    from ikrar.pledges import queries

    campaign, within = _campaign(slug), _unit(unit)
    rows = queries.coverage(campaign, unit=within)
    total = queries.total_of(rows, within)
    if as_json:
        answer: dict[str, Any] = {
            "campaign": campaign.slug,
            "state": campaign.state,
            "total": _as_dict(total),
        }
        answer["units"] = [_as_dict(row) for row in rows]
        click.echo(json.dumps(answer, indent=2, ensure_ascii=False))
    else:
        _echo_status(campaign, rows, total)


@pledge.command()
@_campaign_option
@_unit_option
@with_django
def invite(slug: str | None, unit: str | None) -> None:
    """Queue an invitation with a personal link for everybody who has had none."""
    from ikrar.pledges import actions

    _echo_letters("invitations", actions.invite_by_mail, slug, unit)


@pledge.command()
@_campaign_option
@_unit_option
@with_django
def remind(slug: str | None, unit: str | None) -> None:
    """Queue a reminder for those who have yet to sign; never twice within 24 hours."""
    from ikrar.pledges import actions

    _echo_letters("reminders", actions.remind, slug, unit)


@pledge.command()
@_campaign_option
@_unit_option
@_output_option
@click.option("--state", metavar="STATE", help="Only: belum, sudah, dikecualikan or keluar.")
@click.option("--units", "by_unit", is_flag=True, help="Figures by unit instead of people.")
@with_django
def export(
    slug: str | None, unit: str | None, output: Path, state: str | None, *, by_unit: bool
) -> None:
    """Write a table of everybody (or one state), or of the units."""
    from ikrar.pledges import queries
    from ikrar.pledges.states import SignatoryState

    if state and state not in SignatoryState.values:
        raise click.BadParameter(
            f"use one of {', '.join(SignatoryState.values)}", param_hint="--state"
        )
    campaign, within = _campaign(slug), _unit(unit)
    rows = (
        queries.coverage_rows(campaign, unit=within)
        if by_unit
        else queries.export_rows(campaign, unit=within, state=state)
    )
    write_table(output, rows, "Exporting")


@pledge.command()
@_campaign_option
@_unit_option
@_output_option
@with_django
def links(slug: str | None, unit: str | None, output: Path) -> None:
    """Issue personal links for mail merge or WhatsApp. Links issued before stop working.

    Keep the file safe and delete it after use: whoever holds a link can sign for its owner.
    """
    from django.utils import timezone

    from ikrar.pledges import actions, queries

    campaign, expires_at = _campaign(slug), timezone.now() + actions.link_life()
    issued = actions.issue_links(campaign, by=None, unit=_unit(unit), expires_at=expires_at)
    zone = campaign.agency.time_zone
    write_table(output, queries.link_rows(issued, expires_at, time_zone=zone), "Issuing links")


@pledge.command()
@_campaign_option
@_json_option
@with_django
def sync(slug: str | None, *, as_json: bool) -> None:
    """Bring the list of signatories up to date with the roster now; the worker does so by itself."""
    from ikrar.pledges import actions

    counts = actions.sync_signatories(_campaign(slug), by=None)
    if as_json:
        click.echo(json.dumps(counts))
    else:
        click.echo(", ".join(f"{name} {count:,}" for name, count in counts.items()))


def _campaign(slug: str | None) -> "Campaign":
    from ikrar.people.queries import the_agency
    from ikrar.pledges import queries

    if slug:
        return queries.campaign_by_slug(slug)
    campaign = queries.current_campaign(the_agency())
    if campaign is None:
        raise NotFound("No campaign has been opened yet. Run `ikrar pledge open CODE`.")
    return campaign


def _unit(code: str | None) -> "Unit | None":
    from ikrar.people.models import Unit

    if code is None:
        return None
    unit = Unit.objects.filter(code=code).first()
    if unit is None:
        raise NotFound(f"There is no unit with the code {code!r}.")
    return unit


def _echo_letters(what: str, act: Callable[..., int], slug: str | None, unit: str | None) -> None:
    from ikrar.pledges import queries

    campaign, within = _campaign(slug), _unit(unit)
    count = act(campaign, by=None, unit=within)
    click.echo(f"{count:,} {what} queued; the worker sends them.")
    unreachable = queries.without_address(campaign, unit=within)
    if unreachable:
        click.echo(
            f"{unreachable:,} who have yet to sign have no address; see `ikrar pledge links`."
        )


def _as_dict(row: "UnitCoverage") -> dict[str, Any]:
    return {
        "code": row.unit.code if row.unit else None,
        "name": row.unit.name if row.unit else None,
        "own_staff_only": row.is_own,
        "obliged": row.obliged,
        "signed": row.signed,
        "due": row.due,
        "ratio": row.ratio,
        "exempt": row.exempt,
        "exempt_reasons": dict(row.reasons),
        "gone": row.gone,
    }


def _echo_status(campaign: "Campaign", rows: "list[UnitCoverage]", total: "UnitCoverage") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=f"{campaign.name} ({campaign.state})", title_justify="left")
    table.add_column("Unit")
    for name in ("Must sign", "Signed", "Due", "%", "Exempt", "Left"):
        table.add_column(name, justify="right")
    for row in rows:
        name = row.unit.name if row.unit else ""
        table.add_row(f"{name} (own staff)" if row.is_own else name, *_cells(row))
    table.add_section()
    table.add_row("Total", *_cells(total))
    console = Console(width=None if sys.stdout.isatty() else 110)
    console.print(table)
    for reason, count in total.reasons.items():
        console.print(f"Exempt, {reason}: {count:,}", highlight=False)


def _cells(row: "UnitCoverage") -> list[str]:
    percent = "" if row.percent is None else f"{row.percent}"
    numbers = [f"{n:,}" for n in (row.obliged, row.signed, row.due, row.exempt, row.gone)]
    return [*numbers[:3], percent, *numbers[3:]]
