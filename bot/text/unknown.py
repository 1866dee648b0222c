"""What the bot says if it does not know the answer, and what may help."""

from datetime import date

from bot.calendar.date_expression import LEAP_YEAR, MONTHS, DateExpression
from bot.calendar.day_names import day_name
from bot.text.markup import Markup
from bot.text.outcome import NoSuchPlace, NothingOnDate, PlaceInCalendar, Reason

MAX_NAMED_DAYS = 2  # more are only counted


def unknown_text(reason: Reason | None, markup: Markup) -> str:
    """The text for an unknown answer; `reason`: why it is unknown, if that is known."""
    match reason:
        case None:
            return f"I don't know that one. {markup.code('/help')} shows what you can ask me."
        case NothingOnDate():
            return nothing_on_date(reason)
        case NoSuchPlace(name, nearest):
            text = f"My calendar has no stop called {name}."
            if nearest is None:
                return text
            similar, stop = nearest
            return f"{text} The closest name I know is {similar} ({day_name(stop.date)})."
        case PlaceInCalendar(name, days):
            few = len(days) <= MAX_NAMED_DAYS
            listed = " and ".join(map(day_name, days)) if few else f"{len(days)} days"
            command = markup.code(f"/milestone {name}")
            return (
                f"I don't know that one. My calendar lists {name} on {listed}: "
                f"{command} shows what happened there."
            )


def nothing_on_date(reason: NothingOnDate) -> str:
    """The text for a date without milestones: the milestones before and after it."""
    expression = reason.expression
    if expression.numbering and not expression.possible:
        return _no_such_number(expression.day, *expression.numbering)
    if expression.possible and not _is_empty(reason.span):
        text = f"My calendar has nothing for {_date_name(reason)}"
    else:
        text = f"There is no such day as {_impossible_date_name(expression, reason.span)}"
    if reason.span is None:
        if reason.calendar is None:
            return f"{text}."
        first, last = map(day_name, reason.calendar)
        return f"{text}; my calendar runs from {first} to {last}."
    neighbours = [
        f"the {which} milestone is {day_name(milestone.date)} ({milestone.title})"
        for which, milestone in (("previous", reason.previous), ("next", reason.next))
        if milestone is not None
    ]
    return f"{text}; {' and '.join(neighbours)}." if neighbours else f"{text}."


def _no_such_number(number: int, first: date, last: date) -> str:
    count = (last - first).days + 1
    return (
        f"There is no day {number}: the days are counted from day 1 ({day_name(first)}) to "
        f"day {count} ({day_name(last)})."
    )


def _date_name(reason: NothingOnDate) -> str:
    """A single day in words; a stretch of days as it was written."""
    single = reason.span is not None and reason.expression.days == 1
    return day_name(reason.span[0]) if reason.span and single else reason.expression.text


def _is_empty(span: tuple[date, date] | None) -> bool:
    """Whether there is no day between the first and the last: 29 February of most years."""
    return span is not None and span[0] > span[1]


def _impossible_date_name(expression: DateExpression, span: tuple[date, date] | None) -> str:
    """The 31st of June in words; as it was written if even the month does not exist.

    A day that some years have, 29 February, is named with the year that is probably meant.
    """
    if not 1 <= expression.month <= MONTHS:
        return expression.text
    meant = span[1].year if span and expression.possible else None
    year = expression.year if expression.year is not None else meant
    day = f"{expression.day} {date(LEAP_YEAR, expression.month, 1):%B}"
    return day if year is None else f"{day} {year}"
