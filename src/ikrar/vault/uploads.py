"""Files on their way in: sealed piece by piece as they arrive, so that none is ever whole in memory or bare on disk.

What comes back instead of a file is a `Sealed`: its hash, kind and key; it waits on a shelf for its row. A form that has to be
shown again carries it along as a token that only this server can read.
"""

import base64
import binascii
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, BinaryIO, Final
from uuid import UUID, uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.http import HttpRequest
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from ikrar.evidence.names import safe_name
from ikrar.evidence.sniff import sniff
from ikrar.sealing import boxes
from ikrar.sealing.streams import StreamSealer
from ikrar.vault.shelves import Shelf, check_room

LARGEST: Final = 200 << 20
MOST: Final = 20  # files at once
_HEAD: Final = 8192


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file that waits, sealed, for its row."""

    ref: UUID
    name: str
    mime: str
    family: str
    size: int
    sha256: str
    digest: str  # SHA-256 of the sealed stream
    key: bytes = field(repr=False)

    def token(self) -> str:
        """The same for a hidden field: sealed under the server's key."""
        plain = asdict(self) | {"ref": self.ref.hex, "key": base64.b64encode(self.key).decode()}
        sealed = bytes(SecretBox(_server_key()).encrypt(json.dumps(plain).encode()))
        return base64.urlsafe_b64encode(sealed).decode("ascii")


def from_token(text: str) -> Sealed | None:
    """What `token` wrote; None for anything else."""
    try:
        sealed = base64.urlsafe_b64decode(text.encode())
        found = json.loads(SecretBox(_server_key()).decrypt(sealed))
    except (CryptoError, ValueError, TypeError, binascii.Error):
        return None
    found["ref"], found["key"] = UUID(found["ref"]), base64.b64decode(found["key"])
    return Sealed(**found)


class SealedFile(UploadedFile):
    """What a form finds in place of the file. `sealed` is None where it was empty, too large, or the disk was full."""

    def __init__(self, name: str, sealed: Sealed | None, problem: str = "") -> None:
        super().__init__(None, name, size=sealed.size if sealed else 0)
        self.sealed, self.problem = sealed, problem

    def close(self) -> None:
        """There is nothing open: the file was sealed and closed as it ended."""


class SealingHandler(FileUploadHandler):
    """Django's upload handler that seals; install it before anything of the request is read."""

    chunk_size = 1 << 20

    def __init__(self, request: HttpRequest, shelf: Shelf) -> None:
        super().__init__(request)
        self._shelf = shelf
        self._out: BinaryIO | None = None
        self._ref, self._problem = uuid4(), ""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._ref, self._key = uuid4(), boxes.new_key()
        self._sealer, self._head = StreamSealer(self._key), b""
        self._size, self._problem = 0, ""
        try:
            self._out = self._shelf.begin(self._ref)
        except OSError:
            self._fail("full")
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self._size > LARGEST:
            self._fail("large")
        if self._out is None:
            return
        if len(self._head) < _HEAD:
            self._head += raw_data[: _HEAD - len(self._head)]
        self._write(self._sealer.push(raw_data))

    def file_complete(self, file_size: int) -> SealedFile:
        name = safe_name(self.file_name or "")
        if not file_size and not self._problem:
            self._fail("empty")
        if self._out is not None:
            self._write(self._sealer.finish())
        if self._out is None:
            return SealedFile(name, None, self._problem)
        os.fsync(self._out.fileno())
        self._out.close()
        self._out = None
        return SealedFile(name, _sealed(self._ref, self._key, self._sealer, name, self._head))

    def upload_interrupted(self) -> None:
        """Forget a file that never came to its end; after the end there is none."""
        self._fail("cut")

    def _write(self, data: bytes) -> None:
        assert self._out is not None
        try:
            check_room()
            self._out.write(data)
        except OSError:
            self._fail("full")

    def _fail(self, why: str) -> None:
        """Forget this file and go on: its form will say why."""
        self._problem = self._problem or why
        if self._out is not None:
            self._out.close()
            self._out = None
            self._shelf.remove(self._ref)


@contextmanager
def sealed_uploads(request: HttpRequest, shelf: Shelf) -> Iterator[None]:
    """Seal what this request brings; a body that breaks off in a file leaves nothing behind."""
    handler = SealingHandler(request, shelf)
    request.upload_handlers = [handler]
    try:
        yield
    finally:
        handler.upload_interrupted()


def seal_small(data: bytes, name: str, shelf: Shelf) -> Sealed:
    """Seal bytes that this house made itself; they wait like those that came."""
    ref, key = uuid4(), boxes.new_key()
    sealer = StreamSealer(key)
    with shelf.begin(ref) as out:
        out.write(sealer.push(data) + sealer.finish())
        out.flush()
        os.fsync(out.fileno())
    return _sealed(ref, key, sealer, name, data[:_HEAD])


def _sealed(ref: UUID, key: bytes, sealer: StreamSealer, name: str, head: bytes) -> Sealed:
    kind = sniff(head, name)
    return Sealed(
        ref, name, kind.mime, str(kind.family), sealer.size, sealer.sha256, sealer.digest, key
    )


def _server_key() -> bytes:
    return hashlib.sha256(b"ikrar.vault.uploads:" + settings.SECRET_KEY.encode()).digest()
