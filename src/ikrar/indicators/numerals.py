"""Numbers, shares and days as people write them, in Indonesian and in English.

In: plain values and a language, "id" or "en". Out: text. Sentences, charts and briefings write them the same way.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from ikrar.packs.model import Text

_MONTHS: Final = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
        "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ),
}  # fmt: skip
_SWAPPED: Final = str.maketrans(",.", ".,")


def number(value: float, language: str, *, places: int = 0) -> str:
    """Digits in groups of three.

    >>> number(4000, "id"), number(4000, "en"), number(-97.25, "id", places=1)
    ('4.000', '4,000', '−97,3')
    """
    text = f"{value + 1e-9 * (value > 0) - 1e-9 * (value < 0):,.{places}f}".replace("-", "−")
    return text if language == "en" else text.translate(_SWAPPED)


def places(share: float) -> int:
    """Decimals that a share is told with: 12%, but 3.4%."""
    return 1 if abs(share) < 0.0995 else 0


def percent(share: float, language: str, *, decimals: int | None = None) -> str:
    """A share from 0 to 1; never 0 where there is some.

    >>> percent(0.034, "id"), percent(0.12, "en"), percent(0.0002, "id")
    ('3,4%', '12%', '<0,1%')
    """
    if 0 < share < 0.0005:
        return f"<{number(0.1, language, places=1)}%"
    decimals = places(share) if decimals is None else decimals
    return f"{number(share * 100, language, places=decimals)}%"


def between(low: float, high: float, language: str, *, decimals: int) -> str:
    """An interval of shares: "9–15%"."""
    ends = (number(end * 100, language, places=decimals) for end in (low, high))
    return f"{'–'.join(ends)}%"


def points(differences: Sequence[float], language: str) -> list[str]:
    """Differences of shares in percentage points, with their signs and equally many decimals.

    >>> points([0.03, -0.004, 0], "id"), points([0.12, 0.2], "en")
    (['+3,0', '−0,4', '0,0'], ['+12', '+20'])
    """
    decimals = max(places(difference) for difference in differences)
    told = [number(difference * 100, language, places=decimals) for difference in differences]
    zero = number(0, language, places=decimals)
    return [
        zero if text.lstrip("−") == zero else f"+{text}" if difference > 0 else text
        for text, difference in zip(told, differences, strict=True)
    ]


def day(value: date, language: str) -> str:
    """A day with its month in full: "14 Februari 2024"."""
    return f"{value.day} {_MONTHS[language][value.month - 1]} {value.year}"


def short_day(value: date, language: str) -> str:
    """A day in a narrow place: "14 Feb"."""
    return f"{value.day} {month(value, language)}"


def month(value: date, language: str) -> str:
    """A month in three letters: "Agu", "Aug"."""
    return _MONTHS[language][value.month - 1][:3]


def in_language(text: Text, language: str) -> str:
    """Words that stand in both languages, in one."""
    return text.en if language == "en" else text.id


def phase_name(name: Text, language: str) -> str:
    """A phase within a sentence: "tahap saat pemilu", "the phase “During the election”"."""
    return f"“{name.en}”" if language == "en" else name.id[:1].lower() + name.id[1:]
