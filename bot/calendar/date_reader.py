"""Finds what may be a date in a normalised text, from the most specific form to the least."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from bot.calendar.date_expression import DateExpression, Reading
from bot.calendar.date_matches import (
    date_in_figures,
    date_without_year,
    day_of_named_month,
    whole_month,
    whole_year,
)
from bot.calendar.date_names import HOLIDAY_WORDS, MONTH_NUMBERS, RELATIVE_DAYS
from bot.calendar.date_patterns import (
    FIGURES_WITH_YEAR,
    FIGURES_WITHOUT_YEAR,
    HOLIDAYS,
    MONTH_IN_FIGURES,
    NAMED_MONTH,
    RELATIVE_DAY,
    WHOLE_MONTH,
    WHOLE_YEAR,
)
from bot.calendar.leap_days import stands_in_for_leap_day
from bot.calendar.relay_days import numbered_days
from bot.knowledge.model import RelayWindow

_WORD_START = r"(?<![^\W\d_])"  # also behind a digit: “9nov”
_NUMBER = re.compile(r"\d")
_FIGURES = re.compile(r"\d\.?\s?[-–/.\s]\s?\d|\d{8}")  # numbers beside each other
_MONTH = re.compile(rf"{_WORD_START}(?:{'|'.join(MONTH_NUMBERS)})")
_WORDS = (*MONTH_NUMBERS, *HOLIDAY_WORDS, "day", "today", "tomorrow", "yesterday")
_INITIALS = "".join(sorted({word[0] for word in _WORDS}))
_CLUE = re.compile(rf"\d|{_WORD_START}(?=[{_INITIALS}])(?:{'|'.join(_WORDS)})")


def may_have_date(text: str) -> bool:
    """Whether a text has a digit, or a word that dates have: a quick look."""
    return _CLUE.search(text) is not None


def readings(text: str, today: date, relay: RelayWindow | None) -> Iterator[Reading]:
    """Yield everything that may be a date; less specific readings may overlap earlier ones."""
    number, named = _NUMBER.search(text), _MONTH.search(text)
    figures = number and _FIGURES.search(text, number.start())
    if figures:
        yield from _read(FIGURES_WITH_YEAR, text, date_in_figures)
    if named:
        yield from _read(NAMED_MONTH, text, day_of_named_month)
    if figures:
        yield from _read(FIGURES_WITHOUT_YEAR, text, date_without_year)
        yield from _read(MONTH_IN_FIGURES, text, whole_month)
    if any(word in text for word in HOLIDAY_WORDS):
        yield from _holidays(text)
    if named:
        yield from _read((WHOLE_MONTH,), text, whole_month)
    if number:
        yield from _read((WHOLE_YEAR,), text, whole_year)
    yield from numbered_days(text, relay)
    for match in RELATIVE_DAY.finditer(text):
        yield list(_relative_days(match[0], today)), match.span()


def _read(
    patterns: tuple[re.Pattern[str], ...],
    text: str,
    meanings: Callable[[re.Match[str]], list[DateExpression]],
) -> Iterator[Reading]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            if expressions := meanings(match):
                yield expressions, match.span()


def _relative_days(text: str, today: date) -> Iterator[DateExpression]:
    """Yield the day that “today” or the like means; also the one that has no day of its own."""
    day = today + timedelta(days=RELATIVE_DAYS[text])
    yield DateExpression(text, None, day.month, day.day, relative=True)
    if stands_in_for_leap_day(day):
        yield DateExpression(text, None, 2, 29, relative=True)


def _holidays(text: str) -> Iterator[Reading]:
    for pattern, (month, day) in HOLIDAYS:
        for match in pattern.finditer(text):
            year = int(match["year"]) if match["year"] else None
            yield [DateExpression(match[0], year, month, day)], match.span()
