"""Days and hours as an Indonesian letter writes them: "Rabu, 14 Februari 2024", "09.30 WIB"."""

import re
from datetime import date

from ikrar.errors import InputError

_WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_HOUR = re.compile(r"(?:[01]\d|2[0-3])\.[0-5]\d (?:WIB|WITA|WIT)", re.ASCII)


def in_words(day: date) -> dict[str, str]:
    """The day, and the day with its weekday in front."""
    words = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return {"day": words, "weekday": f"{_WEEKDAYS[day.weekday()]}, {words}"}


def check_hour(hour: str) -> None:
    """InputError unless `hour` is like "09.30 WIB"."""
    if not _HOUR.fullmatch(hour):
        raise InputError(
            f'{hour!r} is no hour. Write it like "09.30 WIB", "10.30 WITA" or "11.30 WIT".',
            id_=f"{hour!r} bukan jam. Tulis seperti “09.30 WIB”, “10.30 WITA”, atau “11.30 WIT”.",
        )
