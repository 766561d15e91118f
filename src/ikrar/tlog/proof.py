"""C2SP tlog-proof: an entry's number, its inclusion proof and a signed checkpoint, as one text.

Reading is strict and verifies nothing: that needs the entry and a key (see `verify`).
Spec: https://c2sp.org/tlog-proof.
"""

import base64
import binascii
import re
from dataclasses import dataclass

from ikrar.errors import InputError
from ikrar.tlog import merkle

_FIRST = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9]\d{0,18})", re.ASCII)
_EXTRA = "extra "
_MAX_HASHES = 63


@dataclass(frozen=True, slots=True)
class Proof:
    """Entry number `index`, the hashes from its sibling upwards, and the signed checkpoint."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.index < 1 << 63 or len(self.hashes) > _MAX_HASHES:
            raise InputError(_UNREADABLE)
        if any(len(value) != merkle.HASH_BYTES for value in self.hashes):
            raise InputError(_UNREADABLE)

    @classmethod
    def parse(cls, text: str) -> "Proof":
        """Read a proof; refuse any spelling but the one that `format` writes."""
        head, _, checkpoint = text.partition("\n\n")
        lines = head.split("\n")[1:]
        extra = None
        if lines and lines[0].startswith(_EXTRA):
            extra = _decode(lines.pop(0).removeprefix(_EXTRA))
        found = _INDEX.fullmatch(lines[0]) if lines else None
        if not found:
            raise InputError(_UNREADABLE)
        proof = cls(int(found[1]), tuple(_decode(line) for line in lines[1:]), checkpoint, extra)
        if proof.format() != text:
            raise InputError(_UNREADABLE)
        return proof

    def format(self) -> str:
        lines = [_FIRST]
        if self.extra is not None:
            lines.append(_EXTRA + _encode(self.extra))
        lines += [f"index {self.index}", *map(_encode, self.hashes), "", self.checkpoint]
        return "\n".join(lines)


_UNREADABLE = (
    "The proof inside cannot be read. It must be a C2SP tlog-proof (version 1) exactly as issued;"
    " it was cut, edited or saved again by another program."
)


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError(_UNREADABLE) from error
