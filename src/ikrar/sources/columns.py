"""Which column of a table is the text, the time, the author, the identity: told by a person or guessed by name.

Names are compared without case, spaces and signs, in the order of the lists: the earlier name wins.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from ikrar.errors import InputError
from ikrar.sheets.header import HEADER_WITHIN
from ikrar.sources.model import Mapping

_TEXT: Final = (
    "text", "teks", "full_text", "body", "message", "pesan", "isi", "isi pesan", "content", "konten", "caption", "tweet",
    "status", "komentar", "comment", "comment_text", "post", "unggahan", "postingan", "kalimat", "ucapan", "deskripsi",
    "description", "isi unggahan", "message_text", "tweet_text",
)  # fmt: skip
_AT: Final = (
    "at", "created_at", "waktu", "tanggal", "tgl", "date", "datetime", "timestamp", "time", "unix_timestamp", "created",
    "created_time", "published_at", "publishedat", "published", "tanggal unggah", "waktu unggah", "posted_at", "createtime",
    "create_time", "date_utc", "tanggal dan waktu", "jam",
)  # fmt: skip
_AUTHOR: Final = (
    "author_id", "user_id", "userid", "from_id", "author", "penulis", "username", "user", "akun", "nama akun", "pengguna",
    "nama pengguna", "author_name", "screen_name", "user.id", "user.screen_name", "pengirim", "sender", "from", "nama",
)  # fmt: skip
_KEY: Final = (
    "id", "post_id", "tweet_id", "comment_id", "message_id", "id_str", "status_id", "id unggahan", "permalink", "url", "link",
    "tautan",
)  # fmt: skip
_NOT_WORD: Final = re.compile(r"[\W_]+")


class NoText(InputError):
    """No column is known to hold the texts: a person must say which of `columns`."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        shown = ", ".join(columns[:20]) + (", …" if len(columns) > 20 else "")
        super().__init__(
            f"Say which column holds the texts. The columns are: {shown or 'none'}.",
            id_=f"Tunjukkan kolom yang berisi teks. Kolomnya: {shown or 'tidak ada'}.",
        )
        self.columns = columns


@dataclass(frozen=True, slots=True)
class Header:
    """Where the names of columns stand, and what is known of them. Longer is better."""

    row: int
    columns: tuple[str, ...]
    mapping: Mapping | None

    def __len__(self) -> int:
        known = self.mapping
        means = (
            sum(name is not None for name in (known.at, known.author, known.key)) + 1
            if known
            else 0
        )
        return means * 1000 + min(len(self.columns), 999)


def fold(name: str) -> str:
    """A name without case, spaces and signs."""
    return _NOT_WORD.sub("", name.casefold())


def guess(columns: Iterable[str]) -> Mapping | None:
    """What columns of these names probably mean; None where none looks like the text."""
    known: dict[str, str] = {}
    for name in columns:
        known.setdefault(fold(name), name)
    text, at, author, key = (
        next((known[fold(name)] for name in names if fold(name) in known), None)
        for names in (_TEXT, _AT, _AUTHOR, _KEY)
    )
    return Mapping(text, at, author, key) if text is not None else None


def checked(mapping: Mapping, columns: Sequence[str]) -> Mapping:
    """A mapping whose columns are all there. InputError."""
    for name in (mapping.text, mapping.at, mapping.author, mapping.key):
        if name is not None and name not in columns:
            raise InputError(
                f"The file has no column “{name[:60]}”.",
                id_=f"Berkas ini tidak mempunyai kolom “{name[:60]}”.",
            )
    return mapping


def named(cells: Sequence[str]) -> tuple[str, ...]:
    """Names of columns, each once: one without a name, or with that of another, gets its number."""
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = " ".join(cell.split())[:120]
        if not name or name in names:
            name = f"{name} ({number})".strip()
        names.append(name)
    return tuple(names)


def find_header(
    rows: Iterable[tuple[int, Sequence[str]]], mapping: Mapping | None
) -> Header | None:
    """The header among the first rows: the one that `mapping` names, else the best guess, else the first filled row."""
    best: Header | None = None
    for number, cells in islice(rows, HEADER_WITHIN):
        if not any(map(str.strip, cells)):
            continue
        columns = named(_trimmed(cells))
        if mapping is not None:
            means = mapping if mapping.text in columns else None
        else:
            means = guess(columns)
        found = Header(number, columns, means)
        if best is None or (means is not None and (best.mapping is None or len(found) > len(best))):
            best = found
    return best


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    """Without the empty cells at the end."""
    width = max((n for n, cell in enumerate(cells, 1) if cell.strip()), default=0)
    return cells[:width]


def meant(header: Header | None) -> Header:
    """A header of which the text is known. NoText."""
    if header is None or header.mapping is None:
        raise NoText(header.columns if header else ())
    return Header(header.row, header.columns, checked(header.mapping, header.columns))
