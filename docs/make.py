"""Makes the parts of docs/ that can be derived, or (`--check`) says which are out of date.

In: the command line's own help, settings.py, the transition tables, the API's own description, model.json. Out:
docs/cli.md, docs/settings.md, docs/openapi.json, and what stands between markers in docs/architecture.md (the state
diagrams) and MODEL_CARD.md (which weights they are and what they learned from).
"""

import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
from card import card

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
os.environ.setdefault("IKRAR_DATA", tempfile.mkdtemp(prefix="ikrar-docs-"))
os.environ["COLUMNS"] = "80"


def _commands(
    command: click.Command, path: tuple[str, ...], parent: click.Context | None = None
) -> Iterator[tuple[tuple[str, ...], str]]:
    settings = {"terminal_width": 80} | command.context_settings
    context = click.Context(command, parent, info_name=path[-1], **settings)
    yield path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            assert child is not None
            yield from _commands(child, (*path, name), context)


def cli_page() -> str:
    """Help of every command, as the program prints it."""
    from ikrar.cli import main

    parts = [
        "# Command line\n\nMade by `make docs` from the program's own help; do not edit.\n\n"
        "Exit codes: 0 done, 1 refused or failed check, 2 wrong usage. Reads take `--json`.\n"
    ]
    for path, text in _commands(main, ("ikrar",)):
        parts.append(f"\n{'#' * min(len(path) + 1, 4)} {' '.join(path)}\n\n```text\n{text}\n```\n")
    return "".join(parts)


SETTINGS: dict[str, str] = {
    "DATABASE_URL": "`postgres://user:password@host:5432/name`. Unset: SQLite in the data directory.",
    "IKRAR_DATA": "Data directory: SQLite file, keys, mail kept as files, spool. Default `var`.",
    "IKRAR_SECRET_KEY": "Secret of sessions. Unset: made once and kept in the data directory.",
    "IKRAR_URL": "Public address, with `https://`. It goes into links, QR codes and mails; `https` "
    "turns on secure cookies and HSTS.",
    "IKRAR_HOSTS": "Host names that the server answers to, separated by spaces.",
    "IKRAR_TRUSTED_ORIGINS": "Origins that may post forms, when a proxy changes the host.",
    "IKRAR_BEHIND_PROXY": "`1` when a reverse proxy overwrites `X-Forwarded-Proto` and `X-Forwarded-For`; "
    "never otherwise.",
    "IKRAR_SSL_REDIRECT": "`1` sends plain HTTP to HTTPS (when no proxy does it).",
    "IKRAR_LOG_KEY": "File with the key that signs the log. Default: `log-key` in the data directory.",
    "IKRAR_LOG_ORIGIN": "Name of the log in its checkpoints. Default: the host of `IKRAR_URL` plus `/log`.",
    "IKRAR_LINK_DAYS": "Days for which a personal link is valid. Default 14.",
    "IKRAR_REPORTS_ONLY": "`1` serves the door of reports (`/lapor/`) and nothing else, without login or session: for a process of its own (operations.md).",
    "IKRAR_PACK_DIRS": "Directories with packs of your own, separated by spaces.",
    "IKRAR_SMTP_HOST": "Mail server. Unset: mails are written as files into `mail/` of the data directory.",
    "IKRAR_SMTP_PORT": "Default 587.",
    "IKRAR_SMTP_USER": "User at the mail server.",
    "IKRAR_SMTP_PASSWORD": "Password at the mail server.",
    "IKRAR_SMTP_TLS": "`0` turns STARTTLS off.",
    "IKRAR_MAIL_FROM": "Sender of mails.",
    "IKRAR_OIDC_URL": "Address of the agency's OpenID Connect provider; turns single sign-on on.",
    "IKRAR_OIDC_NAME": "What the button says. Default `SSO`.",
    "IKRAR_OIDC_CLIENT_ID": "Client id at the provider.",
    "IKRAR_OIDC_SECRET": "Client secret at the provider.",
    "IKRAR_LOG_LEVEL": "Level of the program's messages on standard error. Default `WARNING`.",
    "IKRAR_DEBUG": "`1` shows tracebacks in pages. Never on a server that others reach.",
    "IKRAR_KEYS": "Keys that `ikrar verify` trusts (verifier keys or files, separated by spaces).",
    "IKRAR_PG_BIN": "Directory with `pg_dump` and `pg_restore`, when they are not on the path.",
}


