"""`ikrar verify`: check certificates, bundles and packets offline, against a key that the reader brings.

Files and keys come in; what each proves, or why it does not, goes out. A packet is read as a stream, whatever its size.
"""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import IO, Any, cast

import click

from ikrar.cli.verify_text import NO_KEY, Outcome, as_text, closing
from ikrar.errors import Error, InputError, VerificationError
from ikrar.tlog.bundle import ZIP
from ikrar.tlog.note import VerifierKey
from ikrar.tlog.packet import Source, VerifiedPacket, verify_packet
from ikrar.tlog.refusal import VerifiedRefusal, is_refusal, verify_refusal
from ikrar.tlog.verify import Policy, same_name
from ikrar.tlog.verify import verify as verify_bundle

_MAX_FILE = 50_000_000


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
    """Check certificates, proof bundles or referral packets, offline.

    A certificate is a PDF, a referral packet a ZIP; "-" reads standard input.

    Exit code: 0 every file holds, 1 one does not, 2 wrong usage or no key.
    """
    vkeys = _read_keys(keys)
    policy = Policy(name=name, campaign=campaign)
    results = [(file, _check(file, vkeys, policy)) for file in files]
    if as_json:
        click.echo(json.dumps([_as_dict(*result) for result in results], indent=2))
    else:
        texts = [as_text(*result) for result in results]
        click.echo("\n\n".join([*texts, closing([outcome for _, outcome in results])]))
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


def _check(file: str, keys: Sequence[str], policy: Policy) -> Outcome:
    try:
        stream = click.open_file(file, "rb")
    except (OSError, ValueError) as error:
        return _unreadable(error)
    try:
        with stream:
            return _check_open(stream, keys, policy, is_zip=file.lower().endswith(".zip"))
    except OSError as error:
        return _unreadable(error)
    except Error as error:
        return error


def _unreadable(error: Exception) -> InputError:
    return InputError(f"The file cannot be read: {getattr(error, 'strerror', None) or error}.")


def _check_open(stream: IO[bytes], keys: Sequence[str], policy: Policy, *, is_zip: bool) -> Outcome:
    reader = BufferedReader(cast("RawIOBase", stream))
    try:
        if is_zip or reader.peek(len(ZIP)).startswith(ZIP):
            return _check_packet(reader, keys, policy)
        data = reader.read(_MAX_FILE + 1)
    finally:
        reader.detach()  # whoever opened the stream closes it
    if len(data) > _MAX_FILE:
        raise InputError("The file is larger than 50 MB; no certificate is.")
    if data.startswith(b"%PDF"):
        from ikrar.documents.attachment import read_bundle  # reads PDF: load it only for one

        data = read_bundle(data)
    if is_refusal(data):
        return _check_refusal(data, keys, policy)
    return verify_bundle(data, keys=keys, policy=policy)


def _check_refusal(data: bytes, keys: Sequence[str], policy: Policy) -> VerifiedRefusal:
    if policy.campaign is not None:
        raise InputError("This is the proof of a refused gift: it has no campaign to ask for.")
    proved = verify_refusal(data, keys=keys)
    if policy.name is not None and not same_name(proved.name, policy.name):
        raise VerificationError(
            f"The proof holds, but for another name: {proved.name!r} instead of {policy.name!r}."
        )
    return proved


def _check_packet(reader: Source, keys: Sequence[str], policy: Policy) -> VerifiedPacket:
    if policy != Policy():
        raise InputError(
            "This is a referral packet: it has no signer's name and no campaign to ask for."
        )
    return verify_packet(reader, keys=keys)


def _as_dict(file: str, outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, Error):
        return {"file": file, "holds": False, "error": str(outcome)}
    return {"file": file, "holds": True, **_plain(asdict(outcome))}


def _plain(value: Any) -> Any:
    """Write moments and days as JSON has them."""
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, date) else value
