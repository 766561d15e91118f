"""What a reporter may leave behind, in every shape that it may be kept in, and where it was found.

`needles` writes a secret as text, UTF-16, hexadecimal, base64 (at any offset), percent-encoded and hashed without a salt;
`search` looks for all of them in every file below some folders and in every value of every table.
"""

import base64
import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote


def needles(secret: str | bytes) -> set[bytes]:
    """Every shape of a secret that a search would find it by."""
    data = secret.encode() if isinstance(secret, str) else secret
    shapes = {data, data.hex().encode(), data.hex().upper().encode()}
    shapes |= {quote(data).encode(), "".join(f"%{byte:02X}" for byte in data).encode()}
    shapes |= set(_base64(data))
    digest = hashlib.sha256(data)
    shapes |= {digest.digest(), digest.hexdigest().encode(), base64.b64encode(digest.digest())}
    if isinstance(secret, str):
        for coding in ("utf-16-le", "utf-16-be"):
            wide = secret.encode(coding)
            shapes |= {wide, wide.hex().encode(), *_base64(wide)}
        shapes |= {secret.upper().encode(), secret.lower().encode()}
    return shapes


def _base64(data: bytes) -> Iterator[bytes]:
    """The middle of its base64, whatever stands before and after it."""
    for shift in range(3):
        whole = base64.b64encode(bytes(shift) + data)
        middle = whole[-(-shift * 8 // 6) : (shift + len(data)) * 8 // 6]
        yield middle
        yield middle.translate(bytes.maketrans(b"+/", b"-_"))


def search(secrets: dict[str, str | bytes], folders: list[Path], database: Path) -> list[str]:
    """Where which secret was found; nothing is what one hopes for."""
    wanted = {name: needles(secret) for name, secret in secrets.items()}
    found = []
    for place, data in [*_files(folders), *_values(database)]:
        found += [
            f"{name} in {place}"
            for name, shapes in wanted.items()
            if any(s in data for s in shapes)
        ]
    return found


def _files(folders: list[Path]) -> Iterator[tuple[str, bytes]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path.as_posix(), path.name.encode() + b"\n" + path.read_bytes()


def _values(database: Path) -> Iterator[tuple[str, bytes]]:
    """A long value is spread over pages, so that a search of the file alone would miss it."""
    with sqlite3.connect(database) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
        for (table,) in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                values = (v if isinstance(v, bytes) else str(v).encode() for v in row)
                yield f"table {table}", b"\0".join(values)
