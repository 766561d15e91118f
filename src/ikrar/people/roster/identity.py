"""A number of our own for PPNPN, whose lists know only the NIK, which must not be kept.

`P-` and 16 hex digits of HMAC-SHA-256(key, NIK). The same NIK always gives the same number, so that an
import can be repeated; without the key, which lives in a file beside the database and never in
it, nobody can try all NIK and find whose number it is. Whoever loses the key file gets new numbers.
"""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

KEY_FILE = "roster-key"


def load_key(directory: Path) -> bytes:
    """The key in `directory`, made once and readable by its owner only; safe when two race."""
    path = directory / KEY_FILE
    if not path.exists():
        fresh = directory / f"{KEY_FILE}.{secrets.token_hex(4)}"
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(fresh, path)  # appears complete or not at all, and never over another
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return bytes.fromhex(path.read_text().strip())


def own_number(nik: str, *, key: bytes) -> str:
    """The stable number that stands for `nik` here."""
    return "P-" + hmac.new(key, nik.encode(), hashlib.sha256).hexdigest()[:16]
