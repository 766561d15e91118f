"""The key that signs a log: one file that only its owner may read, never a row.

What goes in and out is a `SignerKey`. Trusted: the file, once its mode and its name were checked.
Messages are for the operator, and never hold any part of the key.
"""

import os
from pathlib import Path

from django.conf import settings

from ikrar.errors import NotPossible
from ikrar.tlog.note import SignerKey

_OTHERS = 0o077


def key_path(name: str) -> Path:
    """Where the key of the log of this name is kept."""
    path = str(settings.IKRAR_LOG_KEY)
    return Path(path if name == "public" else f"{path}-{name}")


def make_key(name: str, *, origin: str) -> SignerKey:
    """Make the key of a new log and keep it on disk; refuse to write over any file."""
    signer = SignerKey.generate(origin)
    path = key_path(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise NotPossible(
            f"There is a key at {path} already, and it may have signed a log. Nothing was written."
            " If it belongs to a log that you still need, restore that log's database; otherwise"
            " move the file away (do not delete it) and try again."
        ) from error
    except OSError as error:
        raise NotPossible(f"The key cannot be written to {path}: {error.strerror}.") from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(signer.serialise() + "\n")
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(path.parent)
    return signer


def load_key(name: str, *, vkey: str) -> SignerKey:
    """Read the key of a log; refuse one that others can read or that belongs to another log."""
    path = key_path(name)
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotPossible(
            f"The key of the log is missing: there is no {path}. Nothing can be added to the log"
            " until it is back; what was signed waits and is not lost. Restore the file from your"
            " backup, or set IKRAR_LOG_KEY to where it is."
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise NotPossible(f"The key of the log at {path} cannot be read: {error}.") from error
    if os.name == "posix" and mode & _OTHERS:
        raise NotPossible(
            f"The key of the log at {path} is open to other users of this machine (mode"
            f" {mode & 0o777:04o}). Run `chmod 600 {path}`, and ask who may have copied it."
        )
    signer = SignerKey.load(text.strip())
    if signer.verifier.format() != vkey:
        raise NotPossible(
            f"The key at {path} is not the key of this log: it makes signatures of"
            f" {signer.verifier.format()}, the log is checked with {vkey}. Put the right key"
            " back; nothing was signed."
        )
    return signer


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
