"""The working copy of an import: a SQLite file beside the database, with the reduced rows only.

Rows wait here, numbered without gaps, until they have been applied; then the file is deleted. That
keeps memory flat, finds repeated numbers on disk, and lets an import go on after a crash.
"""

import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _

from ikrar.errors import InputError, NotPossible
from ikrar.people.roster.people import Person, Unit

MAX_UNITS = 100_000
MAX_STORED = 5_000  # of refusals, and of warnings
_TABLES = """
CREATE TABLE units (id INTEGER PRIMARY KEY, code TEXT, name TEXT, parent TEXT, root TEXT, unit_id INTEGER);
CREATE TABLE people (seq INTEGER PRIMARY KEY, row INTEGER, nip TEXT UNIQUE, kind TEXT, name TEXT,
    title_before TEXT, title_after TEXT, email TEXT, position TEXT, echelon TEXT, standing TEXT,
    standing_text TEXT, unit INTEGER, verdict TEXT);
CREATE TABLE refused (nip TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE problems (row INTEGER, column_ TEXT, message TEXT, is_warning INTEGER);
CREATE TABLE leavers (seq INTEGER PRIMARY KEY, employee INTEGER);
"""
_INSERT = "INSERT OR IGNORE INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Row(NamedTuple):
    """A person in the spool; `unit` is a key of `units`."""

    seq: int
    row: int
    nip: str
    kind: str
    name: str
    title_before: str
    title_after: str
    email: str
    position: str
    echelon: str
    standing: str
    standing_text: str
    unit: int
    verdict: str | None


class Problem(NamedTuple):
    row: int
    column: str
    message: str
    is_warning: bool


class Busy(NotPossible):
    """Another process holds the spool."""


class Spool:
    """An open spool. One process writes at a time; the file is the lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            raise NotPossible(
                _(
                    "Berkas kerja impor ini sudah tidak ada. Batalkan impor ini, lalu unggah lagi daftarnya."
                )
            )
        self._db = sqlite3.connect(path, isolation_level=None, timeout=1)
        self._units: dict[Unit, int] = {}
        self.people = 0

    def close(self) -> None:
        self._db.close()

    # writing while the file is read

    def add(self, row: int, person: Person) -> int | None:
        """Keep a person; give back the earlier row if the number is there already."""
        values = (
            self.people + 1, row, person.nip, person.kind.value, person.name, person.title_before,
            person.title_after, person.email, person.position, person.echelon, person.standing.value,
            person.standing_text, self._unit_key(person.unit), None,
        )  # fmt: skip
        if self._db.execute(_INSERT, values).rowcount == 1:
            self.people += 1
            return None
        earlier = self._db.execute("SELECT row FROM people WHERE nip = ?", [person.nip]).fetchone()
        return int(earlier[0])

    def _unit_key(self, unit: Unit) -> int:
        key = self._units.get(unit)
        if key is None:
            if len(self._units) >= MAX_UNITS:
                raise InputError(
                    _(
                        "Berkas memuat lebih dari 100.000 unit kerja. Periksa apakah kolom unit kerja bergeser."
                    )
                )
            key = self._units[unit] = len(self._units) + 1
            self._db.execute("INSERT INTO units VALUES (?, ?, ?, ?, ?, NULL)", [key, *unit])
        return key

    def add_refused(self, nip: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO refused VALUES (?)", [nip])

    def add_problem(self, problem: Problem) -> None:
        self._db.execute("INSERT INTO problems VALUES (?, ?, ?, ?)", problem)

    # reading and marking

    def units(self) -> list[tuple[int, Unit]]:
        found = self._db.execute("SELECT id, code, name, parent, root FROM units ORDER BY id")
        return [(key, (code, name, parent, root)) for key, code, name, parent, root in found]

    def problems(self) -> Iterator[Problem]:
        for row, column, message, is_warning in self._db.execute(
            "SELECT * FROM problems ORDER BY row"
        ):
            yield Problem(row, column, message, bool(is_warning))

    def kinds(self) -> list[str]:
        return [
            kind for (kind,) in self._db.execute("SELECT DISTINCT kind FROM people ORDER BY kind")
        ]

    def rows(self, after: int, count: int) -> list[Row]:
        """The next `count` people after number `after`."""
        found = self._db.execute(
            "SELECT * FROM people WHERE seq > ? ORDER BY seq LIMIT ?", [after, count]
        )
        return [Row(*values) for values in found]

    def sample(self, verdict: str, count: int) -> list[tuple[Row, str]]:
        """Some people with a verdict, and their unit's name in the file."""
        found = self._db.execute(
            "SELECT people.*, units.name FROM people JOIN units ON units.id = people.unit "
            "WHERE verdict = ? ORDER BY seq LIMIT ?",
            [verdict, count],
        )
        return [(Row(*values[:-1]), values[-1]) for values in found]

    def rows_in_units(self, keys: Sequence[int], count: int) -> list[int]:
        """Row numbers of people in some units of the file."""
        wanted = json.dumps(list(keys))
        found = self._db.execute(
            "SELECT row FROM people WHERE unit IN (SELECT value FROM json_each(?)) ORDER BY row LIMIT ?",
            [wanted, count],
        )
        return [row for (row,) in found]

    def mark(self, verdicts: Iterable[tuple[str, int]]) -> None:
        for values in verdicts:
            self._db.execute("UPDATE people SET verdict = ? WHERE seq = ?", values)

    def knows(self, nip: str) -> bool:
        """Whether the file has this number, in a good row or a refused one."""
        return any(
            self._db.execute(f"SELECT 1 FROM {table} WHERE nip = ?", [nip]).fetchone()  # noqa: S608 - fixed names
            for table in ("people", "refused")
        )

    def add_leavers(self, employees: Iterable[int]) -> None:
        for pk in employees:
            self._db.execute("INSERT INTO leavers (employee) VALUES (?)", [pk])

    def forget_leavers(self) -> None:
        self._db.execute("DELETE FROM leavers")

    def leavers(self, after: int, count: int) -> list[int]:
        found = self._db.execute(
            "SELECT employee FROM leavers WHERE seq > ? ORDER BY seq LIMIT ?", [after, count]
        )
        return [pk for (pk,) in found]

    def count(self, table: str) -> int:
        assert table in ("people", "leavers", "units")
        (count,) = self._db.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - checked above
        return int(count)

    def set_unit_ids(self, ids: Sequence[tuple[int, int]]) -> None:
        """Remember which unit of the database each unit of the file is: (unit id, key)."""
        with self.alone():
            for values in ids:
                self._db.execute("UPDATE units SET unit_id = ? WHERE id = ?", values)

    def unit_ids(self) -> dict[int, int]:
        return dict(self._db.execute("SELECT id, unit_id FROM units WHERE unit_id IS NOT NULL"))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the spool for writing; NotPossible when another process holds it."""
        try:
            self._db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise Busy(_("Impor ini sedang dikerjakan proses lain. Tunggu sebentar.")) from error
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def directory(data: Path) -> Path:
    place = data / "roster"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def prepare(data: Path) -> Path:
    """A new empty spool that only its owner can read."""
    path = directory(data) / f"{secrets.token_hex(8)}.sqlite3"
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(path)) as db:
        db.executescript(_TABLES)
    return path


def modified_at(path: Path) -> float:
    """When a spool was last written; another process may have removed it a moment ago."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def remove(path: Path) -> None:
    """Delete a spool, with what SQLite may have left beside it."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