def settings_in_source() -> set[str]:
    """Every variable that the program reads."""
    found: set[str] = {"DATABASE_URL"}
    for path in (ROOT / "src" / "ikrar").rglob("*.py"):
        found |= set(re.findall(r"[\"'](IKRAR_[A-Z_]+)[\"']\s*[,)\]]", path.read_text()))
    return found


def settings_page() -> str:
    """One row per environment variable."""
    unknown = settings_in_source() - set(SETTINGS)
    gone = set(SETTINGS) - settings_in_source()
    if unknown or gone:
        raise SystemExit(f"docs/make.py: describe {sorted(unknown)}, forget {sorted(gone)}")
    rows = "\n".join(f"| `{name}` | {text} |" for name, text in SETTINGS.items())
    return (
        "# Settings\n\nAll settings are environment variables. None is needed to try Ikrar.\n\n"
        f"| variable | meaning |\n|---|---|\n{rows}\n"
    )


def _diagram(title: str, table: dict) -> str:
    lines = [f"**{title}**\n", "```mermaid", "stateDiagram-v2"]
    for state, following in table.items():
        lines += [f"    {state.value} --> {target.value}" for target in following]
        if not following:
            lines.append(f"    {state.value} --> [*]")
    return "\n".join([*lines, "```"])


def diagrams() -> str:
    """The transition tables of `states.py` as Mermaid."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikrar.server.settings")
    django.setup()
    from ikrar.advice import states as advice
    from ikrar.cases import states as cases
    from ikrar.gifts import states as gifts
    from ikrar.monitoring import states as monitoring
    from ikrar.people import states as people
    from ikrar.pledges import states as pledges
    from ikrar.programme import states as programme
    from ikrar.reports import states as reports
    from ikrar.vault import states as vault

    return "\n\n".join(
        [
            _diagram("Campaign", pledges.CAMPAIGN_TRANSITIONS),
            _diagram("Ceremony", pledges.CEREMONY_TRANSITIONS),
            _diagram("Signatory", pledges.SIGNATORY_TRANSITIONS),
            _diagram("Signature", pledges.SIGNATURE_TRANSITIONS),
            _diagram("Roster import", people.IMPORT_TRANSITIONS),
            _diagram("Mail", people.MAIL_TRANSITIONS),
            _diagram("Report", reports.TRANSITIONS),
            _diagram("Question", advice.TRANSITIONS),
            _diagram("Case", cases.TRANSITIONS),
            _diagram("Gift", gifts.TRANSITIONS),
            _diagram("Import of posts", monitoring.UPLOADS),
            _diagram("Batch", monitoring.BATCHES),
            _diagram("Finding", monitoring.FINDINGS),
            _diagram("Judge", monitoring.JUDGES),
            _diagram("Message", programme.TRANSITIONS),
            _diagram("Opening", vault.OPENING_TRANSITIONS),
        ]
    )


def architecture_page() -> str:
    """docs/architecture.md with its diagrams made again."""
    page = (DOCS / "architecture.md").read_text()
    start, end = "<!-- states: made by `make docs` -->", "<!-- /states -->"
    head, _, rest = page.partition(start)
    _, _, tail = rest.partition(end)
    return f"{head}{start}\n\n{diagrams()}\n\n{end}{tail}"


def model_card() -> str:
    """MODEL_CARD.md with the facts of the weights that ship."""
    about = ROOT / "src" / "ikrar" / "screening" / "data" / "model.json"
    return card((ROOT / "MODEL_CARD.md").read_text(), about)


def openapi_file() -> str:
    """What the server answers at /api/v1/openapi.json, laid out for reading and comparing."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ikrar.server.settings")
    django.setup()
    from ikrar.server.api import openapi

    return json.dumps(openapi(), indent=2, ensure_ascii=False) + "\n"


def pages() -> dict[Path, str]:
    """Every generated file and what it should hold."""
    return {
        DOCS / "cli.md": cli_page(),
        DOCS / "settings.md": settings_page(),
        DOCS / "architecture.md": architecture_page(),
        DOCS / "openapi.json": openapi_file(),
        ROOT / "MODEL_CARD.md": model_card(),
    }


def main() -> None:
    stale = [
        path for path, text in pages().items() if not path.exists() or path.read_text() != text
    ]
    if "--check" in sys.argv:
        if stale:
            names = ", ".join(str(path.relative_to(ROOT)) for path in stale)
            raise SystemExit(f"Out of date: {names}. Run `make docs` and commit the result.")
        return
    for path, text in pages().items():
        path.write_text(text)


if __name__ == "__main__":
    main()
