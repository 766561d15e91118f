"""The session secret: made once, kept in a file that only the owner can read."""

import os
import secrets
from pathlib import Path


def secret_key(path: Path) -> str:
    """Return the secret in `path`, making it first if there is none; safe when two processes race."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()
