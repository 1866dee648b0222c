"""A day or a stretch of days that somebody spoke of, and the calendar's days that it stands for."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from bot.calendar.calendar import Calendar

YEAR = 365  # days, from which on a stretch is a whole year
MONTHS = 12  # of a year
LEAP_YEAR = 2000  # has every day that any year has


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A day or a stretch of days spoken of; without a year it stands for any."""

    text: str
    year: int | None
    month: int
    day: int
    days: int = 1  # how many from that day on
    relative: bool = False  # today, tomorrow, yesterday

    def first_in(self, year: int) -> date | None:
        """The day in a given year, None where there is no such day."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def last_in(self, year: int) -> date:
        """The last day of the stretch in a year that has its first."""
        last = date(year, self.month, self.day).toordinal() + self.days - 1
        return date.fromordinal(min(last, date.max.toordinal()))

    @property
    def possible(self) -> bool:
        """Whether such a day exists (in its year, or in any)."""
        return self.first_in(self.year if self.year is not None else LEAP_YEAR) is not None

    @property
    def is_year(self) -> bool:
        """Whether a whole year is spoken of, and nothing nearer."""
        return self.days >= YEAR


def years_of(mention: DateExpression, calendar: Calendar) -> list[int]:
    """The years that a mention may speak of.

    Without a year the relay's own is meant, where the day falls into it; elsewhere any that the
    calendar has.
    """
    if mention.year is not None:
        return [mention.year]
    years = sorted({day.year for day in calendar.days})
    relay = calendar.relay
    if relay is None:
        return years
    within = [
        year
        for year in years
        if (first := mention.first_in(year))
        and first <= relay.last
        and mention.last_in(year) >= relay.first
    ]
    return within or years


def resolve(mention: DateExpression, calendar: Calendar) -> tuple[date, ...]:
    """The calendar's days that a mention speaks of."""
    return tuple(
        sorted(
            {
                milestone.date
                for year in years_of(mention, calendar)
                if (first := mention.first_in(year))
                for milestone in calendar.between(first, mention.last_in(year))
            }
        )
    )


def likeliest(mention: DateExpression, calendar: Calendar) -> tuple[date, date] | None:
    """The first and the last day meant, in the year that is nearest to the relay.

    Of a day too many for its month: the gap behind the month's last day, which is before it and
    not within. None where there is no such month.
    """
    spans: list[tuple[date, date]] = []
    for year in years_of(mention, calendar):
        if first := mention.first_in(year):
            spans.append((first, mention.last_in(year)))
        elif 1 <= mention.month <= MONTHS and date.min.year <= year < date.max.year:
            end = date(year, mention.month, monthrange(year, mention.month)[1])
            spans.append((end + timedelta(days=1), end))
    relay = calendar.relay
    if relay is None or not spans:
        return spans[-1] if spans else None
    return min(spans, key=lambda span: max(relay.first - span[1], span[0] - relay.last))
