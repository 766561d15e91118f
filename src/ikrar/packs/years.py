"""Periods in years, as retention and yearly duties count them."""

from datetime import date


def years_from(day: date, years: int) -> date:
    """The same day so many years later, earlier where negative; 28 February in a year that has no 29th."""
    is_leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if is_leap else day.day)
