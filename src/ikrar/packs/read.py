"""TOML in, the classes of `model` out; every key and type is checked, nothing is guessed.

Nothing here is trusted: an unknown key, a missing key or a wrong type is noted with its file, row and key.
A row that cannot be read is left out and noted, so that one look finds all that is wrong.
"""

import difflib
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from ikrar.packs.files import FILES

_WORDS = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
_UNREAD = object()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a file that cannot be read: where, what, and how to mend it."""

    where: str
    what: str
    mend: str


class Reading:
    """One pass over the files of a directory; `faults` fills up along the way."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def directory(self, path: Path) -> dict[str, Any]:
        """Read each known file that is there. A file with a fatal fault is left out."""
        found: dict[str, Any] = {}
        for stray in sorted(path.glob("*.toml")):
            if stray.name not in FILES:
                self._fault(stray.name, "is no file of a pack", _near(stray.name, FILES))
        for name, kind in FILES.items():
            if (path / name).exists() or (path / name).is_symlink():
                value = self._file(path / name, kind)
                if value is not _UNREAD:
                    found[name] = value
        return found

    def _file(self, path: Path, kind: Any) -> Any:
        import tomllib

        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            return self._fault(path.name, f"is not TOML: {error}", "Correct the file's syntax.")
        except RecursionError:
            return self._fault(path.name, "is not TOML: it nests too deep", "Correct its brackets.")
        except OSError as error:
            what = f"cannot be read: {error.strerror}"
            return self._fault(path.name, what, "Put a file there that may be read.")
        return self.table(kind, table, f"{path.name}: ")

    def table(self, kind: Any, table: Any, where: str) -> Any:
        """Build one dataclass from one table; `where` ends so that a key can follow it."""
        spot = where.rstrip(": .")
        if not isinstance(table, dict):
            return self._fault(spot, "must be a table", f"Give it {_keys(kind)}.")
        hints = _hints(kind)
        for key in table.keys() - hints.keys():
            self._fault(f"{where}{key}", "is an unknown key", _near(key, hints))
        values = {k: self.value(hints[k], v, f"{where}{k}") for k, v in table.items() if k in hints}
        missing = [k for k in _required(kind) if k not in table]
        for key in missing:
            self._fault(f"{where}{key}", "is missing", f"Every row here needs {_keys(kind)}.")
        if missing or any(value is _UNREAD for value in values.values()):
            return _UNREAD
        return kind(**values)

    def value(self, hint: Any, value: Any, where: str) -> Any:
        """Check one value against one type hint of the model."""
        if isinstance(hint, UnionType):
            hint = next(option for option in get_args(hint) if option is not NoneType)
        if get_origin(hint) is tuple:
            return self._rows(get_args(hint)[0], value, where)
        if is_dataclass(hint):
            return self.table(hint, value, f"{where}.")
        if hint is date:
            good = isinstance(value, date) and not isinstance(value, datetime)
            wanted = "a date such as 2024-02-14, without quotes"
        else:
            kinds = (int, float) if hint is float else (hint,)
            good = isinstance(value, kinds) and (hint is bool or not isinstance(value, bool))
            wanted = _WORDS[hint]
        if not good:
            return self._fault(where, f"must be {wanted}, not {value!r}", "Correct the value.")
        return value

    def _rows(self, hint: Any, rows: Any, where: str) -> Any:
        if not isinstance(rows, list):
            return self._fault(where, "must be a list", "Put the value in [ ] or use [[…]] rows.")
        labels = [_label(row, i) for i, row in enumerate(rows)]
        for label in sorted({label for label in labels if labels.count(label) > 1}):
            self._fault(
                f"{where}[{label}]", "stands there twice", "Give each row a name of its own."
            )
        read = [
            self.value(hint, row, f"{where}[{label}]")
            for row, label in zip(rows, labels, strict=True)
        ]
        return tuple(row for row in read if row is not _UNREAD)

    def _fault(self, where: str, what: str, mend: str) -> Any:
        self.faults.append(Fault(where, what, mend))
        return _UNREAD


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _required(kind: Any) -> list[str]:
    return [field.name for field in fields(kind) if field.default is MISSING]


def _keys(kind: Any) -> str:
    return ", ".join(_required(kind)) or "no key in particular"


def _label(row: Any, index: int) -> str:
    """How a person finds the row again: its id, number or name, or else its place."""
    if isinstance(row, dict):
        for key in ("id", "number", "short", "role", "date"):
            if isinstance(row.get(key), str | int | date):
                return str(row[key])
    return str(index + 1)


def _near(word: str, known: Any) -> str:
    close = difflib.get_close_matches(word, list(known), 1)
    return f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(known)}."
