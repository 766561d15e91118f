"""Days, times and numbers in words and digits, in Indonesian and in English.

In: plain values and a language code. Out: text. Kept apart from the tags so that letters, mails and exports
write them the same way.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def day(value: date, language: str | None = "id") -> str:
    """A day with its month in full.

    >>> day(date(2024, 2, 14))
    '14 Februari 2024'
    """
    months = MONTHS_EN if language == "en" else MONTHS
    return f"{value.day} {months[value.month - 1]} {value.year}"


def time_of_day(value: datetime, language: str | None = "id") -> str:
    """Hour and minute with the name of the zone that `value` is in."""
    zone = value.tzname() or "UTC"
    if language == "en":
        return f"{value:%H:%M} {zone}"
    return f"pukul {value:%H.%M} {zone}"


def number(value: Any, language: str | None = "id", *, places: int = 0) -> str:
    """Digits in groups of three.

    >>> number(4000), number(4000, "en"), number(Decimal("97.25"), places=1)
    ('4.000', '4,000', '97,3')
    """
    step = Decimal(1).scaleb(-places)
    text = f"{Decimal(str(value)).quantize(step, ROUND_HALF_UP):,}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))
