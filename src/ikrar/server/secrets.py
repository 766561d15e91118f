"""The installation's secret: made once, kept in a file that only the owner can read.

`seal` and `unseal` keep second-factor keys unreadable to whoever has the database but not this
secret. Losing the secret means new second factors for everybody, and nothing else.
"""

import base64
import contextlib
import hashlib
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from ikrar.errors import NotPossible


def secret_key(path: Path) -> str:
    """Return the secret in `path`, making it first if there is none; safe when two processes race."""
    if not path.exists():
        # written whole beside it, then linked into place: a reader never sees half a secret
        draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()


def _box(secret: str) -> Fernet:
    key = hashlib.sha256(b"ikrar/second-factor/v1\0" + secret.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal(text: str, *, secret: str) -> str:
    """`text` encrypted and authenticated under `secret`, as ASCII."""
    return _box(secret).encrypt(text.encode()).decode()


def unseal(sealed: str, *, secret: str) -> str:
    """What `seal` was given; NotPossible when the secret is another one or a letter was changed."""
    try:
        return _box(secret).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise NotPossible(
            "The second factor cannot be read: the secret of this installation has changed."
            " Restore IKRAR_SECRET_KEY (or secret-key in the data directory) from the backup."
        ) from error
