"""Backup and restore of everything that cannot be made again: database, log keys, secrets, sealed files.

A backup is one `.tar` file. Trusted: whoever holds it can sign as this log, so it is made 0600.
"""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from ikrar.errors import InputError, NotPossible
from ikrar.ledger.keys import key_path
from ikrar.people.roster.identity import KEY_FILE

MANIFEST = "ikrar-backup.json"
SEALED = "sealed"  # evidence as it was sealed; unreadable without the keys of its readers
# cleaned photos of gifts, cleaned pictures of messages
FOLDERS = (SEALED, "gifts", "programme")


def secret_files() -> list[Path]:
    """Files beside the database that a restored installation needs."""
    names = ("secret-key", KEY_FILE)
    keys = [*_log_keys(), *(settings.DATA_DIR / name for name in names)]
    return [path for path in keys if path.exists()]


def _log_keys() -> list[Path]:
    """The keys of the public and the internal log."""
    return [key_path("public"), key_path("internal")]


def make_backup(target: Path) -> Path:
    """Write a consistent copy to `target` while the server goes on; refuses to overwrite."""
    if target.exists():
        raise InputError(f"{target} exists already. Choose another name; nothing was written.")
    with tempfile.TemporaryDirectory() as work:
        dump = Path(work) / "database"
        _dump(dump)
        manifest = {
            "format": "ikrar-backup/v1",
            "vendor": connection.vendor,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        partial = target.with_suffix(target.suffix + ".part")
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            _pack(out, manifest, dump)
            out.flush()
            os.fsync(out.fileno())
        partial.rename(target)
    return target


def _pack(out: Any, manifest: dict[str, str], dump: Path) -> None:
    with tarfile.open(fileobj=out, mode="w") as tar:
        text = json.dumps(manifest, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(text)
        tar.addfile(info, io.BytesIO(text))
        tar.add(dump, "database")
        for path in secret_files():
            tar.add(path, f"secrets/{path.name}")
        for folder in FOLDERS:
            # after the database: a file without a row is swept, a row without its file would be a loss
            if (settings.DATA_DIR / folder).exists():
                tar.add(settings.DATA_DIR / folder, folder)


def restore_backup(source: Path) -> None:
    """Put a backup in place of an empty installation; refuses where there is data already."""
    with _opened(source) as (tar, manifest):
        if manifest["vendor"] != connection.vendor:
            raise NotPossible(
                f"This backup is of a {manifest['vendor']} database, but DATABASE_URL names "
                f"{connection.vendor}. Point DATABASE_URL at an empty {manifest['vendor']} database."
            )
        if connection.introspection.table_names():
            raise NotPossible("This installation has data already. Restore into an empty one.")
        with tempfile.TemporaryDirectory() as work:
            tar.extractall(work, filter="data")
            connection.close()
            _load(Path(work) / "database")
            for path in (Path(work) / "secrets").glob("*"):
                _place(path)
            for folder in FOLDERS:
                if (Path(work) / folder).exists():
                    target = settings.DATA_DIR / folder
                    shutil.copytree(Path(work) / folder, target, dirs_exist_ok=True)


def _place(path: Path) -> None:
    log_keys = {key.name: key for key in _log_keys()}
    target = log_keys.get(path.name, settings.DATA_DIR / path.name)
    shutil.copyfile(path, target)
    target.chmod(0o600)


@contextmanager
def _opened(source: Path) -> Iterator[tuple[tarfile.TarFile, dict[str, str]]]:
    try:
        with tarfile.open(source) as tar:
            member = tar.extractfile(MANIFEST)
            manifest = json.load(member) if member else {}
            if manifest.get("format") != "ikrar-backup/v1":
                raise InputError(f"{source} is not a backup that this version can read.")
            yield tar, manifest
    except (tarfile.TarError, KeyError, OSError, ValueError) as error:
        raise InputError(f"{source} is not a backup made by `ikrar backup` ({error}).") from error


def _dump(target: Path) -> None:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(target) as copy:
            connection.connection.backup(copy)
        copy.close()
        return
    _postgres_tool("pg_dump", "--format=custom", "--no-owner", "--file", str(target))


def _load(source: Path) -> None:
    if connection.vendor == "sqlite":
        shutil.copyfile(source, str(settings.DATABASES["default"]["NAME"]))
        return
    _postgres_tool("pg_restore", "--no-owner", "--exit-on-error", "--dbname", _dsn(), str(source))


def _dsn() -> str:
    from psycopg.conninfo import make_conninfo

    options = connection.get_connection_params()
    wanted = ("dbname", "user", "password", "host", "port")
    return make_conninfo("", **{key: options[key] for key in wanted if options.get(key)})


def _postgres_tool(name: str, *arguments: str) -> None:
    path = os.environ.get("IKRAR_PG_BIN", "")
    program = str(Path(path) / name) if path else shutil.which(name)
    if not program:
        raise NotPossible(
            f"`{name}` is missing. Install the PostgreSQL client, or set IKRAR_PG_BIN."
        )
    command = [program, *arguments]
    if name == "pg_dump":
        command += ["--dbname", _dsn()]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotPossible(f"{name} failed: {done.stderr.strip()[:500]}")
