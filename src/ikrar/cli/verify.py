"""`ikrar verify`: check certificates and bundles offline, against a key that the reader brings.

Files and keys come in; what each proves, or why it does not, goes out. Nothing in a file is
trusted, so what is printed from it is stripped of characters that could command a terminal.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import click

from ikrar.errors import Error, InputError
from ikrar.tlog.note import VerifierKey
from ikrar.tlog.verify import Policy, Verified
from ikrar.tlog.verify import verify as verify_bundle

_MAX_FILE = 50_000_000
_WIB = timezone(timedelta(hours=7))
_HOW = {
    "link": "personal link",
    "login": "login",
    "kiosk": "kiosk, with a witness",
    "ceremony": "ceremony, on their own phone",
}
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August"]
_MONTHS += ["September", "October", "November", "December"]

NO_KEY = """No key was given, so nothing can be proved.

Get the public key of the log from the agency itself, not from whoever sent you the file:
    https://<instansi>/log/log.vkey      (<instansi>: the address where the agency runs Ikrar)
and give it with   --key log.vkey   or the key itself, or in the variable IKRAR_KEYS.

A key inside the file would prove nothing: whoever forges a certificate writes the key too."""

LIMITS = (
    "This cannot know whether a later entry withdrew or replaced the signature. For that, look\n"
    "the reference up on the agency's page /verifikasi/."
)

ADVICE = (
    "What to do: do not rely on a file that fails. Ask the signer or the agency for the certificate\n"
    "again, exactly as it was issued; if that fails too, tell the agency and keep the file."
)


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--key",
    "keys",
    multiple=True,
    envvar="IKRAR_KEYS",
    metavar="VKEY|FILE",
    help="Public key of the log, or a file that holds it. Repeatable; or set IKRAR_KEYS.",
)
@click.option("--name", help="Fail unless the signer has this name (case does not matter).")
@click.option("--campaign", help="Fail unless it was signed in this campaign.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file, in a list.")
def verify(
    *,
    files: tuple[str, ...],
    keys: tuple[str, ...],
    name: str | None,
    campaign: str | None,
    as_json: bool,
) -> None:
    """Check pledge certificates (PDF) or proof bundles, offline. "-" reads standard input.

    Exit code: 0 every file holds, 1 one does not, 2 wrong usage or no key.
    """
    vkeys = _read_keys(keys)
    policy = Policy(name=name, campaign=campaign)
    results = [_check(file, vkeys, policy) for file in files]
    if as_json:
        click.echo(json.dumps([_as_dict(*result) for result in results], indent=2))
    else:
        click.echo("\n\n".join(_as_text(*result) for result in results))
        _echo_total([outcome for _, outcome in results])
    if any(isinstance(outcome, Error) for _, outcome in results):
        sys.exit(1)


def _read_keys(given: Sequence[str]) -> list[str]:
    """Turn keys and key files into vkeys, or end with exit code 2."""
    vkeys: list[str] = []
    try:
        for value in given:
            if "+" in value and not Path(value).is_file():
                vkeys.append(VerifierKey.parse(value.strip()).format())
            else:
                text = Path(value).read_text("utf-8")
                vkeys += [VerifierKey.parse(line).format() for line in text.split()]
    except (OSError, ValueError) as error:
        raise click.UsageError(f"The key file {value} cannot be read: {error}") from error
    except InputError as error:
        raise click.UsageError(str(error)) from error
    if not vkeys:
        raise click.UsageError(NO_KEY)
    return vkeys


def _check(file: str, keys: Sequence[str], policy: Policy) -> tuple[str, Verified | Error]:
    try:
        data = _read(file)
        if data.startswith(b"%PDF"):
            from ikrar.documents.attachment import read_bundle  # reads PDF: load it only for one

            data = read_bundle(data)
        return file, verify_bundle(data, keys=keys, policy=policy)
    except Error as error:
        return file, error


def _read(file: str) -> bytes:
    try:
        with click.open_file(file, "rb") as stream:
            data: bytes = stream.read(_MAX_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"The file cannot be read: {reason}.") from error
    if len(data) > _MAX_FILE:
        raise InputError("The file is larger than 50 MB; no certificate is.")
    return data


def _as_dict(file: str, outcome: Verified | Error) -> dict[str, Any]:
    if isinstance(outcome, Error):
        return {"file": file, "holds": False, "error": str(outcome)}
    fields = {name: getattr(outcome, name) for name in Verified.__slots__}
    at = outcome.at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return {"file": file, "holds": True, **fields, "at": at}


def _as_text(file: str, outcome: Verified | Error) -> str:
    if isinstance(outcome, Error):
        return f"FAILS  {_safe(file)}\n\n{_wrapped(str(outcome))}"
    rows = [
        ("Name", outcome.name),
        ("Unit", outcome.unit),
        ("Agency", outcome.agency),
        ("Signed", _moment(outcome.at)),
        ("How", _HOW[outcome.how]),
        ("Pledge", f"{outcome.title} (campaign {outcome.campaign})"),
        ("Accepted", f"all {len(outcome.accepted)} statements, each on its own:"),
        *(("", f"{n}. {line}") for n, line in enumerate(outcome.statements, 1)),
        ("Log", f"{outcome.origin}, entry {outcome.index} (the log then held {outcome.size:,})"),
        ("Reference", outcome.ref),
    ]
    if outcome.supersedes:
        rows.append(("Replaces", f"the earlier signature {outcome.supersedes}"))
    lines = [_row(label, value) for label, value in rows]
    return f"HOLDS  {_safe(file)}\n\n" + "\n".join(lines)


def _echo_total(outcomes: Sequence[Verified | Error]) -> None:
    failed = sum(isinstance(outcome, Error) for outcome in outcomes)
    if failed < len(outcomes):
        click.echo(f"\n{LIMITS}")
    if failed:
        click.echo(f"\n{ADVICE}")
    if len(outcomes) > 1:
        click.echo(f"\n{len(outcomes) - failed} of {len(outcomes)} files hold, {failed} fail.")


def _moment(at: datetime) -> str:
    local = at.astimezone(_WIB)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}, {local:%H:%M:%S} WIB ({at:%H:%M:%S} UTC)"


def _row(label: str, value: str) -> str:
    return f"  {label:<11}" + ("\n" + " " * 13).join(_lines(value, 76))


def _wrapped(message: str) -> str:
    return "\n".join("  " + line for line in _lines(message, 86))


def _lines(value: str, width: int) -> Iterable[str]:
    import textwrap

    return textwrap.wrap(_safe(value), width, break_long_words=False) or [""]


def _safe(value: str) -> str:
    """Replace what could move the cursor, change colours or reorder text by its code."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in value)
