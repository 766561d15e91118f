"""The two tables of an office document: what its parts are, and how they point to each other and outside.

In: a table's XML, not trusted (no document type, hence no entities), and the parts that are left out. Out: the table
without them, and without links that opening the document would follow; links that a reader clicks stay.
"""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from ikrar.evidence.outcome import damaged

_NOWHERE = "about:blank"
Attributes = dict[str, str]


@dataclass(slots=True)
class _Table:
    """A root and its rows, which hold nothing but attributes."""

    name: str = ""
    attributes: Attributes = field(default_factory=dict)
    rows: list[tuple[str, Attributes]] = field(default_factory=list)

    def written(self, keeps: Callable[[Attributes], bool]) -> bytes:
        rows = "".join(f"<{row}{_told(told)}/>" for row, told in self.rows if keeps(told))
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f"{head}<{self.name}{_told(self.attributes)}>{rows}</{self.name}>".encode()


def types_without(data: bytes, gone: set[str]) -> bytes:
    """The table of content types without the parts that are gone."""
    return _read(data).written(lambda row: row.get("PartName", "").removeprefix("/") not in gone)


def without(name: str, data: bytes, gone: set[str]) -> tuple[bytes, bool]:
    """The relations of the part to which `name` belongs, and whether any led outside by itself."""
    table, cut = _read(data), False
    for _row, told in table.rows:
        is_clicked = told.get("Type", "").endswith("/hyperlink")
        if told.get("TargetMode") == "External" and not is_clicked:
            cut |= told.get("Target") != _NOWHERE
            told["Target"] = _NOWHERE
    folder = posixpath.dirname(posixpath.dirname(name))
    return table.written(lambda row: _target(row, folder) not in gone), cut


def _target(row: Attributes, folder: str) -> str:
    joined = posixpath.join("/", folder, row.get("Target", ""))
    return posixpath.normpath(joined).lstrip("/")


def _told(attributes: Attributes) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())


def _read(data: bytes) -> _Table:
    table, depth = _Table(), 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > 2:
            raise damaged()
        if depth == 1:
            table.name, table.attributes = name, attributes
        else:
            table.rows.append((name, attributes))

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_args: object) -> None:
        raise damaged()

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: of encodings
        raise damaged() from error
    return table
