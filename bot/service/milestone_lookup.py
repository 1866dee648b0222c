"""Looks something up in the calendar: for `/milestone`, its autocomplete, and `milestone`."""

from collections.abc import Iterator
from datetime import date
from itertools import islice

from bot.calendar.day_names import day_name
from bot.calendar.lookup import Lookup
from bot.service.calendar_outcome import nothing_on_date
from bot.text.lookup import Anniversary, EmptyCalendar, LookupResult, Matches, NotFound, day_choice
from bot.text.outcome import NothingOnDate

CHOICES = 25  # Discord shows no more


def look_up(lookup: Lookup, query: str | None, today: date) -> LookupResult:
    """What a query finds; without a query, today's anniversary or else the next one."""
    if not query or not query.strip():
        return _anniversary(lookup, today)
    found = lookup.find(query, today)
    if found.milestones:
        return Matches(found.milestones)
    if found.date_expressions:
        return nothing_on_date(found, lookup.calendar)
    return NotFound(lookup.place_names.nearest(query))


def _anniversary(lookup: Lookup, today: date) -> LookupResult:
    occasion = next(lookup.calendar.occasions(today), None)
    if occasion is None:
        return EmptyCalendar()
    return Anniversary(occasion.milestones, occasion.day, (occasion.day - today).days)


def days_nearby(result: LookupResult) -> tuple[date, ...]:
    """The days to offer if nothing was found: the neighbours of a date, or a similar name's."""
    match result:
        case NothingOnDate(previous=previous, next=following):
            return tuple(near.date for near in (previous, following) if near is not None)
        case NotFound(nearest=(_, milestone)):
            return (milestone.date,)
        case _:
            return ()


def complete(lookup: Lookup, typed: str, today: date) -> list[tuple[date, str]]:
    """Days to choose from while somebody types, with their labels; there is always one."""
    days = dict.fromkeys(_days(lookup, typed, today))
    return [(day, day_choice(lookup.calendar.on(day))) for day in islice(days, CHOICES)]


def _days(lookup: Lookup, typed: str, today: date) -> Iterator[date]:
    start = typed.casefold().strip()
    if start:
        yield from lookup.find(typed, today).days
        # Names that start with what was typed come before names that contain it.
        for fits in (str.startswith, str.__contains__):
            for milestone in lookup.calendar.milestones:
                day = day_name(milestone.date)
                names = (milestone.title, milestone.place, day, *milestone.aliases)
                if any(fits(name.casefold(), start) for name in names):
                    yield milestone.date
    for occasion in islice(lookup.calendar.occasions(today), CHOICES):
        yield occasion.milestones[0].date
    yield from lookup.calendar.days
