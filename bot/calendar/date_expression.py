"""Date expressions: a day or a period as people write it, and the calendar's days that it means."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from bot.calendar.calendar import Calendar

DAYS_IN_YEAR = 365  # a period of at least so many days is a whole year
MONTHS = 12  # in a year
NO_MONTH = 0
LEAP_YEAR = 2000  # has every day that a year can have


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A day or a period that a text names; it may be in any year if the text names none."""

    text: str  # as written
    year: int | None
    month: int
    day: int
    days: int = 1  # the length of the period that begins on that day
    relative: bool = False  # whether it depends on the present day: today, tomorrow, yesterday
    # Of a numbered day, like day 34: the first and the last day that have a number. A day beyond
    # them has no month, and its number as the day.
    numbering: tuple[date, date] | None = None

    def first_in(self, year: int) -> date | None:
        """Return the first day in a given year; None if that year has no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def last_in(self, year: int) -> date:
        """Return the last day if the first is in a given year; that year must have the first."""
        last = date(year, self.month, self.day).toordinal() + self.days - 1
        return date.fromordinal(min(last, date.max.toordinal()))

    @property
    def possible(self) -> bool:
        """Whether the first day exists, in its year or in some year."""
        return self.first_in(self.year if self.year is not None else LEAP_YEAR) is not None

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return self.days >= DAYS_IN_YEAR


# What a part of a text may mean, and the span of that part
Reading: TypeAlias = tuple[list[DateExpression], tuple[int, int]]


def years_of(expression: DateExpression, calendar: Calendar) -> list[int]:
    """Return the years that a date expression may mean.

    Without a year of its own, it means the years in which it falls within the relay, or else every
    year that the calendar has.
    """
    if expression.year is not None:
        return [expression.year]
    years = sorted({day.year for day in calendar.days})
    relay = calendar.relay
    if relay is None:
        return years
    within = [
        year
        for year in years
        if (first := expression.first_in(year))
        and first <= relay.last
        and expression.last_in(year) >= relay.first
    ]
    return within or years


def resolve(expression: DateExpression, calendar: Calendar) -> tuple[date, ...]:
    """Return the calendar's days that a date expression means, in order."""
    return tuple(
        sorted(
            {
                milestone.date
                for year in years_of(expression, calendar)
                if (first := expression.first_in(year))
                for milestone in calendar.between(first, expression.last_in(year))
            }
        )
    )


def likeliest(expression: DateExpression, calendar: Calendar) -> tuple[date, date] | None:
    """Return the first and the last day that a date expression means, in the likeliest year.

    That is the year nearest to the relay. For a day that its month does not have (31 November), the
    result is the empty span after the end of that month: its first day comes after its last. None
    if there is no such month.
    """
    spans: list[tuple[date, date]] = []
    for year in years_of(expression, calendar):
        if first := expression.first_in(year):
            spans.append((first, expression.last_in(year)))
        elif 1 <= expression.month <= MONTHS and date.min.year <= year < date.max.year:
            end = date(year, expression.month, monthrange(year, expression.month)[1])
            spans.append((end + timedelta(days=1), end))
    relay = calendar.relay
    if relay is None or not spans:
        return spans[-1] if spans else None
    return min(spans, key=lambda span: max(relay.first - span[1], span[0] - relay.last))
