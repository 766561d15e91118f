"""Which column of a table is the text, the time, the author, the identity: told by a person or guessed by name.

Names are compared without case, spaces and signs, in the order of the lists: the earlier name wins.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

from ikrar.errors import InputError
from ikrar.sources.model import Mapping

_TEXT: Final = (
    "text", "teks", "full_text", "body", "message", "pesan", "isi", "isi pesan", "content", "konten", "caption", "tweet",
    "status", "komentar", "comment", "comment_text", "post", "unggahan", "postingan", "kalimat", "ucapan", "deskripsi",
    "description", "isi unggahan", "message_text", "tweet_text",
)  # fmt: skip
_AT: Final = (
    "unix_timestamp", "at", "created_at", "waktu", "tanggal", "tgl", "date", "datetime", "timestamp", "time", "created",
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


def known_by(mapping: Mapping | None) -> Callable[[tuple[str, ...]], int]:
    """How many names of a header are known: those of `mapping`, if its text is there, else those that can be guessed."""

    def known(names: tuple[str, ...]) -> int:
        found = guess(names) if mapping is None else mapping
        if found is None or found.text not in names:
            return 0
        return sum(name in names for name in (found.text, found.at, found.author, found.key))

    return known


def meant(names: tuple[str, ...], mapping: Mapping | None) -> Mapping:
    """What the columns mean. NoText where nobody knows; InputError where `mapping` names a column that is not there."""
    found = guess(names) if mapping is None else mapping
    if found is None:
        raise NoText(names)
    for name in (found.text, found.at, found.author, found.key):
        if name is not None and name not in names:
            raise InputError(
                f"The file has no column “{name[:60]}”.",
                id_=f"Berkas ini tidak mempunyai kolom “{name[:60]}”.",
            )
    return found
