"""Verify a pledge signature offline: a bundle and the log's public key in, what they prove out.

Trusted: the keys that the caller gives, and nothing else. A key inside the file would prove
nothing, since whoever forges the file writes the key too. Raises VerificationError, or InputError
for what cannot be read; each message says what does not hold. No network, no database, no clock.
The path of a referral packet is passed on to `packet`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload
from unicodedata import normalize

from ikrar.errors import InputError, VerificationError
from ikrar.tlog import canonical, entry, merkle
from ikrar.tlog.bundle import ZIP, Bundle, read
from ikrar.tlog.checkpoint import Checkpoint, open_checkpoint
from ikrar.tlog.note import VerifierKey
from ikrar.tlog.refusal import VerifiedRefusal, is_refusal, verify_refusal

if TYPE_CHECKING:
    from ikrar.tlog.packet.verify import VerifiedPacket

HOW = ("link", "login", "kiosk", "ceremony")
NO_KEY = (
    "No key was given. Whether a proof holds can only be said with the public key of the log, got"
    " from the agency itself (its address followed by /log/log.vkey); a key inside the file would"
    " prove nothing."
)

_FIELDS = {
    *("kind", "ref", "at", "campaign", "text", "who"),
    *("accepted", "how", "witness", "supersedes"),
}


@dataclass(frozen=True, slots=True)
class Policy:
    """What the verifier expects besides a valid proof; what is None is not asked.

    `name` and `agency` are compared without regard to case and spacing; `text` is a text hash;
    the two moments are inclusive and carry a time zone.
    """

    origin: str | None = None
    campaign: str | None = None
    text: str | None = None
    name: str | None = None
    agency: str | None = None
    not_before: datetime | None = None
    not_after: datetime | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What was proved: this person accepted this text, and the log held it at `size` entries."""

    origin: str
    index: int
    size: int
    ref: str
    at: datetime
    how: str
    witnessed: bool
    campaign: str
    text: str
    title: str
    statements: tuple[str, ...]
    accepted: tuple[int, ...]
    name: str
    unit: str
    agency: str
    supersedes: str | None


@overload
def verify(
    bundle: bytes | Bundle, *, keys: Sequence[str], policy: Policy | None = None
) -> Verified: ...


@overload
def verify(
    bundle: str | Path, *, keys: Sequence[str], policy: Policy | None = None
) -> "Verified | VerifiedPacket | VerifiedRefusal": ...


def verify(
    bundle: bytes | Bundle | str | Path, *, keys: Sequence[str], policy: Policy | None = None
) -> "Verified | VerifiedPacket | VerifiedRefusal":
    """Return what the bundle proves (bytes, a Bundle, or the path of a file), or raise.

    The path may be that of a referral packet or of the proof of a refused gift; a policy is not for those. `keys` are verifier keys
    of the logs you trust (`name+hash+base64`), from the agency itself.
    """
    if isinstance(bundle, str | Path):
        if _is_zip(Path(bundle)):
            return _packet(Path(bundle), keys, policy)
        path, bundle = bundle, _file(Path(bundle))
        if is_refusal(bundle):
            return _refusal(Path(path), bundle, keys, policy)
    if isinstance(bundle, bytes):
        bundle = read(bundle)
    _check_signature_entry(bundle.entry)
    checkpoint = _open(bundle.proof.checkpoint, tuple(keys))
    merkle.verify_inclusion(
        merkle.leaf_hash(bundle.leaf),
        index=bundle.proof.index,
        size=checkpoint.size,
        proof=bundle.proof.hashes,
        root=checkpoint.root,
    )
    _check_commitments(bundle)
    verified = _describe(bundle, checkpoint)
    if policy:
        _check_policy(verified, policy)
    return verified


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"The file {path} cannot be read: {error}.") from error


def _is_zip(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(ZIP)) == ZIP
    except (OSError, ValueError):
        return False  # what is wrong with it is told where it is read


def _packet(path: Path, keys: Sequence[str], policy: Policy | None) -> "VerifiedPacket":
    from ikrar.tlog.packet.verify import verify_packet  # needed by few: load it for those

    if policy and policy != Policy():
        raise InputError(f"The file {path} is a referral packet; a policy is for certificates.")
    return verify_packet(path, keys=keys)


def _refusal(
    path: Path, data: bytes, keys: Sequence[str], policy: Policy | None
) -> VerifiedRefusal:
    if policy and policy != Policy():
        raise InputError(
            f"The file {path} is the proof of a refused gift; a policy is for certificates of pledges."
        )
    return verify_refusal(data, keys=keys)


