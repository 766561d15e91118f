"""C2SP tlog-checkpoint: the size and root of a log at one moment, signed by the log.

A signed note goes in; a Checkpoint comes out only if a given key of that same log signed it.
Parsing is strict: read, write back, compare. Spec: https://c2sp.org/tlog-checkpoint.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ikrar.errors import InputError, VerificationError
from ikrar.tlog import merkle, note

_SIZE = re.compile(r"0|[1-9]\d{0,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The log `origin` had `size` entries under this root; `extensions` are kept, not trusted."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.size < 1 << 63 or len(self.root) != merkle.HASH_BYTES:
            raise InputError("A checkpoint has a size of at least 0 and a root of 32 bytes.")
        if any(not line or "\n" in line for line in (self.origin, *self.extensions)):
            raise InputError("The origin and the extension lines of a checkpoint are never empty.")

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read the text of a checkpoint, signature apart."""
        lines = text.split("\n")
        if len(lines) < 4 or not _SIZE.fullmatch(lines[1]):
            raise InputError(_UNREADABLE)
        try:
            root = base64.b64decode(lines[2], validate=True)
        except (binascii.Error, ValueError) as error:
            raise InputError(_UNREADABLE) from error
        checkpoint = cls(lines[0], int(lines[1]), root, tuple(lines[3:-1]))
        if checkpoint.format() != text:
            raise InputError(_UNREADABLE)
        return checkpoint

    def format(self) -> str:
        root = base64.b64encode(self.root).decode("ascii")
        return "".join(
            f"{line}\n" for line in (self.origin, str(self.size), root, *self.extensions)
        )


_UNREADABLE = (
    "This is not a checkpoint of a log: it needs the log's name, its size and its root, each on"
    " its own line and written exactly as issued."
)


def sign(checkpoint: Checkpoint, signer: note.SignerKey) -> str:
    """Write the checkpoint as a signed note. Sign only what continues everything signed before."""
    if signer.name != checkpoint.origin:
        raise InputError(
            f"The key is named {signer.name}, the log {checkpoint.origin}: they must be the same."
        )
    return note.sign(checkpoint.format(), signer)


def open_checkpoint(text: str, keys: Sequence[note.VerifierKey]) -> Checkpoint:
    """Return the checkpoint if one of the keys of the log that it names has signed it."""
    body, signatures = note.split(text)
    claimed = Checkpoint.parse(body)
    own = [key for key in keys if key.name == claimed.origin]
    if keys and not own:
        names = ", ".join(sorted({key.name for key in keys}))
        raise VerificationError(
            f"This is from the log {claimed.origin}, and your keys are for {names}. If you expected"
            f" another log, do not trust it; otherwise get the key of {claimed.origin} from the"
            " agency itself."
        )
    note.check(body, signatures, own)
    return claimed
