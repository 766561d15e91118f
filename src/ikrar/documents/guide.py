"""The pocket guide of one phase: what is forbidden, what is safe, what to ask; two A4 pages, made from a pack.

In: plain words. Out: PDF bytes, the same for the same words, whenever they are made again. Nothing is trusted to be
markup, and nothing here decides: rows come as the pack lists them, each with its class and how sure it is.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Final

from pypdf import PdfReader

from ikrar.documents.compile import render
from ikrar.documents.legible import breakable, legible
from ikrar.documents.letters.days import in_words
from ikrar.errors import InputError

PAGES: Final = 2
SIZES: Final = (11.2, 10.6, 10.0, 9.4, 8.8, 8.2, 7.6)  # points; smaller could not be read
_LONGEST: Final = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One act: its id, its words, and what stands below them in small type."""

    id: str
    text: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What the two pages say. `days` are the phase's days in words, `made_on` the day of the pack."""

    election: str
    phase: str
    days: str
    made_on: date
    forbidden: tuple[Row, ...]
    safe: tuple[Row, ...]
    ask: tuple[Row, ...]
    norms: tuple[str, ...]
    where: str = ""


def pocket_guide(data: Guide) -> bytes:
    """The PDF, in the largest type that fits. InputError where even the smallest needs a third page."""
    day = data.made_on
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    says = _shown({**asdict(data), "made_on": in_words(day)})
    for size in SIZES:
        made = render("guide.typ", {**says, "size": size}, at=at)
        if len(PdfReader(BytesIO(made)).pages) == PAGES:
            return made
    raise InputError(
        "This guide says more than two pages hold. Leave rows out.",
        id_="Isi saku ini lebih dari dua halaman. Kurangi barisnya.",
    )


def _shown(value: Any) -> Any:
    """Every string legible, with places to break where a word is too long for a column."""
    if isinstance(value, str):
        return breakable(legible(value), longest=_LONGEST)
    if isinstance(value, dict):
        return {name: _shown(part) for name, part in value.items()}
    return [_shown(part) for part in value] if isinstance(value, list | tuple) else value
