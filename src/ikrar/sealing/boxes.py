"""A box: one random data key, sealed to each person who may open it, and what is sealed under it.

Every ciphertext is bound to the row it stands in (`about`), so that it cannot be moved to another, and padded, so that
its length says little. Trusted: the data key.
"""

from typing import Final

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.utils import random

from ikrar.errors import InputError, NotAllowed, VerificationError

KEY: Final = 32
_VERSION: Final = b"\x01"
_NONCE: Final = bindings.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
_SMALLEST: Final = 256
_END: Final = b"\x80"


def new_key() -> bytes:
    """A data key."""
    return random(KEY)


def seal_key(data_key: bytes, public: bytes) -> bytes:
    """The data key for the holder of one private key; nobody can tell who sealed it."""
    return SealedBox(PublicKey(public)).encrypt(data_key)


def open_key(sealed: bytes, private: bytes) -> bytes:
    """The data key. NotAllowed where it was sealed to somebody else, or changed."""
    try:
        found = SealedBox(PrivateKey(private)).decrypt(sealed)
    except (CryptoError, ValueError, TypeError) as error:
        raise NotAllowed("This key does not open the box: it was sealed to another.") from error
    if len(found) != KEY:
        raise NotAllowed("This key does not open the box: what is in it is no data key.")
    return found


def seal(data_key: bytes, text: bytes, *, about: bytes) -> bytes:
    """The text under the data key, for the row `about`."""
    nonce = random(_NONCE)
    padded = text + _END
    padded += bytes(padded_length(len(padded)) - len(padded))
    return (
        _VERSION
        + nonce
        + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(
            padded, _VERSION + about, nonce, data_key
        )
    )


def unseal(data_key: bytes, sealed: bytes, *, about: bytes) -> bytes:
    """The text. VerificationError where it was changed, cut, or belongs to another row or key."""
    if sealed[:1] != _VERSION or len(sealed) < 1 + _NONCE + 16:
        raise InputError(
            "This is nothing that was sealed by this program, or it is cut.",
            id_="Ini bukan sesuatu yang disegel program ini, atau sudah terpotong.",
        )
    nonce, rest = sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    try:
        padded = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(
            rest, _VERSION + about, nonce, data_key
        )
    except CryptoError as error:
        raise VerificationError(
            "What was sealed does not open: it was changed, or it belongs to another row.",
            id_="Yang tersegel tidak dapat dibuka: sudah diubah, atau milik baris lain.",
        ) from error
    text, end, rest = padded.rpartition(_END)
    if not end or rest.strip(b"\0"):
        raise VerificationError(
            "What was sealed opens, but its end is missing.",
            id_="Yang tersegel terbuka, tetapi ujungnya hilang.",
        )
    return text


def padded_length(length: int) -> int:
    """Padmé, from 256 bytes on: at most 12 % more, and only O(log log) bits of the length show.

    Source: Nikitin et al., Reducing Metadata Leakage from Encrypted Files, PETS 2019.
    """
    if length <= _SMALLEST:
        return _SMALLEST
    size = (length - 1).bit_length()
    step = 1 << (size - size.bit_length())
    return -(-length // step) * step
