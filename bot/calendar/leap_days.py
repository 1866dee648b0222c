"""29 February in years that do not have it: its anniversary is the 28th."""

from calendar import isleap
from datetime import date


def has_leap_day(year: int) -> bool:
    """Whether a year has a 29 February."""
    return isleap(year)


def stands_in(day: date) -> bool:
    """Whether a day is 28 February of a year without a 29th, and so the anniversary of both."""
    return (day.month, day.day) == (2, 28) and not has_leap_day(day.year)


def is_leap_day(day: date) -> bool:
    """Whether a day is a 29 February."""
    return (day.month, day.day) == (2, 29)


def days_remembered(day: date, year: int) -> tuple[date, ...]:
    """The days of another year that have their anniversary on a day, the latest first.

    They are two if the day is a 28 February that stands in for the 29th. For a 29 February, in a
    year that has none, the 28th is returned, because it is the last day that was over by then.
    """
    if is_leap_day(day) and not has_leap_day(year):
        return (date(year, 2, 28),)
    same = day.replace(year=year)
    if stands_in(day) and has_leap_day(year):
        return (date(year, 2, 29), same)
    return (same,)
