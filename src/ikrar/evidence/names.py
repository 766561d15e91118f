"""A file name as somebody's device sent it, made safe to show, to store and to download under.

In: any text. Out: one name without folders, without what is invisible, turns the direction of writing or is reserved by
a system; composed, short, never empty, its last extension kept: a program that was named to look like a picture shows
itself to be one.
"""

import re
import unicodedata
from typing import Final

LONGEST: Final = 120
_MOST_BYTES: Final = 240  # file systems stop at 255
_MOST_READ: Final = 4096
_NAMELESS: Final = "berkas"

# control, format (which turns direction and joins), half a character, private, unassigned
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
# letters and marks that show nothing
_BLANK: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
_FOLDER: Final = re.compile(r"[/\\]")
_RESERVED: Final = re.compile(r'[<>:"|?*]')
_SPACES: Final = re.compile(r"\s+")
_EXTENSION: Final = re.compile(r"[A-Za-z0-9]{1,10}")
_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_EDGE: Final = " .-"


def safe_name(raw: str) -> str:
    """The last part of `raw` as a harmless name of at most 120 characters; `berkas` if nothing is left."""
    parts = map(_visible, _FOLDER.split(raw[-_MOST_READ:]))
    name = ([part for part in parts if part.strip(_EDGE)] or [""])[-1].rstrip(_EDGE)
    stem, dot, extension = name.rpartition(".")
    if not dot or not _EXTENSION.fullmatch(extension):
        return _shortened(name, "")
    return _shortened(stem, f".{extension}")


def extension_of(name: str) -> str:
    """The extension of a safe name in small letters, without its dot; empty if it has none."""
    _stem, dot, extension = name.rpartition(".")
    return extension.lower() if dot and _EXTENSION.fullmatch(extension) else ""


def _visible(part: str) -> str:
    told = _BLANK.sub("", part)
    shown = "".join(c for c in told if c.isspace() or unicodedata.category(c) not in _HIDDEN)
    return unicodedata.normalize("NFC", _RESERVED.sub("_", _SPACES.sub(" ", shown)))


def _shortened(stem: str, ending: str) -> str:
    stem = stem.strip(_EDGE)
    stem = f"_{stem}" if _DEVICE.fullmatch(stem) else stem
    cut = stem[: LONGEST - len(ending)].encode()[: _MOST_BYTES - len(ending)]
    return (cut.decode(errors="ignore").rstrip(_EDGE) or _NAMELESS) + ending
