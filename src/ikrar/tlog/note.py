"""C2SP signed note: text under Ed25519 signatures, with verifier and signer keys.

A note and keys go in; only text that one of the given keys has signed comes out. Parsing is
strict. Signatures by keys that were not given are ignored, a bad one by a given key is an error.
Spec: https://c2sp.org/signed-note (signature type 1 only).
"""

import base64
import binascii
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from ikrar.errors import InputError, VerificationError

MAX_BYTES = 1_000_000
MAX_SIGNATURES = 100

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_NAME = re.compile(r"[^\s+\x00-\x1f\ud800-\udfff]+")
_ED25519 = b"\1"
_DASH = "\u2014 "
_PRIVATE = "PRIVATE+KEY+"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: who claims to have signed, with which key, and the bare signature."""

    name: str
    key_id: bytes
    value: bytes

    def format(self) -> str:
        return f"{_DASH}{self.name} {_base64(self.key_id + self.value)}\n"


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key with its name; written `name+hash+base64` (a "vkey")."""

    name: str
    public: bytes

    def __post_init__(self) -> None:
        _check_name(self.name)
        if len(self.public) != 32:
            raise InputError("An Ed25519 public key has 32 bytes; this one has not.")

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Read a vkey; refuse any spelling but the one that `format` writes."""
        name, _, rest = text.partition("+")
        _, _, data = rest.partition("+")
        material = _from_base64(data)
        if material is not None and material[:1] == _ED25519 and len(material) == 33:
            key = cls(name, material[1:])
            if key.format() == text:
                return key
        raise InputError(
            f"{text[:100]!r} is not a verifier key. One looks like"
            " log.example.go.id+530d903a+AekyeRrm56hApGFk… and must be copied whole."
        )

    @property
    def key_id(self) -> bytes:
        return _key_id(self.name, self.public)

    def format(self) -> str:
        return f"{self.name}+{self.key_id.hex()}+{_base64(_ED25519 + self.public)}"

    def check(self, text: str, signature: Signature) -> None:
        """Raise VerificationError unless this key made this signature of this text."""
        try:
            _public_key(self.public).verify(signature.value, text.encode())
        except InvalidSignature as error:
            raise VerificationError(
                f"The signature of {self.name} does not fit: the signed text was changed after it"
                " was signed, or the signature was damaged or forged."
            ) from error


@dataclass(frozen=True, slots=True)
class SignerKey:
    """A private key with its name; whoever holds it speaks for the log. Never logged or shown."""

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _check_name(self.name)
        if len(self.seed) != 32:
            raise InputError("An Ed25519 private key has 32 bytes; this one has not.")

    @classmethod
    def generate(cls, name: str) -> "SignerKey":
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def load(cls, text: str) -> "SignerKey":
        """Read `PRIVATE+KEY+name+hash+base64`, the form that `serialise` writes."""
        name, _, rest = text.removeprefix(_PRIVATE).partition("+")
        _, _, data = rest.partition("+")
        material = _from_base64(data)
        if material is not None and material[:1] == _ED25519 and len(material) == 33:
            key = cls(name, material[1:])
            if key.serialise() == text:
                return key
        # the text is secret: say nothing of what it holds
        raise InputError("This is not a signer key (PRIVATE+KEY+name+hash+base64), or it is cut.")

    @property
    def verifier(self) -> VerifierKey:
        return VerifierKey(self.name, _private_key(self.seed).public_key().public_bytes_raw())

    def serialise(self) -> str:
        """Write the secret key; keep the result out of logs and public places."""
        key_id = self.verifier.key_id.hex()
        return f"{_PRIVATE}{self.name}+{key_id}+{_base64(_ED25519 + self.seed)}"

    def sign(self, text: str) -> Signature:
        return Signature(
            self.name, self.verifier.key_id, _private_key(self.seed).sign(text.encode())
        )


def sign(text: str, *signers: SignerKey) -> str:
    """Write a note: the text (which ends with a newline) under one signature by each signer."""
    _check_characters(text)
    note = "".join([text, "\n", *(signer.sign(text).format() for signer in signers)])
    if split(note)[0] != text:
        raise InputError("This text cannot be signed as a note.")
    return note


def split(note: str) -> tuple[str, list[Signature]]:
    """Read a note strictly into its text, not yet verified, and its signatures."""
    _check_characters(note)
    at = note.rfind("\n\n")
    lines = note[at + 2 :].split("\n")
    if at < 0 or len(lines) < 2 or lines.pop():
        raise InputError(
            "This is not a signed note: it needs a text, an empty line and signature lines, and"
            " must end with a line break. It may have been cut."
        )
    if len(lines) > MAX_SIGNATURES:
        raise InputError(f"This note has {len(lines)} signatures; {MAX_SIGNATURES} is the limit.")
    return note[: at + 1], [_read_signature(line) for line in lines]


def open_note(note: str, keys: Sequence[VerifierKey]) -> str:
    """Return the text of the note if at least one of the keys signed it, or raise."""
    text, signatures = split(note)
    check(text, signatures, keys)
    return text


def check(text: str, signatures: Sequence[Signature], keys: Sequence[VerifierKey]) -> None:
    """Raise unless at least one of the keys signed the text and none of them signed it badly."""
    known = {(key.name, key.key_id): key for key in keys}
    verified = False
    for signature in signatures:
        key = known.get((signature.name, signature.key_id))
        if key:
            key.check(text, signature)
            verified = True
    if not verified:
        raise VerificationError(
            "This is not signed by any key that you trust."
            f" It claims: {_named(s.name + '+' + s.key_id.hex() for s in signatures)}."
            f" You trust: {_named(k.name + '+' + k.key_id.hex() for k in keys)}."
            " Either it is forged, or the log has a newer key: get that from the agency itself."
        )


def _read_signature(line: str) -> Signature:
    name, _, data = line.removeprefix(_DASH).partition(" ")
    material = _from_base64(data)
    if material is None or len(material) < 5:
        raise InputError(f"This signature line of the note cannot be read: {line[:100]!r}.")
    signature = Signature(name, material[:4], material[4:])
    _check_name(name)
    if signature.format() != line + "\n":
        raise InputError(f"This signature line of the note is not written as it must: {line!r}.")
    return signature


def _check_characters(note: str) -> None:
    try:
        length = len(note.encode())
    except UnicodeEncodeError as error:
        raise InputError("This note holds half a character (a lone surrogate).") from error
    if length > MAX_BYTES:
        raise InputError(f"This note has {length:,} bytes; {MAX_BYTES:,} is the limit.")
    control = _CONTROL.search(note)
    if control:
        raise InputError(f"This note holds the control character {control[0]!r}, which none may.")


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise InputError(f"{name[:100]!r} cannot name a key: it is empty or has a space or a +.")


def _named(names: Iterable[str]) -> str:
    """List names for a message: made by others, so cut short."""
    listed = [name[:120] for name in names]
    return ", ".join(listed[:3]) + (" …" if len(listed) > 3 else "") if listed else "no key"


def _key_id(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:4]


@lru_cache(maxsize=64)
def _public_key(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)


def _private_key(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _from_base64(text: str) -> bytes | None:
    """Decode strictly: None unless `text` is exactly what encoding would write."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if _base64(data) == text else None
