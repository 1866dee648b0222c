"""Writes dates out in words."""

from datetime import date


def day_name(day: date) -> str:
    """Return a date in words: `9 November 2013`."""
    return f"{day.day} {day:%B} {day.year}"


def day_of_year_name(day: date) -> str:
    """Return a date in words without its year: `9 November`."""
    return f"{day.day} {day:%B}"


def partial_date_name(text: str) -> str:
    """Return an ISO date that may lack its day or month in words: `2013-11` → `November 2013`."""
    parts = text.split("-")
    if len(parts) == 1:
        return text
    month = date(2000, int(parts[1]), 1).strftime("%B")
    day = f"{int(parts[2])} " if len(parts) == 3 else ""
    return f"{day}{month} {parts[0]}"
