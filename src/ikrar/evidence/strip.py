"""A working copy without the traces of who made it, where, when and with what.

In: the kind that `sniff` told and the whole file. Out: `Stripped`; a file that cannot be cleaned is no error but says
why, and gives no copy. The data of pictures, films and sounds stays byte for byte: nothing is decoded and encoded anew.
Takes about twice the file in memory beside it, and a few seconds at the most.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ikrar.evidence import gif, heic, jpeg, mp4, office, pdf, png, riff, sound, text
from ikrar.evidence.kinds import Family, Kind
from ikrar.evidence.outcome import Clean, NotCleanable, Reason, Trace
from ikrar.evidence.sniff import HEAD, is_foreign

LARGEST_CLEANED: Final = 40_000_000
MOST_PIXELS: Final = 120_000_000  # a browser needs four bytes for each; a small file can claim many

_CLEANERS: Final[dict[str, Callable[[bytes], Clean]]] = {
    "jpeg": jpeg.clean,
    "png": png.clean,
    "webp": riff.clean_webp,
    "gif": gif.clean,
    **dict.fromkeys(("heic", "avif"), heic.clean),
    "pdf": pdf.clean,
    **dict.fromkeys(("docx", "xlsx", "pptx"), office.clean),
    **dict.fromkeys(("mp4", "mov", "3gp", "m4a"), mp4.clean),
    **dict.fromkeys(("ogg", "opus"), sound.clean_ogg),
    "mp3": sound.clean_mp3,
    "wav": riff.clean_wav,
    **dict.fromkeys(("txt", "csv", "json"), text.clean),
}


@dataclass(frozen=True, slots=True)
class Stripped:
    """The working copy (`data`, `removed`), or why there is none (`reason`; then `data` is empty)."""

    data: bytes
    cleaned: bool
    removed: tuple[Trace, ...] = ()
    reason: Reason | None = None
    is_shown_inline: bool = False


def strip(kind: Kind, data: bytes, *, most: int = LARGEST_CLEANED) -> Stripped:
    """Clean the file as the kind it is; `is_shown_inline` says whether a page may show the copy."""
    try:
        clean = _clean(kind, data, most)
    except NotCleanable as error:
        return Stripped(b"", cleaned=False, reason=error.reason)
    is_harmless = clean.pixels <= MOST_PIXELS and not is_foreign(clean.data[:HEAD])
    return Stripped(
        clean.data,
        cleaned=True,
        removed=tuple(sorted(clean.removed)),
        is_shown_inline=kind.is_shown_inline and is_harmless,
    )


def _clean(kind: Kind, data: bytes, most: int) -> Clean:
    if not data:
        raise NotCleanable(Reason.EMPTY)
    if len(data) > most:
        raise NotCleanable(Reason.TOO_LARGE)
    if kind.label in _CLEANERS:
        return _CLEANERS[kind.label](data)
    is_archive = kind.family is Family.ARCHIVE
    raise NotCleanable(Reason.HOLDS_FILES if is_archive else Reason.NO_CLEANER)
