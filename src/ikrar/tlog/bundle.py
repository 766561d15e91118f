"""The proof that travels with a certificate: `ikrar-bundle.json`, one file, complete in itself.

It holds the logged entry, what the entry commits to (person, salt, text) and the C2SP proof.
Reading is strict and trusts nothing; whether it holds is for `verify` to say.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ikrar.errors import InputError
from ikrar.tlog import canonical, entry
from ikrar.tlog.proof import Proof

FORMAT = "ikrar-bundle/v1"
FILE_NAME = "ikrar-bundle.json"
MAX_BYTES = 262_144
ZIP = b"PK\3\4"  # how a referral packet begins

_KEYS = {"format", "entry", "disclosure", "salt", "text", "proof"}
_DISCLOSED = {"agency", "name", "unit", "person"}
_SALT = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle as read: `entry` is the decoded leaf, `leaf` its bytes as they were logged."""

    entry: dict[str, Any]
    leaf: bytes
    disclosure: dict[str, str]
    salt: bytes
    text: dict[str, Any]
    proof: Proof


def make(
    *,
    leaf: bytes,
    disclosure: Mapping[str, str],
    salt: bytes,
    text: Mapping[str, Any],
    proof: Proof,
) -> bytes:
    """Write a bundle; refuse one whose person or text is not what the entry commits to."""
    fields = entry.decode(leaf)
    if fields.get("who") != entry.commit(salt, disclosure):
        raise InputError("This person and salt are not those that the log entry commits to.")
    if fields.get("text") != entry.text_hash(text):
        raise InputError("This text is not the one that the log entry names.")
    data = canonical.encode(
        {
            "format": FORMAT,
            "entry": fields,
            "disclosure": dict(disclosure),
            "salt": salt.hex(),
            "text": dict(text),
            "proof": proof.format(),
        }
    )
    read(data)
    return data


def read(data: bytes) -> Bundle:
    """Read a bundle; refuse any spelling but the one that `make` writes."""
    if data.startswith(b"%PDF"):
        raise InputError(
            f"This is a PDF; its proof is the attached file {FILE_NAME}."
            " `ikrar verify` takes it out by itself; otherwise save the attachment and give that."
        )
    if data.startswith(ZIP):
        raise InputError(
            "This is a ZIP, not the proof of a signature. If it is a referral packet, check the"
            " file with `ikrar verify`, without asking for a name or a campaign."
        )
    if len(data) > MAX_BYTES:
        raise InputError(f"A proof bundle holds at most {MAX_BYTES:,} bytes; this is larger.")
    value = canonical.decode(data)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise InputError(
            f"This is not a proof bundle of this version ({FORMAT}). Give the certificate PDF, or"
            f" the {FILE_NAME} attached to it; a newer file needs a newer Ikrar."
        )
    if set(value) != _KEYS:
        raise InputError(
            f"A proof bundle has exactly the parts {', '.join(sorted(_KEYS))}; this one has not."
        )
    return _build(value)


def _build(value: dict[str, Any]) -> Bundle:
    entry.check(value["entry"])
    leaf = canonical.write(value["entry"])
    entry.check_size(leaf)
    disclosure, salt = value["disclosure"], value["salt"]
    if not _is_disclosure(disclosure):
        raise InputError("The part 'disclosure' must name agency, unit, name and person, as text.")
    if not isinstance(salt, str) or not _SALT.fullmatch(salt):
        raise InputError("The part 'salt' must be 64 small hex digits; this is damaged or changed.")
    if not entry.is_text(value["text"]):
        raise InputError("The part 'text' is not a pledge text; this is damaged or changed.")
    if not isinstance(value["proof"], str):
        raise InputError("The part 'proof' must be text; this is damaged or changed.")
    proof = Proof.parse(value["proof"])
    return Bundle(value["entry"], leaf, disclosure, bytes.fromhex(salt), value["text"], proof)


def _is_disclosure(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == _DISCLOSED
        and all(isinstance(part, str) for part in value.values())
        and entry.is_hash(value["person"])
    )
