"""How cleaning ends: what was taken out, or why the file could not be cleaned.

Cleaners take the whole file and give a `Clean` or raise `NotCleanable`; `strip` turns both into one answer.
Words in English, for a page to translate.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from ikrar.errors import InputError


class Reason(StrEnum):
    """Why there is no clean copy."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    DAMAGED = "damaged"  # cut short, or not built as its kind demands
    ENCRYPTED = "encrypted"
    BOMB = "bomb"  # unpacks to far more than it weighs
    TOO_COMPLEX = "too_complex"  # too many parts, or it took too long
    ACTIVE_CONTENT = "active_content"  # macros and controls that cannot be taken out
    HOLDS_FILES = "holds_files"  # other files, each with traces of its own
    NO_CLEANER = "no_cleaner"  # a kind that we do not know how to clean


class Trace(StrEnum):
    """What was taken out."""

    EXIF = "exif"  # device, place and time of a picture
    XMP = "xmp"
    IPTC = "iptc"
    COMMENT = "comment"
    THUMBNAIL = "thumbnail"
    COLOUR_PROFILE = "colour_profile"  # names the screen or the camera
    TEXT = "text"  # titles, artists, places, software
    TIMES = "times"
    PROPERTIES = "properties"
    AUTHORS = "authors"  # of comments and changes; what they wrote stays
    LINKS = "links"  # that opening the file would follow
    ATTACHMENTS = "attachments"
    SCRIPTS = "scripts"  # and every other act that opening or clicking would start
    SIGNATURES = "signatures"
    TRACKS = "tracks"  # beside picture and sound: positions, sensors
    APPENDED = "appended"  # after the end of the file proper
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Clean:
    """The cleaned file. `pixels`: how many a picture has, where showing it depends on that."""

    data: bytes
    removed: frozenset[Trace] = frozenset()
    pixels: int = 0


class NotCleanable(InputError):
    """There is no clean copy of this file."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"This file cannot be cleaned ({reason.value}): open it with care.")
        self.reason = reason


MOST_PIECES: Final = 200_000


class Budget:
    """Counts the pieces of one file and stops at a number that no honest file of 40 MB has."""

    def __init__(self, left: int = MOST_PIECES) -> None:
        self._left = left

    def spend(self, pieces: int = 1) -> None:
        self._left -= pieces
        if self._left < 0:
            raise NotCleanable(Reason.TOO_COMPLEX)


def damaged() -> NotCleanable:
    return NotCleanable(Reason.DAMAGED)
