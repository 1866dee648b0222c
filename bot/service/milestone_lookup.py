"""The calendar looked up directly: what `/milestone` and `milestone` show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from bot.calendar.calendar import Calendar, Occasion
from bot.calendar.date_expression import DateExpression, likeliest
from bot.calendar.lookup import Lookup
from bot.knowledge.model import Milestone
from bot.service.calendar_reply import nothing_on
from bot.text.milestones import day_name

CHOICES = 25
CHOICE_LIMIT = 100


@dataclass(frozen=True, slots=True)
class LookedUp:
    """Milestones, and what is to be said above them or in their place."""

    milestones: tuple[Milestone, ...]
    remark: str = ""
    near: tuple[date, ...] = ()  # days to go on with where there are no milestones


def look_up(lookup: Lookup, query: str | None, today: date) -> LookedUp:
    """What a query finds; without one the day's anniversary, or else the next."""
    if not query or not query.strip():
        return _today_or_next(lookup, today)
    found = lookup.find(query, today)
    if found.milestones:
        return LookedUp(found.milestones)
    if found.date_expressions:
        return LookedUp(
            (),
            nothing_on(found, lookup.calendar),
            _around(found.date_expressions[0], lookup.calendar),
        )
    near = lookup.place_names.nearest(query)
    hint = f" The name most like it is {near[0]}." if near else ""
    return LookedUp(
        (),
        f"My calendar knows no such day, place or event.{hint} "
        "Try a date, a town or a word of a title.",
        (near[1].date,) if near else (),
    )


def _around(expression: DateExpression, calendar: Calendar) -> tuple[date, ...]:
    """The days with milestones before and after a date that has none."""
    span = likeliest(expression, calendar)
    sides = (calendar.previous(span[0]), calendar.next(span[1])) if span else ()
    return tuple(day for day in sides if day)


def _today_or_next(lookup: Lookup, today: date) -> LookedUp:
    occasion = next(lookup.calendar.occasions(today), None)
    if occasion is None:
        return LookedUp((), "My calendar is empty.")
    return LookedUp(occasion.milestones, _ahead(occasion, today))


def _ahead(occasion: Occasion, today: date) -> str:
    days = (occasion.day - today).days
    if days == 0:
        return f"## On this day, {occasion.day.day} {occasion.day:%B}"
    when = "tomorrow" if days == 1 else f"in {days} days"
    day = f"{occasion.day.day} {occasion.day:%B}"
    return f"Today is no milestone's anniversary. The next one comes {when}, on {day}:"


def complete(lookup: Lookup, typed: str, today: date) -> list[tuple[date, str]]:
    """Days to choose from while typing, with their labels; never empty-handed."""
    days = dict.fromkeys(_days(lookup, typed, today))
    return [(day, _label(lookup, day)) for day in islice(days, CHOICES)]


def _days(lookup: Lookup, typed: str, today: date) -> Iterator[date]:
    start = typed.casefold().strip()
    if start:
        yield from lookup.find(typed, today).days
        # What begins with the letters typed comes before what has them somewhere.
        for fits in (str.startswith, str.__contains__):
            for milestone in lookup.calendar.milestones:
                day = day_name(milestone.date)
                names = (milestone.title, milestone.place, day, *milestone.aliases)
                if any(fits(name.casefold(), start) for name in names):
                    yield milestone.date
    for occasion in islice(lookup.calendar.occasions(today), CHOICES):
        yield occasion.milestones[0].date
    yield from lookup.calendar.days


def _label(lookup: Lookup, day: date) -> str:
    milestones = lookup.calendar.on(day)
    title, *others = [milestone.title for milestone in milestones]
    more = f" (+{len(others)})" if others else ""
    label = f"{day_name(day)}: {title}"
    return label[: CHOICE_LIMIT - len(more)] + more
