"""`ikrar backup` and `ikrar restore`: one file that holds database and keys."""

from pathlib import Path

import click

from ikrar.cli import with_django


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@with_django
def backup(target: Path) -> None:
    """Write database and keys to TARGET while the server goes on. Keep the file secret."""
    from ikrar.server.backup import make_backup

    make_backup(target)
    click.echo(f"Backup written to {target} ({target.stat().st_size:,} bytes, mode 0600).")
    click.echo("It holds the key that signs the log: store it as safely as the key itself.")


@click.command()
@click.argument("source", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_django
def restore(source: Path) -> None:
    """Put the backup SOURCE into an empty installation, then check the log."""
    from django.core.management import call_command

    from ikrar.server.backup import restore_backup

    restore_backup(source)
    call_command("migrate", verbosity=0)
    click.echo("Restored. Run `ikrar log audit` now, and compare with a checkpoint kept elsewhere.")
