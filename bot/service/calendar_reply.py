"""What the calendar says to a question: its milestones, or that it has none there and which next.

Never that nothing happened: a calendar only knows what it lists.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.calendar.calendar import Calendar
from bot.calendar.date_expression import LEAP_YEAR, MONTHS, DateExpression, likeliest
from bot.calendar.interpretation import Interpretation, InterpretationKind
from bot.calendar.lookup import FoundMilestones, Lookup
from bot.knowledge.model import Entry
from bot.matching.decision import Decision
from bot.service.reply import Reply
from bot.text.milestones import day_name, tell_all
from bot.text.sources import MESSAGE_LIMIT

LONGEST_NAME = 3  # words of a message that may be a place's name and nothing else
FEW_DAYS_TOLD = 3  # beside an entry's answer


def from_calendar(
    question: str,
    interpretation: Interpretation,
    lookup: Lookup,
    decision: Decision,
    linked: Entry | None,
) -> Reply:
    """The calendar's answer, with an entry named below that may be meant as well."""
    found = interpretation.found
    see_also = f"\n-# See also: {linked.question}" if linked else ""
    kind, strength = interpretation.kind, interpretation.strength
    why = f"The calendar reads {kind} in it, with a strength of {strength:.0%}."
    reply = Reply(
        question,
        "answer",
        tell_all(found.milestones, limit=MESSAGE_LIMIT - len(see_also)) + see_also,
        milestones=found.milestones,
        linked=(linked,) if linked else (),
        nearest=decision.nearest,
        sources=tuple(dict.fromkeys(each for one in found.milestones for each in one.sources)),
        reasons=(*decision.reasons, why),
    )
    if found.milestones:
        return reply
    nowhere = interpretation.kind is InterpretationKind.UNKNOWN_PLACE
    text = (
        no_such_place(interpretation.unknown_place, lookup)
        if nowhere
        else nothing_on(found, lookup.calendar)
    )
    return replace(reply, outcome="unknown", text=text + see_also)


def with_date(reply: Reply, found: FoundMilestones) -> Reply:
    """An entry's answer below the calendar's dates for the same: few, and one event for each."""
    first = {each.date: each for each in reversed(found.milestones)}
    days = list(dict.fromkeys(each.date for each in found.milestones))[:FEW_DAYS_TOLD]
    while days:
        milestones = tuple(first[day] for day in days)
        lines = "\n".join(f"**{day_name(each.date)}** · {each.title}" for each in milestones)
        dated = replace(
            reply,
            text=f"{lines}\n{reply.text}",
            milestones=milestones,
            reasons=(*reply.reasons, "The calendar has the day for it."),
        )
        if len(dated.message) <= MESSAGE_LIMIT:
            return dated
        days.pop()
    return reply


def with_link(reply: Reply, days: Sequence[date], calendar: Calendar) -> Reply:
    """An entry's answer with the days of the calendar named below that may be meant as well."""
    links = [
        f"{day_name(day)}, {calendar.on(day)[0].title} (`/milestone {day.isoformat()}`)"
        for day in days[:FEW_DAYS_TOLD]
    ]
    longer = replace(reply, text=f"{reply.text}\n-# See also: {'; '.join(links)}")
    return longer if links and len(longer.message) <= MESSAGE_LIMIT else reply


def with_hint(reply: Reply, lookup: Lookup) -> Reply:
    """An “I don't know” to a bare place name, with where to look that place up."""
    name = reply.question.strip(" ?!.")
    plain = all(each.isalpha() or each in " -'’." for each in name)  # for it is said back
    if reply.outcome != "unknown" or not plain or len(name.split()) > LONGEST_NAME:
        return reply
    days = list(dict.fromkeys(each.date for each in lookup.at(name)))
    if not days:
        return reply
    told = " and ".join(map(day_name, days[:2])) if len(days) <= 2 else f"{len(days)} days"
    hint = f"My calendar has {name} on {told}: `/milestone {name}` shows what happened there."
    return replace(reply, text=hint)


def no_such_place(name: str, lookup: Lookup) -> str:
    """Say that the calendar does not have a place, and which name is spelt nearly like it."""
    near = lookup.place_names.nearest(name)
    hint = f" The name most like it is {near[0]}, {day_name(near[1].date)}." if near else ""
    return f"My calendar has no stop called {name}.{hint}"


def nothing_on(found: FoundMilestones, calendar: Calendar) -> str:
    """Say that the calendar has nothing for a date, and what comes before and after."""
    expression = found.date_expressions[0]
    span = likeliest(expression, calendar)
    said = (
        f"There is no such day as {_spoken(expression)}"
        if not expression.possible
        else f"My calendar has nothing for {_spoken(expression, span)}"
    )
    if span is None:
        days = calendar.days
        runs = f"; my calendar goes from {day_name(days[0])} to {day_name(days[-1])}"
        return f"{said}{runs if days else ''}."
    sides = (("entry before", calendar.previous(span[0])), ("next", calendar.next(span[1])))
    neighbours = [
        f"the {name} is {day_name(day)} ({calendar.on(day)[0].title})" for name, day in sides if day
    ]
    return f"{said}; {' and '.join(neighbours)}." if neighbours else f"{said}."


def _spoken(expression: DateExpression, span: tuple[date, date] | None = None) -> str:
    """A date in words: as it was written where it is a stretch, or no month has such a name."""
    if expression.possible:
        return day_name(span[0]) if span and expression.days == 1 else expression.text
    if not 1 <= expression.month <= MONTHS:
        return expression.text
    year = f" {expression.year}" if expression.year is not None else ""
    return f"{expression.day} {date(LEAP_YEAR, expression.month, 1):%B}{year}"
