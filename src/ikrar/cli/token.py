"""`ikrar token`: make, list and revoke what programs show to the API.

Acts as the system itself. A new token goes to standard output alone, so that it can be piped into a
secret store; everything said about it goes to standard error.
"""

import json
from typing import TYPE_CHECKING, Any

import click

from ikrar.cli import with_django

if TYPE_CHECKING:
    from ikrar.people.models import ApiToken


@click.group()
def token() -> None:
    """API tokens of programs: create, list, revoke."""


@token.command()
@click.argument("name")
@click.option(
    "--scope", "scopes", multiple=True, required=True, metavar="SCOPE",
    help="What it opens: screenings, packs or advice. May be repeated.",
)  # fmt: skip
@click.option(
    "--days", default=90, show_default=True, metavar="N", help="Days until it expires, at most 366."
)
@with_django
def create(name: str, scopes: tuple[str, ...], days: int) -> None:
    """Make a token for the use called NAME and print it, this once."""
    from ikrar.people import actions
    from ikrar.people.states import Scope

    if unknown := sorted(set(scopes) - set(Scope.values)):
        known = ", ".join(Scope.values)
        raise click.BadParameter(f"{unknown[0]!r} is none of {known}.", param_hint="--scope")
    made, text = actions.create_token(name, scopes=scopes, days=days, by=None)
    click.echo(
        f"{made.prefix} opens {', '.join(made.scopes)} until {made.expires_at:%Y-%m-%d %H:%M} UTC. "
        "It is shown only now:",
        err=True,
    )
    click.echo(text)


@token.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_django
def list_(as_json: bool) -> None:
    """List every token that was made, the newest first. No secret is shown."""
    from ikrar.people import queries

    found = [_as_dict(item) for item in queries.tokens()]
    if as_json:
        click.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    for item in found:
        used = item["last_used_on"] or "never"
        click.echo(f"{item['prefix']}  {item['state']:<14} {','.join(item['scopes'])}")
        click.echo(f"    {item['name']}; until {item['expires_at'][:10]}, last used {used}")
    if not found:
        click.echo("No token yet. Begin with: ikrar token create NAME --scope screenings")


@token.command()
@click.argument("prefix")
@with_django
def revoke(prefix: str) -> None:
    """End the token that begins with PREFIX, at once."""
    from ikrar.people import actions, queries

    ended = actions.revoke_token(queries.token_by_prefix(prefix), by=None)
    click.echo(f"{ended.prefix} ({ended.name}) opens nothing any more.")


def _as_dict(item: "ApiToken") -> dict[str, Any]:
    def person(user: Any) -> str | None:
        return user.username if user else None

    return {
        "prefix": item.prefix,
        "name": item.name,
        "state": item.state.name.lower(),
        "scopes": item.scopes,
        "expires_at": item.expires_at.isoformat(),
        "last_used_on": item.last_used_on.isoformat() if item.last_used_on else None,
        "made_by": person(item.made_by),
        "made_at": item.made_at.isoformat(),
        "revoked_by": person(item.revoked_by),
        "revoked_at": item.revoked_at.isoformat() if item.revoked_at else None,
    }
