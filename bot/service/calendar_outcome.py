"""Outcomes from the calendar: its milestones, or why it has none to show."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.calendar.calendar import Calendar
from bot.calendar.date_expression import likeliest
from bot.calendar.interpretation import Interpretation, InterpretationKind
from bot.calendar.lookup import FoundMilestones, Lookup, of_journey
from bot.knowledge.model import Entry, Milestone
from bot.language.question import Question
from bot.text.answers import answer_message
from bot.text.markup import DISCORD, MESSAGE_LIMIT
from bot.text.outcome import (
    Answer,
    NoSuchPlace,
    NothingOnDate,
    Outcome,
    PlaceInCalendar,
    Suggest,
    Unknown,
)

MAX_DAYS = 3  # named with an entry's answer, or for a place; a place with more is no hint


def from_interpretation(
    interpretation: Interpretation, lookup: Lookup, linked: Sequence[Entry]
) -> Outcome:
    """The calendar's answer; `linked`: entries that may be meant as well."""
    if milestones := interpretation.found.milestones:
        return from_milestones(milestones, linked)
    if interpretation.kind is InterpretationKind.UNKNOWN_PLACE:
        name = interpretation.unknown_place
        return Unknown(NoSuchPlace(name, lookup.place_names.nearest(name)), tuple(linked))
    return Unknown(nothing_on_date(interpretation.found, lookup.calendar), tuple(linked))


def from_milestones(milestones: Sequence[Milestone], linked: Sequence[Entry] = ()) -> Answer:
    """The cards of some days; `linked`: entries that may be meant as well."""
    sources = (source for milestone in milestones for source in milestone.sources)
    return Answer((), tuple(milestones), tuple(dict.fromkeys(sources)), linked=tuple(linked))


def with_dates(answer: Answer, milestones: Sequence[Milestone]) -> Answer:
    """An entry's answer with the first dates that were asked for, if there is room for them."""
    shown = one_a_day(milestones)
    while shown:
        dated = replace(answer, milestones=tuple(shown))
        if _fits(dated):
            return dated
        shown.pop()
    return answer


def one_a_day(milestones: Sequence[Milestone]) -> list[Milestone]:
    """The first milestone of each of the first days, as many as an entry is answered with."""
    first = {milestone.date: milestone for milestone in reversed(milestones)}
    days = dict.fromkeys(milestone.date for milestone in milestones)
    return [first[day] for day in days][:MAX_DAYS]


def with_place_hint(outcome: Outcome, question: Question, lookup: Lookup) -> Outcome:
    """If there is no answer, but the question names a place: when the journey was there.

    Suggestions stay if one of them is about the place, or if the question is just its name.
    """
    if isinstance(outcome, Answer):
        return outcome
    place = next((named for named in lookup.place_names.find(question.words) if named.proper), None)
    if place is None:
        return outcome
    offered = outcome.entries if isinstance(outcome, Suggest) else ()
    if offered and (
        len(question.tokens) == place.stop - place.start
        or any(place.name.casefold() in entry.answer.casefold() for entry in offered)
    ):
        return outcome
    days = tuple(dict.fromkeys(milestone.date for milestone in of_journey(place.milestones)))
    return Unknown(PlaceInCalendar(place.name, days)) if len(days) <= MAX_DAYS else outcome


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
