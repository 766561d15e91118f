"""A world that is made once a process and put back before each test: its rows as SQLite had them then, its files."""

import shutil
import sqlite3
from collections.abc import Callable
from copy import deepcopy
from tempfile import TemporaryDirectory
from typing import Generic, TypeVar

from django.conf import settings
from django.db import connection

T = TypeVar("T")


class Kept(Generic[T]):
    """Gives what `make` made, with the database and the data directory as they were after; all of it copies, each time."""

    def __init__(self, make: Callable[..., T]) -> None:
        self._make = make
        self._made: tuple[T, sqlite3.Connection, TemporaryDirectory[str]] | None = None

    def __call__(self, *of: object) -> T:
        """What `make` makes of these. Runs in no transaction; whatever stands in the database is replaced."""
        connection.ensure_connection()
        if self._made is None:
            made = self._make(*of)
            rows = sqlite3.connect(":memory:", check_same_thread=False)
            connection.connection.backup(rows)
            files = TemporaryDirectory(prefix="ikrar-kept-")
            shutil.copytree(settings.DATA_DIR, files.name, dirs_exist_ok=True)
            self._made = made, rows, files
        else:
            made, rows, files = self._made
            rows.backup(connection.connection)
            shutil.copytree(files.name, settings.DATA_DIR, dirs_exist_ok=True)
        return deepcopy(made)
