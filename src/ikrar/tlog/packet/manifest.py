"""`manifest.json`: who sends what to whom, every file with its SHA-256, and the log's record of it.

Canonical JSON of one version; values are checked as they are made, so that what is written can be read. Reading is
strict and trusts nothing; whether it holds is for `verify` to say.
"""

import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from ikrar.errors import InputError
from ikrar.tlog import canonical, entry
from ikrar.tlog.packet import names
from ikrar.tlog.proof import Proof

FORMAT = "ikrar-packet/v1"
KIND = "referral"

_KEYS = {"format", "kind", "id", "made_on", "agency", "addressee", "route", "files", "log"}
_FILE_KEYS = {"path", "sha256", "size", "media_type", "what"}
_RECORD_KEYS = {"entry", "salt", "proof"}
_ENTRY_KEYS = {"kind", "ref", "at", "packet"}
_ROUTE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}", re.ASCII)
_SALT = re.compile(r"[0-9a-f]{64}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,99}", re.ASCII)
_COMMIT = b"ikrar/packet/v1\0"


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the files: `id` is 32 hex digits made for this packet alone."""

    id: str
    made_on: date
    agency: str
    addressee: str
    route: str

    def __post_init__(self) -> None:
        if not entry.is_ref(self.id):
            raise InputError("A packet's id is 32 small hex digits; this one is not.")
        check_line(self.agency, "agency that sends the packet")
        check_line(self.addressee, "addressee of the packet")
        if not _ROUTE.fullmatch(_text(self.route)):
            raise InputError("A packet names its route by the id of the pack, in small letters.")


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One file as the manifest names it; `what` says in words what it is."""

    path: str
    sha256: str
    size: int
    media_type: str
    what: str

    def __post_init__(self) -> None:
        if type(self.size) is not int or self.size < 0 or not entry.is_hash(self.sha256):
            raise InputError("A packed file has a size and a SHA-256; one of these has not.")
        if not names.is_allowed(_text(self.path)):
            raise InputError(f"{self.path[:100]!r} is no name that a file in a packet can have.")
        check_media_type(self.media_type)
        check_line(self.what, "description of a file")


@dataclass(frozen=True, slots=True)
class Record:
    """The log's entry of this referral as logged, the salt of its commitment, and its proof."""

    leaf: bytes
    salt: bytes
    proof: Proof

    def __post_init__(self) -> None:
        fields = self.fields
        if fields["kind"] != KIND or set(fields) != _ENTRY_KEYS:
            raise InputError(
                f"The log entry of a packet has exactly {', '.join(sorted(_ENTRY_KEYS))} and the"
                f" kind {KIND}; this one has not. Another field could tell what must stay inside."
            )
        if not entry.is_hash(fields["packet"]) or len(self.salt) != entry.SALT_BYTES:
            raise InputError("The log entry of a packet commits to it with a salt; this one not.")

    @property
    def fields(self) -> dict[str, Any]:
        return entry.decode(self.leaf)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole list. Its files are numbered in their order, and the list for people is last."""

    heading: Heading
    files: tuple[PackedFile, ...]
    record: Record | None = None

    def __post_init__(self) -> None:
        paths = [file.path for file in self.files]
        if paths != names.expected(paths, [file.media_type for file in self.files]):
            raise InputError(
                f"A packet has 1 to {names.MAX_FILES} files, numbered in order and named after their"
                f" kind, and {names.INDEX} last; this list has not."
            )

    @classmethod
    def parse(cls, data: bytes) -> "Manifest":
        """Read a manifest; refuse any spelling but the one that `encode` writes."""
        value = canonical.decode(data)
        if not isinstance(value, dict) or value.get("format") != FORMAT:
            raise InputError(
                f"This is not the manifest of a packet of this version ({FORMAT}). A newer packet"
                " needs a newer Ikrar."
            )
        if set(value) != _KEYS or value["kind"] != KIND or not isinstance(value["files"], list):
            raise InputError(_UNREADABLE)
        heading = Heading(
            value["id"], _day(value["made_on"]), value["agency"], value["addressee"], value["route"]
        )
        manifest = cls(heading, tuple(map(_file, value["files"])), _record(value["log"]))
        if manifest.encode() != data:
            raise InputError(_UNREADABLE)
        return manifest

    def encode(self) -> bytes:
        return self._write(self.record)

    def commitment(self, salt: bytes) -> str:
        """Commit to everything here but the log's record, which can only come after it."""
        if len(salt) != entry.SALT_BYTES:
            raise InputError(f"A salt is {entry.SALT_BYTES} bytes long; this one is {len(salt)}.")
        return "sha256:" + sha256(_COMMIT + salt + self._write(None)).hexdigest()

    def _write(self, record: Record | None) -> bytes:
        heading = self.heading
        value = {
            "format": FORMAT,
            "kind": KIND,
            "id": heading.id,
            "made_on": heading.made_on.isoformat(),
            "agency": heading.agency,
            "addressee": heading.addressee,
            "route": heading.route,
            "files": [{key: getattr(file, key) for key in _FILE_KEYS} for file in self.files],
            "log": record
            and {
                "entry": record.fields,
                "salt": record.salt.hex(),
                "proof": record.proof.format(),
            },
        }
        return canonical.write(value)


def check_line(value: object, what: str) -> None:
    """Raise InputError unless this is one short line that can be shown and printed safely."""
    text = _text(value)
    if not 0 < len(text) <= 200 or not text.isprintable() or text != text.strip():
        raise InputError(
            f"The {what} must be one line of 1 to 200 printable characters,"
            " without spaces at its ends."
        )


def check_media_type(value: object) -> None:
    if not _MEDIA_TYPE.fullmatch(_text(value)):
        raise InputError("A media type is written like image/jpeg, in small letters; this is not.")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise InputError(_UNREADABLE)
    return value


def _day(value: object) -> date:
    text = _text(value)
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise InputError(f"The day {text!r:.40} is not written like 2024-01-31.")


def _file(value: object) -> PackedFile:
    if not isinstance(value, dict) or set(value) != _FILE_KEYS:
        raise InputError(_UNREADABLE)
    return PackedFile(**value)


def _record(value: object) -> Record | None:
    if value is None:
        return None
    if not isinstance(value, dict) or set(value) != _RECORD_KEYS:
        raise InputError(_UNREADABLE)
    salt = _text(value["salt"])
    if not _SALT.fullmatch(salt):
        raise InputError("The salt in a packet's manifest must be 64 small hex digits.")
    leaf = canonical.write(value["entry"])
    return Record(leaf, bytes.fromhex(salt), Proof.parse(_text(value["proof"])))


_UNREADABLE = (
    "The manifest of this packet cannot be read: it was changed or damaged, or needs a newer Ikrar."
    " Ask the sender for the packet again and use the file exactly as it was issued."
)
