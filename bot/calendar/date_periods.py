"""Merges two dates into a period: “28 November to 2 December”."""

from dataclasses import replace

from bot.calendar.date_expression import DAYS_IN_YEAR, LEAP_YEAR, DateExpression, Reading
from bot.calendar.date_patterns import RANGE_WORDS


def merge_periods(text: str, found: list[Reading]) -> list[Reading]:
    """Merge neighbours between which a text has “to”, or “and” if “between” comes first."""
    merged: list[Reading] = []
    for expressions, (start, stop) in found:
        if merged:
            before, (begun, ended) = merged[-1]
            between = RANGE_WORDS.fullmatch(text[ended:start])
            joined = between and (not between["and"] or text[:begun].rstrip().endswith("between"))
            if joined and (period := _period(before, expressions)):
                merged[-1] = [period], (begun, stop)
                continue
        merged.append((expressions, (start, stop)))
    return merged


def _period(before: list[DateExpression], after: list[DateExpression]) -> DateExpression | None:
    """Return the period from one day to another; None unless both are single days that exist."""
    if len(before) > 1 or len(after) > 1:
        return None
    first, last = before[0], after[0]
    if not (first.possible and last.possible and first.days == last.days == 1):
        return None
    year = first.year if first.year is not None else last.year
    start = first.first_in(base := year if year is not None else LEAP_YEAR)
    if start is None:
        return None
    for ends_in in (last.year,) if first.year and last.year else (base, base + 1):
        end = last.first_in(ends_in) if ends_in else None
        if end and 0 < (days := (end - start).days) < DAYS_IN_YEAR:
            text = f"{first.text} to {last.text}"
            # A year that follows only the last day is the year of the last day.
            begins_in = year if first.year or year is None else year - (ends_in > base)
            return replace(first, text=text, year=begins_in, days=days + 1)
    return None
