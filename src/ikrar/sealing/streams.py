"""Files of any size under a data key, in pieces of 64 kB: nothing of a file is ever whole in memory or bare on disk.

libsodium's secretstream: pieces cannot be changed, moved, repeated or left out, and the last one is marked as the last.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import Final

from nacl import bindings
from nacl.exceptions import CryptoError

from ikrar.errors import VerificationError

PIECE: Final = 1 << 16
_TAG: Final = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
_HEADER: Final = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_MORE: Final = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_LAST: Final = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL


class StreamSealer:
    """Seals a file as it comes: `push` what arrives, write what it gives, `finish` once at the end.

    Along the way it counts, and hashes what came (`sha256`) and what it gave (`digest`).
    """

    def __init__(self, key: bytes) -> None:
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        self._out = bytearray(
            bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        )
        self._rest = bytearray()
        self._came, self._gave = hashlib.sha256(), hashlib.sha256()
        self.size = 0

    def push(self, data: bytes) -> bytes:
        """What can be written after `data`; may be empty."""
        self._came.update(data)
        self.size += len(data)
        self._rest += data
        whole = len(self._rest) - len(self._rest) % PIECE
        for at in range(0, whole, PIECE):
            self._seal(bytes(self._rest[at : at + PIECE]), _MORE)
        del self._rest[:whole]
        return self._take()

    def finish(self) -> bytes:
        """The last piece, marked as the last."""
        self._seal(bytes(self._rest), _LAST)
        self._rest.clear()
        return self._take()

    @property
    def sha256(self) -> str:
        """Of the file, in hex."""
        return self._came.hexdigest()

    @property
    def digest(self) -> str:
        """Of the sealed stream, in hex."""
        return self._gave.hexdigest()

    def _seal(self, piece: bytes, tag: int) -> None:
        self._out += bindings.crypto_secretstream_xchacha20poly1305_push(
            self._state, piece, tag=tag
        )

    def _take(self) -> bytes:
        out = bytes(self._out)
        self._out.clear()
        self._gave.update(out)
        return out


def open_stream(key: bytes, read: Callable[[int], bytes]) -> Iterator[bytes]:
    """The pieces of a sealed file. VerificationError where one was changed or the file is cut or longer.

    What came before the error is genuine but not the whole: a reader keeps it only after the last piece.
    """
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    header = read(_HEADER)
    if len(header) != _HEADER:
        raise _cut()
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
    while sealed := read(PIECE + _TAG):
        try:
            piece, tag = bindings.crypto_secretstream_xchacha20poly1305_pull(state, sealed)
        except (CryptoError, ValueError) as error:
            raise _changed() from error
        if tag == _LAST and read(1):
            raise _changed()
        yield piece
        if tag == _LAST:
            return
    raise _cut()


def _cut() -> VerificationError:
    return VerificationError(
        "The sealed file is cut: its last piece is missing. Fetch it again from the backup.",
        id_="Berkas tersegel terpotong: bagian akhirnya hilang. Ambil lagi dari cadangan.",
    )


def _changed() -> VerificationError:
    return VerificationError(
        "The sealed file was changed after it was sealed, or the key is another's.",
        id_="Berkas tersegel diubah setelah disegel, atau kuncinya milik berkas lain.",
    )
