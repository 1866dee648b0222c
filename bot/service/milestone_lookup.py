"""Looks something up in the calendar: for `/milestone`, its autocomplete, and `milestone`."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import islice

from bot.calendar.day_names import day_name
from bot.calendar.leap_days import stands_in_for_leap_day
from bot.calendar.lookup import FoundMilestones, Lookup
from bot.language.tokens import normalise
from bot.service.calendar_outcome import nothing_on_date
from bot.service.snapshot import Snapshot
from bot.text.lookup import Anniversary, EmptyCalendar, LookupResult, Matches, NotFound, day_choice
from bot.text.outcome import NothingOnDate

CHOICES = 25  # Discord shows no more


def look_up(snapshot: Snapshot, query: str | None, today: date) -> LookupResult:
    """What a query finds; without a query, today's anniversary or else the next one."""
    lookup = snapshot.lookup
    if not query or not query.strip():
        return _anniversary(lookup, today)
    found = find(snapshot, query, today)
    if found.milestones:
        return Matches(found.milestones, _stand_in(found, today))
    if found.date_expressions:
        return nothing_on_date(found, lookup.calendar)
    return NotFound(lookup.place_names.nearest(query))


def _stand_in(found: FoundMilestones, today: date) -> date | None:
    """The 28 February that a word like “today” means, if it has the anniversary of the 29th too."""
    relative = {(each.month, each.day) for each in found.date_expressions if each.relative}
    eve = date(today.year, 2, 28)
    return eve if (2, 29) in relative and stands_in_for_leap_day(eve) else None


def find(snapshot: Snapshot, query: str, today: date) -> FoundMilestones:
    """The milestones of a date if the query names one, else of a place, else of an event."""
    found = snapshot.lookup.find(query, today)
    if found.milestones or found.date_expressions:
        return found
    question = snapshot.matcher.parse(query)
    if not snapshot.lookup.terms.informative_terms(question.tokens):
        return found  # words of the subject are in nearly every milestone
    by_id = snapshot.knowledge.milestones_by_id
    return FoundMilestones(tuple(by_id[id_] for id_ in snapshot.matcher.find_events(query)))


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


def complete(snapshot: Snapshot, typed: str, today: date) -> list[tuple[date, str]]:
    """Days to choose from while somebody types, with their labels; there is always one."""
    days = dict.fromkeys(_days(snapshot, typed, today))
    return [(day, day_choice(snapshot.calendar.on(day))) for day in islice(days, CHOICES)]


@lru_cache(maxsize=4_000)
def _normalised(name: str) -> str:
    return normalise(name)


def _days(snapshot: Snapshot, typed: str, today: date) -> Iterator[date]:
    lookup, start = snapshot.lookup, normalise(typed)
    if start:
        yield from find(snapshot, typed, today).days
        # Names that start with what was typed come before names that contain it.
        for fits in (str.startswith, str.__contains__):
            for milestone in lookup.calendar.milestones:
                day = day_name(milestone.date)
                names = (milestone.title, milestone.place, day, *milestone.aliases)
                if any(fits(_normalised(name), start) for name in names):
                    yield milestone.date
    for occasion in islice(lookup.calendar.occasions(today), CHOICES):
        yield from (milestone.date for milestone in occasion.milestones)
    yield from lookup.calendar.days
