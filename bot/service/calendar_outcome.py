"""Outcomes from the calendar: its milestones, or why it has none to show."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.calendar.calendar import Calendar
from bot.calendar.date_expression import likeliest
from bot.calendar.interpretation import Interpretation, InterpretationKind
from bot.calendar.lookup import FoundMilestones, Lookup
from bot.knowledge.model import Entry, Milestone
from bot.text.answers import answer_message
from bot.text.markup import DISCORD, MESSAGE_LIMIT
from bot.text.outcome import (
    Answer,
    NoSuchPlace,
    NothingOnDate,
    Outcome,
    PlaceInCalendar,
    Unknown,
)

LONGEST_NAME = 3  # words; a longer message is not just the name of a place
MAX_DAYS = 3  # named with an entry's answer


def from_interpretation(
    interpretation: Interpretation, lookup: Lookup, linked: Entry | None
) -> Outcome:
    """The calendar's answer; `linked`: an entry that may be meant as well."""
    milestones = interpretation.found.milestones
    entries = (linked,) if linked else ()
    if milestones:
        sources = (source for milestone in milestones for source in milestone.sources)
        return Answer(milestones=milestones, sources=tuple(dict.fromkeys(sources)), linked=entries)
    if interpretation.kind is InterpretationKind.UNKNOWN_PLACE:
        name = interpretation.unknown_place
        return Unknown(NoSuchPlace(name, lookup.place_names.nearest(name)), entries)
    return Unknown(nothing_on_date(interpretation.found, lookup.calendar), entries)


def with_dates(answer: Answer, milestones: Sequence[Milestone]) -> Answer:
    """An entry's answer with the first dates that were asked for, if there is room for them."""
    first = {milestone.date: milestone for milestone in reversed(milestones)}
    days = list(dict.fromkeys(milestone.date for milestone in milestones))[:MAX_DAYS]
    while days:
        dated = replace(answer, milestones=tuple(first[day] for day in days))
        if _fits(dated):
            return dated
        days.pop()
    return answer


def with_linked_days(outcome: Outcome, days: Sequence[date], calendar: Calendar) -> Outcome:
    """An entry's answer with the days that may be meant as well, if there is room for them."""
    if not isinstance(outcome, Answer) or not days:
        return outcome
    linked = tuple(calendar.on(day)[0] for day in days[:MAX_DAYS])
    longer = replace(outcome, linked_days=linked)
    return longer if _fits(longer) else outcome


def with_place_hint(outcome: Outcome, question: str, lookup: Lookup) -> Outcome:
    """If the question is just a place's name, and the FAQ does not know it: where to look it up."""
    name = question.strip(" ?!.")
    is_name = all(letter.isalpha() or letter in " -'’." for letter in name)  # the reply repeats it
    if outcome != Unknown() or not is_name or len(name.split()) > LONGEST_NAME:
        return outcome
    days = tuple(dict.fromkeys(milestone.date for milestone in lookup.at(name)))
    return Unknown(PlaceInCalendar(name, days)) if days else outcome


def nothing_on_date(found: FoundMilestones, calendar: Calendar) -> NothingOnDate:
    """What to say about a date on which the calendar has no milestone."""
    expression = found.date_expressions[0]
    span = likeliest(expression, calendar)
    days = calendar.days

    def first_of(day: date | None) -> Milestone | None:
        return calendar.on(day)[0] if day else None

    return NothingOnDate(
        expression=expression,
        span=span,
        previous=first_of(calendar.previous(span[0])) if span else None,
        next=first_of(calendar.next(span[1])) if span else None,
        calendar=(days[0], days[-1]) if days else None,
    )


def _fits(answer: Answer) -> bool:
    return len(answer_message(answer, DISCORD)) <= MESSAGE_LIMIT
