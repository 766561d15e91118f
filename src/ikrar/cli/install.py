"""`ikrar demo`, `ikrar init` and `ikrar check`: from nothing to a running installation."""

import sys

import click

from ikrar.cli import with_django


@click.command()
@click.option("--if-empty", is_flag=True, help="Do nothing where an agency exists already.")
@with_django
def demo(if_empty: bool) -> None:
    """Put a fictional ministry of 4,000 people in place and print the demo logins."""
    from django.core.management import call_command

    from ikrar.people.queries import agency_or_none
    from ikrar.server.demo import install

    call_command("migrate", verbosity=0)
    if if_empty and (agency := agency_or_none()) is not None:
        click.echo(f"{agency.name} is here already; nothing was changed.")
        _logins() if agency.is_demo else None
        return
    made = install.install(say=click.echo)
    _logins()
    click.echo(_doors(made.link_token, made.ceremony.join_code))
    click.echo(f"Reports\n  the mailbox of one    {made.receipt}\n")


def _logins() -> None:
    from ikrar.server.demo.install import DUTY, PASSPHRASE, PASSWORD

    click.echo(f"\nDemo logins (password for all: {PASSWORD})")
    for username, duty in DUTY.items():
        click.echo(f"  {username:8}  {duty}")
    click.echo(f"Passphrase of their keys: {PASSPHRASE}")


def _doors(token: str, join_code: str) -> str:
    from django.conf import settings

    return (
        f"\nOpen  {settings.SITE_URL}/\n"
        f"  a personal link      {settings.SITE_URL}/ikrar/t/{token}/\n"
        f"  a ceremony, joined   {settings.SITE_URL}/u/{join_code}/\n"
        f"  verify a certificate {settings.SITE_URL}/verifikasi/\n"
    )


@click.command()
@with_django
def init() -> None:
    """Set up a real installation: agency, units, text, administrator, mail. Can be run again."""
    from ikrar.cli import wizard

    wizard.run()


@click.command()
@with_django
def check() -> None:
    """Say what is missing or stuck in this installation; exit 1 if anything is."""
    from ikrar.server.health import findings

    is_well = True
    for finding in findings():
        is_well = is_well and finding.is_well
        mark = "ok  " if finding.is_well else "MEND"
        click.echo(
            f"{mark}  {finding.what}" + ("" if finding.is_well else f"\n      {finding.mend}")
        )
    sys.exit(0 if is_well else 1)
