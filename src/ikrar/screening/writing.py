"""The result of a long run, kept so that no moment of it can leave a torn file.

Screened pages come in one by one; each becomes a complete file of the wanted format in the folder
`OUT.part`, written aside, synced and renamed. The last act joins them into `OUT` and removes the
folder. So whatever stops the run, the folder holds whole rows only, and a later run goes on after them.
"""

import errno
import fcntl
import io
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Final

import pyarrow as pa

from ikrar.errors import InputError, NotPossible
from ikrar.screening import lines

_RUN: Final = "_run.json"  # names that readers of a folder of Parquet files pass over
_LOCK: Final = "_lock"
_FULL: Final = {errno.ENOSPC, errno.EDQUOT}

# of what a run was done with: that which no option says
RULES: Final = ("ikrar", "weights", "word lists", "what the pack says")

_OTHER_INPUT: Final = (
    "The input is not the file that the interrupted run was reading. Give that file to go on, or "
    "remove {} to begin again."
)


class Format(StrEnum):
    """How the result is written; told by the name of the file."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"

    @classmethod
    def of(cls, path: Path) -> "Format":
        """Raises InputError for a name that says no format."""
        endings = {".ndjson": "jsonl", ".json": "jsonl", ".pq": "parquet"}
        suffix = path.suffix.lower()
        try:
            return cls(endings.get(suffix, suffix.removeprefix(".")))
        except ValueError as error:
            raise InputError(
                f"{path} does not say a format. Let it end in .jsonl, .csv or .parquet."
            ) from error


class Output:
    """A result in the making: `pieces` are done, `add` does one more, `finish` makes the file."""

    def __init__(self, path: Path, run: Mapping[str, Any], *, resume: bool) -> None:
        """Begin, or go on, in `path`.part; `run` says with what, and must be the same to go on.

        Raises InputError or NotPossible where that cannot be.
        """
        self.format = Format.of(path)
        self.path = path = _target(path)
        self.folder = path.with_name(path.name + ".part")
        if not path.parent.is_dir() or path.is_dir():
            raise InputError(f"{path} cannot be written: its folder does not exist, or it is one.")
        self._lock: IO[str] | None = None
        self.pieces: list[Path] = []
        try:
            with _full_disk(self):
                self._take()
            self.pieces = sorted(self.folder.glob(f"[0-9]*-*.{self.format}"))
            self._check_same(run) if resume else self._check_new()
            with _full_disk(self), _replacing(self.folder / _RUN) as stream:
                stream.write(json.dumps(run, indent=2).encode())
        except BaseException:
            self.close()
            raise

    def _take(self) -> None:
        """Make the folder, or take one that a run left, for nobody else to write to or remove."""
        self.folder.mkdir(exist_ok=True)
        theirs = {path.name for path in self.folder.iterdir()}
        if theirs and not theirs & {_LOCK, _RUN}:
            raise NotPossible(
                f"{self.folder} is where a run keeps its work, and holds other files. Move them away, "
                "or choose another name for the result."
            )
        lock = (self.folder / _LOCK).open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.close()
            raise NotPossible(f"Another run is writing to {self.folder}. Let it end.") from error
        self._lock = lock

    def _check_new(self) -> None:
        if self.pieces:
            raise NotPossible(
                f"A run that was interrupted lies in {self.folder}. Go on with it by --resume, or "
                "remove that folder to begin again."
            )

    def _check_same(self, run: Mapping[str, Any]) -> None:
        if not self.pieces:
            return
        before = _read_run(self.folder / _RUN)
        changed = [f"{key}: {before.get(key)} → {now}" for key, now in run.items()
                   if before.get(key) != now]  # fmt: skip
        if changed:
            raise NotPossible(
                f"The run in {self.folder} was another one ({'; '.join(changed)}). {_advice(before, run)}"
            )

    def add(self, table: pa.Table, digest: str) -> None:
        """Keep one more screened page, made from posts with this digest. Raises NotPossible."""
        with _full_disk(self):
            data = _written(table, self.format)
            name = f"{len(self.pieces):06}-{digest}-{len(data)}.{self.format}"
            with _replacing(piece := self.folder / name) as stream:
                stream.write(data)
        self.pieces.append(piece)

    def check(self, number: int, digest: str) -> None:
        """Raise NotPossible unless piece `number` was made from posts with this digest, and is as long as it was."""
        piece = self.pieces[number]
        made_from, _, size = piece.stem.partition("-")[2].partition("-")
        if made_from != digest:
            raise NotPossible(_OTHER_INPUT.format(self.folder))
        if size != str(piece.stat().st_size):
            raise NotPossible(
                f"{piece} is damaged: it is not as long as it was written. Remove {self.folder} to begin again."
            )

    def finish(self, pages: int) -> None:
        """Join the pieces into the file that was asked for, of an input of so many pages.

        Raises NotPossible on a full disk, or where an earlier run saw a longer input.
        """
        if pages != len(self.pieces):
            raise NotPossible(_OTHER_INPUT.format(self.folder))
        whole = self.folder / f"whole.{self.format}"
        with _full_disk(self):
            with _replacing(whole) as stream:
                _JOINS[self.format](self.pieces, stream)
            whole.replace(self.path)
            _sync_folder(self.path.parent)
        self.pieces = []
        self.close()

    def close(self) -> None:
        """Let others go on with this run; a folder without any piece is no run and is removed, by whoever holds it alone."""
        if self._lock is None:
            return
        if not self.pieces:
            shutil.rmtree(self.folder, ignore_errors=True)
        self._lock.close()
        self._lock = None

    def said(self) -> str:
        """Where the work so far is, and how to go on."""
        if not self.pieces:
            return "Nothing was written."
        return (
            f"What was done so far is safe: {len(self.pieces):,} whole {self.format.upper()} files in "
            f"{self.folder}. Run the same command with --resume to go on."
        )


def unfinished(path: Path) -> bool:
    """Whether a run into `path` was begun and not ended."""
    path = _target(path)
    return path.with_name(path.name + ".part").is_dir()


def _target(path: Path) -> Path:
    """What a link points to, for a result must not take the link's place; any other path as it is."""
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError) as error:
        if getattr(error, "errno", None) == errno.ENAMETOOLONG:
            raise InputError(f"{path} is too long a name. Give a shorter one.") from error
        raise InputError(f"{path} is a link that leads nowhere. Give another name.") from error


