"""Forms that can be sent once, and work that a flood would have to do: nobody is identified by either.

A ticket is a random number under this installation's signature, with the hour it was made in. A browser finds, while its
person writes, a number that makes the ticket's hash begin with zero bits; without JavaScript there is a small allowance for all.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from ikrar.errors import InputError

ZEROS: Final = 15  # bits; about 33,000 hashes, a second or two on a phone
OPEN: Final = 24 * 3600  # seconds that a form may lie open
_MAC: Final = 16


@dataclass(frozen=True, slots=True)
class Ticket:
    """A form's number; `has_work` where the browser proved its work."""

    nonce: bytes
    has_work: bool


def make() -> str:
    """A new ticket, to stand in a form."""
    body = int(time.time()).to_bytes(8) + secrets.token_bytes(16)
    return base64.urlsafe_b64encode(body + _mac(body)).decode("ascii")


def read(text: str, proof: str = "") -> Ticket:
    """The ticket of a form that came back. InputError where it is forged, cut or too old."""
    try:
        data = base64.b64decode(text.encode(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError(_old()) from error
    body, mac = data[:24], data[24:]
    age = time.time() - int.from_bytes(body[:8])
    if len(data) != 24 + _MAC or not hmac.compare_digest(mac, _mac(body)) or not 0 <= age <= OPEN:
        raise InputError(_old())
    return Ticket(body[8:], is_work(text, proof))


def is_work(text: str, proof: str) -> bool:
    """Whether SHA-256 of "ticket:proof" begins with enough zero bits."""
    if not proof.isascii() or not proof.isdigit() or len(proof) > 20:
        return False
    digest = hashlib.sha256(f"{text}:{proof}".encode()).digest()
    return int.from_bytes(digest) >> (256 - ZEROS) == 0


def _mac(body: bytes) -> bytes:
    key = hashlib.sha256(b"ikrar.reports.tickets:" + settings.SECRET_KEY.encode()).digest()
    return hmac.digest(key, body, "sha256")[:_MAC]


def _old() -> str:
    return _(
        "Formulir ini sudah terlalu lama terbuka atau rusak. Tulisan Anda masih ada di bawah; kirim sekali lagi."
    )
