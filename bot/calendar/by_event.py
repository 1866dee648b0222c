"""Interprets questions that describe an event and ask on which day it happened."""

from collections.abc import Collection
from datetime import date

from bot.calendar.interpretation import (
    ASKS_FOR_DAY,
    EVENT_STRENGTH,
    DatedQuestion,
    Interpretation,
    InterpretationKind,
)
from bot.calendar.lookup import FoundMilestones, Lookup, of_journey

DOUBT_WEIGHT = 1.0  # against an event; it only matters if a single common word suggests the event
MAX_DAYS = 4  # how many days are shown for one event
MIN_CONFIRMED_SHARE = 0.4  # an event on one of the given days must cover this much of the question


def interpret_event(lookup: Lookup, question: DatedQuestion) -> Interpretation | None:
    """Find when the event that a question describes happened; None if it does not ask for a day."""
    if question.form not in ASKS_FOR_DAY:
        return None
    share, best = lookup.events.best_matches(question.tokens)
    if not best:
        return None
    milestones = of_journey(tuple(best))
    days = sorted({milestone.date for milestone in milestones})[:MAX_DAYS]
    found = FoundMilestones(tuple(milestone for milestone in milestones if milestone.date in days))
    terms = lookup.events.informative_terms(question.tokens)
    total = lookup.events.total_weight(terms)
    strength = EVENT_STRENGTH * share * total / (total + DOUBT_WEIGHT)
    return Interpretation(InterpretationKind.EVENT, found, strength, asks_for_day=True)


def interpret_event_on_days(
    lookup: Lookup, question: DatedQuestion, days: Collection[date]
) -> Interpretation | None:
    """Find the event that a question describes, if it asks for a day, among those of given days."""
    if question.form not in ASKS_FOR_DAY:
        return None
    milestones = [milestone for day in sorted(days) for milestone in lookup.calendar.on(day)]
    if expressions := question.dates.expressions:
        on_dates = set(lookup.on(expressions))
        milestones = [milestone for milestone in milestones if milestone in on_dates]
    share, best = lookup.events.best_matches(question.tokens, milestones)
    if share < MIN_CONFIRMED_SHARE:
        return None
    found, strength = FoundMilestones(tuple(best)), EVENT_STRENGTH * share
    return Interpretation(InterpretationKind.EVENT, found, strength, asks_for_day=True)