def _advice(before: Mapping[str, Any], run: Mapping[str, Any]) -> str:
    """What to do where a run was another one; no option brings back rules that changed."""
    if before.get("pack") == run.get("pack") and any(before.get(k) != run.get(k) for k in RULES):
        return "The pack or the program has changed since, so remove that folder to begin anew."
    return "Use the same file and options to go on, or remove that folder to begin again."


def _read_run(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


@contextmanager
def _replacing(path: Path) -> Iterator[IO[bytes]]:
    """Write a file aside and let it appear when it is whole and on the disk."""
    aside = path.with_name("." + path.name)
    with aside.open("wb") as stream:
        yield stream
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _full_disk(output: Output) -> Iterator[None]:
    """Say what a disk without room, or a folder that may not be written, means here."""
    try:
        yield
    except OSError as error:
        what = f"{output.path} cannot be written: {error.strerror}."
        if error.errno in _FULL:
            what = f"The disk is full ({output.path}). Make room there."
        elif error.errno == errno.EFBIG:
            what = (
                f"{output.path} would be larger than a file may be here. Raise the limit (ulimit -f), or "
                "write to another disk."
            )
        raise NotPossible(f"{what} {output.said()}") from error


def _written(table: pa.Table, kind: Format) -> bytes | memoryview:
    if kind is Format.JSONL:
        return lines.json_lines(table)
    if kind is Format.CSV:
        return lines.csv(table)
    from pyarrow import parquet

    parquet.write_table(table, written := io.BytesIO(), compression="zstd")
    return written.getbuffer()


def _join_lines(pieces: list[Path], stream: IO[bytes]) -> None:
    for piece in pieces:
        with piece.open("rb") as part:
            shutil.copyfileobj(part, stream, 1 << 20)


def _join_csv(pieces: list[Path], stream: IO[bytes]) -> None:
    for number, piece in enumerate(pieces):
        with piece.open("rb") as part:
            if number:
                part.readline()  # its header, which has no line break in it
            shutil.copyfileobj(part, stream, 1 << 20)


def _join_parquet(pieces: list[Path], stream: IO[bytes]) -> None:
    """One row group a piece."""
    from pyarrow import parquet

    schema = parquet.read_schema(pieces[0])
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for piece in pieces:
            writer.write_table(parquet.read_table(piece))


_JOINS: Final = {Format.JSONL: _join_lines, Format.CSV: _join_csv, Format.PARQUET: _join_parquet}
