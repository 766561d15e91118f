"""How files in a packet are named: by us, from a number and a media type, never by who sent them.

A name outside these is refused before anything is read. A kind that a program might run or a browser render ends in
`.bin`, so that a double click does nothing.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import count
from typing import Final

INDEX: Final = "INDEKS.txt"
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
LETTER: Final = "surat"
EVIDENCE: Final = "bukti"
MAX_FILES: Final = 999

_OFFICE = "application/vnd.openxmlformats-officedocument."
_SUFFIX = {
    "application/pdf": "pdf",
    f"{_OFFICE}wordprocessingml.document": "docx",
    f"{_OFFICE}spreadsheetml.sheet": "xlsx",
    f"{_OFFICE}presentationml.presentation": "pptx",
    "application/json": "json",
    "application/zip": "zip",
    "audio/amr": "amr",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/wav": "wav",
    "image/avif": "avif",
    "image/gif": "gif",
    "image/heic": "heic",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "image/webp": "webp",
    "text/csv": "csv",
    "text/plain": "txt",
    "video/3gpp": "3gp",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "video/x-matroska": "mkv",
}
_OTHER = "bin"
_ALLOWED = re.compile(rf"(?:{LETTER}|{EVIDENCE})/\d{{3}}\.[a-z0-9]{{3,4}}", re.ASCII)


class Namer:
    """Numbers the files of each folder from 1."""

    def __init__(self) -> None:
        self._numbers = {folder: count(1) for folder in (LETTER, EVIDENCE)}

    def name(self, folder: str, media_type: str) -> str:
        return f"{folder}/{next(self._numbers[folder]):03d}.{_SUFFIX.get(media_type, _OTHER)}"


def is_allowed(name: str) -> bool:
    """Say whether a packet could hold a file of this name."""
    return name in {INDEX, MANIFEST, SIGNATURE} or _ALLOWED.fullmatch(name) is not None


def expected(paths: Sequence[str], media_types: Iterable[str]) -> list[str] | None:
    """Give the names that files in these folders and of these kinds have, or None if none can."""
    folders = [path.partition("/")[0] for path in paths[:-1]]
    if not 1 <= len(folders) <= MAX_FILES or not {LETTER, EVIDENCE}.issuperset(folders):
        return None
    namer = Namer()
    return [*map(namer.name, folders, media_types), INDEX]
