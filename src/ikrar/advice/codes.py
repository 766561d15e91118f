"""The short code that opens an answer: made from the form's own random number, stored as a hash alone.

The same form sent twice leads to the same code, so that whoever pressed twice loses nothing.
"""

import base64
import hashlib
import hmac
import re
import secrets
from typing import Final

from django.conf import settings

_BYTES: Final = 10  # 80 bits: sixteen letters and digits
_FORM: Final = re.compile(r"[0-9a-f]{32}", re.ASCII)
# what is typed for what was meant
_ALIKE: Final = str.maketrans("018", "OIB")


def new_form() -> str:
    """A random number, to stand in a form."""
    return secrets.token_hex(16)


def is_form(text: str) -> bool:
    return _FORM.fullmatch(text) is not None


def code_of(form: str) -> str:
    """The code of a form: four groups of four."""
    key = hashlib.sha256(b"ikrar.advice.codes:" + settings.SECRET_KEY.encode()).digest()
    text = base64.b32encode(hmac.digest(key, form.encode(), "sha256")[:_BYTES]).decode()
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def hash_of(code: str) -> str:
    """What is stored of a code; blanks, hyphens and small letters are forgiven.

    >>> hash_of("abcd-efgh-ijkl-mnop") == hash_of("ABCD EFGH IJKL MN0P")
    True
    """
    plain = "".join(character for character in code.upper() if character.isalnum())
    return hashlib.sha256(plain.translate(_ALIKE).encode()).hexdigest()
