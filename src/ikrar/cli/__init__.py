"""The `ikrar` command: one file per group, loaded only when it is called.

Offline groups (`verify`, `pack`) never import Django; `with_django` prepares it for the others.
Exit codes: 0 done, 1 refused or failed check, 2 wrong usage.
"""

import errno
import os
import sys
from functools import update_wrapper
from importlib import import_module
from typing import Any

import click

from ikrar import __version__
from ikrar.errors import Error

_GROUPS = {
    "verify": "ikrar.cli.verify:verify",
    "pack": "ikrar.cli.pack:pack",
    "roster": "ikrar.cli.roster:roster",
    "pledge": "ikrar.cli.pledge:pledge",
    "case": "ikrar.cli.case:case",
    "gift": "ikrar.cli.gift:gift",
    "monitor": "ikrar.cli.monitor:monitor",
    "brief": "ikrar.cli.brief:brief",
    "log": "ikrar.cli.log:log",
    "token": "ikrar.cli.token:token",
    "demo": "ikrar.cli.install:demo",
    "init": "ikrar.cli.install:init",
    "check": "ikrar.cli.install:check",
    "backup": "ikrar.cli.backup:backup",
    "restore": "ikrar.cli.backup:restore",
    "screen": "ikrar.cli.screen:screen",
    "train": "ikrar.cli.train:train",
    "evaluate": "ikrar.cli.train:evaluate",
    "run": "ikrar.cli.serve:run",
    "work": "ikrar.cli.serve:work",
}
FULL = (errno.ENOSPC, errno.EDQUOT)
NO_ROOM = "No space is left where this was to be written. Make room, then run it again."


def harmless(text: str) -> str:
    """Replace what could command a terminal by its code; line breaks stay."""
    return "".join(c if c.isprintable() or c == "\n" else f"\\u{ord(c):04x}" for c in text)


class LazyGroup(click.Group):
    """A group whose commands are imported when asked for, so that `ikrar verify` starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_GROUPS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _GROUPS:
            return None
        module, _, attribute = _GROUPS[cmd_name].partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Error as error:
            raise click.ClickException(harmless(str(error))) from error
        except click.UsageError as error:
            said = error.format_message()
            if harmless(said) == said:
                raise
            raise click.UsageError(harmless(said), error.ctx) from error

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except (
            OSError
        ) as error:  # help and what a command prints, where standard output is a full disk
            if error.errno not in FULL:
                raise
            click.echo(f"Error: {NO_ROOM}", err=True)
            sys.exit(1)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="ikrar")
def main() -> None:
    """The neutrality pledge of civil servants: signed, counted, certified, provable."""


def with_django(function: Any) -> Any:
    """Prepare Django before the command body runs, not when its file is imported."""

    def prepared(*args: Any, **kwargs: Any) -> Any:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikrar.server.settings")
        import django

        django.setup()
        # the command line speaks English, errors too; letters choose their own language
        from django.utils import translation

        with translation.override("en"):
            try:
                return function(*args, **kwargs)
            except Error as error:
                raise click.ClickException(harmless(str(error))) from error

    return update_wrapper(prepared, function)
