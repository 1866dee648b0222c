"""Interprets questions that name a date and ask what happened on it."""

import re
from collections.abc import Sequence

from bot.calendar.date_expression import DateExpression
from bot.calendar.interpretation import (
    DIVERTING_WORDS,
    PERSONAL_WORDS,
    DatedQuestion,
    Interpretation,
    InterpretationKind,
)
from bot.calendar.lookup import SHORT_PERIOD, FoundMilestones, Lookup, shared_milestones
from bot.calendar.place_names import NamedPlace
from bot.knowledge.model import Milestone
from bot.language.question_form import (
    ASKS_FOR_DAY,
    ASKS_FOR_DETAILS,
    ASKS_FOR_EVENTS,
    ASKS_FOR_PLACE,
    ASKS_WHETHER,
    QuestionForm,
    mentions_events,
)

_ABOUT_HISTORY = re.compile(
    r"\b(?:happen\w*|took place|take place|anything|events?|anniversary|histor\w+)\b"
)
_WHERE_IN_THE_PAST = re.compile(r"\bwhere (?:was|were|did)\b")


def interpret_date(lookup: Lookup, question: DatedQuestion) -> Interpretation | None:
    """Find what happened on the dates; None if they are only a detail of the question."""
    expressions, form = question.dates.expressions, question.form
    if form.asks_how:
        return None
    terms = lookup.terms.informative_terms(question.tokens)
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
    on_dates = lookup.on(expressions)
    places = lookup.place_names.find(question.words)
    unexplained = len(_unexplained(lookup, question, terms, on_dates, places))
    if not asks_about_date:
        unexplained += sum(word in DIVERTING_WORDS | PERSONAL_WORDS for word in words)
    if unexplained > asks_about_date:
        return None
    milestones = _at_places(on_dates, places)
    misplaced = bool(on_dates) and not milestones
    if misplaced:
        if _is_long(expressions):
            return None  # the place is more telling than the period
        milestones = on_dates
    exact = not unexplained and not misplaced and (asks_about_date or not terms)
    return Interpretation(InterpretationKind.DATE, FoundMilestones(milestones, expressions), exact)


def _at_places(
    milestones: Sequence[Milestone], places: Sequence[NamedPlace]
) -> tuple[Milestone, ...]:
    """Return those of the milestones that are at the places named, or all if none is named."""
    proper = [place for place in places if place.proper]
    there = shared_milestones(proper)
    return tuple(each for each in milestones if not proper or each in there)


def _is_long(expressions: Sequence[DateExpression]) -> bool:
    return sum(expression.days for expression in expressions) > SHORT_PERIOD


def _unexplained(
    lookup: Lookup,
    question: DatedQuestion,
    terms: Sequence[str],
    milestones: Sequence[Milestone],
    places: Sequence[NamedPlace],
) -> list[str]:
    """Return the terms that neither a named place nor a milestone of the dates explains."""
    if question.form is QuestionForm.WHO:
        return list(terms)
    named = [token for place in places for token in question.tokens[place.start : place.stop]]
    explained = {*lookup.terms.terms(named), *(token.stem for token in named)}
    if _is_long(question.dates.expressions):
        milestones = ()
    return [
        term
        for term in terms
        if term not in explained
        and not any(lookup.terms.covered([term], milestone) for milestone in milestones)
    ]


def _asks_about_history(question: DatedQuestion) -> bool:
    """Whether a question with “today” is about the day's anniversary, not about the present."""
    rest = question.dates.rest
    if not question.tokens:
        return True
    return bool(_ABOUT_HISTORY.search(rest) or _WHERE_IN_THE_PAST.search(rest))
