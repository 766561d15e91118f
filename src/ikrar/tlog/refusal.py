"""The proof that travels with a certificate of refusal: who refused a gift on which day, and that the log holds it.

The file is read as strictly as a pledge's bundle: what `make` would not have written is refused. Trusted when it is
verified: the keys that the caller gives, and nothing else. No network, no database, no clock.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ikrar.errors import InputError, VerificationError
from ikrar.tlog import canonical, entry, merkle
from ikrar.tlog.bundle import FILE_NAME, MAX_BYTES
from ikrar.tlog.checkpoint import open_checkpoint
from ikrar.tlog.note import VerifierKey
from ikrar.tlog.proof import Proof

FORMAT = "ikrar-refusal/v1"
KIND = "refusal"
NO_KEY = (
    "No key was given. Whether a proof holds can only be said with the public key of the log, got"
    " from the agency itself (its address followed by /log/log.vkey)."
)

_KEYS = {"format", "entry", "disclosure", "salt", "proof"}
_FIELDS = {"kind", "ref", "at", "who"}
_DISCLOSED = {"agency", "name", "unit", "person", "on", "tie"}
_SALT = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
# a bundle is canonical JSON, so its keys come in order and its format stands between these two
_MARK = f'"format":"{FORMAT}"'.encode()


@dataclass(frozen=True, slots=True)
class RefusalBundle:
    """A bundle as read: `entry` is the decoded leaf, `leaf` its bytes as they were logged."""

    entry: dict[str, Any]
    leaf: bytes
    disclosure: dict[str, str]
    salt: bytes
    proof: Proof


@dataclass(frozen=True, slots=True)
class VerifiedRefusal:
    """What was proved: this person told of this refusal, and the log held it at `size` entries."""

    origin: str
    index: int
    size: int
    ref: str
    at: datetime
    name: str
    unit: str
    agency: str
    on: date
    tie: str


def is_refusal(data: bytes) -> bool:
    """Whether this says that it is the proof of a refusal; `read` says whether it is one."""
    return data[:1] == b"{" and len(data) <= MAX_BYTES and _MARK in data


def make(*, leaf: bytes, disclosure: Mapping[str, str], salt: bytes, proof: Proof) -> bytes:
    """Write a bundle; refuse one whose person or day is not what the entry commits to."""
    fields = entry.decode(leaf)
    if fields.get("who") != entry.commit(salt, disclosure):
        raise InputError("This person and salt are not those that the log entry commits to.")
    data = canonical.encode(
        {
            "format": FORMAT,
            "entry": fields,
            "disclosure": dict(disclosure),
            "salt": salt.hex(),
            "proof": proof.format(),
        }
    )
    read(data)
    return data


def read(data: bytes) -> RefusalBundle:
    """Read a bundle; refuse any spelling but the one that `make` writes."""
    if len(data) > MAX_BYTES:
        raise InputError(f"A proof bundle holds at most {MAX_BYTES:,} bytes; this is larger.")
    value = canonical.decode(data)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise InputError(
            f"This is not the proof of a refusal of this version ({FORMAT}). Give the certificate"
            f" PDF, or the {FILE_NAME} attached to it; a newer file needs a newer Ikrar."
        )
    if set(value) != _KEYS:
        raise InputError(
            f"This proof has exactly the parts {', '.join(sorted(_KEYS))}; this one has not."
        )
    entry.check(value["entry"])
    leaf = canonical.write(value["entry"])
    entry.check_size(leaf)
    disclosure, salt = value["disclosure"], value["salt"]
    if not _is_disclosure(disclosure):
        raise InputError(
            "The part 'disclosure' must name agency, unit, name, person, on and tie, as text."
        )
    if not isinstance(salt, str) or not _SALT.fullmatch(salt):
        raise InputError("The part 'salt' must be 64 small hex digits; this is damaged or changed.")
    if not isinstance(value["proof"], str):
        raise InputError("The part 'proof' must be text; this is damaged or changed.")
    proof = Proof.parse(value["proof"])
    return RefusalBundle(value["entry"], leaf, disclosure, bytes.fromhex(salt), proof)


def verify_refusal(data: bytes, *, keys: Sequence[str]) -> VerifiedRefusal:
    """Return what the bundle proves, or raise: InputError for what cannot be read, else VerificationError."""
    if not keys:
        raise InputError(NO_KEY)
    bundle = read(data)
    fields = bundle.entry
    if fields["kind"] != KIND:
        raise VerificationError(
            f"This proves an entry of the kind {fields['kind']!r}, not the refusal of a gift."
        )
    if set(fields) != _FIELDS or not entry.is_hash(fields["who"]):
        raise VerificationError(
            "The refusal's entry does not have the fields that this Ikrar knows."
            " It was changed, or needs a newer Ikrar."
        )
    checkpoint = open_checkpoint(bundle.proof.checkpoint, [VerifierKey.parse(key) for key in keys])
    merkle.verify_inclusion(
        merkle.leaf_hash(bundle.leaf),
        index=bundle.proof.index,
        size=checkpoint.size,
        proof=bundle.proof.hashes,
        root=checkpoint.root,
    )
    if entry.commit(bundle.salt, bundle.disclosure) != fields["who"]:
        raise VerificationError(
            "The name, unit, agency, day or giver in this file are not those that were logged: one"
            " of them, the person's code or the salt was changed. The log entry is of someone else."
        )
    shown = bundle.disclosure
    return VerifiedRefusal(
        origin=checkpoint.origin, index=bundle.proof.index, size=checkpoint.size,
        ref=fields["ref"], at=entry.read_at(fields["at"]), name=shown["name"], unit=shown["unit"],
        agency=shown["agency"], on=date.fromisoformat(shown["on"]), tie=shown["tie"],
    )  # fmt: skip


def _is_disclosure(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == _DISCLOSED
        and all(isinstance(part, str) for part in value.values())
        and entry.is_hash(value["person"])
        and _is_day(value["on"])
    )


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
