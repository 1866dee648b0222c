"""Interprets questions that name a date and ask what happened on it."""

import re
from collections.abc import Sequence

from bot.calendar.interpretation import (
    ASKS_FOR_DAY,
    ASKS_FOR_DETAILS,
    ASKS_FOR_EVENTS,
    ASKS_FOR_PLACE,
    ASKS_WHETHER,
    DATE_STRENGTH,
    DIVERTING_WORDS,
    LOOSE_FACTOR,
    PERSONAL_WORDS,
    DatedQuestion,
    Interpretation,
    InterpretationKind,
)
from bot.calendar.lookup import SHORT_PERIOD, FoundMilestones, Lookup
from bot.knowledge.model import Milestone
from bot.language.question_form import QuestionForm, mentions_events

DATE_WEIGHT = 5.0  # of the date, against that of the unexplained words
ASKED_DATE_WEIGHT = 9.0  # the same if the question asks what happened, or where
UNEXPLAINED_WEIGHT = 4.0  # of each word that the milestones of the date do not explain

_ABOUT_HISTORY = re.compile(
    r"\b(?:happen\w*|took place|take place|anything|events?|anniversary|histor\w+)\b"
)
_WHERE_IN_THE_PAST = re.compile(r"\bwhere (?:was|were|did)\b")


def interpret_date(lookup: Lookup, question: DatedQuestion) -> Interpretation | None:
    """Find what happened on the dates; None if they are only a detail of the question."""
    expressions, form = question.dates.expressions, question.form
    if form.asks_how:
        return None
    terms = lookup.events.informative_terms(question.tokens)
    if form in ASKS_FOR_DETAILS and terms:
        return None
    if form in ASKS_FOR_DAY and (terms or expressions[0].relative):
        return None  # it asks for a day, and the date is only a part of the description
    if all(expression.relative for expression in expressions) and not _asks_about_history(question):
        return None
    words = question.words
    asks_about_date = form in ASKS_FOR_PLACE | ASKS_FOR_EVENTS or (
        form in ASKS_WHETHER and mentions_events(words)
    )
    if all(expression.is_year for expression in expressions) and not asks_about_date:
        return None
    milestones = lookup.on(expressions)
    unexplained = len(_unexplained(lookup, question, terms, milestones))
    if not asks_about_date:
        unexplained += sum(word in DIVERTING_WORDS | PERSONAL_WORDS for word in words)
    weight = ASKED_DATE_WEIGHT if asks_about_date else DATE_WEIGHT
    strength = DATE_STRENGTH * weight / (weight + UNEXPLAINED_WEIGHT * unexplained)
    if terms and not asks_about_date:
        strength *= LOOSE_FACTOR
    found = FoundMilestones(milestones, expressions)
    return Interpretation(InterpretationKind.DATE, found, strength, nothing_else=not terms)


def _unexplained(
    lookup: Lookup,
    question: DatedQuestion,
    terms: Sequence[str],
    milestones: Sequence[Milestone],
) -> list[str]:
    """Return the terms that neither a named place nor a milestone of the dates explains."""
    if question.form is QuestionForm.WHO:
        return list(terms)
    places = lookup.place_names.find(question.words)
    named = [token for place in places for token in question.tokens[place.start : place.stop]]
    explained = {*lookup.events.terms(named), *(token.stem for token in named)}
    if sum(expression.days for expression in question.dates.expressions) > SHORT_PERIOD:
        milestones = ()
    return [
        term
        for term in terms
        if term not in explained
        and not any(lookup.events.covered_weight([term], milestone) for milestone in milestones)
    ]


def _asks_about_history(question: DatedQuestion) -> bool:
    """Whether a question with “today” is about the day's anniversary, not about the present."""
    rest = question.dates.rest
    if not question.tokens:
        return True
    return bool(_ABOUT_HISTORY.search(rest) or _WHERE_IN_THE_PAST.search(rest))
