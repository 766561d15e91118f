"""What lint reports: how bad, where, what, and how to mend it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ikrar.packs.files import FILES
from ikrar.packs.pack import Pack


@dataclass(frozen=True, slots=True)
class Problem:
    """`severity` is "error" (must be mended) or "warning" (a fact that nobody has confirmed)."""

    severity: str
    where: str
    what: str
    mend: str


def error(where: str, what: str, mend: str) -> Problem:
    return Problem("error", where, what, mend)


def warning(where: str, what: str, mend: str) -> Problem:
    return Problem("warning", where, what, mend)


def place(pack: Pack, file: str) -> str:
    """A file's name as the user finds it: with the pack's name in front where it is inherited."""
    home = pack.homes.get(file)
    own = Path(pack.path).name
    return f"{file}: " if home in (None, own) else f"{home}/{file}: "


def rows(pack: Pack) -> Iterator[tuple[str, Any]]:
    """Every dataclass of the pack, however deep, with the place where it stands."""
    for file in FILES:
        part = "about" if file == "pack.toml" else file.removesuffix(".toml")
        yield from _walk(getattr(pack, part), place(pack, file))


def _walk(value: Any, where: str) -> Iterator[tuple[str, Any]]:
    yield where.rstrip(": ."), value
    joint = where if where.endswith(": ") else f"{where}."
    for field in fields(value):
        child = getattr(value, field.name)
        if is_dataclass(child):
            yield from _walk(child, f"{joint}{field.name}")
        elif isinstance(child, tuple):
            for index, row in enumerate(child):
                if is_dataclass(row):
                    yield from _walk(row, f"{joint}{field.name}[{label(row, index)}]")


def label(row: Any, index: int) -> str:
    """How a person finds a row again: the same words that the reader of the files uses."""
    for key in ("id", "number", "short", "role", "date"):
        name = getattr(row, key, None)
        if isinstance(name, str | int | date):
            return str(name)
    return str(index + 1)
