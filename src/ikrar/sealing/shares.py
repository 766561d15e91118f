"""A secret in two shares: both together are the secret, either alone is noise."""

from nacl.utils import random

from ikrar.errors import InputError


def split(secret: bytes) -> tuple[bytes, bytes]:
    """Two shares as long as the secret."""
    first = random(len(secret))
    return first, _xor(first, secret)


def join(first: bytes, second: bytes) -> bytes:
    """The secret. InputError where the shares cannot belong together."""
    if not first or len(first) != len(second):
        raise InputError("These two shares do not belong together: their lengths differ.")
    return _xor(first, second)


def _xor(a: bytes, b: bytes) -> bytes:
    return bytes(x ^ y for x, y in zip(a, b, strict=True))
