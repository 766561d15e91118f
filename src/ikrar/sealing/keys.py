"""Key pairs (X25519), and a private key wrapped by a passphrase (Argon2id).

In: passphrases that people type. Out: 32 bytes, or a wrapped key that says by itself how slow it is to try.
A wrapped key that is damaged and a passphrase that is wrong cannot be told apart.
"""

from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from nacl import bindings, pwhash
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random

from ikrar.errors import InputError, NotAllowed

SIZE: Final = 32
SHORTEST: Final = 12  # characters of a passphrase
_VERSION: Final = b"\x01"
_SALT: Final = pwhash.argon2id.SALTBYTES
_WRAPPED: Final = 1 + 4 + 8 + _SALT + SecretBox.NONCE_SIZE + SecretBox.MACBYTES + SIZE


@dataclass(frozen=True, slots=True)
class Cost:
    """How slow one try is: passes over so many bytes of memory."""

    passes: int
    memory: int

    def __post_init__(self) -> None:
        if not (1 <= self.passes <= 64 and 8192 <= self.memory <= 1 << 30):
            raise InputError(
                "This wrapped key asks for more work than any that this program makes."
            )


# about half a second and 128 MiB: libsodium's MODERATE has 256 MiB, too much for many at once on a small server
NORMAL: Final = Cost(passes=4, memory=128 << 20)


@dataclass(frozen=True, slots=True)
class Pair:
    """A key pair. The private half is never logged or shown."""

    public: bytes
    private: bytes = field(repr=False)


def make_pair() -> Pair:
    """A new pair from the system's randomness."""
    return pair_of(random(SIZE))


def pair_of(private: bytes) -> Pair:
    """The pair of a private key of 32 bytes."""
    return Pair(bindings.crypto_scalarmult_base(private), private)


def wrap(private: bytes, passphrase: str, *, cost: Cost = NORMAL) -> bytes:
    """The private key under a passphrase. InputError where the passphrase is too short to keep anything."""
    if len(passphrase) < SHORTEST:
        raise InputError(
            f"A passphrase needs at least {SHORTEST} characters. Four words that belong to no"
            " sentence are easy to keep and hard to guess.",
            id_=f"Frasa sandi sedikitnya {SHORTEST} huruf. Empat kata yang tidak membentuk kalimat mudah"
            " diingat dan sulit ditebak.",
        )
    salt = random(_SALT)
    sealed = SecretBox(_stretch(passphrase, salt, cost)).encrypt(private)
    return _VERSION + cost.passes.to_bytes(4) + cost.memory.to_bytes(8) + salt + bytes(sealed)


def unwrap(wrapped: bytes, passphrase: str) -> bytes:
    """The private key. NotAllowed where the passphrase does not open it."""
    if len(wrapped) != _WRAPPED or wrapped[:1] != _VERSION:
        raise InputError("This is not a wrapped key of this program, or it is cut.")
    cost = Cost(int.from_bytes(wrapped[1:5]), int.from_bytes(wrapped[5:13]))
    salt, sealed = wrapped[13 : 13 + _SALT], wrapped[13 + _SALT :]
    try:
        return SecretBox(_stretch(passphrase, salt, cost)).decrypt(sealed)
    except CryptoError as error:
        raise NotAllowed("The passphrase does not open this key.") from error


def fingerprint(public: bytes) -> str:
    """What two people compare aloud: 24 digits in six groups of four (79 bits)."""
    number = int.from_bytes(blake2b(public, digest_size=16, person=b"ikrar-fp").digest())
    digits = f"{number % 10**24:024d}"
    return " ".join(digits[at : at + 4] for at in range(0, 24, 4))


def _stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    return pwhash.argon2id.kdf(
        SIZE, passphrase.encode(), salt, opslimit=cost.passes, memlimit=cost.memory
    )
