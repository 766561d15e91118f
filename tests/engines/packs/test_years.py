"""The same day some years away."""

from datetime import date

import pytest

from ikrar.packs.years import years_from


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2024, 2, 29), 1, date(2025, 2, 28)),
        (date(2024, 2, 29), -5, date(2019, 2, 28)),
        (date(2023, 12, 31), -5, date(2018, 12, 31)),
        (date(2023, 2, 28), 1, date(2024, 2, 28)),
        (date(2024, 1, 30), 0, date(2024, 1, 30)),
    ],
)
def test_the_same_day_in_another_year(day, years, expected):
    assert years_from(day, years) == expected
