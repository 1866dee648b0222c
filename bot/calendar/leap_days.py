"""The anniversary of 29 February, which is the 28th in years without a leap day."""

from calendar import isleap
from datetime import date


def has_leap_day(year: int) -> bool:
    """Whether a year has a 29 February."""
    return isleap(year)


def stands_in_for_leap_day(day: date) -> bool:
    """Whether a day is 28 February in a year without a 29th, and so the anniversary of both."""
    return (day.month, day.day) == (2, 28) and not has_leap_day(day.year)


def is_leap_day(day: date) -> bool:
    """Whether a day is a 29 February."""
    return (day.month, day.day) == (2, 29)


def days_with_anniversary(day: date, year: int) -> tuple[date, ...]:
    """The days of another year whose anniversary a day is, the latest first.

    There are two if the day is a 28 February that stands in for the 29th. For 29 February and a
    year without one, the result is the 28th, the last day before it.
    """
    if is_leap_day(day) and not has_leap_day(year):
        return (date(year, 2, 28),)
    same = day.replace(year=year)
    if stands_in_for_leap_day(day) and has_leap_day(year):
        return (date(year, 2, 29), same)
    return (same,)