def _check_signature_entry(fields: dict[str, Any]) -> None:
    if fields["kind"] != "signature":
        raise VerificationError(
            f"This proves an entry of the kind {fields['kind']!r}, not a pledge signature."
        )
    if set(fields) != _FIELDS:
        odd = ", ".join(sorted(set(fields) ^ _FIELDS))[:200]
        raise VerificationError(
            f"The signature entry does not have the fields that this Ikrar knows ({odd})."
            " It was changed, or needs a newer Ikrar."
        )
    accepted, how = fields["accepted"], fields["how"]
    sound = (
        isinstance(fields["campaign"], str)
        and entry.is_hash(fields["text"])
        and entry.is_hash(fields["who"])
        and isinstance(accepted, list)
        and all(type(number) is int for number in accepted)
        and how in HOW
        and (entry.is_hash(fields["witness"]) if how == "kiosk" else fields["witness"] is None)
        and (fields["supersedes"] is None or entry.is_ref(fields["supersedes"]))
    )
    if not sound:
        raise VerificationError(
            "A field of the signature entry holds what none can hold; it was changed or damaged."
        )


@lru_cache(maxsize=64)
def _open(note: str, keys: tuple[str, ...]) -> Checkpoint:
    """Check the signature of a checkpoint; many certificates share one, so remember it."""
    if not keys:
        raise InputError(NO_KEY)
    return open_checkpoint(note, _parse(keys))


@lru_cache(maxsize=16)
def _parse(keys: tuple[str, ...]) -> tuple[VerifierKey, ...]:
    return tuple(VerifierKey.parse(key) for key in keys)


def _check_commitments(bundle: Bundle) -> None:
    fields = bundle.entry
    if _text_hash(canonical.write(bundle.text)) != fields["text"]:
        raise VerificationError(
            "The pledge text in this file is not the text that was signed; its wording was changed."
        )
    if entry.commit_written(bundle.salt, canonical.write(bundle.disclosure)) != fields["who"]:
        raise VerificationError(
            "The name, unit or agency in this file are not those that were signed for: one of"
            " them, the person's code or the salt was changed. The log entry is of someone else."
        )
    missing = set(range(1, len(bundle.text["statements"]) + 1)) - set(fields["accepted"])
    if missing:
        numbers = ", ".join(map(str, sorted(missing)))
        raise VerificationError(
            f"The log entry does not accept every statement of the pledge; missing: {numbers}."
        )
    if fields["accepted"] != list(range(1, len(bundle.text["statements"]) + 1)):
        raise VerificationError("The log entry accepts statements that the pledge does not have.")


@lru_cache(maxsize=16)
def _text_hash(text: bytes) -> str:
    return "sha256:" + sha256(text).hexdigest()


def _describe(bundle: Bundle, checkpoint: Checkpoint) -> Verified:
    fields = bundle.entry
    return Verified(
        origin=checkpoint.origin,
        index=bundle.proof.index,
        size=checkpoint.size,
        ref=fields["ref"],
        at=entry.read_at(fields["at"]),
        how=fields["how"],
        witnessed=fields["witness"] is not None,
        campaign=fields["campaign"],
        text=fields["text"],
        title=bundle.text["title"],
        statements=tuple(bundle.text["statements"]),
        accepted=tuple(fields["accepted"]),
        name=bundle.disclosure["name"],
        unit=bundle.disclosure["unit"],
        agency=bundle.disclosure["agency"],
        supersedes=fields["supersedes"],
    )


def _check_policy(verified: Verified, policy: Policy) -> None:
    for what, found, expected in (
        ("log", verified.origin, policy.origin),
        ("campaign", verified.campaign, policy.campaign),
        ("pledge text", verified.text, policy.text),
    ):
        if expected is not None and found != expected:
            raise VerificationError(_other(what, found, expected))
    for what, found, expected in (
        ("name", verified.name, policy.name),
        ("agency", verified.agency, policy.agency),
    ):
        if expected is not None and _plain(found) != _plain(expected):
            raise VerificationError(_other(what, found, expected))
    if policy.not_before and verified.at < _aware(policy.not_before):
        raise VerificationError(f"It was signed at {verified.at}, before {policy.not_before}.")
    if policy.not_after and verified.at > _aware(policy.not_after):
        raise VerificationError(f"It was signed at {verified.at}, after {policy.not_after}.")


def _other(what: str, found: str, expected: str) -> str:
    return f"The proof holds, but for another {what}: {found!r} instead of {expected!r}."


def same_name(a: str, b: str) -> bool:
    """Whether two names are the same but for case and spacing."""
    return _plain(a) == _plain(b)


def _plain(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().split())


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise InputError("A policy's moment needs a time zone.")
    return moment
