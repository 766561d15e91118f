"""The pocket guide of one phase: what is forbidden, what is safe, what to ask; two A4 pages, made from a pack.

In: plain words. Out: PDF bytes, the same for the same words, whenever they are made again. Nothing is trusted to be
markup, and nothing here decides: rows come as the pack lists them, each with its class and how sure it is.
"""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from ikrar.documents.compile import render
from ikrar.documents.legible import breakable, legible
from ikrar.documents.letters.days import in_words
from ikrar.errors import InputError

MOST_ROWS: Final = 40  # on the first page; more would be too small to read
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
    """The PDF. InputError where one page cannot hold what is forbidden."""
    if len(data.forbidden) > MOST_ROWS:
        raise InputError(
            f"The guide has {len(data.forbidden)} rows; a page holds {MOST_ROWS}.",
            id_=f"Saku ini berisi {len(data.forbidden)} baris; satu halaman memuat {MOST_ROWS}.",
        )
    day = data.made_on
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return render("guide.typ", _shown({**asdict(data), "made_on": in_words(day)}), at=at)


def _shown(value: Any) -> Any:
    """Every string legible, with places to break where a word is too long for a column."""
    if isinstance(value, str):
        return breakable(legible(value), longest=_LONGEST)
    if isinstance(value, dict):
        return {name: _shown(part) for name, part in value.items()}
    return [_shown(part) for part in value] if isinstance(value, list | tuple) else value
